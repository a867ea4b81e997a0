// @ts-types="./jstat.d.ts"
import jstat from "jstat";

/** {@linkcode studentT} of `student_t.ts`, for browser bundles. */
export function studentT(p: number, degrees: number): number {
  return jstat.studentt.inv(p, degrees);
}

/** {@linkcode normalQuantile} of `student_t.ts`, for browser bundles. */
export function normalQuantile(p: number): number {
  return jstat.normal.inv(p, 0, 1);
}

/** {@linkcode erf} of `student_t.ts`, for browser bundles. */
export function erf(x: number): number {
  return jstat.erf(x);
}

/** {@linkcode lnGamma} of `student_t.ts`, for browser bundles. */
export function lnGamma(x: number): number {
  return jstat.gammaln(x);
}
