import { studentT } from "../numeric/student_t.ts";

/** The quantile of Student's t, or of the normal distribution where the noise is known (`null`). */
export function normalOrT(p: number, degrees: number | null): number {
  // At 1e9 degrees of freedom the two agree to nine digits.
  return studentT(p, degrees ?? 1e9);
}
