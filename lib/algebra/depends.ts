import type { Expression } from "./expression.ts";

const none: ReadonlySet<string> = new Set();
const found = new WeakMap<Expression, ReadonlySet<string>>();

/** What an expression is made of, one level down. */
export function children(e: Expression): readonly Expression[] {
  switch (e.kind) {
    case "number":
    case "symbol":
      return [];
    case "sum":
      return e.terms;
    case "product":
      return e.factors;
    case "power":
      return [e.base, e.exponent];
    case "call":
      return [e.argument];
    case "extreme":
    case "condition":
      return [e.left, e.right];
    case "select":
      return [e.condition, e.then, e.otherwise];
  }
}

/**
 * The names that occur in an expression.
 *
 * @example A term of the chinchilla law
 * ```ts
 * import assert from "node:assert/strict";
 * import { Algebra, readFormula, symbolsOf } from "isoflop/algebra";
 *
 * const { expression } = readFormula(new Algebra(), "A / N^alpha");
 * assert.deepEqual([...symbolsOf(expression)], ["A", "N", "alpha"]);
 * ```
 */
export function symbolsOf(e: Expression): ReadonlySet<string> {
  const before = found.get(e);
  if (before !== undefined) return before;
  let names = e.kind === "symbol" ? new Set([e.name]) : none;
  for (const child of children(e)) {
    const more = symbolsOf(child);
    if (names.size === 0) names = more;
    else if (!more.isSubsetOf(names)) names = names.union(more);
  }
  found.set(e, names);
  return names;
}

/**
 * Whether any of the names occurs in an expression.
 *
 * @example N^alpha depends on alpha
 * ```ts
 * import assert from "node:assert/strict";
 * import { Algebra, dependsOn, readFormula } from "isoflop/algebra";
 *
 * const { expression } = readFormula(new Algebra(), "N^alpha");
 * assert.equal(dependsOn(expression, new Set(["alpha", "beta"])), true);
 * assert.equal(dependsOn(expression, new Set(["beta"])), false);
 * ```
 */
export function dependsOn(e: Expression, names: ReadonlySet<string>): boolean {
  return !symbolsOf(e).isDisjointFrom(names);
}
