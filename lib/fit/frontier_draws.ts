import type { StreamName } from "../numeric/streams.ts";
import type { BootstrapOptions } from "./bootstrap.ts";
import type { LogLines } from "./frontier_method.ts";

/** The power laws of every draw of a bootstrap. */
export interface FrontierDraws {
  /** Number of draws. */
  readonly count: number;
  /** Seed of the stream. */
  readonly seed: number;
  /** Name of the stream. */
  readonly stream: StreamName;
  /** What is drawn: the sign of each run's residual. */
  readonly unit: "runs";
  /** How many draws gave both power laws. The others are NaN. */
  readonly converged: number;
  /** N* = coef · C^exponent, one entry per draw. */
  readonly N: DrawnPower;
  /** D* likewise. */
  readonly D: DrawnPower;
}

/** One power of compute per draw. */
export interface DrawnPower {
  /** The quantity at C = 1 FLOP. */
  readonly coef: Float64Array;
  /** How it grows with compute. */
  readonly exponent: Float64Array;
}

/** Lines about ln C₀ as powers of C. */
export function frontierDraws(
  lines: readonly LogLines[],
  middle: number,
  { seed, stream = "isoflop" }: BootstrapOptions,
): FrontierDraws {
  const power = (level: "n" | "d", slope: "a" | "b"): DrawnPower => ({
    coef: Float64Array.from(lines, (one) => Math.exp(one[level] - one[slope] * middle)),
    exponent: Float64Array.from(lines, (one) => one[slope]),
  });
  return {
    count: lines.length,
    seed,
    stream,
    unit: "runs",
    converged: lines.filter(({ a, b }) => Number.isFinite(a + b)).length,
    N: power("n", "a"),
    D: power("d", "b"),
  };
}
