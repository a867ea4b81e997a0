// @ts-types="./jstat.d.ts"
import jstat from "jstat";

/** {@linkcode studentT} of `student_t.ts`, for browser bundles. */
export function studentT(p: number, degrees: number): number {
  return jstat.studentt.inv(p, degrees);
}
