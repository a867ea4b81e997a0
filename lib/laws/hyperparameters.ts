import { InputError } from "../text/errors.ts";

/** A batch and a learning rate. */
export interface BatchAndRate {
  /** Batch in tokens. */
  readonly batch: number;
  /** The highest learning rate. */
  readonly learningRate: number;
}

/**
 * The learning rate of Kaplan et al. by size: 0.003239 − 0.0001395 ln N.
 *
 * The line crosses zero at 1.2e10 parameters; the paper says that it breaks down above 1e10.
 *
 * @param N Parameters without embeddings.
 * @throws {InputError} If N is not above 0, or above 1e10.
 *
 * Source: Kaplan et al. (2020), https://arxiv.org/abs/2001.08361
 *
 * @example A hundred million parameters
 * ```ts
 * import assert from "node:assert/strict";
 * import { kaplanLearningRate } from "isoflop/laws";
 *
 * assert.equal(kaplanLearningRate(1e8).toFixed(6), "0.000669");
 * ```
 */
export function kaplanLearningRate(N: number): number {
  need("N", N, "parameters without embeddings");
  if (N > 1e10) {
    throw new InputError({
      cannot: "choose a learning rate by Kaplan's line",
      needs: "N up to 1e10, where the paper says that the line breaks down",
      found: `N = ${N}`,
    });
  }
  return 0.003239 - 0.0001395 * Math.log(N);
}

/**
 * Batch and learning rate of DeepSeek LLM by compute.
 *
 * B = 0.2920 C^0.3271 tokens, η = 0.3118 C^(−0.1250), C = M·D in FLOP
 *
 * @param C Compute as the paper counts it: M non-embedding FLOP per token times D tokens.
 * @throws {InputError} If C is not a positive number.
 *
 * Source: Bi et al. (2024), DeepSeek LLM, https://arxiv.org/abs/2401.02954
 *
 * @example 1e20 FLOP: a batch of a million tokens
 * ```ts
 * import assert from "node:assert/strict";
 * import { deepseekHyperparameters } from "isoflop/laws";
 *
 * const { batch, learningRate } = deepseekHyperparameters(1e20);
 * assert.equal(batch.toFixed(0), "1017145");
 * assert.equal(learningRate.toFixed(6), "0.000986");
 * ```
 */
export function deepseekHyperparameters(C: number): BatchAndRate {
  need("C", C, "FLOP");
  return { batch: 0.292 * C ** 0.3271, learningRate: 0.3118 * C ** -0.125 };
}

/**
 * The best model and data of DeepSeek LLM by compute: a model is measured by M, its FLOP per token.
 *
 * M = 0.1715 C^0.5243 FLOP per token, D = 5.8316 C^0.4757 tokens; C = M·D, without the factor 6
 *
 * M counts attention and no embedding: `flops(shape, { convention: "deepseek" })`. It is no N: 6N is
 * between .43 and 1.32 of M for small models, depending on which N.
 *
 * @param C Compute in FLOP, as M·D.
 * @throws {InputError} If C is not a positive number.
 *
 * Source: Bi et al. (2024), DeepSeek LLM, https://arxiv.org/abs/2401.02954
 *
 * @example 1e20 FLOP
 * ```ts
 * import assert from "node:assert/strict";
 * import { deepseekAllocation } from "isoflop/laws";
 *
 * assert.equal(deepseekAllocation(1e20).M.toPrecision(4), "5.251e+9");
 * ```
 */
export function deepseekAllocation(C: number): { M: number; D: number } {
  need("C", C, "FLOP");
  return { M: 0.1715 * C ** 0.5243, D: 5.8316 * C ** 0.4757 };
}

