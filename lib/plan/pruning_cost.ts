import { InputError } from "../text/mod.ts";

/**
 * What it costs to prune a model in rounds, in trainings of the whole model: (1 − (1 − x)^n) / x, for
 * n trainings of which each is on a share 1 − x of the parameters of the one before.
 *
 * @param options The `share` of the parameters that goes in each round, and how many `rounds` are
 * trained, the first of them whole.
 * @throws {InputError} If the share is not in (0, 1], or rounds is not a whole number above 0.
 *
 * Source: Villalobos & Atkinson (2023), https://epoch.ai/blog/trading-off-compute-in-training-and-inference
 *
 * @example A fifth at a time, down to a tenth
 * ```ts
 * import assert from "node:assert/strict";
 * import { pruningCost } from "isoflop/plan";
 *
 * assert.equal(pruningCost({ share: 0.2, rounds: 11 }).toFixed(4), "4.5705");
 * ```
 */
export function pruningCost({ share, rounds }: {
  readonly share: number;
  readonly rounds: number;
}): number {
  const right = share > 0 && share <= 1 && Number.isInteger(rounds) && rounds > 0;
  if (right) return -Math.expm1(rounds * Math.log1p(-share)) / share;
  throw new InputError({
    cannot: "price pruning",
    needs: "a share above 0 and up to 1, and a whole number of rounds",
    found: `share ${share}, rounds ${rounds}`,
    cure: "give both by name, as in { share: 0.2, rounds: 11 }",
  });
}
