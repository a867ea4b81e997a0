import { frontier } from "./chinchilla_formula.ts";
import { defineLaw } from "./define_law.ts";
import type { Law, Preset } from "./law.ts";
import { lawPreset } from "./law_preset.ts";

const source = (where: string) => ({
  paper: "Kaplan et al. (2020)",
  where,
  url: "https://arxiv.org/abs/2001.08361",
});
const withoutEmbeddings = "N counts parameters without embeddings.";
const separateFits =
  "Equations 1.1 and 1.2, Table 2 and Table 3 are different fits: never mix them.";

/**
 * Kaplan's loss of a model trained to convergence on unlimited data.
 *
 * L(N) = (N_c / N)^α_N, N in parameters without embeddings, L in nats/token
 *
 * Source: Kaplan et al. (2020), equation 1.1, https://arxiv.org/abs/2001.08361
 *
 * @example A model of a billion parameters
 * ```ts
 * import assert from "node:assert/strict";
 * import { kaplanN } from "isoflop/laws";
 *
 * const loss = kaplanN.predict({ N_c: 8.8e13, alpha_N: 0.076 }, { N: 1e9 });
 * assert.equal(loss.toFixed(4), "2.3756");
 * ```
 */
export const kaplanN: Law<"N_c" | "alpha_N", never, "headline", "N"> = defineLaw({
  name: "kaplan-n",
  coefNames: ["N_c", "alpha_N"],
  regressors: ["N"],
  predict: ({ N_c, alpha_N }, { N }) => (N_c / N) ** alpha_N,
  rules: {
    N_c: { positive: true, search: [1e6, 1e18] },
    alpha_N: { low: 0, high: 3, search: [0.01, 1.6] },
  },
  units: { N_c: "parameters without embeddings, at a loss of 1", alpha_N: "–" },
  formula: "L(N) = (N_c/N)^alpha_N",
  tex: String.raw`L(N) = \left(\frac{N_c}{N}\right)^{\alpha_N}`,
  source: source("equation 1.1"),
  presets: {
    headline: lawPreset("headline", {
      law: "kaplan-n",
      regressors: ["N"],
      title: "Kaplan et al. 2020, L(N)",
      coef: { N_c: 8.8e13, alpha_N: 0.076 },
      source: source("equation 1.1"),
      nConvention: "non-embedding",
      notes: [withoutEmbeddings, separateFits],
    }),
  },
});

/**
 * Kaplan's loss of a large model stopped early on limited data.
 *
 * L(D) = (D_c / D)^α_D, D in tokens, L in nats/token
 *
 * Source: Kaplan et al. (2020), equation 1.2, https://arxiv.org/abs/2001.08361
 *
 * @example A billion tokens
 * ```ts
 * import assert from "node:assert/strict";
 * import { kaplanD } from "isoflop/laws";
 *
 * const loss = kaplanD.predict({ D_c: 5.4e13, alpha_D: 0.095 }, { D: 1e9 });
 * assert.equal(loss.toFixed(4), "2.8156");
 * ```
 */
export const kaplanD: Law<"D_c" | "alpha_D", never, "headline", "D"> = defineLaw({
  name: "kaplan-d",
  coefNames: ["D_c", "alpha_D"],
  regressors: ["D"],
  predict: ({ D_c, alpha_D }, { D }) => (D_c / D) ** alpha_D,
  rules: {
    D_c: { positive: true, search: [1e6, 1e18] },
    alpha_D: { low: 0, high: 3, search: [0.01, 1.6] },
  },
  units: { D_c: "tokens, at a loss of 1", alpha_D: "–" },
  formula: "L(D) = (D_c/D)^alpha_D",
  tex: String.raw`L(D) = \left(\frac{D_c}{D}\right)^{\alpha_D}`,
  source: source("equation 1.2"),
  presets: {
    headline: lawPreset("headline", {
      law: "kaplan-d",
      regressors: ["D"],
      title: "Kaplan et al. 2020, L(D)",
      coef: { D_c: 5.4e13, alpha_D: 0.095 },
      source: source("equation 1.2"),
      notes: [separateFits],
    }),
  },
});

/** The coefficients of {@linkcode kaplanJoint}. */
export type KaplanJointTerm = "N_c" | "alpha_N" | "D_c" | "alpha_D";

