import type { Coef, Frontier, Law, Point } from "../laws/law.ts";
import type { StreamName } from "../numeric/streams.ts";
import type { Diagnosis } from "./diagnose.ts";
import type { Interval } from "./interval.ts";
import type { DataSummary } from "./run_data.ts";

/** One set of fitted numbers, reduced to what a decision needs. */
export interface FittedSurface {
  /** The compute-optimal frontier. */
  readonly frontier: Frontier;
  /** The loss at a point in nats/token; `null` where only the frontier was fitted. */
  readonly predict: ((at: Point) => number) | null;
}

/**
 * What all three approaches of Hoffmann et al. (2022) answer with: a frontier, its exponents with
 * intervals, how it came out, and what it was made of. Plans, charts and reports take any of them.
 *
 * Approach 3 also has a law with coefficients and a loss for every N and D; for the other two
 * `law`, `coef` and `predict` are `null`.
 */
export interface FitResult extends Diagnosis, FittedSurface {
  /** Which of the three. */
  readonly approach: 1 | 2 | 3;
  /** Number of rows fitted. */
  readonly n: number;
  /** The law; `null` for a frontier alone. */
  readonly law: Law | null;
  /** The law's coefficients. */
  readonly coef: Coef | null;
  /** The exponents: N* ∝ C^a and D* ∝ C^b. */
  readonly derived: { readonly a: number; readonly b: number };
  /** The bootstrap; `null` without one. */
  readonly draws: {
    readonly count: number;
    readonly converged: number;
    readonly seed: number;
    readonly stream: StreamName;
    readonly unit: string;
  } | null;
  /** The runs, described. */
  readonly data: DataSummary;
  /** An interval for an exponent; `null` where it cannot be had. */
  interval(term: "a" | "b", level?: number): Interval | null;
  /** One surface per resample that converged; `null` without a bootstrap. */
  drawnSurfaces(): readonly FittedSurface[] | null;
}