/**
 * Batch and learning rate of the Step Law, by size and data.
 *
 * B = 0.58 D^0.571 tokens, η = 1.79 N^(−0.713) D^0.307
 *
 * @throws {InputError} If N or D is not a positive number.
 *
 * Source: Li et al. (2025), Predictable Scale: Part I, https://arxiv.org/abs/2503.04715
 *
 * @example A billion parameters on a hundred billion tokens
 * ```ts
 * import assert from "node:assert/strict";
 * import { stepLaw } from "isoflop/laws";
 *
 * const { batch, learningRate } = stepLaw({ N: 1e9, D: 1e11 });
 * assert.equal(batch.toFixed(0), "1107715");
 * assert.equal(learningRate.toFixed(6), "0.001632");
 * ```
 */
export function stepLaw({ N, D }: { readonly N: number; readonly D: number }): BatchAndRate {
  need("N", N, "parameters");
  need("D", D, "tokens");
  return { batch: 0.58 * D ** 0.571, learningRate: 1.79 * N ** -0.713 * D ** 0.307 };
}

/**
 * The batch of MiniCPM by the loss to be reached: 1.21e9 / L^6.24 tokens, L in nats/token.
 *
 * Kaplan's B_crit(L) is of the same form; its exponent is 4.76.
 *
 * @throws {InputError} If the loss is not a positive number.
 *
 * Source: Hu et al. (2024), MiniCPM, https://arxiv.org/abs/2404.06395
 *
 * @example At a loss of 3
 * ```ts
 * import assert from "node:assert/strict";
 * import { minicpmBatch } from "isoflop/laws";
 *
 * assert.equal(minicpmBatch(3).toFixed(0), "1275113");
 * ```
 */
export function minicpmBatch(loss: number): number {
  need("loss", loss, "nats/token");
  return 1.21e9 / loss ** 6.24;
}

/**
 * The best tokens per parameter of MiniCPM by compute: 100 (C/(6·10^18))^0.10.
 *
 * The paper prints N/D = K² (C/6)^η with K² = .01 and η = −.10, and an average of 192. With N, D and C in
 * plain units the formula gives five to twenty thousand; 192 comes out when N and D are in billions, and C
 * so in 10^18 FLOP, which the paper does not say. That reading is the one here.
 *
 * @param C Compute in FLOP.
 * @returns D/N.
 * @throws {InputError} If C is not a positive number.
 *
 * Source: Hu et al. (2024), MiniCPM, https://arxiv.org/abs/2404.06395; the units are inferred
 *
 * @example The printed average is that of 4e21 FLOP
 * ```ts
 * import assert from "node:assert/strict";
 * import { minicpmTokensPerParameter } from "isoflop/laws";
 *
 * assert.equal(minicpmTokensPerParameter(4.1e21).toFixed(0), "192");
 * ```
 */
export function minicpmTokensPerParameter(C: number): number {
  need("C", C, "FLOP");
  return 100 * (C / 6e18) ** 0.1;
}

/**
 * Zhang's critical batch by size: B* = 93.197 (N/10^6)^0.4683 sequences of 512 tokens.
 *
 * B* is where steps exceed proportion to 256 sequences by 20 %; McCandlish's E_min/S_min of the same
 * runs grows with N^0.619. The authors find that B* follows D, and hardly N at one D.
 *
 * @param N Parameters.
 * @returns Sequences of 512 tokens.
 * @throws {InputError} If N is not a positive number.
 *
 * Source: Zhang et al. (2024), the authors' notebook refitted, https://arxiv.org/abs/2410.21676
 *
 * @example A billion parameters
 * ```ts
 * import assert from "node:assert/strict";
 * import { zhangBatch } from "isoflop/laws";
 *
 * assert.equal(zhangBatch(1e9).toFixed(0), "2367");
 * ```
 */
export function zhangBatch(N: number): number {
  need("N", N, "parameters");
  return 93.1968 * (N / 1e6) ** 0.468278;
}

function need(name: string, value: number, unit: string): void {
  if (value > 0 && value < Infinity) return;
  throw new InputError({
    cannot: "choose hyper-parameters",
    needs: `${name} > 0, in ${unit}`,
    found: `${name} = ${value}`,
  });
}
