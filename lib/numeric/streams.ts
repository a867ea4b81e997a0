import { uniformInt } from "pure-rand/distribution/uniformInt";
import { mersenne } from "pure-rand/generator/mersenne";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { InputError } from "../text/errors.ts";

/** The name of a seeded stream of random integers. */
export type StreamName = "isoflop" | "numpy";

/** The next integer from 0 to `below` − 1, each equally likely. */
export type Draw = (below: number) => number;

/**
 * A seeded stream of integers. The same seed gives the same numbers everywhere.
 *
 * `"isoflop"` is xoroshiro128+ with unbiased bounds. `"numpy"` replays `numpy.random.seed(seed)`
 * followed by `numpy.random.choice(n, …)`: MT19937, masked to the bits that n − 1 needs, values
 * above it rejected. With seed 42 it gives the very resamples of Epoch's replication.
 *
 * @example The first three of `numpy.random.seed(42); numpy.random.choice(240, 3)`
 * ```ts
 * import assert from "node:assert/strict";
 * import { stream } from "isoflop/numeric";
 *
 * const draw = stream("numpy", 42);
 * assert.deepEqual([draw(240), draw(240), draw(240)], [102, 179, 92]);
 * ```
 */
export function stream(name: StreamName, seed: number): Draw {
  checkSeed(seed);
  if (name === "isoflop") {
    const generator = xoroshiro128plus(seed);
    return (below) => uniformInt(generator, 0, below - 1);
  }
  const generator = mersenne(seed);
  return (below) => {
    if (below < 2) return 0; // NumPy draws nothing when there is nothing to choose
    const mask = 2 ** (32 - Math.clz32(below - 1)) - 1;
    for (;;) {
      const value = (generator.next() & mask) >>> 0;
      if (value < below) return value;
    }
  };
}

/** Throws unless the seed is one that its generator tells from all others. */
export function checkSeed(seed: number): void {
  if (Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32) return;
  throw new InputError({
    cannot: "draw random numbers",
    needs: "a whole number from 0 to 4294967295 as the seed",
    found: `${seed}`,
    cure: "give seed: 1, or any other, so that the digits can be had again",
  });
}
