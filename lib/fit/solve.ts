import { median } from "../numeric/quantiles.ts";
import { type Box, minimise, type Minimum } from "./newton.ts";
import type { Objective } from "./objective.ts";
import { starts } from "./starts.ts";
import type { Surface } from "./surface.ts";

/** Largest exponent of the search box. */
export const largestExponent = 3;

/** Exponents below this one are zero: over all sizes ever trained they change a term by 1e-7. */
export const leastExponent = 1e-9;

/** How far below the least loss, in logs, E counts as zero: e^−40 is below rounding. */
const zeroFloor = 40;

/** How many starts are followed to the end; the best one has been the right one on all data tried. */
export const followed = 3;

/** Whether ln E is at the face of the box that stands for E = 0. */
export function zeroFloorReached(problem: Surface, e: number): boolean {
  return e <= problem.highestE - zeroFloor + 1e-9;
}

/** alpha, beta ∈ [0, 3], E ∈ [0, least loss]. */
export function searchBox({ highestE }: Surface): Box {
  return {
    low: Float64Array.of(-700, -700, highestE - zeroFloor, 0, 0),
    high: Float64Array.of(700, 700, highestE, largestExponent, largestExponent),
  };
}

/** The least value of the objective over the search box, without any start from the user. */
export function solve(problem: Surface, objective: Objective, box: Box): Minimum {
  const minima = starts(problem).slice(0, followed).map((start) =>
    solveFrom(problem, objective, box, start)
  );
  const best = lowest(minima);
  if (best.converged) return best;
  // E = 0 is infinitely far away for ln E: look there instead of walking.
  const high = box.high.slice();
  high[2] = box.low[2]!;
  return lowest([solveFrom(problem, objective, { low: box.low, high }, best.theta), best]);
}

/** The least value; of equal ones, the first. */
function lowest(minima: readonly Minimum[]): Minimum {
  return minima.reduce((best, next) => next.value < best.value ? next : best);
}

/** The minimum that a given start leads to, or a value clearly above `enough` on the way to it. */
export function solveFrom(
  problem: Surface,
  { name, delta }: Objective,
  box: Box,
  start: Float64Array,
  enough = Infinity,
): Minimum {
  if (name === "absolute-log") return leastAbsolute(problem, box, start);
  return minimise(problem, start, delta ?? Infinity, box, enough);
}

/**
 * Least absolute deviations, by Huber fits whose bend shrinks by 0.3 at a time until it is ten
 * orders below the residuals. Each fit starts where the last one ended, so each takes a few steps.
 */
function leastAbsolute(problem: Surface, box: Box, start: Float64Array): Minimum {
  let best = minimise(problem, start, Infinity, box);
  const spread = median(absoluteResiduals(problem, best.theta));
  let { evaluations } = best;
  let before = Infinity, value = absoluteSum(problem, best.theta);
  for (let delta = spread; delta > 1e-8 * spread && delta > 1e-14; delta *= 0.3) {
    best = minimise(problem, best.theta, delta, box);
    evaluations += best.evaluations;
    before = value;
    value = absoluteSum(problem, best.theta);
  }
  // At the last bends Newton's method may be out of digits; what counts is that nothing moves.
  const settled = Math.abs(before - value) <= 1e-8 * value;
  return { ...best, value, evaluations, converged: best.converged || settled };
}

/** Σ w |r|. */
function absoluteSum(problem: Surface, theta: Float64Array): number {
  return absoluteResiduals(problem, theta)
    .reduce((sum, r, i) => sum + problem.weight[i]! * r, 0);
}

function absoluteResiduals(problem: Surface, theta: Float64Array): Float64Array {
  return residuals(problem, theta).map(Math.abs);
}

/** Predicted − observed at θ, in the space of the objective. */
export function residuals({ x, y, loss, log }: Surface, theta: Float64Array): Float64Array {
  const [a, b, e, alpha, beta] = theta as unknown as [number, number, number, number, number];
  return loss.map((observed, i) => {
    const predicted = Math.exp(a - alpha * x[i]!) + Math.exp(b - beta * y[i]!) + Math.exp(e);
    return log ? Math.log(predicted / observed) : predicted - observed;
  });
}
