import { defineLaw } from "./define_law.ts";
import type { Law } from "./law.ts";
import { lawPreset } from "./law_preset.ts";

const source = (where: string) => ({
  paper: "Kaplan et al. (2020)",
  where,
  url: "https://arxiv.org/abs/2001.08361",
});

/**
 * Kaplan's loss after a number of steps, on unlimited data.
 *
 * L(N, S_min) = (N_c / N)^α_N + (S_c / S_min)^α_S, N without embeddings, S_min in steps at a batch
 * far above the critical one, L in nats/token
 *
 * Source: Kaplan et al. (2020), equation 1.6 and Table 3, https://arxiv.org/abs/2001.08361
 *
 * @example A hundred million parameters after 10,000 steps
 * ```ts
 * import assert from "node:assert/strict";
 * import { kaplanSteps } from "isoflop/laws";
 *
 * const { coef } = kaplanSteps.presets.table3;
 * const loss = kaplanSteps.predict(coef as never, { N: 1e8, S_min: 1e4 });
 * assert.equal(loss.toFixed(4), "3.1082");
 * ```
 */
export const kaplanSteps: Law<
  "N_c" | "alpha_N" | "S_c" | "alpha_S",
  never,
  "table3",
  "N" | "S_min"
> = defineLaw({
  name: "kaplan-steps",
  coefNames: ["N_c", "alpha_N", "S_c", "alpha_S"],
  regressors: ["N", "S_min"],
  predict: ({ N_c, alpha_N, S_c, alpha_S }, { N, S_min }) =>
    (N_c / N) ** alpha_N + (S_c / S_min) ** alpha_S,
  rules: {
    N_c: { positive: true, search: [1e6, 1e18] },
    alpha_N: { low: 0, high: 3, search: [0.01, 1.6] },
    S_c: { positive: true, search: [1, 1e6] },
    alpha_S: { low: 0, high: 3, search: [0.05, 1.6] },
  },
  units: { N_c: "parameters without embeddings", alpha_N: "–", S_c: "steps", alpha_S: "–" },
  formula: "L(N, S_min) = (N_c/N)^alpha_N + (S_c/S_min)^alpha_S",
  tex: String
    .raw`L(N, S) = \left(\frac{N_c}{N}\right)^{\alpha_N} + \left(\frac{S_c}{S_{\min}}\right)^{\alpha_S}`,
  source: source("equation 1.6"),
  presets: {
    table3: lawPreset("table3", {
      law: "kaplan-steps",
      regressors: ["N", "S_min"],
      title: "Kaplan et al. 2020, L(N, S_min)",
      coef: { N_c: 6.5e13, alpha_N: 0.077, S_c: 2.1e3, alpha_S: 0.76 },
      source: source("Table 3"),
      nConvention: "non-embedding",
      notes: [
        "N counts parameters without embeddings.",
        "Equations 1.1 and 1.2, Table 2 and Table 3 are different fits: never mix them.",
      ],
    }),
  },
});
