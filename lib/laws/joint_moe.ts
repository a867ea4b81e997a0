import { defineLaw } from "./define_law.ts";
import type { Law } from "./law.ts";
import { lawPreset } from "./law_preset.ts";

/** The coefficients of {@linkcode jointMoe}. */
export type JointMoeTerm =
  | "a"
  | "delta"
  | "alpha"
  | "gamma"
  | "b"
  | "omega"
  | "beta"
  | "zeta"
  | "E_start"
  | "E_max"
  | "c";

const source = {
  paper: "Ludziejewski et al. (2025)",
  where: "Table 3",
  url: "https://arxiv.org/abs/2502.05172",
};

/**
 * The joint law of mixtures of experts: size, data and the number of experts at once.
 *
 * L(N_act, D, E) = a Ê^δ N_act^(α + γ ln Ê) + b Ê^ω D^(β + ζ ln Ê) + c,
 * 1/Ê = 1/(E − 1 + (1/E_start − 1/E_max)^−1) + 1/E_max
 *
 * N_act are the parameters that one token uses; α and β are below zero. Natural logarithms. A survey
 * reprints δ, γ, ω and ζ with their signs flipped; these are the paper's.
 *
 * Source: Ludziejewski et al. (2025), Table 3, https://arxiv.org/abs/2502.05172
 *
 * @example Eight experts, 1.1 billion active parameters, 20 billion tokens
 * ```ts
 * import assert from "node:assert/strict";
 * import { jointMoe } from "isoflop/laws";
 *
 * const coef = jointMoe.presets.table3.coef as Parameters<typeof jointMoe.predict>[0];
 * const loss = jointMoe.predict(coef, { N: 1.1e9, D: 2e10, experts: 8 });
 * assert.equal(loss.toFixed(4), "2.4980");
 * ```
 */
export const jointMoe: Law<JointMoeTerm, never, "table3", "N" | "D" | "experts"> = defineLaw({
  name: "joint-moe",
  coefNames: [
    ...["a", "delta", "alpha", "gamma", "b", "omega", "beta", "zeta", "E_start", "E_max"] as const,
    "c",
  ],
  regressors: ["N", "D", "experts"],
  predict: (
    { a, delta, alpha, gamma, b, omega, beta, zeta, E_start, E_max, c },
    { N, D, experts },
  ) => {
    const e = 1 / (1 / (experts - 1 + 1 / (1 / E_start - 1 / E_max)) + 1 / E_max);
    const x = Math.log(e);
    return a * e ** delta * N ** (alpha + gamma * x) + b * e ** omega * D ** (beta + zeta * x) + c;
  },
  rules: {
    a: { positive: true },
    alpha: { low: -3, high: 0, search: [-1, -0.02] },
    b: { positive: true },
    beta: { low: -3, high: 0, search: [-1, -0.02] },
    E_start: { low: 1, search: [1, 10] },
    E_max: { positive: true, search: [50, 2000] },
    c: { low: 0 },
  },
  units: {
    ...{ a: "nats/token at N = 1", delta: "–", alpha: "–", gamma: "–", b: "nats/token at D = 1" },
    ...{ omega: "–", beta: "–", zeta: "–", E_start: "experts", E_max: "experts", c: "nats/token" },
  },
  formula: "L(N, D, E) = a E^^delta N^(alpha + gamma ln E^) + b E^^omega D^(beta + zeta ln E^) + c",
  tex: String
    .raw`L(N, D, E) = a \hat{E}^{\delta} N^{\alpha + \gamma \ln \hat{E}} + b \hat{E}^{\omega} D^{\beta + \zeta \ln \hat{E}} + c`,
  source,
  presets: {
    table3: lawPreset("table3", {
      law: "joint-moe",
      regressors: ["N", "D", "experts"],
      title: "Ludziejewski et al. 2025",
      coef: {
        ...{ a: 35.91, delta: -0.2285, alpha: -0.1889, gamma: 0.0098 },
        ...{ b: 35.98, omega: 0.5529, beta: -0.1775, zeta: -0.0259 },
        ...{ E_start: 2.0732, E_max: 290.4521, c: 1.3637 },
      },
      source,
      notes: ["N counts what one token uses.", "Table 4 follows from it to 0.3 %."],
    }),
  },
});
