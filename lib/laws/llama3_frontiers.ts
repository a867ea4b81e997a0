import type { Preset } from "./law.ts";

/**
 * What the Llama 3 report advises for a budget: tokens, and the size that C = 6ND leaves for them.
 *
 * | preset           | D*(C) in tokens        | at 3.8e25 FLOP           |
 * | ---------------- | ---------------------- | ------------------------ |
 * | `llama3:printed` | 0.29 · C^0.53          | 10.5 T tokens, 605 B     |
 * | `llama3:refit`   | 10^−0.52381 · C^0.53678 | 16.1 T tokens, 393 B    |
 *
 * The report goes on to 16.55 T tokens and 402 B parameters at 3.8e25 FLOP, which its printed
 * constants do not give: the exponent is 0.537 rounded, with the coefficient left as it was.
 *
 * Source: Dubey et al. (2024), section 3.2.1, https://arxiv.org/abs/2407.21783; the points of its
 * figure as digitised in https://github.com/Open-Athena/scaling-law-analysis
 *
 * @example Two digits of an exponent, and half as many tokens again
 * ```ts
 * import assert from "node:assert/strict";
 * import { llama3Frontiers } from "isoflop/laws";
 *
 * const tokens = ({ frontier: { D } }: typeof llama3Frontiers.printed) =>
 *   (D.coef * 3.8e25 ** D.exponent).toPrecision(3);
 * assert.equal(tokens(llama3Frontiers.printed), "1.05e+13");
 * assert.equal(tokens(llama3Frontiers.refit), "1.61e+13");
 * ```
 */
export const llama3Frontiers: Readonly<Record<"printed" | "refit", Preset>> = {
  printed: ofTokens("printed", "Llama 3, as printed", 0.29, 0.53, [
    "At 3.8e25 FLOP it gives 10.5 T tokens where the report says 16.55 T: the exponent is rounded.",
  ]),
  refit: ofTokens("refit", "Llama 3, refitted", 10 ** -0.52381, 0.53678, [
    "A power law through the lowest points of ten parabolas, over the digitised points of the " +
    "report's figure; a test computes it again.",
  ]),
};

/** D* = coef · C^exponent, and N* = C/(6 D*). */
function ofTokens(
  short: string,
  title: string,
  coef: number,
  exponent: number,
  notes: readonly string[],
): Preset {
  return {
    name: `llama3:${short}`,
    title,
    ...{ law: null, coef: null, predict: null, spread: null },
    frontier: {
      D: { coef, exponent },
      N: { coef: 1 / (6 * coef), exponent: 1 - exponent },
      ...{ loss: null, compute: null },
    },
    nConvention: "total",
    source: {
      paper: "Dubey et al. (2024)",
      where: "section 3.2.1",
      url: "https://arxiv.org/abs/2407.21783",
    },
    notes: ["The law is of tokens; the size is what 6ND leaves for them.", ...notes],
  };
}
