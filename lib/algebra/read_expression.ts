import type * as acorn from "acorn";
import { nearest } from "../text/nearest.ts";
import type { Algebra } from "./algebra.ts";
import type { Comparator, Expression } from "./expression.ts";
import { described, literalKind, whatItIs } from "./describe.ts";
import { apply, constants, functionNames, givenArguments } from "./mathematics.ts";
import type { Refusal } from "./refusal.ts";
import {
  type Arguments,
  choose,
  chooseTest,
  type Closure,
  compared,
  type Scope,
  type Test,
  type Value,
  type Variable,
} from "./values.ts";

/** What an expression's reader asks of the reader of statements around it. */
export interface Surroundings {
  readonly algebra: Algebra;
  readonly refusal: Refusal;
  readonly constants: Readonly<Record<string, number>>;
  /** The value of a variable; `undefined` before it has one. */
  value(variable: Variable): Value | undefined;
  /** A function of the text, called. */
  call(closure: Closure, args: readonly Value[], node: acorn.CallExpression): Value;
}

const comparators: Readonly<Record<string, Comparator>> = {
  "<": "<",
  "<=": "<=",
  ">": ">",
  ">=": ">=",
  "==": "===",
  "===": "===",
  "!=": "!==",
  "!==": "!==",
};

/** The value of an expression of the text; `around` is the piece of text that an error shows. */
export function readExpression(
  s: Surroundings,
  node: acorn.Expression | acorn.PrivateIdentifier | acorn.Super | acorn.SpreadElement,
  scope: Scope,
  around: acorn.Node = node,
): Value {
  const g = s.algebra;
  const at = (of: acorn.Expression | acorn.PrivateIdentifier | acorn.Super | acorn.SpreadElement) =>
    readExpression(s, of, scope, node);
  const numberAt = (of: acorn.Expression | acorn.PrivateIdentifier) => toNumber(s, at(of), of);
  switch (node.type) {
    case "Literal":
      if (typeof node.value === "number") return number(g.number(node.value));
      if (typeof node.value === "boolean") {
        return compared(g, "===", g.number(node.value ? 1 : 0), g.number(1));
      }
      throw s.refusal.of(literalKind(node), around);
    case "Identifier":
      return identifier(s, node, scope, around);
    case "ParenthesizedExpression":
      return readExpression(s, node.expression, scope, around);
    case "MemberExpression":
      return member(s, node, scope, around);
    case "UnaryExpression":
      if (node.operator === "-") return number(g.negate(numberAt(node.argument)));
      if (node.operator === "+") return number(numberAt(node.argument));
      if (node.operator === "!") {
        return { kind: "test", op: "not", of: toTest(s, at(node.argument), node.argument) };
      }
      throw s.refusal.of(`the operator ${JSON.stringify(node.operator)}`, around);
    case "BinaryExpression":
      return binary(s, node, numberAt);
    case "LogicalExpression": {
      if (node.operator === "??") throw s.refusal.of('the operator "??"', node);
      const op = node.operator === "&&" ? "and" : "or";
      const [left, right] = [node.left, node.right].map((of) => toTest(s, at(of), of));
      return { kind: "test", op, left: left!, right: right! };
    }
    case "ConditionalExpression": {
      const test = toTest(s, at(node.test), node.test);
      return chosen(s, test, at(node.consequent), at(node.alternate), node);
    }
    case "CallExpression":
      return call(s, node, scope, at);
    case "ArrowFunctionExpression":
    case "FunctionExpression":
      return { kind: "closure", node, scope };
    default:
      throw s.refusal.of(described(node), around);
  }
}

/** The number that a value stands for. */
export function toNumber(s: Surroundings, value: Value, node: acorn.Node): Expression {
  if (value.kind === "number") return value.e;
  if (value.kind === "test") {
    return choose(s.algebra, value, s.algebra.number(1), s.algebra.number(0));
  }
  throw s.refusal.of(`${whatItIs(value)} where a number is needed`, node);
}

/** Yes or no; a number is neither. */
export function toTest(s: Surroundings, value: Value, node: acorn.Node): Test {
  if (value.kind === "test") return value;
  if (value.kind !== "number") throw s.refusal.of(`${whatItIs(value)} as a condition`, node);
  const cure = `compare it with a number: ${s.refusal.snippet(node)} > 0`;
  throw s.refusal.of("a number as a condition", node, cure);
}

/** One of two values, as a test decides. */
export function chosen(
  s: Surroundings,
  test: Test,
  then: Value,
  otherwise: Value,
  node: acorn.Node,
): Value {
  if (then === otherwise) return then;
  if (then.kind === "test" && otherwise.kind === "test") return chooseTest(test, then, otherwise);
  const a = toNumber(s, then, node), b = toNumber(s, otherwise, node);
  return number(choose(s.algebra, test, a, b));
}

