// Deferred for the reason given in ml_matrix.ts: only intervals need quantiles, and only comparisons
// the other two.
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

/**
 * The quantile of the standard normal distribution, to fifteen digits. (That of Student's t with 1e9
 * degrees of freedom has three.)
 *
 * @param p Probability in (0, 1).
 */
export function normalQuantile(p: number): number {
  return jstat.default.normal.inv(p, 0, 1);
}

/** The error function 2/√π ∫₀ˣ exp(−t²) dt. */
export function erf(x: number): number {
  return jstat.default.erf(x);
}

/** ln Γ(x), x > 0. */
export function lnGamma(x: number): number {
  return jstat.default.gammaln(x);
}
