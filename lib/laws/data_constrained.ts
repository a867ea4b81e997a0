import { frontier as baseFrontier } from "./chinchilla_formula.ts";
import { defineLaw } from "./define_law.ts";
import type { Coef, CoefRules, Frontier, Law, Point, Preset } from "./law.ts";
import { sumOfPowers } from "./sum_of_powers.ts";

/** The coefficients of {@linkcode dataConstrained}. */
export type RepeatedTerm = "E" | "A" | "B" | "alpha" | "beta" | "R_D" | "R_N";

/** The short names of the coefficients that come with {@linkcode dataConstrained}. */
export type RepeatedPreset = "muennighoff" | "lowest";

/** A model, its tokens, and how many of them are different; all of them unless it is said. */
export interface RepeatedPoint extends Point {
  /** Unique tokens that there are to train on. @default {Infinity} */
  readonly U?: number;
}

const url = "https://arxiv.org/abs/2305.16264";
const repository = "https://github.com/huggingface/datablations";

const notes = [
  "On C4 with GPT-2 tokens, and with one exponent for N and D: not to be mixed with Hoffmann's.",
  "No number of epochs makes this law's loss rise; some of its runs overfit, and theirs did.",
];

const presets: Readonly<Record<RepeatedPreset, Preset>> = {
  muennighoff: preset("muennighoff", {
    title: "Muennighoff et al. 2023",
    R_D: 15.387756,
    R_N: 5.309743,
    source: { paper: "Muennighoff et al. (2023)", where: "utils/parametric_fit.ipynb", url },
    note: "R_D and R_N are one point of a flat valley: R_D from 12 to 500 fits its runs as well.",
  }),
  lowest: preset("lowest", {
    title: "Muennighoff et al. 2023, lowest minimum",
    R_D: 95.365,
    R_N: 1.7059,
    source: {
      paper: "the runs of Muennighoff et al. (2023)",
      where: "the least value of their objective, .0158047, where the printed point has .0158259",
      url: repository,
    },
    note: "Not published: where a search from many starts ends on the same 182 runs.",
  }),
};

/**
 * The loss where data are repeated: tokens seen again, and parameters beyond what the unique tokens
 * need, are worth less and less.
 *
 * L(N, D, U) = E + A / N′^α + B / D′^β
 * D′ = U_D + U_D R_D (1 − e^(−(D/U_D − 1)/R_D)),  U_D = min(D, U)
 * N′ = U_N + U_N R_N (1 − e^(−(N/U_N − 1)/R_N)),  U_N = min(N, N_opt(U))
 * N_opt(U) = G (G U)^(β/α),  G = (αA/βB)^(1/(α+β))
 *
 * | symbol | code         | what it is                                              | unit           |
 * | ------ | ------------ | ------------------------------------------------------- | -------------- |
 * | N, D   | `N` `D`      | parameters, and tokens seen in training                 |                |
 * | U      | `U`          | unique tokens that there are; D/U epochs, where above 1 | tokens         |
 * | E      | `E`          | irreducible loss                                        | nats/token     |
 * | A, B   | `A` `B`      | size of each term at N = 1, D = 1                       | nats/token     |
 * | α, β   | `alpha` …    | exponents of N and D                                    | none           |
 * | R_D*   | `R_D`        | repetitions after which one is worth 1/e of the first   | repetitions    |
 * | R_N*   | `R_N`        | the same of parameters, in multiples of N_opt(U)        | multiples of U_N |
 *
 * No number of epochs is worth more than 1 + R_D of fresh tokens. With U = ∞ it is the Chinchilla law. The paper writes N_opt(min(D, U)); where D ≥ U, as in all of
 * its runs, the two are one. Differences of e^x from 1 are taken by `expm1`, so that digits remain
 * where R_D is large.
 *
 * Fit it in two steps, as its authors do: E, A, B, α, β from runs without repetition, then R_D and R_N
 * with the rest {@linkcode held}.
 *
 * Source: Muennighoff et al. (2023), equations 5 and 6, https://arxiv.org/abs/2305.16264
 *
 * @example Four epochs are worth 3.7, forty are worth 15
 * ```ts
 * import assert from "node:assert/strict";
 * import { effectiveEpochs, presetNamed } from "isoflop/laws";
 *
 * const { R_D } = presetNamed("data-constrained:muennighoff").coef!;
 * assert.equal(effectiveEpochs(4, R_D!).toFixed(1), "3.7");
 * assert.equal(effectiveEpochs(40, R_D!).toFixed(1), "15.2");
 * ```
 */
export const dataConstrained: Law<
  RepeatedTerm,
  never,
  RepeatedPreset,
  "N" | "D" | "U"
