import { computeAkimaPolyCoefficients } from "commons-math-interpolation";

/** Akima's slopes at a knot come from two knots on either side. */
export const leastKnots = 5;

/** The lowest point of a curve through points. */
export interface Lowest {
  readonly x: number;
  readonly y: number;
}

/**
 * The lowest point of Akima's spline through points, exact: on each piece the cubic's own minimum.
 *
 * @param x Knots, strictly increasing, at least five.
 * @param y Ordinates.
 *
 * Source: the interpolation of Porian et al. (2024), https://arxiv.org/abs/2406.19146
 */
export function akimaMinimum(x: Float64Array, y: Float64Array): Lowest {
  const pieces = computeAkimaPolyCoefficients(x, y);
  let best: Lowest = { x: x[0]!, y: y[0]! };
  const consider = (at: number, value: number) => {
    if (value < best.y) best = { x: at, y: value };
  };
  pieces.forEach(([c0 = 0, c1 = 0, c2 = 0, c3 = 0], i) => {
    const length = x[i + 1]! - x[i]!;
    consider(x[i + 1]!, y[i + 1]!);
    // The root of the derivative at which the second derivative is positive, in the form that does
    // not cancel where the piece is nearly a parabola. No minimum: NaN, and no comparison holds.
    const root = -c1 / (c2 + Math.sqrt(c2 * c2 - 3 * c1 * c3));
    if (root > 0 && root < length) {
      consider(x[i]! + root, c0 + root * (c1 + root * (c2 + root * c3)));
    }
  });
  return best;
}
