import type { ChinchillaTerm } from "../laws/chinchilla_formula.ts";
import { significant } from "../text/numbers.ts";
import { influence } from "./influence.ts";
import type { Box, Minimum } from "./newton.ts";
import type { Objective } from "./objective.ts";
import { largestExponent, leastExponent, residuals, solveFrom, zeroFloorReached } from "./solve.ts";
import type { Surface } from "./surface.ts";

/**
 * How a fit came out.
 *
 * - `converged`: at the least value of the objective inside the search box.
 * - `bound`: the least value is on a face of the box; the law wants to leave it.
 * - `flat`: an exponent half as large, or half as large again, fits about as well.
 * - `floor-unidentified`: E = 0 fits about as well; these runs do not show a floor.
 * - `not-identified`: some coefficients do not enter at all, as when all runs have one N.
 * - `not-converged`: the solver gave up before the minimum.
 */
export type Status =
  | "converged"
  | "bound"
  | "flat"
  | "floor-unidentified"
  | "not-identified"
  | "not-converged";

/** A status and the sentence that goes with it. */
export interface Diagnosis {
  /** How it came out. */
  readonly status: Status;
  /** Why, in words. */
  readonly message: string;
}

/** 95 % quantile of χ² with one degree of freedom: what a rise of the objective is held against. */
const threshold = 3.841458820694124;

/** Looks for reasons not to believe a fit; the gravest one is the status. */
export function diagnose(
  problem: Surface,
  objective: Objective,
  box: Box,
  minimum: Minimum,
): Diagnosis {
  if (!minimum.converged) {
    return {
      status: "not-converged",
      message: `the objective was still falling after ${minimum.evaluations} evaluations`,
    };
  }
  const bounds = atBound(problem, box, minimum.theta);
  if (bounds.length) {
    const faces = bounds.map(({ term, at }) => `${term} = ${significant(at, 5)}`);
    return {
      status: "bound",
      message: `${faces.join(" and ")} ${faces.length > 1 ? "are edges" : "is the edge"} ` +
        "of the search box: " +
        "the runs do not follow this law, or do not reach far enough to show it",
    };
  }
  const rise = profile(problem, objective, box, minimum);
  if (!(rise(2, box.low[2]!) > threshold)) {
    return {
      status: "floor-unidentified",
      message: "E = 0 fits these runs about as well: they do not show an irreducible loss",
    };
  }
  for (const [index, term] of [[3, "alpha"], [4, "beta"]] as const) {
    const best = minimum.theta[index]!;
    for (const other of [0.5 * best, 1.5 * best]) {
      if (other > largestExponent || rise(index, other) > threshold) continue;
      return {
        status: "flat",
        message: `${term} = ${significant(other, 3)} fits these runs about as well as ` +
          `${significant(best, 3)}: the objective is flat along ${term}`,
      };
    }
  }
  return {
    status: "converged",
    message: "the least value found in the search box, no coefficient at a bound",
  };
}

/** The coefficients at a face of the search box, and the value they have there. */
export function atBound(
  problem: Surface,
  { high }: Box,
  theta: Float64Array,
): { term: ChinchillaTerm; at: number }[] {
  const found: { term: ChinchillaTerm; at: number }[] = [];
  if (zeroFloorReached(problem, theta[2]!)) found.push({ term: "E", at: 0 });
  else if (theta[2]! >= high[2]! - 1e-9) found.push({ term: "E", at: Math.exp(high[2]!) });
  for (const [index, term] of [[3, "alpha"], [4, "beta"]] as const) {
    if (theta[index]! <= leastExponent) found.push({ term, at: 0 });
    else if (theta[index]! >= largestExponent - 1e-9) found.push({ term, at: largestExponent });
  }
  return found;
}

/**
 * Twice the rise of the objective when one θ is held elsewhere and the others are refitted, in
 * units in which it is χ² with one degree of freedom: 2 (V′ − V) Σψ′/Σψ².
 *
 * Source: the likelihood-ratio type test for M-estimates, Huber and Ronchetti (2009), Robust
 * Statistics.
 */
function profile(
  problem: Surface,
  objective: Objective,
  box: Box,
  minimum: Minimum,
): (index: number, value: number) => number {
  const { unit: estimated } = influence(residuals(problem, minimum.theta), objective, 5);
  // Exact data leave nothing but rounding, and any rise is then infinitely significant.
  const unit = estimated > 0 ? estimated : 1e-300;
  return (index, value) => {
    const low = box.low.slice(), high = box.high.slice(), start = minimum.theta.slice();
    low[index] = high[index] = start[index] = value;
    const enough = minimum.value + threshold * unit;
    const held = solveFrom(problem, objective, { low, high }, start, enough);
    return (held.value - minimum.value) / unit;
  };
}
