import type { StreamName } from "../numeric/streams.ts";

/** The refitted power laws of every resample. */
export interface FrontierDraws {
  /** Number of resamples. */
  readonly count: number;
  /** Seed of the stream. */
  readonly seed: number;
  /** Name of the stream. */
  readonly stream: StreamName;
  /** What was resampled. */
  readonly unit: "residuals" | "runs";
  /** How many resamples gave both power laws. The others are NaN. */
  readonly converged: number;
  /** N* = coef · C^exponent, one entry per resample. */
  readonly N: DrawnPower;
  /** D* likewise. */
  readonly D: DrawnPower;
}

/** One power of compute per resample. */
export interface DrawnPower {
  /** The quantity at C = 1 FLOP. */
  readonly coef: Float64Array;
  /** How it grows with compute. */
  readonly exponent: Float64Array;
}
