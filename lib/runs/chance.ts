// @ts-types="./d3_random.d.ts"
import { randomNormal } from "d3-random";
import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import type { InputError } from "../text/mod.ts";

/**
 * Standard Gaussian numbers, one per call; the same seed gives the same ones.
 *
 * @param refuse Makes the error from what is needed and what was found.
 * @throws {InputError} If the seed is not a whole number.
 */
export function gaussian(
  seed: number,
  refuse: (needs: string, found: string) => InputError,
): () => number {
  if (!Number.isSafeInteger(seed)) throw refuse("a whole number as the seed", String(seed));
  const generator = xoroshiro128plus(seed);
  return randomNormal.source(() => uniformFloat64(generator))(0, 1);
}
