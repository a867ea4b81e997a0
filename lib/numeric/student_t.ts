// Deferred for the reason given in ml_matrix.ts: only Wald intervals need a t quantile.
// @ts-types="./jstat.d.ts"
import defer * as jstat from "jstat";

/**
 * The quantile of Student's t distribution, to seven digits.
 *
 * @param p Probability in (0, 1).
 * @param degrees Degrees of freedom, > 0.
 */
export function studentT(p: number, degrees: number): number {
  return jstat.default.studentt.inv(p, degrees);
}
