import * as mlMatrix from "ml-matrix";

/** ml-matrix, evaluated at once: the stand-in for `ml_matrix.ts` in browser bundles. */
export function matrices(): typeof mlMatrix {
  return mlMatrix;
}
