// @ts-types="./jstat.d.ts"
import jstat from "jstat";

/** {@linkcode studentT} of `student_t.ts`, for browser bundles. */
export function studentT(p: number, degrees: number): number {
  return jstat.studentt.inv(p, degrees);
}

/** {@linkcode erf} of `student_t.ts`, for browser bundles. */
export function erf(x: number): number {
  return jstat.erf(x);
}

/** {@linkcode lnGamma} of `student_t.ts`, for browser bundles. */
export function lnGamma(x: number): number {
  return jstat.gammaln(x);
}
