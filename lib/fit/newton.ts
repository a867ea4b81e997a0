import { choleskySolve, choleskySolve5 } from "../numeric/cholesky.ts";
import { type Local, local } from "./local.ts";

/** Lowest and highest value of each θ. */
export interface Box {
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** Where Newton's method ended. */
export interface Minimum {
  /** The θ of the problem that was solved. */
  readonly theta: Float64Array;
  /** Σ w ρ(r) there. */
  readonly value: number;
  /** Whether no step within the box would lower the value by more than rounding. */
  readonly converged: boolean;
  /** Evaluations of the objective. */
  readonly evaluations: number;
}

/** A function of θ with its derivatives, as Newton's method sees it. */
export interface Smooth {
  /** Number of θ. */
  readonly order: number;
  /** Decrements below this are rounding. */
  readonly rounding: number;
  /** A value at or below this is an exact fit. */
  readonly exact: number;
  /** The longest step of each θ: a logarithm that moves by 8 has left the valley it was in. */
  readonly reach: Float64Array;
  /** Value, gradient and exact Hessian at θ. A value that is not finite is a wall. */
  evaluate(theta: Float64Array, out: Local): void;
  /** Puts a matrix that is never indefinite in place of the Hessian (Gauss and Newton's). */
  majorise?(theta: Float64Array, out: Local): void;
  /** Unmarks the θ that another free one makes redundant. */
  idle?(theta: Float64Array, free: Uint8Array): void;
}

const limit = 400;

/**
 * Damped Newton with the exact Hessian, inside a box.
 *
 * Each step solves (H + λ |diag H|) d = −g over the coefficients that are not held at a face of the
 * box; λ falls while the quadratic model predicts well and rises when it does not. Where H is
 * indefinite the Gauss-Newton matrix stands in for it. It has converged when the undamped Newton
 * decrement gᵀH⁻¹g falls below 1e-13 of the value: at a minimum of a smooth function that is
 * rounding. Quasi-Newton methods stop on absolute tolerances of gradient or value, which is how the
 * published fit came to stop early.
 *
 * @param enough Stop before the minimum once it is clear that the value stays above this.
 * @param trust Take a last step on trust, without looking at its end, once the decrement is below
 * this share of the value: at 1e-8 the step is a thousandth of a standard error or so, and what
 * Newton's method leaves of it is of the order of its square.
 */
export function descend(
  smooth: Smooth,
  start: Float64Array,
  { low, high }: Box,
  enough = Infinity,
  trust = 0,
): Minimum {
  const { order, rounding, exact, reach } = smooth;
  const { matrix, step, rhs, trial, free, ...points } = workspaceOf(order);
  let { here, there } = points;
  const theta = Float64Array.from(start, (value, i) => clamp(value, low[i]!, high[i]!));
  let damping = 0, evaluations = 1, stalled = 0;
  smooth.evaluate(theta, here);
  const ended = (converged: boolean) => ({ theta, value: here.value, converged, evaluations });
  if (!Number.isFinite(here.value)) return { ...ended(false), value: Infinity };
  while (evaluations < limit) {
    const { gradient, hessian } = here;
    for (let i = 0; i < order; i++) {
      const pushed = gradient[i]!;
      const held = (theta[i]! <= low[i]! && pushed >= 0) || (theta[i]! >= high[i]! && pushed <= 0);
      free[i] = held ? 0 : 1;
    }
    smooth.idle?.(theta, free);
    for (let i = 0; i < order; i++) rhs[i] = free[i] ? -gradient[i]! : 0;
    if (here.value <= exact) return ended(true);
    let newton = solve(order, hessian, free, 0, matrix, rhs, step);
    const decrement = newton ? dot(rhs, step) : Infinity;
    // A full step is expected to gain half of the decrement; four times that is not expected.
    if (
      decrement <= 1e-13 * Math.abs(here.value) + rounding || here.value - 2 * decrement > enough
    ) return ended(true);
    if (decrement <= trust * Math.abs(here.value)) {
      for (let i = 0; i < order; i++) theta[i] = clamp(theta[i]! + step[i]!, low[i]!, high[i]!);
      return { theta, value: here.value - 0.5 * decrement, converged: true, evaluations };
    }
    if (!newton && smooth.majorise) {
      smooth.majorise(theta, here);
      newton = solve(order, hessian, free, damping, matrix, rhs, step);
    }
    if (damping > 0 || !newton) {
      damping = Math.max(damping, 1e-6);
      while (!solve(order, hessian, free, damping, matrix, rhs, step)) {
        damping *= 10;
        if (damping > 1e12) return ended(false);
      }
    }
    for (let i = 0; i < order; i++) {
      const far = reach[i]!;
      trial[i] = clamp(theta[i]! + clamp(step[i]!, -far, far), low[i]!, high[i]!);
      step[i] = trial[i]! - theta[i]!;
    }
    smooth.evaluate(trial, there);
    evaluations++;
    const predicted = dot(rhs, step) - 0.5 * curvature(order, hessian, free, step);
    const gained = here.value - there.value;
    if (there.value <= here.value) {
      // A face of the box or a kink of Huber's ρ may leave nothing but steps of rounding size.
      stalled = gained <= 1e-14 * Math.abs(here.value) ? stalled + 1 : 0;
      theta.set(trial);
      [here, there] = [there, here];
      if (stalled >= 6) return ended(true);
      const ratio = gained / predicted;
      if (ratio > 0.7) damping = damping < 1e-4 ? 0 : damping / 8;
      else if (ratio < 0.25) damping = Math.max(4 * damping, 1e-4);
    } else {
      const size = Math.abs(here.value);
      if (Math.abs(gained) <= 4e-16 * size && dot(rhs, step) <= 1e-10 * size) return ended(true);
      damping = Math.max(8 * damping, 1e-3);
      if (damping > 1e12) return ended(false);
    }
  }
  return ended(false);
}

/** (H + damping · |diag H|) restricted to the free coefficients; false when it is not positive definite. */
function solve(
  order: number,
  hessian: Float64Array,
  free: Uint8Array,
  damping: number,
  matrix: Float64Array,
  rhs: Float64Array,
  step: Float64Array,
): boolean {
  for (let i = 0; i < order; i++) {
    const row = order * i;
    for (let j = 0; j < i; j++) matrix[row + j] = free[i] && free[j] ? hessian[row + j]! : 0;
    const diagonal = hessian[row + i]!;
    matrix[row + i] = free[i] ? diagonal + damping * (Math.abs(diagonal) + 1e-300) : 1;
  }
  return order === 5 ? choleskySolve5(matrix, rhs, step) : choleskySolve(matrix, order, rhs, step);
}

function curvature(
  order: number,
  hessian: Float64Array,
  free: Uint8Array,
  step: Float64Array,
): number {
  let sum = 0;
  for (let i = 0; i < order; i++) {
    if (!free[i]) continue;
    const row = order * i;
    for (let j = 0; j < i; j++) sum += 2 * hessian[row + j]! * step[i]! * step[j]!;
    sum += hessian[row + i]! * step[i]! * step[i]!;
  }
  return sum;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function clamp(value: number, low: number, high: number): number {
  return value < low ? low : value > high ? high : value;
}

interface Workspace {
  here: Local;
  there: Local;
  matrix: Float64Array;
  step: Float64Array;
  rhs: Float64Array;
  trial: Float64Array;
  free: Uint8Array;
}

/** One set of arrays for all fits of an order: four thousand resamples would allocate it each time. */
function workspaceOf(order: number): Workspace {
  return workspaces[order] ??= {
    here: local(order),
    there: local(order),
    matrix: new Float64Array(order * order),
    step: new Float64Array(order),
    rhs: new Float64Array(order),
    trial: new Float64Array(order),
    free: new Uint8Array(order),
  };
}

const workspaces: Workspace[] = [];
