import { InputError } from "../text/mod.ts";

/** Sizes of runs, pairwise: the i-th run has `N[i]` parameters and sees `D[i]` tokens. */
export interface Design {
  /** Parameters. */
  readonly N: ArrayLike<number>;
  /** Tokens. */
  readonly D: ArrayLike<number>;
}

/** What {@linkcode grid} crosses. */
export interface GridOptions {
  /** Model sizes in parameters. */
  readonly N: readonly number[];
  /** Budgets in FLOP; D = C/(6N). Either these or `D`. */
  readonly C?: readonly number[];
  /** Training tokens. Either these or `C`. */
  readonly D?: readonly number[];
  /** The least and the greatest D/N that are kept. @default {[0, Infinity]} */
  readonly tokensPerParameter?: readonly [least: number, greatest: number];
}

/**
 * Every model size with every budget, or with every number of tokens, budget by budget.
 *
 * @returns Pairs in the order of `C` (or `D`), and within it in the order of `N`.
 * @throws {InputError} If both or neither of `C` and `D` are given, a number is not positive, or
 * no pair is within the limits.
 *
 * @example Two IsoFLOP profiles
 * ```ts
 * import assert from "node:assert/strict";
 * import { grid } from "isoflop/runs";
 *
 * const { N, D } = grid({ N: [1e8, 1e9], C: [6e18, 6e19] });
 * assert.deepEqual(N, [1e8, 1e9, 1e8, 1e9]);
 * assert.deepEqual(D, [1e10, 1e9, 1e11, 1e10]);
 * ```
 */
export function grid(
  { N, C, D, tokensPerParameter = [0, Infinity] }: GridOptions,
): { N: number[]; D: number[] } {
  const refuse = (needs: string, found: string): InputError =>
    new InputError({ cannot: "make a grid of runs", needs, found });
  const across = C ?? D;
  if (!across || (C && D)) throw refuse("either C or D beside N", C ? "both" : "neither");
  for (const [name, values] of [["N", N], [C ? "C" : "D", across]] as const) {
    const bad = values.find((x) => !(x > 0 && x < Infinity));
    if (bad !== undefined) throw refuse(`${name} > 0`, String(bad));
  }
  const [least, greatest] = tokensPerParameter;
  const pairs = across.flatMap((x) => N.map((n) => ({ n, d: C ? x / (6 * n) : x })))
    .filter(({ n, d }) => d / n >= least && d / n <= greatest);
  if (pairs.length === 0) {
    const all = N.length * across.length;
    throw refuse(`a pair with ${least} to ${greatest} tokens per parameter`, `none among ${all}`);
  }
  return { N: pairs.map(({ n }) => n), D: pairs.map(({ d }) => d) };
}
