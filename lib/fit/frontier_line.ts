import type { PowerOfCompute } from "../laws/law.ts";
import { line } from "../numeric/least_squares.ts";

/** A power of compute by least squares on logarithms, and how sure its exponent is. */
export interface FrontierLine extends PowerOfCompute {
  /** Standard error of the exponent from the scatter about the line; `null` with two points. */
  readonly exponentError: number | null;
}

/** The power laws of a frontier; NaN where fewer than two points are given. */
export interface FrontierLines {
  /** N*(C) in parameters. */
  readonly N: FrontierLine;
  /** D*(C) in tokens. */
  readonly D: FrontierLine;
}

/** A point of a frontier, in natural logarithms. */
export interface LogPoint {
  readonly C: number;
  readonly N: number;
  readonly D: number;
}

/** ln N* = ln k + a ln C and ln D* likewise, by least squares. */
export function frontierLines(points: readonly LogPoint[]): FrontierLines {
  const x = points.map(({ C }) => C);
  return {
    N: through(x, points.map(({ N }) => N)),
    D: through(x, points.map(({ D }) => D)),
  };
}

function through(x: readonly number[], y: readonly number[]): FrontierLine {
  if (x.length < 2) return { coef: NaN, exponent: NaN, exponentError: null };
  const { intercept, slope } = line(x, y);
  const middle = x.reduce((sum, value) => sum + value, 0) / x.length;
  let spread = 0, left = 0;
  x.forEach((value, i) => {
    spread += (value - middle) ** 2;
    left += (y[i]! - intercept - slope * value) ** 2;
  });
  const freedom = x.length - 2;
  return {
    coef: Math.exp(intercept),
    exponent: slope,
    exponentError: freedom > 0 ? Math.sqrt(left / freedom / spread) : null,
  };
}
