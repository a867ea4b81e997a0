import { InputError } from "../text/errors.ts";

/**
 * y at each of `at`, by straight lines between neighbouring points in logarithms of both:
 *
 * y(x) = y₀ · (y₁/y₀)^t, t = ln(x/x₀)/ln(x₁/x₀), for x₀ ≤ x ≤ x₁.
 *
 * A power law is interpolated exactly, and a given point gives its own y to the last bit. Nothing
 * is extrapolated: outside [x[0], x[last]] the result is NaN.
 *
 * @param x Abscissae, strictly increasing, all > 0.
 * @param y Ordinates, as many, all > 0.
 * @param at Where y is wanted, in any order.
 * @returns One number per element of `at`.
 * @throws {InputError} If the lengths differ, x does not increase, or a value is not a positive
 * number.
 *
 * @example A power law between two points
 * ```ts
 * import assert from "node:assert/strict";
 * import { interpolateLogLog } from "isoflop/numeric";
 *
 * const [inside, outside] = interpolateLogLog([1, 100], [8, 2], [10, 1000]);
 * assert.ok(Math.abs(inside! - 4) < 1e-12);
 * assert.ok(Number.isNaN(outside));
 * ```
 */
export function interpolateLogLog(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  at: ArrayLike<number>,
): Float64Array {
  check(x, y);
  const last = x.length - 1;
  return Float64Array.from(at, (wanted) => {
    if (!(wanted >= x[0]! && wanted <= x[last]!)) return NaN;
    if (wanted === x[last]) return y[last]!;
    let low = 0, high = last;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (x[middle]! <= wanted) low = middle;
      else high = middle;
    }
    const t = Math.log(wanted / x[low]!) / Math.log(x[high]! / x[low]!);
    return y[low]! * Math.exp(t * Math.log(y[high]! / y[low]!));
  });
}

function check(x: ArrayLike<number>, y: ArrayLike<number>): void {
  const refuse = (needs: string, found: string): InputError =>
    new InputError({ cannot: "interpolate in logarithms", needs, found });
  if (x.length !== y.length || x.length === 0) {
    throw refuse("as many x as y, at least one", `${x.length} x and ${y.length} y`);
  }
  for (let i = 0; i < x.length; i++) {
    for (const [name, value] of [["x", x[i]!], ["y", y[i]!]] as const) {
      if (!(value > 0 && value < Infinity)) {
        throw refuse(`${name} > 0 at every point`, `${value} at point ${i}`);
      }
    }
    if (i > 0 && x[i]! <= x[i - 1]!) {
      throw refuse("x that increases", `${x[i]} after ${x[i - 1]} at point ${i}`);
    }
  }
}
