import type * as acorn from "acorn";
import type { Algebra } from "./algebra.ts";
import type { Comparator, Expression } from "./expression.ts";

/** A function of the text, with the names that it sees. */
export interface Closure {
  readonly kind: "closure";
  readonly node:
    | acorn.ArrowFunctionExpression
    | acorn.FunctionExpression
    | acorn.FunctionDeclaration
    | acorn.AnonymousFunctionDeclaration;
  readonly scope: Scope;
}

/** The coefficients, or the regressors: the two arguments of a law. */
export interface Arguments {
  readonly kind: "record";
  readonly of: "coefficient" | "regressor";
  readonly names: readonly string[];
}

/** Yes or no. */
export type Test =
  | { readonly kind: "test"; readonly op: "compare"; readonly condition: Expression }
  | { readonly kind: "test"; readonly op: "and" | "or"; readonly left: Test; readonly right: Test }
  | { readonly kind: "test"; readonly op: "not"; readonly of: Test };

/** What a piece of the text can stand for. */
export type Value =
  | { readonly kind: "number"; readonly e: Expression }
  | Test
  | Closure
  | Arguments
  | { readonly kind: "Math" };

/** A variable; whose value at the moment is in the store of the reader. */
export interface Variable {
  readonly name: string;
  /** The call that it belongs to. */
  readonly frame: number;
  readonly constant: boolean;
}

/** The names of a block, and the blocks around it. */
export class Scope {
  readonly #own = new Map<string, Variable>();
  readonly #outer: Scope | null;

  constructor(outer: Scope | null) {
    this.#outer = outer;
  }

  declare(variable: Variable): Variable {
    this.#own.set(variable.name, variable);
    return variable;
  }

  find(name: string): Variable | undefined {
    return this.#own.get(name) ?? this.#outer?.find(name);
  }
}

/** One of two numbers, as a test decides. */
export function choose(
  g: Algebra,
  test: Test,
  then: Expression,
  otherwise: Expression,
): Expression {
  switch (test.op) {
    case "compare":
      return g.select(test.condition, then, otherwise);
    case "not":
      return choose(g, test.of, otherwise, then);
    case "and":
      return choose(g, test.left, choose(g, test.right, then, otherwise), otherwise);
    case "or":
      return choose(g, test.left, then, choose(g, test.right, then, otherwise));
  }
}

/** A comparison as a test. */
export function compared(g: Algebra, op: Comparator, left: Expression, right: Expression): Test {
  return { kind: "test", op: "compare", condition: g.compare(op, left, right) };
}

/** One of two tests, as a third decides. */
export function chooseTest(test: Test, then: Test, otherwise: Test): Test {
  const not: Test = { kind: "test", op: "not", of: test };
  const left: Test = { kind: "test", op: "and", left: test, right: then };
  const right: Test = { kind: "test", op: "and", left: not, right: otherwise };
  return { kind: "test", op: "or", left, right };
}
