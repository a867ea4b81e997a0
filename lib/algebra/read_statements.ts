import type * as acorn from "acorn";
import type { Algebra } from "./algebra.ts";
import { described } from "./describe.ts";
import type { Expression } from "./expression.ts";
import {
  chosen,
  property,
  readExpression,
  type Surroundings,
  toNumber,
  toTest,
} from "./read_expression.ts";
import type { Refusal } from "./refusal.ts";
import { type Closure, Scope, type Value, type Variable } from "./values.ts";

type Store = Map<Variable, Value>;
type Statement = acorn.Statement | acorn.ModuleDeclaration;

/** Reads the statements of a function, following every path to its `return`. */
export class Reader implements Surroundings {
  readonly algebra: Algebra;
  readonly refusal: Refusal;
  readonly constants: Readonly<Record<string, number>>;
  /** What the variables hold at the moment. */
  #store: Store = new Map();
  /** The functions that are being called, outermost first. */
  readonly #calls: acorn.Node[] = [];
  #frame = 0;
  #frames = 0;

  constructor(algebra: Algebra, refusal: Refusal, constants: Readonly<Record<string, number>>) {
    this.algebra = algebra;
    this.refusal = refusal;
    this.constants = constants;
  }

  value(variable: Variable): Value | undefined {
    return this.#store.get(variable);
  }

  call({ node, scope }: Closure, args: readonly Value[], from: acorn.Node): Value {
    if (node.async || node.generator) {
      throw this.refusal.of(node.async ? "an async function" : "a generator", node);
    }
    if (this.#calls.includes(node)) throw this.refusal.of("a function that calls itself", from);
    this.#calls.push(node);
    const outer = this.#frame;
    this.#frame = ++this.#frames;
    const inner = new Scope(scope);
    node.params.forEach((param, i) => this.#bind(param, args[i], inner, false));
    const value = node.body.type === "BlockStatement"
      ? this.#block(node.body.body, new Scope(inner), () => {
        throw this.refusal.of("a path without return", node, "return a number on every path");
      })
      : this.#result(node.body, inner);
    this.#frame = outer;
    this.#calls.pop();
    return value;
  }

  /** What a function returns; the law itself returns a number. */
  #result(node: acorn.Expression, scope: Scope): Value {
    const value = readExpression(this, node, scope);
    if (this.#calls.length > 1) return value;
    return { kind: "number", e: toNumber(this, value, node) };
  }

