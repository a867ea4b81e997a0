const primes = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37];

/**
 * Halton's sequence: points that fill the unit cube evenly, always the same ones.
 *
 * @param count Number of points.
 * @param dimensions Coordinates of a point, at most 12.
 *
 * Source: Halton (1960), On the efficiency of certain quasi-random sequences of points.
 *
 * @example The first point of the plane
 * ```ts
 * import assert from "node:assert/strict";
 * import { halton } from "isoflop/numeric";
 *
 * assert.deepEqual(halton(1, 2)[0]!.map((u) => u.toFixed(4)), ["0.6563", "0.1852"]);
 * ```
 */
export function halton(count: number, dimensions: number): number[][] {
  // The first points of large primes lie on a line.
  const skipped = 20;
  return Array.from(
    { length: count },
    (_, i) => primes.slice(0, dimensions).map((prime) => reversed(i + 1 + skipped, prime)),
  );
}

/** The digits of a whole number in some base, written backwards behind the point. */
function reversed(whole: number, base: number): number {
  let left = whole, unit = 1 / base, value = 0;
  while (left > 0) {
    value += (left % base) * unit;
    left = Math.floor(left / base);
    unit /= base;
  }
  return value;
}
