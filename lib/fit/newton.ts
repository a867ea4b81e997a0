import { choleskySolve5 } from "../numeric/cholesky.ts";
import { evaluate, type Local, local, type Surface } from "./surface.ts";

/** Lowest and highest value of each θ. */
export interface Box {
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** Where Newton's method ended. */
export interface Minimum {
  /** (a′, b′, e, α, β). */
  readonly theta: Float64Array;
  /** Σ w ρ(r) there. */
  readonly value: number;
  /** Whether no step within the box would lower the value by more than rounding. */
  readonly converged: boolean;
  /** Evaluations of the objective. */
  readonly evaluations: number;
}

const limit = 400;

/**
 * Damped Newton with the exact Hessian, inside a box.
 *
 * Each step solves (H + λ |diag H|) d = −g over the coefficients that are not held at a face of the
 * box; λ falls while the quadratic model predicts well and rises
 * when it does not. It has converged when the undamped Newton decrement gᵀH⁻¹g falls below 1e-13
 * of the value: at a minimum of a smooth function that is rounding. Quasi-Newton methods stop on
 * absolute tolerances of gradient or value, which is how the published fit came to stop early.
 *
 * @param enough Stop before the minimum once it is clear that the value stays above this.
 */
export function minimise(
  problem: Surface,
  start: Float64Array,
  delta: number,
  { low, high }: Box,
  enough = Infinity,
): Minimum {
  let here = workspace.here, there = workspace.there;
  const { matrix, step, rhs, trial, free } = workspace;
  const theta = Float64Array.from(start, (value, i) => clamp(value, low[i]!, high[i]!));
  // Residuals of exact data are rounding of the loss; nothing below their square is worth a step.
  const rounding = problem.x.length * 1e-31;
  let damping = 0, evaluations = 1, stalled = 0;
  evaluate(problem, theta, delta, here);
  while (evaluations < limit) {
    const { gradient, hessian } = here;
    for (let i = 0; i < 5; i++) {
      const pushed = gradient[i]!;
      const held = (theta[i]! <= low[i]! && pushed >= 0) || (theta[i]! >= high[i]! && pushed <= 0);
      free[i] = held ? 0 : 1;
    }
    // A term with exponent zero is one more constant: only its sum with E matters, and E can move.
    for (const [exponent, size] of [[3, 0], [4, 1]] as const) {
      if (!free[exponent] && theta[exponent] === 0 && free[2]) free[size] = 0;
    }
    for (let i = 0; i < 5; i++) rhs[i] = free[i] ? -gradient[i]! : 0;
    if (here.value <= rounding) return { theta, value: here.value, converged: true, evaluations };
    const newton = solve(hessian, free, 0, matrix, rhs, step);
    const decrement = newton ? dot(rhs, step) : Infinity;
    // A full step is expected to gain half of the decrement; four times that is not expected.
    if (decrement <= 1e-13 * here.value + rounding || here.value - 2 * decrement > enough) {
      return { theta, value: here.value, converged: true, evaluations };
    }
    if (damping > 0 || !newton) {
      damping = Math.max(damping, 1e-6);
      while (!solve(hessian, free, damping, matrix, rhs, step)) {
        damping *= 10;
        if (damping > 1e12) return { theta, value: here.value, converged: false, evaluations };
      }
    }
    for (let i = 0; i < 5; i++) {
      trial[i] = clamp(theta[i]! + clamp(step[i]!, -8, 8), low[i]!, high[i]!);
      step[i] = trial[i]! - theta[i]!;
    }
    evaluate(problem, trial, delta, there);
    evaluations++;
    const predicted = dot(rhs, step) - 0.5 * curvature(hessian, free, step);
    const gained = here.value - there.value;
    if (there.value <= here.value) {
      // A face of the box or a kink of Huber's ρ may leave nothing but steps of rounding size.
      stalled = gained <= 1e-14 * here.value ? stalled + 1 : 0;
      theta.set(trial);
      [here, there] = [there, here];
      if (stalled >= 6) return { theta, value: here.value, converged: true, evaluations };
      const ratio = gained / predicted;
      if (ratio > 0.7) damping = damping < 1e-4 ? 0 : damping / 8;
      else if (ratio < 0.25) damping = Math.max(4 * damping, 1e-4);
    } else {
      if (Math.abs(gained) <= 4e-16 * here.value && dot(rhs, step) <= 1e-10 * here.value) {
        return { theta, value: here.value, converged: true, evaluations };
      }
      damping = Math.max(8 * damping, 1e-3);
      if (damping > 1e12) return { theta, value: here.value, converged: false, evaluations };
    }
  }
  return { theta, value: here.value, converged: false, evaluations };
}

/** (H + damping · |diag H|) restricted to the free coefficients; false when it is not positive definite. */
function solve(
  hessian: Float64Array,
  free: Uint8Array,
  damping: number,
  matrix: Float64Array,
  rhs: Float64Array,
  step: Float64Array,
): boolean {
  for (let i = 0; i < 5; i++) {
    for (let j = 0; j < i; j++) matrix[5 * i + j] = free[i] && free[j] ? hessian[5 * i + j]! : 0;
    matrix[6 * i] = free[i] ? hessian[6 * i]! + damping * (Math.abs(hessian[6 * i]!) + 1e-300) : 1;
  }
  return choleskySolve5(matrix, rhs, step);
}

function curvature(hessian: Float64Array, free: Uint8Array, step: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < 5; i++) {
    if (!free[i]) continue;
    for (let j = 0; j < i; j++) sum += 2 * hessian[5 * i + j]! * step[i]! * step[j]!;
    sum += hessian[6 * i]! * step[i]! * step[i]!;
  }
  return sum;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < 5; i++) sum += a[i]! * b[i]!;
  return sum;
}

function clamp(value: number, low: number, high: number): number {
  return value < low ? low : value > high ? high : value;
}

/** One set of arrays for all fits: four thousand resamples would otherwise allocate it each time. */
const workspace: {
  here: Local;
  there: Local;
  matrix: Float64Array;
  step: Float64Array;
  rhs: Float64Array;
  trial: Float64Array;
  free: Uint8Array;
} = {
  here: local(),
  there: local(),
  matrix: new Float64Array(25),
  step: new Float64Array(5),
  rhs: new Float64Array(5),
  trial: new Float64Array(5),
  free: new Uint8Array(5),
};