  /** The value that a block returns, where `next` is what follows it. */
  #block(body: readonly Statement[], scope: Scope, next: () => Value): Value {
    for (const statement of body) {
      // Functions can be called above the place where they are declared.
      if (statement.type === "FunctionDeclaration") {
        this.#declare(statement.id.name, { kind: "closure", node: statement, scope }, scope, true);
      }
      if (statement.type === "VariableDeclaration" && statement.kind !== "var") {
        for (const { id } of statement.declarations) {
          if (id.type === "Identifier") this.#declare(id.name, undefined, scope, false);
        }
      }
    }
    return this.#from(body, 0, scope, next);
  }

  #from(body: readonly Statement[], start: number, scope: Scope, next: () => Value): Value {
    for (let i = start; i < body.length; i++) {
      const statement = body[i]!;
      const rest = () => this.#from(body, i + 1, scope, next);
      switch (statement.type) {
        case "EmptyStatement":
        case "FunctionDeclaration":
          break;
        case "VariableDeclaration":
          this.#variables(statement, scope);
          break;
        case "ExpressionStatement":
          this.#assign(statement, scope);
          break;
        case "ReturnStatement":
          if (!statement.argument) {
            throw this.refusal.of(
              "a return without a number",
              statement,
              "return a number on every path",
            );
          }
          return this.#result(statement.argument, scope);
        case "BlockStatement":
          return this.#block(statement.body, new Scope(scope), rest);
        case "IfStatement":
          return this.#if(statement, scope, rest);
        default:
          throw this.refusal.of(described(statement), statement);
      }
    }
    return next();
  }

  #if(node: acorn.IfStatement, scope: Scope, rest: () => Value): Value {
    const test = toTest(this, readExpression(this, node.test, scope), node.test);
    const before = this.#store;
    const branch = (statement: acorn.Statement | null | undefined, next: () => Value) => {
      this.#store = new Map(before);
      return statement ? this.#block([statement], new Scope(scope), next) : next();
    };
    if (!returns(node.consequent) && !(node.alternate && returns(node.alternate))) {
      // Neither branch returns: join what they assigned, so that the rest is read once.
      const nothing: Value = { kind: "Math" };
      branch(node.consequent, () => nothing);
      const then = this.#store;
      branch(node.alternate, () => nothing);
      const otherwise = this.#store;
      this.#store = new Map();
      for (const variable of before.keys()) {
        const a = then.get(variable)!, b = otherwise.get(variable)!;
        this.#store.set(variable, chosen(this, test, a, b, node));
      }
      for (const [variable, value] of then) {
        if (!before.has(variable) && otherwise.has(variable)) {
          this.#store.set(variable, chosen(this, test, value, otherwise.get(variable)!, node));
        }
      }
      return rest();
    }
    const then = branch(node.consequent, rest);
    const otherwise = branch(node.alternate, rest);
    return chosen(this, test, then, otherwise, node);
  }

  #variables(node: acorn.VariableDeclaration, scope: Scope): void {
    if (node.kind !== "const" && node.kind !== "let") {
      throw this.refusal.of(`"${node.kind}"`, node, "declare it with const or let");
    }
    for (const { id, init } of node.declarations) {
      const value = init ? readExpression(this, init, scope, node) : undefined;
      this.#bind(id, value, scope, node.kind === "const");
    }
  }

  #bind(pattern: acorn.Pattern, value: Value | undefined, scope: Scope, constant: boolean): void {
    if (pattern.type === "Identifier") {
      this.#declare(pattern.name, value, scope, constant);
      return;
    }
    if (pattern.type !== "ObjectPattern") {
      throw this.refusal.of(described(pattern), pattern);
    }
    for (const entry of pattern.properties) {
      if (entry.type === "RestElement") throw this.refusal.of("a rest of properties", pattern);
      const { key, computed } = entry;
      const name = !computed && key.type === "Identifier"
        ? key.name
        : key.type === "Literal" && typeof key.value === "string"
        ? key.value
        : null;
      if (name === null) throw this.refusal.of("a property by a computed name", pattern);
      if (value?.kind !== "record") {
        throw this.refusal.of(
          `the property ${JSON.stringify(name)} of what is no argument`,
          pattern,
        );
      }
      this.#bind(entry.value, property(this, value, name, entry, pattern), scope, constant);
    }
  }

  #declare(name: string, value: Value | undefined, scope: Scope, constant: boolean): void {
    const variable = scope.declare({ name, frame: this.#frame, constant });
    if (value !== undefined) this.#store.set(variable, value);
  }

  /** x = …, x += … and the like, for variables of the same function. */
  #assign({ expression: node, directive }: acorn.ExpressionStatement, scope: Scope): void {
    if (directive !== undefined) return;
    if (node.type !== "AssignmentExpression") {
      throw this.refusal.of("a statement without effect on the result", node);
    }
    if (node.left.type !== "Identifier") throw this.refusal.of(described(node.left), node);
    const { name } = node.left;
    const variable = scope.find(name);
    if (variable === undefined || variable.frame !== this.#frame || variable.constant) {
      const which = variable === undefined || variable.frame !== this.#frame
        ? "a variable of another function"
        : "a constant";
      throw this.refusal.of(`an assignment to ${which}`, node);
    }
    const right = readExpression(this, node.right, scope, node);
    if (node.operator === "=") {
      this.#store.set(variable, right);
      return;
    }
    const g = this.algebra;
    const a = toNumber(this, readExpression(this, node.left, scope, node), node);
    const b = toNumber(this, right, node);
    const results: Readonly<Record<string, () => Expression>> = {
      "+=": () => g.add(a, b),
      "-=": () => g.subtract(a, b),
      "*=": () => g.multiply(a, b),
      "/=": () => g.divide(a, b),
      "**=": () => g.power(a, b),
    };
    const e = results[node.operator]?.();
    if (e === undefined) {
      throw this.refusal.of(`the operator ${JSON.stringify(node.operator)}`, node);
    }
    this.#store.set(variable, { kind: "number", e });
  }
}

/** Whether a statement holds a return of the function that it belongs to. */
function returns(node: acorn.Statement): boolean {
  switch (node.type) {
    case "ReturnStatement":
      return true;
    case "BlockStatement":
      return node.body.some(returns);
    case "IfStatement":
      return returns(node.consequent) || (node.alternate ? returns(node.alternate) : false);
    default:
      return false;
  }
}
