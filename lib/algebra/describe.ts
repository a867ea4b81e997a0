import type * as acorn from "acorn";
import type { Value } from "./values.ts";

const words: Readonly<Record<string, string>> = {
  ArrayExpression: "a list",
  ArrayPattern: "a list",
  AssignmentExpression: "an assignment inside an expression",
  AssignmentPattern: "a default value",
  AwaitExpression: '"await"',
  BreakStatement: '"break"',
  ChainExpression: 'the operator "?."',
  ClassDeclaration: "a class",
  ClassExpression: "a class",
  ContinueStatement: '"continue"',
  DoWhileStatement: "a loop",
  ForInStatement: "a loop",
  ForOfStatement: "a loop",
  ForStatement: "a loop",
  ImportExpression: '"import"',
  LabeledStatement: "a label",
  MemberExpression: "an assignment to a property",
  MetaProperty: '"import.meta"',
  NewExpression: '"new"',
  ObjectExpression: "an object",
  RestElement: "a rest of arguments",
  SequenceExpression: 'the operator ","',
  SpreadElement: "a spread",
  Super: '"super"',
  SwitchStatement: '"switch"',
  TaggedTemplate: "a text",
  TemplateLiteral: "a text",
  ThisExpression: '"this"',
  ThrowStatement: '"throw"',
  TryStatement: '"try"',
  UpdateExpression: "an assignment inside an expression",
  WhileStatement: "a loop",
  YieldExpression: '"yield"',
};

/** What a piece of the text is, in the words of those who write it. */
export function described(node: acorn.Node): string {
  return words[node.type] ?? `"${node.type}"`;
}

/** What a value is, where it should have been another. */
export function whatItIs(value: Value): string {
  switch (value.kind) {
    case "number":
      return "a number";
    case "test":
      return "a condition";
    case "closure":
      return "a function";
    case "record":
      return `all ${value.of}s`;
    case "Math":
      return '"Math"';
  }
}

/** What a literal is that is no number. */
export function literalKind(node: acorn.Literal): string {
  if (node.bigint) return "a big integer";
  if (node.regex) return "a regular expression";
  return node.value === null ? "null" : "a text";
}
