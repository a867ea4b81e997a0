import type { FrontierLaw } from "./law.ts";
import {
  type ChinchillaDerived,
  type ChinchillaTerm,
  derive,
  frontier,
  gradient,
  predict,
} from "./chinchilla_formula.ts";
import { type ChinchillaPreset, presets } from "./chinchilla_presets.ts";

/**
 * The Chinchilla law: the loss falls as a power of the model size and, separately, as a power of
 * the data, down to a floor that neither can cross.
 *
 * L(N, D) = E + A / N^α + B / D^β
 *
 * | symbol | code           | what it is                          | unit       |
 * | ------ | -------------- | ----------------------------------- | ---------- |
 * | N      | `N`            | parameters, embedding included      | parameters |
 * | D      | `D`            | tokens seen in training             | tokens     |
 * | E      | `E`            | irreducible loss: N and D both at ∞ | nats/token |
 * | A, B   | `A`, `B`       | size of each term at N = 1, D = 1   | nats/token |
 * | α, β   | `alpha` `beta` | exponents                           | none       |
 *
 * Within a budget C = 6ND the least loss is at N* = G (C/6)^a, D* = (C/6)^b / G, with
 * a = β/(α+β), b = α/(α+β) and G = (αA/βB)^(1/(α+β)). There L* = E + K C^(−γ) with
 * γ = αβ/(α+β) and K = 6^γ (A G^(−α) + B G^β).
 *
 * `A` and `B` belong to the unit of N and D: counting parameters in millions multiplies `A` by
 * 10^(−6α) and leaves `alpha` as it is.
 *
 * Source: Hoffmann et al. (2022), equations 2 and 4, https://arxiv.org/abs/2203.15556
 *
 * @example The loss of Chinchilla-70B, with the coefficients as printed
 * ```ts
 * import assert from "node:assert/strict";
 * import { chinchilla } from "isoflop/laws";
 *
 * const printed = { E: 1.69, A: 406.4, B: 410.7, alpha: 0.34, beta: 0.28 };
 * const loss = chinchilla.predict(printed, { N: 70e9, D: 1.4e12 });
 * assert.equal(loss.toFixed(3), "1.937");
 * ```
 */
export const chinchilla: FrontierLaw<ChinchillaTerm, ChinchillaDerived, ChinchillaPreset> = {
  name: "chinchilla",
  coefNames: ["E", "A", "B", "alpha", "beta"],
  units: {
    E: "nats/token",
    A: "nats/token at N = 1 parameter",
    B: "nats/token at D = 1 token",
    alpha: "–",
    beta: "–",
    a: "N* ∝ C^a",
    b: "D* ∝ C^b",
    G: "N* = G (C/6)^a, in parameters",
  },
  regressors: ["N", "D"],
  response: "loss",
  rules: {
    E: { positive: true },
    A: { positive: true },
    B: { positive: true },
    alpha: { low: 0, high: 3, search: [0.05, 1.6] },
    beta: { low: 0, high: 3, search: [0.05, 1.6] },
  },
  constants: {},
  formula: "L(N, D) = E + A/N^alpha + B/D^beta",
  tex: String.raw`L(N, D) = E + \frac{A}{N^{\alpha}} + \frac{B}{D^{\beta}}`,
  source: {
    paper: "Hoffmann et al. (2022)",
    where: "equation 2",
    url: "https://arxiv.org/abs/2203.15556",
  },
  predict,
  gradient,
  derive,
  frontier,
  presets,
};
