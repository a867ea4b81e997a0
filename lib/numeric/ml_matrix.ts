// ml-matrix is CommonJS, and the first CommonJS module costs a Deno process about 20 ms. Deferring
// its evaluation to the first call keeps a script that only fits or plans at half its start time.
// Browsers and bundlers do not know `import defer` yet: bundle with `ml_matrix_now.ts` in place of
// this file (tests/numeric/browser_bundle_test.ts shows how).
import defer * as mlMatrix from "ml-matrix";

/** ml-matrix, evaluated when it is first used. */
export function matrices(): typeof mlMatrix {
  return mlMatrix;
}
