import { line } from "../numeric/mod.ts";
import { InputError } from "../text/mod.ts";
import type { Architecture } from "./architecture.ts";
import { type Counting, countParameters } from "./counting.ts";

/** What is known of the best models, and how they are to be counted. */
export interface Recounting {
  /** The exponent of N* ∝ C^a in the first count, C = 6ND. */
  readonly a: number;
  /** The count in which that is so. @default {"porian"} */
  readonly from?: Counting;
  /** The count in which it is asked for. @default {"kaplan"} */
  readonly to?: Counting;
}

/**
 * The exponent that the same best models have in another count: what relabelling alone does.
 *
 * In the first count N* ∝ C^a and D* ∝ C^(1−a), so that D* ∝ N^((1−a)/a) along the shapes. In the second
 * each model has another N', and its training another C' = 6N'D*; the result is the least-squares slope of
 * ln N' against ln C' over the shapes.
 *
 * The models stay the same: whoever *chooses* the best size by the other count as well gets another
 * exponent, see `nonEmbeddingView` in `isoflop/laws`. From `"porian"` to `"kaplan"` is the head alone.
 *
 * Source: step 2 of Porian et al. (2024), https://arxiv.org/abs/2406.19146; their sweep has its own shapes.
 *
 * @param shapes Architectures that may be best somewhere in the range of the runs.
 * @throws {InputError} If there are fewer than two sizes, or a is not between 0 and 1.
 *
 * @example Leaving out the head makes .70 of small models .78
 * ```ts
 * import assert from "node:assert/strict";
 * import { recountedExponent } from "isoflop/transformer";
 *
 * const shapes = [64, 128, 256, 512, 1024, 1536].map((dModel) => ({
 *   ...{ layers: dModel / 32, dModel, heads: dModel / 32, vocabulary: 50432, context: 2048 },
 * }));
 * assert.equal(recountedExponent(shapes, { a: 0.699 }).toFixed(2), "0.78");
 * ```
 */
export function recountedExponent(
  shapes: readonly Architecture[],
  { a, from = "porian", to = "kaplan" }: Recounting,
): number {
  if (!(a > 0 && a < 1)) {
    throw new InputError({ cannot, needs: "an exponent a between 0 and 1", found: `${a}` });
  }
  const sizes = shapes.map((shape) => ({
    before: countParameters(shape, from),
    after: countParameters(shape, to),
  }));
  const different = new Set(sizes.map(({ after }) => after)).size;
  if (different < 2) {
    throw new InputError({
      cannot,
      needs: "shapes of two or more sizes",
      found: `${different}`,
    });
  }
  const N = sizes.map(({ after }) => Math.log(after));
  const C = sizes.map(({ before, after }) => Math.log(after) + (1 - a) / a * Math.log(before));
  return line(C, N).slope;
}

const cannot = "count the exponent in another way";