> = defineLaw({
  name: "data-constrained",
  coefNames: ["E", "A", "B", "alpha", "beta", "R_D", "R_N"],
  regressors: ["N", "D", "U"],
  predict: ({ E, A, B, alpha, beta, R_D, R_N }, { N, D, U }) => {
    const unique = Math.min(D, U);
    const data = unique * (1 - R_D * Math.expm1(-(D / unique - 1) / R_D));
    const G = (alpha * A / (beta * B)) ** (1 / (alpha + beta));
    const enough = Math.min(N, G * (G * U) ** (beta / alpha));
    const size = enough * (1 - R_N * Math.expm1(-(N / enough - 1) / R_N));
    return E + A / size ** alpha + B / data ** beta;
  },
  rules: {
    E: { positive: true },
    A: { positive: true },
    B: { positive: true },
    alpha: { low: 0.001, high: 3, search: [0.05, 1.6] },
    beta: { low: 0.001, high: 3, search: [0.05, 1.6] },
    R_D: { positive: true },
    R_N: { positive: true },
  },
  units: {
    E: "nats/token",
    A: "nats/token at N = 1 parameter",
    B: "nats/token at D = 1 token",
    alpha: "–",
    beta: "–",
    R_D: "repetitions",
    R_N: "multiples of the best size",
  },
  formula: "L(N, D, U) = E + A/N'^alpha + B/D'^beta, " +
    "D' = U (1 + R_D (1 - e^(-(D/U - 1)/R_D))), N' likewise around N_opt(U)",
  tex: String.raw`L(N, D, U) = E + \frac{A}{N'^{\alpha}} + \frac{B}{D'^{\beta}},\quad
D' = U\left(1 + R_D^*\left(1 - e^{-(D/U - 1)/R_D^*}\right)\right)`,
  source: { paper: "Muennighoff et al. (2023)", where: "equations 5 and 6", url },
  frontier,
  presets,
});

/**
 * What so many epochs are worth in epochs of fresh tokens: D′/U = 1 + R_D (1 − e^(−(epochs − 1)/R_D)).
 *
 * @param epochs How often the unique tokens are seen; below 1 they are all fresh.
 * @param R_D Repetitions after which one is worth 1/e of the first.
 *
 * Source: Muennighoff et al. (2023), equation 5
 *
 * @example Nothing is lost in the first epoch
 * ```ts
 * import assert from "node:assert/strict";
 * import { effectiveEpochs } from "isoflop/laws";
 *
 * assert.equal(effectiveEpochs(1, 15.4), 1);
 * ```
 */
export function effectiveEpochs(epochs: number, R_D: number): number {
  return epochs < 1 ? epochs : 1 - R_D * Math.expm1(-(epochs - 1) / R_D);
}

/**
 * The rules that hold coefficients at their values, for a fit of the others.
 *
 * @example The second step of a data-constrained fit
 * ```ts
 * import assert from "node:assert/strict";
 * import { fitLaw } from "isoflop/fit";
 * import { dataConstrained, held, presetNamed } from "isoflop/laws";
 *
 * const { coef, predict } = presetNamed("data-constrained:muennighoff");
 * const { R_D: _, R_N: __, ...base } = coef!;
 * const rows = [2e7, 2e8].flatMap((N) => [1e9, 1e10, 3e10].map((D) => ({ N, D, U: 1e9 })));
 * const column = (name: "N" | "D" | "U") => rows.map((row) => row[name]);
 * const runs = { N: column("N"), D: column("D"), U: column("U"), loss: rows.map(predict!) };
 * const fit = fitLaw(runs, dataConstrained, { coefs: held(base) });
 * assert.equal(fit.coef.R_D.toFixed(3), "15.388");
 * ```
 */
export function held<K extends string>(coef: Coef<K>): CoefRules<K> {
  return Object.fromEntries(
    Object.entries(coef).map(([term, value]) => [term, { fixed: value }]),
  ) as CoefRules<K>;
}

/** Where data are unlimited nothing is repeated. */
function frontier({ E, A, B, alpha, beta }: Coef<RepeatedTerm>): Frontier {
  return baseFrontier({ E, A, B, alpha, beta });
}

function preset(
  short: RepeatedPreset,
  { title, R_D, R_N, source, note }: Pick<Preset, "title" | "source"> & {
    readonly R_D: number;
    readonly R_N: number;
    readonly note: string;
  },
): Preset {
  const { E, A, B, alpha } = sumOfPowers.presets.muennighoff.coef as Coef<
    "E" | "A" | "B" | "alpha"
  >;
  const coef = { E, A, B, alpha, beta: alpha, R_D, R_N };
  return {
    name: `data-constrained:${short}`,
    title,
    law: "data-constrained",
    coef,
    predict: (at: RepeatedPoint) => dataConstrained.predict(coef, { U: Infinity, ...at }),
    frontier: frontier(coef),
    nConvention: sumOfPowers.presets.muennighoff.nConvention,
    spread: null,
    ranges: { epochs: [1, 9000], U: [1e8, 1.78e11], N: [7.1e6, 8.67e9] },
    source,
    notes: [...notes, note],
  };
}
