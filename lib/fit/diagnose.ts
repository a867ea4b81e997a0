import { significant } from "../text/numbers.ts";
import { influenceAt } from "./influence_at.ts";
import type { Box, Minimum } from "./newton.ts";
import type { Objective } from "./objective.ts";
import type { Problem } from "./problem.ts";
import type { Surface } from "./surface.ts";
import { surfaceProblem } from "./surface_problem.ts";

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

/** {@linkcode diagnoseProblem} of the Chinchilla law's own problem. */
export function diagnose(
  surface: Surface,
  objective: Objective,
  box: Box,
  minimum: Minimum,
): Diagnosis {
  const weights = { n: surface.x.length, meaning: null };
  return diagnoseProblem(surfaceProblem(surface, objective, box, weights), minimum);
}

/** Looks for reasons not to believe a fit; the gravest one is the status. */
export function diagnoseProblem(problem: Problem, minimum: Minimum): Diagnosis {
  if (!minimum.converged) {
    return {
      status: "not-converged",
      message: `the objective was still falling after ${minimum.evaluations} evaluations`,
    };
  }
  const bounds = problem.atBound(minimum.theta);
  if (bounds.length) {
    const faces = bounds.map(({ term, at }) => `${term} = ${significant(at, 5)}`);
    return {
      status: "bound",
      message: `${faces.join(" and ")} ${faces.length > 1 ? "are edges" : "is the edge"} ` +
        "of the search box: " +
        "the runs do not follow this law, or do not reach far enough to show it",
    };
  }
  const rise = riser(problem, minimum);
  const coef = problem.toCoef(minimum.theta);
  for (const term of problem.floors) {
    const j = problem.terms.indexOf(term);
    const zero = problem.logged[j] ? problem.box.low[j]! : 0;
    if (coef[term] === 0 || zero < problem.box.low[j]! || rise(j, zero) > threshold) continue;
    return {
      status: "floor-unidentified",
      message: `${term} = 0 fits these runs about as well: they do not show an irreducible loss`,
    };
  }
  for (const term of problem.shapes) {
    const j = problem.terms.indexOf(term), best = coef[term]!;
    for (const other of [0.5 * best, 1.5 * best]) {
      const theta = problem.logged[j] ? Math.log(other) : other;
      const { low, high } = problem.box;
      if (theta > high[j]! || theta < low[j]! || rise(j, theta) > threshold) continue;
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

/**
 * Twice the rise of the objective when one θ is held elsewhere and the others are refitted, in
 * units in which it is χ² with one degree of freedom: 2 (V′ − V) Σψ′/Σψ².
 *
 * Source: the likelihood-ratio type test for M-estimates, Huber and Ronchetti (2009), Robust
 * Statistics.
 */
function riser(problem: Problem, minimum: Minimum): (index: number, value: number) => number {
  const { unit: estimated } = influenceAt(problem, minimum.theta, problem.terms.length);
  // Exact data leave nothing but rounding, and any rise is then infinitely significant.
  const unit = problem.meaning === "known-sd" ? 0.5 : estimated > 0 ? estimated : 1e-300;
  return (index, value) => {
    const low = problem.box.low.slice(), high = problem.box.high.slice();
    const start = minimum.theta.slice();
    low[index] = high[index] = start[index] = value;
    const enough = minimum.value + threshold * unit;
    const held = problem.solveFrom(start, { low, high }, enough);
    return (held.value - minimum.value) / unit;
  };
}
