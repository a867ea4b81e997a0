import { InputError } from "../text/mod.ts";
import { defineLaw } from "./define_law.ts";
import type { Law } from "./law.ts";

/** The coefficients of {@linkcode batchSteps}. */
export type BatchTerm = "S_min" | "B_crit";

/**
 * Steps to a loss against the batch: McCandlish's trade-off of time against examples.
 *
 * S(B) = S_min (1 + B_crit/B), which with E = B S is (S/S_min − 1)(E/E_min − 1) = 1
 *
 * | symbol | code     | what it is                                         | unit              |
 * | ------ | -------- | -------------------------------------------------- | ----------------- |
 * | B      | `B`      | batch                                              | tokens, sequences |
 * | S      | `S`      | steps to the loss                                  | steps             |
 * | S_min  | `S_min`  | steps that no batch can save                       | steps             |
 * | B_crit | `B_crit` | the batch that takes twice S_min and twice E_min   | that of B         |
 * | E_min  | `E_min`  | examples that no batch can save: B_crit S_min      | that of B         |
 *
 * One law for each loss: both coefficients change with it. Batches in sequences are as good as batches
 * in tokens, as long as one fit has one of them.
 *
 * Source: McCandlish et al. (2018), https://arxiv.org/abs/1812.06162; Kaplan et al. (2020), equations
 * 5.1 and 5.2, https://arxiv.org/abs/2001.08361
 *
 * @example A batch of a quarter of the critical one
 * ```ts
 * import assert from "node:assert/strict";
 * import { batchSteps } from "isoflop/laws";
 *
 * const coef = { S_min: 100, B_crit: 1000 };
 * const S = batchSteps.predict(coef, { B: 250 });
 * assert.equal(S / 100, 5);
 * assert.equal(250 * S / batchSteps.derive(coef).E_min, 1.25);
 * ```
 */
export const batchSteps: Law<BatchTerm, "E_min", never, "B"> = defineLaw({
  name: "batch-steps",
  coefNames: ["S_min", "B_crit"],
  regressors: ["B"],
  response: "S",
  predict: ({ S_min, B_crit }, { B }) => S_min * (1 + B_crit / B),
  rules: {
    S_min: { positive: true, search: [1, 1e8] },
    B_crit: { positive: true, search: [1, 1e9] },
  },
  units: { S_min: "steps", B_crit: "the unit of B", E_min: "the unit of B" },
  formula: "S(B) = S_min (1 + B_crit/B)",
  tex: String.raw`S(B) = S_{\min} \left(1 + \frac{B_{\mathrm{crit}}}{B}\right)`,
  source: {
    paper: "McCandlish et al. (2018)",
    where: "the relation of steps and examples; Kaplan et al. (2020), equations 5.1 and 5.2",
    url: "https://arxiv.org/abs/1812.06162",
  },
  derive: ({ S_min, B_crit }) => ({ E_min: S_min * B_crit }),
});

/** A critical batch that is defined by what it wastes. */
export interface Overhead {
  /** The batch from which on steps should fall in proportion, in the unit of B_crit. */
  readonly from: number;
  /** By what share steps may exceed that proportion. @default {0.2} */
  readonly overhead?: number;
}

/**
 * The batch up to which steps fall nearly in proportion: Zhang's critical batch.
 *
 * S(B*) = (1 + h) S(B₀) B₀/B*, so that B* = (1 + h) B₀ + h B_crit
 *
 * It is no multiple of McCandlish's B_crit: a fifth of it and a constant. Powers of N through the one and
 * through the other have different exponents.
 *
 * @param B_crit McCandlish's critical batch.
 * @param options The batch B₀ from which steps are counted, and the overhead h.
 * @returns B* in the unit of both.
 * @throws {InputError} If one of the three is not above 0.
 *
 * Source: Zhang et al. (2024), h = 0.2 over 256 sequences, https://arxiv.org/abs/2410.21676
 *
 * @example A fifth more steps than in proportion to 256 sequences
 * ```ts
 * import assert from "node:assert/strict";
 * import { overheadBatch } from "isoflop/laws";
 *
 * assert.equal(overheadBatch(1000, { from: 256 }).toFixed(1), "507.2");
 * ```
 */
export function overheadBatch(B_crit: number, { from, overhead = 0.2 }: Overhead): number {
  const given = { B_crit, from, overhead };
  const bad = Object.entries(given).find(([, value]) => !(value > 0 && value < Infinity));
  if (bad) {
    throw new InputError({
      cannot: "give the batch of an overhead",
      needs: "B_crit, from and overhead above 0 and finite",
      found: `${bad[0]} = ${bad[1]}`,
    });
  }
  return (1 + overhead) * from + overhead * B_crit;
}
