import { median } from "../numeric/quantiles.ts";
import type { Box, Minimum } from "./newton.ts";

/** What least absolute deviations need of a problem. */
export interface Homotopy {
  /** The minimum of Huber's objective with this bend. */
  minimise(start: Float64Array, delta: number, box: Box): Minimum;
  residuals(theta: Float64Array): Float64Array;
  readonly weight: Float64Array;
}

/**
 * Least absolute deviations, by Huber fits whose bend shrinks by 0.3 at a time until it is ten
 * orders below the residuals. Each fit starts where the last one ended, so each takes a few steps.
 */
export function leastAbsolute(
  { minimise, residuals, weight }: Homotopy,
  start: Float64Array,
  box: Box,
): Minimum {
  const sizes = (theta: Float64Array) => residuals(theta).map(Math.abs);
  const total = (theta: Float64Array) =>
    sizes(theta).reduce((sum, size, i) => sum + weight[i]! * size, 0);
  let best = minimise(start, Infinity, box);
  const spread = median(sizes(best.theta));
  let { evaluations } = best;
  let before = Infinity, value = total(best.theta);
  for (let delta = spread; delta > 1e-8 * spread && delta > 1e-14; delta *= 0.3) {
    best = minimise(best.theta, delta, box);
    evaluations += best.evaluations;
    before = value;
    value = total(best.theta);
  }
  // At the last bends Newton's method may be out of digits; what counts is that nothing moves.
  const settled = Math.abs(before - value) <= 1e-8 * value;
  return { ...best, value, evaluations, converged: best.converged || settled };
}
