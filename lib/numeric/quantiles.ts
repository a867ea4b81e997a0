/**
 * Quantiles of a sample by linear interpolation between order statistics (type 7 of Hyndman and
 * Fan 1996: the default of R, NumPy and Excel). NaN is left out, infinities count; of an empty
 * sample every quantile is NaN.
 *
 * @param sample The numbers, in any order; not changed.
 * @param at Probabilities in [0, 1].
 * @returns One number per probability.
 *
 * @example The quartiles of 1 … 5
 * ```ts
 * import assert from "node:assert/strict";
 * import { quantiles } from "isoflop/numeric";
 *
 * assert.deepEqual(quantiles([5, 3, 1, 2, 4], [0.25, 0.5, 0.75]), [2, 3, 4]);
 * ```
 */
export function quantiles(sample: ArrayLike<number>, at: readonly number[]): number[] {
  const sorted = Float64Array.from(Array.from(sample).filter((x) => !Number.isNaN(x))).sort();
  const last = sorted.length - 1;
  return at.map((p) => {
    if (last < 0) return NaN;
    const place = p * last;
    const below = Math.floor(place);
    const low = sorted[below]!, high = sorted[Math.min(below + 1, last)]!;
    // Equal neighbours include two infinities, whose difference is no number.
    return low === high || place === below ? low : low + (place - below) * (high - low);
  });
}

/** The middle of a sample; NaN when it is empty. */
export function median(sample: ArrayLike<number>): number {
  return quantiles(sample, [0.5])[0]!;
}
