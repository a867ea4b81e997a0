import { defineLaw } from "./define_law.ts";
import type { Coef, Frontier, Law, Preset } from "./law.ts";

/** The coefficients of {@linkcode gadre}. */
export type GadreTerm = "E" | "a" | "b" | "eta";

/** The short names of the published coefficients: the training sets. */
export type GadrePreset = "c4" | "redpajama" | "refinedweb";

const url = "https://arxiv.org/abs/2403.08540";

const presets: Readonly<Record<GadrePreset, Preset>> = {
  c4: preset("c4", "C4", { E: 1.5083, a: 141.28, b: 189.52, eta: 0.12124 }),
  redpajama: preset("redpajama", "RedPajama", { E: 1.8366, a: 212.24, b: 366.69, eta: 0.13643 }),
  refinedweb: preset("refinedweb", "RefinedWeb", {
    E: 1.7345,
    a: 157.12,
    b: 246.21,
    eta: 0.1272,
  }),
};

/**
 * The loss by compute and tokens per parameter: along a fixed M it is a power law of C above a floor,
 * and all M share the exponent.
 *
 * L(C, M) = E + (a M^η + b M^(−η)) C^(−η)
 *
 * | symbol | code    | what it is                              | unit                 |
 * | ------ | ------- | --------------------------------------- | -------------------- |
 * | C      | `C`     | compute, 6ND                            | FLOP                 |
 * | M      | `M`     | tokens per parameter, D/N               | tokens per parameter |
 * | E      | `E`     | irreducible loss                        | nats/token           |
 * | a, b   | `a` `b` | size of the terms of N and of D         | nats/token           |
 * | η      | `eta`   | exponent of compute, half of that of N  | none                 |
 * | M*     | `Mbest` | where the loss is least: (b/a)^(1/(2η)) | tokens per parameter |
 *
 * With C = 6ND it is {@linkcode sumOfPowers}: A = a 6^(−η), B = b 6^(−η), α = 2η. So it has a frontier:
 * N* = (C/6M*)^½, D* = M* N*, L* = E + 2 (ab)^½ C^(−η).
 *
 * Source: Gadre et al. (2024), the loss by C and M, https://arxiv.org/abs/2403.08540
 *
 * @example 32 times over-trained at 1e21 FLOP, on RedPajama
 * ```ts
 * import assert from "node:assert/strict";
 * import { gadre } from "isoflop/laws";
 *
 * const coef = gadre.presets.redpajama.coef as { E: number; a: number; b: number; eta: number };
 * const [usual, over] = [20, 640].map((M) => gadre.predict(coef, { C: 1e21, M }));
 * assert.equal((over! - usual!).toFixed(4), "0.1382");
 * assert.equal(gadre.derive(coef).Mbest.toFixed(2), "7.42");
 * ```
 */
export const gadre: Law<GadreTerm, "Mbest", GadrePreset, "C" | "M"> = defineLaw({
  name: "gadre",
  coefNames: ["E", "a", "b", "eta"],
  regressors: ["C", "M"],
  predict: ({ E, a, b, eta }, { C, M }) => E + (a * M ** eta + b * M ** -eta) * C ** -eta,
  rules: {
    E: { positive: true },
    a: { positive: true },
    b: { positive: true },
    eta: { low: 0, high: 1.5, search: [0.02, 0.8] },
  },
  units: {
    E: "nats/token",
    a: "nats/token at C = M = 1, the term of N",
    b: "nats/token at C = M = 1, the term of D",
    eta: "–",
    Mbest: "tokens per parameter",
  },
  formula: "L(C, M) = E + (a M^eta + b M^-eta) C^-eta",
  tex: String.raw`L(C, M) = E + \left(a M^{\eta} + b M^{-\eta}\right) C^{-\eta}`,
  source: { paper: "Gadre et al. (2024)", where: "the loss by C and M", url },
  derive: (coef) => ({ Mbest: best(coef) }),
  frontier,
  presets,
});

function best({ a, b, eta }: Coef<GadreTerm>): number {
  return Math.exp((Math.log(b) - Math.log(a)) / (2 * eta));
}

function frontier(coef: Coef<GadreTerm>): Frontier {
  const { E, a, b, eta } = coef;
  const M = best(coef), K = 2 * Math.sqrt(a * b);
  return {
    N: { coef: Math.sqrt(1 / (6 * M)), exponent: 0.5 },
    D: { coef: Math.sqrt(M / 6), exponent: 0.5 },
    loss: (C) => E + K * C ** -eta,
    compute: (loss) => (loss > E ? (K / (loss - E)) ** (1 / eta) : Infinity),
  };
}

function preset(short: GadrePreset, set: string, coef: Coef<GadreTerm>): Preset {
  return {
    name: `gadre:${short}`,
    title: `Gadre et al. 2024, ${set}`,
    law: "gadre",
    coef,
    predict: ({ N, D }) => gadre.predict(coef, { C: 6 * N * D, M: D / N }),
    nConvention: "total",
    frontier: frontier(coef),
    spread: null,
    source: {
      paper: "Gadre et al. (2024)",
      where: "the fits of the loss, from five runs per training set",
      url,
    },
    notes: [
      `Loss on C4 of models trained on ${set}, fitted to five runs of up to 4e8 parameters.`,
      "The best M is far below the 20 tokens per parameter of its own runs.",
    ],
  };
}
