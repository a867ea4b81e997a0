import { defineLaw } from "./define_law.ts";
import type { Coef, Law } from "./law.ts";
import { lawPreset } from "./law_preset.ts";

const clarkSource = (where: string) => ({
  paper: "Clark et al. (2022)",
  where,
  url: "https://arxiv.org/abs/2202.01169",
});

/** The coefficients of {@linkcode routed}. */
export type RoutedTerm = "a" | "b" | "c" | "d" | "E_start" | "E_max";

/** The routers of Clark et al. */
export type Router = "s-base" | "rl-r" | "hash";

/**
 * Clark's law of routed models: what experts add to a model of N parameters per token.
 *
 * log10 L = a log10 N + b log10 Ê + c log10 N log10 Ê + d,
 * 1/Ê = 1/(E − 1 + (1/E_start − 1/E_max)^−1) + 1/E_max
 *
 * | symbol         | code             | what it is                                | unit       |
 * | -------------- | ---------------- | ----------------------------------------- | ---------- |
 * | N              | `N`              | parameters that one token uses            | parameters |
 * | E              | `experts`        | experts; 1 for a dense model              | experts    |
 * | Ê              |                  | experts, saturating from E_start to E_max | experts    |
 * | a, b, c, d     | `a` …            | slopes in base-10 logarithms              | none       |
 * | E_start, E_max | `E_start`, `E_max` | ends of the saturation                  | experts    |
 *
 * All runs had 130 billion tokens. Logarithms are to the base ten, unlike those of the other laws here.
 * Routing stops helping at N = 10^(−b/c), the derived `N_cutoff`.
 *
 * Source: Clark et al. (2022), https://arxiv.org/abs/2202.01169
 *
 * @example 64 experts by S-BASE beside the dense model, 1.3 billion parameters per token
 * ```ts
 * import assert from "node:assert/strict";
 * import { routed } from "isoflop/laws";
 *
 * const coef = routed.presets["s-base"].coef as Parameters<typeof routed.predict>[0];
 * const [dense, mixture] = [1, 64].map((experts) => routed.predict(coef, { N: 1.3e9, experts }));
 * assert.equal(dense!.toFixed(3), "2.237");
 * assert.equal(mixture!.toFixed(3), "2.050");
 * ```
 */
export const routed: Law<RoutedTerm, "N_cutoff", Router, "N" | "experts"> = defineLaw({
  name: "routed",
  coefNames: ["a", "b", "c", "d", "E_start", "E_max"],
  regressors: ["N", "experts"],
  predict: ({ a, b, c, d, E_start, E_max }, { N, experts }) => {
    const saturated = 1 / (1 / (experts - 1 + 1 / (1 / E_start - 1 / E_max)) + 1 / E_max);
    const x = Math.log10(N), y = Math.log10(saturated);
    return 10 ** (a * x + b * y + c * x * y + d);
  },
  rules: {
    E_start: { low: 1, search: [1, 10] },
    E_max: { positive: true, search: [50, 2000] },
  },
  units: { a: "–", b: "–", c: "–", d: "–", E_start: "experts", E_max: "experts" },
  formula: "log10 L(N, E) = a log10 N + b log10 E^ + c log10 N log10 E^ + d",
  tex: String
    .raw`\log_{10} L(N, E) = a \log_{10} N + b \log_{10} \hat{E} + c \log_{10} N \log_{10} \hat{E} + d`,
  source: clarkSource("the law of routed models"),
  derive: ({ b, c }) => ({ N_cutoff: 10 ** (-b / c) }),
  presets: {
    "s-base": routedPreset("s-base", "S-BASE", [-0.082, -0.108, 0.009, 1.104, 1.847, 314.478]),
    "rl-r": routedPreset("rl-r", "RL-R", [-0.083, -0.126, 0.012, 1.111, 1.88, 469.982]),
    hash: routedPreset("hash", "HASH", [-0.087, -0.136, 0.012, 1.157, 4.175, 477.741]),
  },
});

