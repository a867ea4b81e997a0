import type { LawProblemParts } from "./law_problem.ts";
import { projectedStarts } from "./projected_starts.ts";
import type { Candidate } from "./projection.ts";
import type { Minimum } from "./newton.ts";
import type { Problem } from "./problem.ts";
import type { WeightedRows } from "./row_sums.ts";

/** What a search found besides the least value. */
export interface Landscape {
  /** Starts tried, and how many of them were followed to their end. */
  readonly starts: number;
  readonly followed: number;
  /** The distinct minima, least value first. */
  readonly minima: readonly Minimum[];
}

/** The least of several minima, and the others. */
export interface Found extends Minimum {
  readonly landscape: Landscape;
}

const followed = 24;

/**
 * The least value over the box: the best starts of a low-discrepancy sample are followed to their
 * minima, which are compared.
 *
 * @param ready Completes a start: it knows nothing of the scale of Student's t.
 */
export function search(
  parts: LawProblemParts,
  rows: WeightedRows & { readonly columns: readonly Float64Array[] },
  problem: Problem,
  ready: (theta: Float64Array) => Float64Array,
): Found {
  const { candidates, count } = projectedStarts(parts, rows, problem.box);
  const best = spread(candidates, followed);
  const ends = best.map(({ theta }) => problem.solveFrom(ready(theta), problem.box));
  const { exact } = problem.smooth();
  // Those that gave up are taken up again, the lowest first: nothing is below an exact fit.
  for (const { i } of rising(ends)) {
    if (ends.some(({ value }) => value <= exact)) break;
    if (!ends[i]!.converged) ends[i] = problem.solveNear(ready(best[i]!.theta));
  }
  const minima = distinct(ends.filter(({ value }) => Number.isFinite(value)));
  const least = minima[0] ?? ends[0]!;
  const settled = withoutVanished(problem, least);
  return {
    ...settled,
    landscape: {
      starts: count,
      followed: best.length,
      minima: [settled, ...minima.slice(1).filter(({ converged }) => converged)],
    },
  };
}

/** Which end is where, in rising order of the values; those without a value last. */
function rising(ends: readonly Minimum[]): { i: number; height: number }[] {
  const heights = ends.map(({ value }, i) => ({
    i,
    height: Number.isFinite(value) ? value : Infinity,
  }));
  return heights.sort((a, b) => a.height < b.height ? -1 : a.height > b.height ? 1 : 0);
}

/** The best candidates; of those that are all but equal, one. */
function spread(candidates: readonly Candidate[], most: number): Candidate[] {
  const chosen: Candidate[] = [];
  for (const candidate of candidates) {
    if (chosen.length >= most) break;
    const isNear = ({ theta }: Candidate) =>
      theta.every((v, j) => Math.abs(v - candidate.theta[j]!) <= 0.05 * (0.1 + Math.abs(v)));
    if (!chosen.some(isNear)) chosen.push(candidate);
  }
  return chosen;
}

/** One of each, least value first. */
function distinct(ends: readonly Minimum[]): Minimum[] {
  const kept: Minimum[] = [];
  for (const end of ends.toSorted((a, b) => a.value - b.value)) {
    const isSame = ({ theta, value }: Minimum) =>
      Math.abs(end.value - value) <= 1e-8 * (Math.abs(value) + 1e-300) ||
      theta.every((v, j) => Math.abs(v - end.theta[j]!) <= 1e-4 * (1 + Math.abs(v)));
    if (!kept.some(isSame)) kept.push(end);
  }
  return kept;
}

/**
 * A positive coefficient that wants to be zero walks towards ln 0 for ever: where holding it at the
 * edge is no worse, that is the minimum.
 */
function withoutVanished(problem: Problem, least: Minimum): Minimum {
  let best = least;
  problem.terms.forEach((_, j) => {
    const { low, high } = problem.box;
    if (!problem.logged[j] || best.theta[j]! <= low[j]! || low[j]! > -200) return;
    const there = best.theta.slice();
    there[j] = low[j]!;
    if (best.converged && !isSmall(problem, best.theta, there)) return;
    const held = { low, high: high.slice() };
    held.high[j] = low[j]!;
    const without = problem.solveFrom(there, held);
    if (without.value <= best.value + 1e-9 * Math.abs(best.value)) best = without;
  });
  return best;
}

/** Whether going from one θ to another moves no residual by more than a millionth of their spread. */
function isSmall(problem: Problem, from: Float64Array, to: Float64Array): boolean {
  const before = problem.residuals(from), after = problem.residuals(to);
  const spread = Math.sqrt(before.reduce((sum, r) => sum + r * r, 0) / before.length);
  return after.every((r, i) => Math.abs(r - before[i]!) <= 1e-6 * spread);
}
