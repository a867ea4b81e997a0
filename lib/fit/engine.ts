import { type Covariance, covariance, type CovarianceKind } from "./covariance.ts";
import type { Minimum } from "./newton.ts";
import { kindOf } from "./objective.ts";
import { median } from "../numeric/quantiles.ts";
import {
  type Criterion,
  criterion,
  profileAt,
  type Profiled,
  type ProfileEnds,
  profileEnds,
  type ProfilePoint,
  type SharedLuck,
} from "./profile.ts";
import type { Problem } from "./problem.ts";

/** What a fit keeps of how it was made, for questions that take refits. */
export interface Engine {
  /** The free coefficients, in the law's order, without those at a bound. */
  readonly free: readonly string[];
  /** The covariance of the free coefficients; `null` where it cannot be had. */
  covariance(kind: CovarianceKind): Covariance | null;
  /** See {@linkcode profileEnds}. */
  profile(asked: Asked, level: number): ProfileEnds | null;
  /** See {@linkcode profileAt}. */
  profileAt(asked: Asked, level: number, values: readonly number[]): ProfilePoint[];
  /** What ends a profile interval. */
  criterion(level: number, shared?: SharedLuck | null): Criterion;
}

/** The quantity to be profiled. */
export type Asked = Profiled;

/** The engine of a fit that has a minimum. */
export function engineOf(
  problem: Problem,
  minimum: Minimum,
  coefNames: readonly string[],
  clusters: Int32Array | null,
): Engine {
  const held = problem.atBound(minimum.theta).map(({ term }) => term);
  const free = coefNames.filter((term) => problem.terms.includes(term) && !held.includes(term));
  const known = new Map<CovarianceKind, Covariance | null>();
  let bent: { problem: Problem; minimum: Minimum } | undefined;
  const smooth = () => bent ??= withBend(problem, minimum);
  return {
    free,
    covariance(kind) {
      if (!known.has(kind)) {
        known.set(kind, covariance(problem, minimum.theta, kind, { free, clusters }));
      }
      return known.get(kind)!;
    },
    profile: (asked, level) => {
      const { problem, minimum } = smooth();
      return profileEnds(
        problem,
        minimum,
        asked,
        criterion(problem, minimum.theta, level, asked.shared),
      );
    },
    profileAt: (asked, level, values) => {
      const { problem, minimum } = smooth();
      const end = criterion(problem, minimum.theta, level, asked.shared);
      return profileAt(problem, minimum, asked, end, values);
    },
    criterion: (level, shared) => {
      const { problem, minimum } = smooth();
      return criterion(problem, minimum.theta, level, shared);
    },
  };
}

/**
 * Least absolute deviations have kinks, and Newton's method on their Lagrangian none to stand on:
 * they are profiled as Huber's objective with a bend at a fiftieth of the median residual.
 */
function withBend(problem: Problem, minimum: Minimum): { problem: Problem; minimum: Minimum } {
  const { objective } = problem;
  if (kindOf(objective) !== "absolute") return { problem, minimum };
  const delta = median(problem.residuals(minimum.theta).map(Math.abs)) / 50 || 1e-12;
  const name = objective.space === "log" ? "huber-log" : "huber";
  const smooth = problem.withObjective({ ...objective, name, delta });
  return { problem: smooth, minimum: smooth.solveFrom(minimum.theta) };
}
