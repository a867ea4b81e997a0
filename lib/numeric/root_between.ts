/**
 * Where a continuous function of one number is zero, between two ends where its signs differ:
 * Ridders' method, which never leaves the interval and doubles the right digits at each step.
 *
 * @param f The function.
 * @param low The lower end.
 * @param high The upper end.
 * @param width How wide the interval may be at last. @default {1e-14} relative to the ends
 * @returns The root; `NaN` where the function has the same sign at both ends.
 *
 * Source: Ridders (1979), IEEE Transactions on Circuits and Systems 26, 979–980
 *
 * @example The square root of two
 * ```ts
 * import assert from "node:assert/strict";
 * import { rootBetween } from "isoflop/numeric";
 *
 * assert.ok(Math.abs(rootBetween((x) => x * x - 2, 0, 2) - Math.SQRT2) < 1e-14);
 * ```
 */
export function rootBetween(
  f: (x: number) => number,
  low: number,
  high: number,
  width: number = 1e-14 * Math.max(1, Math.abs(low), Math.abs(high)),
): number {
  let atLow = f(low), atHigh = f(high);
  if (atLow === 0) return low;
  if (atHigh === 0) return high;
  if (!(atLow * atHigh < 0)) return NaN;
  let last = NaN;
  for (let step = 0; step < 100 && high - low > width; step++) {
    const middle = low + (high - low) / 2, atMiddle = f(middle);
    const bend = Math.sqrt(atMiddle ** 2 - atLow * atHigh);
    const x = middle + (middle - low) * Math.sign(atLow - atHigh) * atMiddle / bend;
    const atX = f(x);
    if (atMiddle === 0) return middle;
    if (atX === 0) return x;
    const [left, right, atLeft, atRight] = x < middle
      ? [x, middle, atX, atMiddle]
      : [middle, x, atMiddle, atX];
    if (atLow * atLeft < 0) [high, atHigh] = [left, atLeft];
    else if (atLeft * atRight < 0) [low, atLow, high, atHigh] = [left, atLeft, right, atRight];
    else [low, atLow] = [right, atRight];
    // The last correction is the best guess there is; what is left of the interval may be one-sided.
    if (Math.abs(x - last) <= width) return x;
    last = x;
  }
  return low + (high - low) / 2;
}
