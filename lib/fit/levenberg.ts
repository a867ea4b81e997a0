import { choleskySolve } from "../numeric/cholesky.ts";
import { local } from "./local.ts";
import type { Box, Minimum, Smooth } from "./newton.ts";

const limit = 20_000;

/**
 * Levenberg and Marquardt's method: Gauss-Newton steps, shortened by λ times the largest curvature
 * that each coefficient has shown so far.
 *
 * Far from a minimum it goes where the exact Hessian, indefinite there, has nothing to say; it is
 * tried beside Newton's method where a start was given. It ends near a minimum, not at it: Newton
 * does the rest.
 */
export function levenberg(smooth: Smooth, start: Float64Array, { low, high }: Box): Minimum {
  const { order, majorise } = smooth;
  let theta = Float64Array.from(start, (v, j) => Math.min(Math.max(v, low[j]!), high[j]!));
  let here = local(order), there = local(order);
  const most = new Float64Array(order), matrix = new Float64Array(order * order);
  const step = new Float64Array(order);
  let lambda = 1e-2, grow = 2, evaluations = 1, small = 0;
  majorise!(theta, here);
  for (; evaluations < limit && Number.isFinite(here.value); evaluations++) {
    const { gradient, hessian } = here;
    const free = theta.map((v, j) =>
      (v <= low[j]! && gradient[j]! > 0) || (v >= high[j]! && gradient[j]! < 0) ? 0 : 1
    );
    for (let i = 0; i < order; i++) {
      most[i] = Math.max(most[i]!, hessian[order * i + i]!);
      for (let j = 0; j < i; j++) {
        matrix[order * i + j] = free[i] && free[j] ? hessian[order * i + j]! : 0;
      }
      matrix[order * i + i] = free[i] ? hessian[order * i + i]! + lambda * (most[i]! || 1e-300) : 1;
    }
    const rhs = gradient.map((g, j) => free[j] ? -g : 0);
    if (choleskySolve(matrix, order, rhs, step)) {
      const trial = theta.map((v, j) => Math.min(Math.max(v + step[j]!, low[j]!), high[j]!));
      majorise!(trial, there);
      const gained = here.value - there.value;
      let expected = 0;
      step.forEach((d, j) => expected += 0.5 * d * (lambda * most[j]! * d + rhs[j]!));
      if (gained >= 0) {
        small = gained <= 1e-10 * here.value ? small + 1 : 0;
        theta = trial;
        [here, there] = [there, here];
        lambda *= Math.max(1 / 3, 1 - (2 * (gained / expected) - 1) ** 3);
        grow = 2;
        if (small >= 4) break;
        continue;
      }
    }
    lambda *= grow;
    grow *= 2;
    if (lambda > 1e20) break;
  }
  return { theta, value: here.value, converged: false, evaluations };
}
