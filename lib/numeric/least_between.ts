const ratio = (Math.sqrt(5) - 1) / 2;

/**
 * Where a function of one number is least between two ends: the lowest of a row of points, then the
 * golden section between its neighbours, to 1e-9 of the distance between the ends.
 *
 * No derivative is asked for. Of a smooth function digits beyond the square root of the machine's are
 * chance, of the place though not of the value.
 *
 * @param f The function; where it is no number it counts as high.
 * @param low The lower end.
 * @param high The upper end.
 * @param points How many points are looked at first: two minima closer together than that are one.
 *
 * @example The least of a parabola with a kink
 * ```ts
 * import assert from "node:assert/strict";
 * import { leastBetween } from "isoflop/numeric";
 *
 * const x = leastBetween((x) => (x - 3) ** 2 + Math.abs(x - 2), -10, 10);
 * assert.ok(Math.abs(x - 2.5) < 1e-7);
 * ```
 */
export function leastBetween(
  f: (x: number) => number,
  low: number,
  high: number,
  points = 121,
): number {
  const step = (high - low) / (points - 1);
  let best = low, least = Infinity;
  for (let i = 0; i < points; i++) {
    const x = low + i * step, value = f(x);
    if (value < least) [best, least] = [x, value];
  }
  let from = Math.max(best - step, low), to = Math.min(best + step, high);
  let left = to - ratio * (to - from), right = from + ratio * (to - from);
  let atLeft = f(left), atRight = f(right);
  while (to - from > 1e-9 * (high - low)) {
    if (atLeft <= atRight) {
      to = right;
      [right, atRight] = [left, atLeft];
      left = to - ratio * (to - from);
      atLeft = f(left);
    } else {
      from = left;
      [left, atLeft] = [right, atRight];
      right = from + ratio * (to - from);
      atRight = f(right);
    }
  }
  return (from + to) / 2;
}
