import { choleskySolve } from "../numeric/cholesky.ts";
import { local } from "./local.ts";
import type { Problem } from "./problem.ts";

/** The least value on a surface quantity(θ) = target. */
export interface Constrained {
  readonly theta: Float64Array;
  readonly value: number;
}

/**
 * Minimises the objective with some quantity held at a target: Newton's method on the Lagrangian.
 *
 * Each step solves [W a; aᵀ 0] [d; μ] = [−g; target − quantity], a the slope of the quantity and W
 * the Hessian of objective + μ · quantity. Slopes of the quantity are central differences: they
 * steer, but what is asked is that quantity itself reaches the target. A step is halved until
 * objective + |μ| · miss falls.
 *
 * @param unit The rise of the objective that counts as 1: what is far below it is rounding.
 * @returns `null` when it gets nowhere.
 */
export function constrained(
  problem: Problem,
  start: Float64Array,
  quantity: (theta: Float64Array) => number,
  target: number,
  unit: number,
): Constrained | null {
  const smooth = problem.smooth();
  const { order, reach } = smooth;
  const { low, high } = problem.box;
  const out = local(order), tried = local(order);
  const matrix = new Float64Array(order * order);
  const byGradient = new Float64Array(order), bySlope = new Float64Array(order);
  let theta = start.slice(), mu = 0;
  smooth.evaluate(theta, out);
  const scale = Math.abs(target - quantity(start)) || Math.abs(target) || 1;
  // From next door, a billionth of the way may be less than the last digit of the quantity.
  const close = Math.max(1e-9 * scale, 1e-14 * Math.abs(target));
  for (let iteration = 0; iteration < 80; iteration++) {
    const miss = target - quantity(theta);
    const { slope, bend } = shapeOf(quantity, theta, smooth.reach, iteration > 0 && mu !== 0);
    if (!slope.every(Number.isFinite)) return null;
    const free = theta.map((v, j) => {
      const pushed = out.gradient[j]! + mu * slope[j]!;
      return (v <= low[j]! && pushed > 0) || (v >= high[j]! && pushed < 0) ? 0 : 1;
    });
    const gradient = out.gradient.map((g, j) => free[j] ? -g : 0);
    const along = slope.map((a, j) => free[j] ? a : 0);
    let damping = 0, solved = false;
    for (let attempt = 0; attempt < 60 && !solved; attempt++) {
      for (let i = 0; i < order; i++) {
        for (let j = 0; j <= i; j++) {
          const at = order * i + j;
          const curved = out.hessian[at]! + (bend ? mu * bend[at]! : 0);
          matrix[at] = free[i] && free[j] ? curved : i === j ? 1 : 0;
        }
        matrix[order * i + i]! += damping * (Math.abs(out.hessian[order * i + i]!) + 1e-300);
      }
      const copy = matrix.slice();
      solved = choleskySolve(matrix, order, gradient, byGradient) &&
        choleskySolve(copy, order, along, bySlope);
      if (!solved) {
        if (attempt === 0) smooth.majorise?.(theta, out);
        damping = Math.max(10 * damping, 1e-8);
      }
    }
    const stiff = dot(along, bySlope);
    if (!solved || !(stiff > 0)) return null;
    const next = (dot(along, byGradient) - miss) / stiff;
    const step = byGradient.map((v, j) => v - next * bySlope[j]!);
    const decrement = Math.abs(dot(step, gradient.map((g, j) => g - next * along[j]!)));
    if (Math.abs(miss) <= close && decrement <= 1e-8 * unit) {
      return { theta, value: out.value };
    }
    mu = next;
    const price = 2 * Math.abs(mu) + unit / scale;
    const merit = out.value + price * Math.abs(miss);
    let share = Math.min(
      1,
      ...Array.from(step, (d, j) => reach[j]! / Math.max(Math.abs(d), 1e-300)),
    );
    let moved = false;
    for (let halving = 0; halving < 30; halving++, share /= 2) {
      const trial = theta.map((v, j) =>
        Math.min(Math.max(v + share * step[j]!, low[j]!), high[j]!)
      );
      smooth.evaluate(trial, tried);
      const there = tried.value + price * Math.abs(target - quantity(trial));
      if (!(there < merit + 1e-12 * Math.abs(merit))) continue;
      theta = trial;
      moved = true;
      break;
    }
    if (!moved) return Math.abs(miss) <= 1e-6 * scale ? { theta, value: out.value } : null;
    smooth.evaluate(theta, out);
  }
  return null;
}

/** Slope of the quantity over θ, and its second derivatives (lower triangle) when wanted. */
function shapeOf(
  quantity: (theta: Float64Array) => number,
  theta: Float64Array,
  reach: Float64Array,
  curved: boolean,
): { slope: Float64Array; bend: Float64Array | null } {
  const order = theta.length;
  const stepOf = (j: number, size: number) =>
    size * (Number.isFinite(reach[j]!) ? 1 : Math.max(Math.abs(theta[j]!), 1e-8));
  const at = (moves: readonly (readonly [number, number])[]) => {
    const there = theta.slice();
    for (const [j, by] of moves) there[j]! += by;
    return quantity(there);
  };
  const slope = Float64Array.from(theta, (_, j) => {
    const h = stepOf(j, 1e-6);
    return (at([[j, h]]) - at([[j, -h]])) / (2 * h);
  });
  if (!curved) return { slope, bend: null };
  const bend = new Float64Array(order * order);
  for (let i = 0; i < order; i++) {
    for (let j = 0; j <= i; j++) {
      const h = stepOf(i, 1e-4), k = stepOf(j, 1e-4);
      bend[order * i + j] = (at([[i, h], [j, k]]) - at([[i, h], [j, -k]]) -
        at([[i, -h], [j, k]]) + at([[i, -h], [j, -k]])) / (4 * h * k);
    }
  }
  return { slope, bend };
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
