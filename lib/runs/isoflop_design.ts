import type { PowerOfCompute } from "../laws/mod.ts";
import { InputError } from "../text/mod.ts";

/** How {@linkcode isoflopDesign} lays out its sizes. */
export interface IsoflopDesignOptions {
  /** Budgets in FLOP. */
  readonly C: readonly number[];
  /** The sizes of a budget reach from 1/within to within times the best one. */
  readonly within: number;
  /** Sizes per budget. @default {9} */
  readonly sizes?: number;
}

/**
 * The runs of an IsoFLOP sweep: on every budget model sizes at equal ratios about the best one, as
 * some law or guess has it, each with the tokens that spend the budget, D = C/(6N).
 *
 * @param frontier Where the best size is: the frontier of a preset, a fit or a law.
 * @returns N in parameters and D in tokens, pairwise, budget by budget from small sizes to large.
 * @throws {InputError} If a budget is not a positive number, `within` is not above 1, there are
 * fewer than three sizes, or the frontier has no numbers, as of a fit that failed.
 *
 * @example Three sizes within a factor of four
 * ```ts
 * import assert from "node:assert/strict";
 * import { isoflopDesign } from "isoflop/runs";
 * import { presetNamed } from "isoflop/laws";
 *
 * const { frontier } = presetNamed("chinchilla:epoch");
 * const { N } = isoflopDesign(frontier, { C: [1e20], within: 4, sizes: 3 });
 * assert.deepEqual(N.map((n) => (n / 1e6).toFixed(0)), ["213", "853", "3414"]);
 * ```
 */
export function isoflopDesign(
  frontier: { readonly N: PowerOfCompute },
  { C, within, sizes = 9 }: IsoflopDesignOptions,
): { N: number[]; D: number[] } {
  const refuse = (needs: string, found: string): InputError =>
    new InputError({ cannot: "design an IsoFLOP sweep", needs, found });
  const bad = C.find((budget) => !(budget > 0 && budget < Infinity));
  if (bad !== undefined || C.length === 0) {
    throw refuse("budgets in FLOP, all > 0", bad === undefined ? "none" : `${bad}`);
  }
  if (!(within > 1 && within < Infinity)) throw refuse("within > 1", `${within}`);
  if (!Number.isInteger(sizes) || sizes < 3) {
    throw refuse("a whole number of sizes, at least 3", `${sizes}`);
  }
  const { coef, exponent } = frontier.N;
  if (!(coef > 0 && coef < Infinity && Number.isFinite(exponent))) {
    throw refuse("a frontier with numbers", `N* = ${coef} · C^${exponent}`);
  }
  const pairs = C.flatMap((budget) =>
    Array.from({ length: sizes }, (_, i) => {
      const N = coef * budget ** exponent * within ** ((2 * i) / (sizes - 1) - 1);
      return { N, D: budget / (6 * N) };
    })
  );
  return { N: pairs.map(({ N }) => N), D: pairs.map(({ D }) => D) };
}