const table2 = { N_c: 6.4e13, alpha_N: 0.076, D_c: 1.8e13, alpha_D: 0.103 };

const joint: Preset = {
  name: "kaplan-joint:table2",
  title: "Kaplan et al. 2020, L(N, D)",
  law: "kaplan-joint",
  coef: table2,
  predict: (at) => kaplanJoint.predict(table2, at),
  get frontier() {
    return kaplanJoint.frontier!(table2);
  },
  nConvention: "non-embedding",
  spread: null,
  source: source("Table 2"),
  notes: [
    withoutEmbeddings,
    separateFits,
    "The frontier is that of this formula under C = 6ND, not the paper's allocation of Table 6.",
  ],
};

/**
 * Kaplan's joint law of size and data.
 *
 * L(N, D) = [(N_c / N)^(α_N/α_D) + D_c / D]^α_D, N without embeddings, D in tokens, L in nats/token
 *
 * L^(1/α_D) is a sum of powers, so the frontier under C = 6ND is {@linkcode chinchilla}'s with the
 * exponents α_N/α_D and 1. Equations 1.1 and 1.2 print other constants (8.8e13; .095, 5.4e13): two
 * different fits. At N = 1e9 and D = 2.2e10 Table 2 gives 2.369 and the others 2.431; the paper's
 * joint law is Table 2's.
 *
 * Source: Kaplan et al. (2020), equation 1.5 and Table 2, https://arxiv.org/abs/2001.08361
 *
 * @example A billion parameters on WebText2
 * ```ts
 * import assert from "node:assert/strict";
 * import { presetNamed } from "isoflop/laws";
 *
 * const loss = presetNamed("kaplan-joint:table2").predict!({ N: 1e9, D: 2.2e10 });
 * assert.equal(loss.toFixed(4), "2.3693");
 * ```
 */
export const kaplanJoint: Law<KaplanJointTerm, never, "table2", "N" | "D"> = defineLaw({
  name: "kaplan-joint",
  coefNames: ["N_c", "alpha_N", "D_c", "alpha_D"],
  regressors: ["N", "D"],
  predict: ({ N_c, alpha_N, D_c, alpha_D }, { N, D }) =>
    ((N_c / N) ** (alpha_N / alpha_D) + D_c / D) ** alpha_D,
  rules: {
    N_c: { positive: true, search: [1e6, 1e18] },
    alpha_N: { low: 0, high: 3, search: [0.01, 1.6] },
    D_c: { positive: true, search: [1e6, 1e18] },
    alpha_D: { low: 0.001, high: 3, search: [0.01, 1.6] },
  },
  units: { N_c: "parameters without embeddings", alpha_N: "–", D_c: "tokens", alpha_D: "–" },
  formula: "L(N, D) = ((N_c/N)^(alpha_N/alpha_D) + D_c/D)^alpha_D",
  tex: String
    .raw`L(N, D) = \left[\left(\frac{N_c}{N}\right)^{\alpha_N/\alpha_D} + \frac{D_c}{D}\right]^{\alpha_D}`,
  source: source("equation 1.5"),
  frontier: ({ N_c, alpha_N, D_c, alpha_D }) => {
    const alpha = alpha_N / alpha_D;
    const inner = frontier({ E: 0, A: N_c ** alpha, B: D_c, alpha, beta: 1 });
    return {
      N: inner.N,
      D: inner.D,
      loss: (C) => inner.loss!(C) ** alpha_D,
      compute: (loss) => inner.compute!(loss ** (1 / alpha_D)),
    };
  },
  presets: { table2: joint },
});

/**
 * The tokens that keep a model within the noise between seeds, as printed: D = 5e3 N^0.74.
 *
 * `dataWithin` solves the joint law itself, and finds 5.5e3 N^0.738 for 2 %.
 *
 * @param N Parameters without embeddings.
 * @returns Tokens.
 *
 * Source: Kaplan et al. (2020), equation 4.4, https://arxiv.org/abs/2001.08361
 *
 * @example A billion parameters need WebText2, 22 billion tokens
 * ```ts
 * import assert from "node:assert/strict";
 * import { kaplanLeastTokens } from "isoflop/laws";
 *
 * assert.equal(kaplanLeastTokens(1e9).toPrecision(3), "2.29e+10");
 * ```
 */
export function kaplanLeastTokens(N: number): number {
  return 5e3 * N ** 0.74;
}