function number(e: Expression): Value {
  return { kind: "number", e };
}

function binary(
  s: Surroundings,
  node: acorn.BinaryExpression,
  numberAt: (of: acorn.Expression | acorn.PrivateIdentifier) => Expression,
): Value {
  const g = s.algebra;
  const op = comparators[node.operator];
  if (op === undefined && !["+", "-", "*", "/", "**"].includes(node.operator)) {
    const cure = node.operator === "^" ? "write ** for a power" : undefined;
    throw s.refusal.of(`the operator ${JSON.stringify(node.operator)}`, node, cure);
  }
  const a = numberAt(node.left), b = numberAt(node.right);
  if (op !== undefined) return compared(g, op, a, b);
  switch (node.operator) {
    case "+":
      return number(g.add(a, b));
    case "-":
      return number(g.subtract(a, b));
    case "*":
      return number(g.multiply(a, b));
    case "/":
      return number(g.divide(a, b));
    default:
      return number(g.power(a, b));
  }
}

function identifier(
  s: Surroundings,
  node: acorn.Identifier,
  scope: Scope,
  around: acorn.Node,
): Value {
  const { name } = node;
  const variable = scope.find(name);
  if (variable !== undefined) {
    const value = s.value(variable);
    if (value !== undefined) return value;
    throw s.refusal.of(`${JSON.stringify(name)} before it has a value`, around);
  }
  if (Object.hasOwn(s.constants, name)) return number(s.algebra.number(s.constants[name]!));
  if (name === "Infinity" || name === "NaN") return number(s.algebra.number(Number(name)));
  if (name === "Math") return { kind: "Math" };
  const cure = `name it in constants: { ${name} }, or give the law a gradient`;
  throw s.refusal.of(`${JSON.stringify(name)} from outside`, around, cure);
}

function member(
  s: Surroundings,
  node: acorn.MemberExpression,
  scope: Scope,
  around: acorn.Node,
): Value {
  const name = propertyName(node);
  const object = readExpression(s, node.object, scope, node);
  if (name === null || node.optional) throw s.refusal.of("a property by a computed name", around);
  if (object.kind === "record") return property(s, object, name, node, around);
  if (object.kind !== "Math") {
    throw s.refusal.of(`the property ${JSON.stringify(name)} of ${whatItIs(object)}`, around);
  }
  const constant = constants.get(name);
  if (constant !== undefined) return number(s.algebra.number(constant));
  throw s.refusal.of(`"Math.${name}"`, around);
}

/** A coefficient or a regressor by its name. */
export function property(
  s: Surroundings,
  object: Arguments,
  name: string,
  node: acorn.Node,
  around: acorn.Node = node,
): Value {
  if (object.names.includes(name)) return number(s.algebra.symbol(name));
  const near = nearest(name, object.names);
  const cure = near === undefined
    ? `add it to ${object.of === "coefficient" ? "coefNames" : "regressors"}`
    : `did you mean ${JSON.stringify(near)}?`;
  throw s.refusal.of(`${JSON.stringify(name)}, which is no ${object.of}`, around, cure);
}

function call(
  s: Surroundings,
  node: acorn.CallExpression,
  scope: Scope,
  at: (of: acorn.Expression | acorn.Super | acorn.SpreadElement) => Value,
): Value {
  const { callee } = node;
  if (node.optional) throw s.refusal.of("an optional call", node);
  const spread = node.arguments.find(({ type }) => type === "SpreadElement");
  if (spread !== undefined) throw s.refusal.of("a spread", node);
  if (callee.type === "MemberExpression") {
    const object = readExpression(s, callee.object, scope, node);
    const name = propertyName(callee);
    if (object.kind === "Math" && name !== null && !constants.has(name)) {
      const args = node.arguments.map((of) => toNumber(s, at(of), of));
      const value = apply(s.algebra, name, args);
      if (value !== null && typeof value === "object") return number(value);
      if (value !== null) {
        throw s.refusal.of(
          `${givenArguments(args)} for "Math.${name}"`,
          node,
          `give ${value}`,
        );
      }
      const near = nearest(name, functionNames);
      const cure = near === undefined ? undefined : `did you mean "Math.${near}"?`;
      throw s.refusal.of(`"Math.${name}"`, node, cure);
    }
  }
  const fn = readExpression(s, callee, scope, node);
  if (fn.kind === "closure") return s.call(fn, node.arguments.map(at), node);
  throw s.refusal.of(`a call of ${whatItIs(fn)}`, node);
}

function propertyName(node: acorn.MemberExpression): string | null {
  const { property, computed } = node;
  if (!computed) return property.type === "Identifier" ? property.name : null;
  return property.type === "Literal" && typeof property.value === "string" ? property.value : null;
}
