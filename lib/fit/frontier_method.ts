import type { ChinchillaCoef } from "../laws/chinchilla_formula.ts";
import type { LogPoint } from "./frontier_line.ts";

/**
 * Both power laws at once, in logarithms, about a compute C₀:
 * ln N* = n + a (ln C − ln C₀) and ln D* = d + b (ln C − ln C₀).
 */
export interface LogLines {
  readonly a: number;
  readonly n: number;
  readonly b: number;
  readonly d: number;
}

/**
 * A way from runs to a frontier, ready to be repeated on the same runs with other losses: the bias
 * report and the bootstrap ask it again and again.
 */
export interface FrontierMethod {
  /** ln C₀: the middle of the minima found in the runs as they are. */
  readonly middle: number;
  /** What the method finds where the losses of the runs are a law's, times exp(noise). */
  under(coef: ChinchillaCoef, noise: Float64Array | null): LogLines | null;
  /** The frontier of the law itself. */
  truth(coef: ChinchillaCoef): LogLines;
}

/** The middle of points, in ln C. */
export function middleOf(points: readonly LogPoint[]): number {
  return points.reduce((sum, { C }) => sum + C, 0) / points.length;
}

/**
 * The least-squares lines through points, in plain sums: this runs once per draw. `null` where
 * fewer than two points differ in C.
 */
export function linesAbout(middle: number, points: readonly LogPoint[]): LogLines | null {
  const count = points.length;
  let x = 0, n = 0, d = 0;
  for (const point of points) {
    x += point.C / count;
    n += point.N / count;
    d += point.D / count;
  }
  let xx = 0, xn = 0, xd = 0;
  for (const point of points) {
    const away = point.C - x;
    xx += away * away;
    xn += away * (point.N - n);
    xd += away * (point.D - d);
  }
  if (!(xx > 0)) return null;
  const a = xn / xx, b = xd / xx;
  return { a, n: n + a * (middle - x), b, d: d + b * (middle - x) };
}
