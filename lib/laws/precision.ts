import { InputError } from "../text/errors.ts";

/** Bits of weights, activations and the cache of keys and values in training. */
export interface TrainingBits {
  /** Bits of the weights. */
  readonly weights?: number;
  /** Bits of the activations. */
  readonly activations?: number;
  /** Bits of keys and values. */
  readonly cache?: number;
}

/** Table 2 of Kumar et al.; each kind of bits with its γ and the bias n of the fit. */
export const precisionFit = {
  ...{ A: 4.299e3, B: 1.806e4, E: 2.7648, alpha: 0.4965, beta: 0.4965 },
  weights: { gamma: 2.6745, bias: 0.3037 },
  activations: { gamma: 2.2102, bias: 1.4072 },
  cache: { gamma: 0.9578, bias: 2.4185 },
  post: { C_T: 0.0598, gamma_D: 0.5068, gamma_N: 0.3439, gamma: 0.5907 },
} as const;

type Kind = keyof TrainingBits;
const kinds: readonly Kind[] = ["weights", "activations", "cache"];

/**
 * What is left of a model's parameters at few bits: 1 − e^(−P/γ), for each kind of bits, multiplied.
 *
 * @param bits Bits of each kind; what is left out is at full precision.
 * @param biased Whether to take the fit's biases, 1 − e^(−P/γ + n), which the printed form leaves out.
 * @throws {InputError} If a number of bits is not positive.
 *
 * Source: Kumar et al. (2024), Table 2, https://arxiv.org/abs/2411.04330
 *
 * @example Weights of four bits
 * ```ts
 * import assert from "node:assert/strict";
 * import { retainedShare } from "isoflop/laws";
 *
 * assert.equal(retainedShare({ weights: 4 }).toFixed(3), "0.776");
 * ```
 */
export function retainedShare(bits: TrainingBits, biased = false): number {
  return kinds.reduce((share, kind) => {
    const P = bits[kind];
    if (P === undefined) return share;
    needBits(P);
    const { gamma, bias } = precisionFit[kind];
    return share * (1 - Math.exp(-P / gamma + (biased ? bias : 0)));
  }, 1);
}

/**
 * The loss of a model that was trained at few bits.
 *
 * L = A N_eff^−α + B D^−β + E, N_eff = N times {@linkcode retainedShare}
 *
 * The fit is of models up to 220 million parameters: it is not made for extrapolation.
 *
 * @throws {InputError} If a number is not positive.
 *
 * Source: Kumar et al. (2024), Table 2, https://arxiv.org/abs/2411.04330
 *
 * @example At full precision
 * ```ts
 * import assert from "node:assert/strict";
 * import { lossAtBits } from "isoflop/laws";
 *
 * assert.equal(lossAtBits({ N: 1e8, D: 2e9 }).toFixed(4), "3.6586");
 * ```
 */
export function lossAtBits(
  { N, D }: { readonly N: number; readonly D: number },
  bits: TrainingBits = {},
): number {
  need({ N, D });
  const { A, B, E, alpha, beta } = precisionFit;
  return A * (N * retainedShare(bits)) ** -alpha + B * D ** -beta + E;
}

/**
 * What quantising a finished model to so many bits adds to its loss: the more it has read, the more.
 *
 * δ = C_T (D^γ_D / N^γ_N) e^(−P/γ)
 *
 * @throws {InputError} If a number is not positive.
 *
 * Source: Kumar et al. (2024), Table 2, https://arxiv.org/abs/2411.04330
 *
 * @example A model of Llama 3's size and data, to four bits
 * ```ts
 * import assert from "node:assert/strict";
 * import { quantisedAfter } from "isoflop/laws";
 *
 * assert.equal(quantisedAfter({ N: 8e9, D: 15e12 }, 4).toFixed(3), "0.128");
 * ```
 */
export function quantisedAfter(
  { N, D }: { readonly N: number; readonly D: number },
  bits: number,
): number {
  need({ N, D });
  needBits(bits);
  const { C_T, gamma_D, gamma_N, gamma } = precisionFit.post;
  return C_T * D ** gamma_D / N ** gamma_N * Math.exp(-bits / gamma);
}

/**
 * The tokens beyond which more training makes a model *worse* that is quantised afterwards.
 *
 * D_crit = (β B N^γ_N e^(P/γ) / (γ_D C_T))^(1/(γ_D + β))
 *
 * @throws {InputError} If a number is not positive.
 *
 * Source: Kumar et al. (2024), https://arxiv.org/abs/2411.04330
 *
 * @example 220 million parameters, to four bits
 * ```ts
 * import assert from "node:assert/strict";
 * import { criticalTokens } from "isoflop/laws";
 *
 * assert.equal(criticalTokens(2.2e8, 4).toPrecision(4), "1.753e+11");
 * ```
 */
export function criticalTokens(N: number, bits: number): number {
  need({ N });
  needBits(bits);
  const { B, beta, post: { C_T, gamma_D, gamma_N, gamma } } = precisionFit;
  return (beta * B * N ** gamma_N * Math.exp(bits / gamma) / (gamma_D * C_T)) **
    (1 / (gamma_D + beta));
}

/**
 * The bits of training that are best for a budget of C = (6/16) N D P, all kinds alike.
 *
 * Σ e^(−P/γ + n)/γ / (1 − e^(−P/γ + n)) = 1/P
 *
 * With the fit's biases it is 7.0, the paper's "7 to 8 bits"; the printed form without them gives 3.5.
 *
 * @param biased Whether to take the biases.
 *
 * Source: Kumar et al. (2024), https://arxiv.org/abs/2411.04330
 *
 * @example Seven bits
 * ```ts
 * import assert from "node:assert/strict";
 * import { bestTrainingBits } from "isoflop/laws";
 *
 * assert.equal(bestTrainingBits().toFixed(2), "7.00");
 * ```
 */
export function bestTrainingBits(biased = true): number {
  const excess = (P: number) =>
    kinds.reduce((sum, kind) => {
      const { gamma, bias } = precisionFit[kind];
      const left = Math.exp(-P / gamma + (biased ? bias : 0));
      // Below the point where nothing is left, more bits are needed at any price.
      return left < 1 ? sum + left / gamma / (1 - left) : Infinity;
    }, 0) - 1 / P;
  let [low, high] = [0.1, 64];
  for (let i = 0; i < 200 && high - low > 1e-13 * high; i++) {
    const middle = (low + high) / 2;
    if (excess(middle) > 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

function needBits(bits: number): void {
  need({ bits });
}

function need(numbers: Readonly<Record<string, number>>): void {
  const bad = Object.entries(numbers).find(([, x]) => !(x > 0 && x < Infinity));
  if (!bad) return;
  throw new InputError({
    cannot: "say what precision costs",
    needs: `${bad[0]} > 0`,
    found: `${bad[0]} = ${bad[1]}`,
  });
}
