/**
 * Numbers only: least squares on ml-matrix, quantiles, seeded streams.
 *
 * @module
 */
export { choleskySolve } from "./cholesky.ts";
export { exp, log } from "./exp.ts";
export {
  type Conditioning,
  conditioning,
  type LeastSquares,
  leastSquares,
  type Line,
  line,
} from "./least_squares.ts";
export { halton } from "./halton.ts";
export { leastBetween } from "./least_between.ts";
export { interpolateLogLog } from "./log_interpolation.ts";
export { median, quantiles } from "./quantiles.ts";
export { rootBetween } from "./root_between.ts";
export { type Draw, stream, type StreamName } from "./streams.ts";
export { erf, lnGamma, normalQuantile, studentT } from "./student_t.ts";
