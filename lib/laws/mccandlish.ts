import { InputError } from "../text/mod.ts";

/** The squared gradient norm at one batch size. */
export interface GradientNorm {
  /** Examples (or tokens) in the batch. */
  readonly B: number;
  /** |G|² of the mean gradient of that batch, averaged over many batches. */
  readonly squaredNorm: number;
}

/**
 * The simple noise scale from gradient norms at two batch sizes, each part without bias.
 *
 * |G|² = (B_big |G_big|² − B_small |G_small|²) / (B_big − B_small),
 * S = (|G_small|² − |G_big|²) / (1/B_small − 1/B_big), B_simple = S / |G|², in the unit of B
 *
 * Both parts waver about their truth, and either may come out below 0. Average the norms over many
 * batches first: B_simple is a ratio of averages, not an average of ratios.
 *
 * @returns |G|², the trace S of the gradients' covariance, and B_simple; `null` where one of the two is not
 * above 0, as when the noise hides the gradient.
 * @throws {InputError} Unless both batches and norms are positive and the first batch is smaller.
 *
 * Source: McCandlish et al. (2018), https://arxiv.org/abs/1812.06162
 *
 * @example Batches of 10 and 100
 * ```ts
 * import assert from "node:assert/strict";
 * import { noiseScale } from "isoflop/laws";
 *
 * const { trace } = noiseScale({ B: 10, squaredNorm: 5 }, { B: 100, squaredNorm: 2.3 });
 * assert.equal(trace.toFixed(6), "30.000000");
 * ```
 */
export function noiseScale(
  small: GradientNorm,
  big: GradientNorm,
): { squaredNorm: number; trace: number; B_simple: number | null } {
  const numbers = [small.B, big.B, small.squaredNorm, big.squaredNorm];
  if (!numbers.every((x) => Number.isFinite(x) && x > 0) || small.B >= big.B) {
    throw new InputError({
      cannot: "estimate the noise scale",
      needs: "positive squared norms at two batch sizes, the smaller batch first",
      found: `${small.squaredNorm} at ${small.B} and ${big.squaredNorm} at ${big.B}`,
    });
  }
  const squaredNorm = (big.B * big.squaredNorm - small.B * small.squaredNorm) / (big.B - small.B);
  const trace = (small.squaredNorm - big.squaredNorm) / (1 / small.B - 1 / big.B);
  return {
    squaredNorm,
    trace,
    B_simple: squaredNorm > 0 && trace > 0 ? trace / squaredNorm : null,
  };
}
