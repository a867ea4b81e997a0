import { normalQuantile, studentT } from "../numeric/student_t.ts";

/** The quantile of Student's t, or of the normal distribution where the noise is known (`null`). */
export function normalOrT(p: number, degrees: number | null): number {
  return degrees === null ? normalQuantile(p) : studentT(p, degrees);
}
