// Deferred for the reason given in ml_matrix.ts: only Wald intervals need a t quantile.
// @ts-types="./lib_r_math.d.ts"
import defer * as rMath from "lib-r-math.js";

/**
 * The quantile of Student's t distribution, by R's own algorithm.
 *
 * @param p Probability in (0, 1).
 * @param degrees Degrees of freedom, > 0.
 */
export function studentT(p: number, degrees: number): number {
  return rMath.qt(p, degrees);
}
