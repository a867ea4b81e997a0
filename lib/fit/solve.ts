import { leastAbsolute } from "./least_absolute.ts";
import { type Box, descend, type Minimum, type Smooth } from "./newton.ts";
import type { Objective } from "./objective.ts";
import { starts } from "./starts.ts";
import { evaluate, type Surface } from "./surface.ts";

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
  if (name.startsWith("absolute")) {
    return leastAbsolute(
      {
        minimise: (from, bend, within) => minimise(problem, from, bend, within),
        residuals: (theta) => residuals(problem, theta),
        weight: problem.weight,
      },
      start,
      box,
    );
  }
  return minimise(problem, start, delta ?? Infinity, box, enough);
}

/** Newton's method on Σ w ρ(r), from one start. */
function minimise(
  problem: Surface,
  start: Float64Array,
  delta: number,
  box: Box,
  enough = Infinity,
): Minimum {
  return descend(smoothSurface(problem, delta), start, box, enough);
}

/** Σ w ρ(r) as Newton's method sees it; Huber's ρ bends at `delta`. */
export function smoothSurface(problem: Surface, delta: number): Smooth {
  // Residuals of exact data are rounding of the loss; nothing below their square is worth a step.
  const rounding = problem.x.length * 1e-31;
  return {
    order: 5,
    rounding,
    exact: rounding,
    reach,
    evaluate: (theta, out) => evaluate(problem, theta, delta, out),
    idle,
  };
}

const reach = new Float64Array(5).fill(8);

/** A term with exponent zero is one more constant: only its sum with E matters, and E can move. */
function idle(theta: Float64Array, free: Uint8Array): void {
  if (!free[3] && theta[3] === 0 && free[2]) free[0] = 0;
  if (!free[4] && theta[4] === 0 && free[2]) free[1] = 0;
}

/** Predicted − observed at θ, in the space of the objective. */
export function residuals({ x, y, loss, log }: Surface, theta: Float64Array): Float64Array {
  const [a, b, e, alpha, beta] = theta as unknown as [number, number, number, number, number];
  return loss.map((observed, i) => {
    const predicted = Math.exp(a - alpha * x[i]!) + Math.exp(b - beta * y[i]!) + Math.exp(e);
    return log ? Math.log(predicted / observed) : predicted - observed;
  });
}
