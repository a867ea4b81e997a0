import type { Algebra } from "./algebra.ts";
import { children, dependsOn, symbolsOf } from "./depends.ts";
import type { Expression } from "./expression.ts";

/** An expression that is linear in some symbols: constant + Σ symbolₖ · columnsₖ. */
export interface LinearParts {
  /** What is left when all the symbols are zero. */
  readonly constant: Expression;
  /** What each symbol is multiplied by. */
  readonly columns: Expression[];
}

/**
 * The constant and the columns of an expression that is jointly linear in all the given symbols:
 * e = constant + Σ symbolₖ · columnₖ; `null` when it is not, or not visibly.
 *
 * @example The chinchilla law is linear in E, A and B
 * ```ts
 * import assert from "node:assert/strict";
 * import { Algebra, linearParts, readFormula, toText } from "isoflop/algebra";
 *
 * const g = new Algebra();
 * const { expression } = readFormula(g, "E + A/N^alpha + B/D^beta");
 * const parts = linearParts(g, expression, ["E", "A", "B"]);
 * assert.deepEqual(parts?.columns.map(toText), ["1", "1 / N^alpha", "1 / D^beta"]);
 * assert.equal(linearParts(g, expression, ["A", "alpha"]), null);
 * ```
 */
export function linearParts(
  algebra: Algebra,
  e: Expression,
  symbols: readonly string[],
): LinearParts | null {
  const names = new Set(symbols);
  if (branches(e, names, new Set())) return null;
  const columns = symbols.map((symbol) => algebra.derivative(e, symbol));
  if (columns.some((column) => dependsOn(column, names))) return null;
  const zero = algebra.number(0);
  const constant = algebra.substitute(e, new Map(symbols.map((symbol) => [symbol, zero])));
  return { constant, columns };
}

/**
 * The symbols in which an expression is jointly linear, as many as are found in the given order.
 * A symbol that does not occur is not among them.
 *
 * @example A product of two coefficients is linear in either, not in both
 * ```ts
 * import assert from "node:assert/strict";
 * import { Algebra, linearSymbols, readFormula } from "isoflop/algebra";
 *
 * const g = new Algebra();
 * const { expression } = readFormula(g, "E + A * B * N");
 * assert.deepEqual(linearSymbols(g, expression, ["E", "A", "B"]), ["E", "A"]);
 * ```
 */
export function linearSymbols(
  algebra: Algebra,
  e: Expression,
  symbols: readonly string[],
): string[] {
  const chosen: string[] = [];
  const present = symbolsOf(e);
  for (const symbol of symbols) {
    if (!present.has(symbol)) continue;
    if (linearParts(algebra, e, [...chosen, symbol]) !== null) chosen.push(symbol);
  }
  return chosen;
}

/**
 * The symbols, of those given, that occur inside an exponent: in the second operand of a power, or
 * in the argument of exp.
 *
 * @param options `exponentials: false` leaves the argument of exp out.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { Algebra, exponentSymbols, readFormula } from "isoflop/algebra";
 *
 * const { expression } = readFormula(new Algebra(), "E + A/N^alpha + exp(-k * D)");
 * assert.deepEqual(exponentSymbols(expression, ["E", "A", "alpha", "k"]), ["alpha", "k"]);
 * ```
 */
export function exponentSymbols(
  e: Expression,
  symbols: readonly string[],
  { exponentials = true }: { readonly exponentials?: boolean } = {},
): string[] {
  const found = new Set<string>();
  const seen = new Set<Expression>();
  const look = (of: Expression) => {
    if (seen.has(of)) return;
    seen.add(of);
    const exponent = of.kind === "power"
      ? of.exponent
      : exponentials && of.kind === "call" && (of.fn === "exp" || of.fn === "expm1")
      ? of.argument
      : null;
    if (exponent !== null) symbolsOf(exponent).forEach((name) => found.add(name));
    children(of).forEach(look);
  };
  look(e);
  return symbols.filter((symbol) => found.has(symbol));
}

/** Whether a symbol decides between branches: there the slopes alone do not show a jump. */
function branches(
  e: Expression,
  names: ReadonlySet<string>,
  seen: Set<Expression>,
): boolean {
  if (seen.has(e) || !dependsOn(e, names)) return false;
  seen.add(e);
  return e.kind === "condition" || e.kind === "extreme" ||
    (e.kind === "call" && (e.fn === "sign" || e.fn === "abs")) ||
    children(e).some((child) => branches(child, names, seen));
}