function routedPreset(
  short: Router,
  router: string,
  [a, b, c, d, E_start, E_max]: readonly [number, number, number, number, number, number],
) {
  return lawPreset(short, {
    law: "routed",
    regressors: ["N", "experts"],
    title: `Clark et al. 2022, ${router}`,
    coef: { a, b, c, d, E_start, E_max },
    source: clarkSource("the table of fitted coefficients"),
    notes: ["N counts what one token uses.", "Fitted to runs on 130 billion tokens."],
  });
}

/** The coefficients of {@linkcode fineGrained}. */
export type FineGrainedTerm = "c" | "a" | "alpha" | "b" | "beta" | "g" | "gamma";

const krajewskiSource = {
  paper: "Krajewski et al. (2024)",
  where: "the fitted scaling law",
  url: "https://arxiv.org/abs/2402.07871",
};

/**
 * Krajewski's law of fine-grained mixtures: experts cut into G times as many smaller ones.
 *
 * L(N, D, G) = c + (g / G^γ + a) / N^α + b / D^β
 *
 * N is the *total* number of parameters without embeddings, not the active one; G is d_ff over the width
 * of an expert, and there are 64 G experts. The dense model is the preset `dense`, with g = 0.
 *
 * Source: Krajewski et al. (2024), https://arxiv.org/abs/2402.07871
 *
 * @example Sixteen times finer
 * ```ts
 * import assert from "node:assert/strict";
 * import { fineGrained } from "isoflop/laws";
 *
 * const coef = fineGrained.presets.moe.coef as Parameters<typeof fineGrained.predict>[0];
 * const loss = (G: number) => fineGrained.predict(coef, { N: 1e9, D: 2e10, G });
 * assert.equal(loss(1).toFixed(3), "3.276");
 * assert.equal(loss(16).toFixed(3), "3.121");
 * ```
 */
export const fineGrained: Law<FineGrainedTerm, never, "moe" | "dense", "N" | "D" | "G"> = defineLaw(
  {
    name: "fine-grained",
    coefNames: ["c", "a", "alpha", "b", "beta", "g", "gamma"],
    regressors: ["N", "D", "G"],
    predict: ({ c, a, alpha, b, beta, g, gamma }, { N, D, G }) =>
      c + (g * G ** -gamma + a) * N ** -alpha + b * D ** -beta,
    rules: {
      c: { low: 0 },
      a: { low: 0 },
      alpha: { low: 0, high: 3, search: [0.02, 1] },
      b: { low: 0 },
      beta: { low: 0, high: 3, search: [0.02, 1] },
      g: { low: 0 },
      gamma: { low: 0, high: 5, search: [0.1, 2] },
    },
    units: {
      ...{ c: "nats/token", a: "nats/token at N = 1", alpha: "–", b: "nats/token at D = 1" },
      ...{ beta: "–", g: "nats/token at N = 1, G = 1", gamma: "–" },
    },
    formula: "L(N, D, G) = c + (g/G^gamma + a)/N^alpha + b/D^beta",
    tex: String.raw`L(N, D, G) = c + \frac{g/G^{\gamma} + a}{N^{\alpha}} + \frac{b}{D^{\beta}}`,
    source: krajewskiSource,
    presets: {
      moe: fineGrainedPreset("moe", "mixture of experts", {
        ...{ c: 0.47, a: 18.1, alpha: 0.115, b: 30.8, beta: 0.147, g: 2.1, gamma: 0.58 },
      }),
      dense: fineGrainedPreset("dense", "dense", {
        ...{ c: 0.47, a: 16.3, alpha: 0.126, b: 26.7, beta: 0.127, g: 0, gamma: 0.58 },
      }),
    },
  },
);

function fineGrainedPreset(short: string, kind: string, coef: Coef<FineGrainedTerm>) {
  return lawPreset(short, {
    law: "fine-grained",
    regressors: ["N", "D", "G"],
    title: `Krajewski et al. 2024, ${kind}`,
    ...{ coef, source: krajewskiSource },
    nConvention: "non-embedding",
    notes: ["N is the total without embeddings, of all experts; several summaries say active."],
  });
}
