import { type ChinchillaCoef, derive, frontier } from "./chinchilla_formula.ts";
import { defineLaw } from "./define_law.ts";
import type { Coef, Law, Preset } from "./law.ts";

/** The coefficients of {@linkcode sumOfPowers}. */
export type SumOfPowersTerm = "E" | "A" | "B" | "alpha";

const muennighoff = {
  E: Math.exp(0.6254804),
  A: Math.exp(6.255414),
  B: Math.exp(7.3049974),
  alpha: 0.3526596,
};

const presets: Readonly<Record<"muennighoff", Preset>> = {
  muennighoff: {
    name: "sum-of-powers:muennighoff",
    title: "Muennighoff et al. 2023, base law",
    law: "sum-of-powers",
    coef: muennighoff,
    predict: (at) => sumOfPowers.predict(muennighoff, at),
    frontier: frontier(untied(muennighoff)),
    nConvention: "total",
    spread: null,
    source: {
      paper: "Muennighoff et al. (2023)",
      where: "utils/parametric_fit.ipynb",
      url: "https://github.com/huggingface/datablations",
    },
    notes: [
      "Fitted to 54 IsoFLOP points on C4 with GPT-2 tokens: not to be mixed with Hoffmann's.",
      "One exponent for N and D: 19.6 tokens per parameter at every budget.",
    ],
  },
};

/**
 * The sum of powers with one exponent: the Chinchilla law with α = β, whose best number of tokens per
 * parameter is the same at every budget.
 *
 * L(N, D) = E + A / N^α + B / D^α
 *
 * | symbol | code     | what it is                          | unit       |
 * | ------ | -------- | ----------------------------------- | ---------- |
 * | N      | `N`      | parameters                          | parameters |
 * | D      | `D`      | tokens seen in training             | tokens     |
 * | E      | `E`      | irreducible loss: N and D both at ∞ | nats/token |
 * | A, B   | `A`, `B` | size of each term at N = 1, D = 1   | nats/token |
 * | α      | `alpha`  | exponent of both                    | none       |
 *
 * Frontier: {@linkcode chinchilla}'s with α = β, so a = b = ½ and D* = N* G^(−2), G = (A/B)^(1/2α).
 *
 * Source: Muennighoff et al. (2023), https://arxiv.org/abs/2305.16264; coefficients from
 * parametric_fit.ipynb of github.com/huggingface/datablations
 *
 * @example Tokens per parameter, at any budget
 * ```ts
 * import assert from "node:assert/strict";
 * import { presetNamed } from "isoflop/laws";
 *
 * const { N, D } = presetNamed("sum-of-powers:muennighoff").frontier;
 * assert.equal((D.coef / N.coef).toFixed(3), "19.613");
 * assert.equal(N.exponent, 0.5);
 * ```
 */
export const sumOfPowers: Law<SumOfPowersTerm, "a" | "b" | "G", "muennighoff", "N" | "D"> =
  defineLaw({
    name: "sum-of-powers",
    coefNames: ["E", "A", "B", "alpha"],
    regressors: ["N", "D"],
    predict: ({ E, A, B, alpha }, { N, D }) => E + A * N ** -alpha + B * D ** -alpha,
    rules: {
      E: { positive: true },
      A: { positive: true },
      B: { positive: true },
      alpha: { low: 0, high: 3, search: [0.05, 1.6] },
    },
    units: {
      E: "nats/token",
      A: "nats/token at N = 1 parameter",
      B: "nats/token at D = 1 token",
      alpha: "–",
      a: "N* ∝ C^a",
      b: "D* ∝ C^b",
      G: "N* = G (C/6)^a, in parameters",
    },
    formula: "L(N, D) = E + A/N^alpha + B/D^alpha",
    tex: String.raw`L(N, D) = E + \frac{A}{N^{\alpha}} + \frac{B}{D^{\alpha}}`,
    source: {
      paper: "Muennighoff et al. (2023)",
      where: "the law without repetition",
      url: "https://arxiv.org/abs/2305.16264",
    },
    derive: (coef) => derive(untied(coef)),
    frontier: (coef) => frontier(untied(coef)),
    presets,
  });

function untied(coef: Coef<SumOfPowersTerm>): ChinchillaCoef {
  return { ...coef, beta: coef.alpha };
}
