import type { ChinchillaDerived, ChinchillaTerm } from "../laws/chinchilla_formula.ts";
import type { Coef, CoefRules, Law } from "../laws/law.ts";
import type { Draws } from "./bootstrap.ts";
import type { Covariance, CovarianceKind } from "./covariance.ts";
import type { Diagnosis } from "./diagnose.ts";
import type { Engine } from "./engine.ts";
import type { Objective } from "./objective.ts";
import type { RolloutSummary } from "./rollout_summary.ts";
import type { DataSummary } from "./run_data.ts";
import type { WeightMeaning } from "./weights.ts";

/** A coefficient of the law, or a quantity that follows from the coefficients. */
export type FitTerm<
  K extends string = ChinchillaTerm,
  D extends string = ChinchillaDerived,
> = K | D;

/** Something that has an interval: a coefficient, a derived quantity, or a number of one's own. */
export type AnyQuantity<K extends string = string> =
  | string
  | ((coef: Readonly<Record<K, number>>) => number);

/** One of several minima of the objective. */
export interface OneMinimum {
  /** The coefficients there. */
  readonly coef: Coef;
  /** The objective there, summed over the runs. */
  readonly value: number;
}

/** The facts of a fit, from which everything else about it follows. */
export interface FitRecord<
  K extends string = string,
  D extends string = string,
  R extends string = string,
> {
  /** The law that was fitted. */
  readonly law: Law<K, D, string, R>;
  /** What the fit was allowed to do with each coefficient. */
  readonly rules: CoefRules<K>;
  /** What was minimised. */
  readonly objective: Objective;
  /** What the weights of the runs mean; `null` without weights. */
  readonly weights: WeightMeaning | null;
  /** Its least value, summed over the runs. */
  readonly value: number;
  /** How often the solver evaluated it. */
  readonly evaluations: number;
  /** The version of this package that made the fit. */
  readonly madeBy: string;
  /** How the minimum was looked for, in words. */
  readonly search: string;
  /** The distinct minima that were found, least value first. */
  readonly minima: readonly OneMinimum[];
  /** How the fit came out, worked out when first asked for: it takes refits. */
  readonly diagnosis: () => Diagnosis;
  /** What should be known besides, a sentence each; worked out when first asked for. */
  readonly remarks: () => readonly string[];
  /** How the law does on runs beyond those it was fitted to; worked out when first asked for. */
  readonly rollout: () => RolloutSummary | null;
  /** The coefficients; NaN where the runs do not determine one. */
  readonly coef: Coef<K>;
  /** The scale of Student's t; `null` for other objectives. */
  readonly scale: number | null;
  /** Predicted − observed per run, in the space of the objective. */
  readonly residuals: Float64Array;
  /** Share of the variance of the response that the law explains. */
  readonly rSquared: number;
  /** The covariance of the coefficients, by kind, worked out when first asked for. */
  readonly covariance: (kind: CovarianceKind) => Covariance | null;
  /** What refits for profile intervals need; `null` for a fit that was read from a file. */
  readonly engine: Engine | null;
  /** The refits of the bootstrap. */
  readonly draws: Draws<K> | null;
  /** The runs, described. */
  readonly data: DataSummary<R>;
}
