import type {
  ChinchillaCoef,
  ChinchillaDerived,
  ChinchillaTerm,
} from "../laws/chinchilla_formula.ts";
import type { Frontier, Law, Point } from "../laws/law.ts";
import { type Report, Reported } from "../text/report.ts";
import type { Draws } from "./bootstrap.ts";
import type { Covariance } from "./covariance.ts";
import type { Diagnosis, Status } from "./diagnose.ts";
import type { FitResult, FittedSurface } from "./fit_result.ts";
import { type FitJson, fromFitJson, toFitJson } from "./fit_json.ts";
import { fitReport } from "./fit_report.ts";
import type { Interval } from "./interval.ts";
import type { Objective } from "./objective.ts";
import type { DataSummary } from "./run_data.ts";
import { percentileInterval, sampleDeviation, waldDeviation, waldInterval } from "./uncertainty.ts";

/** A coefficient of the law, or a quantity that follows from the coefficients. */
export type FitTerm = ChinchillaTerm | ChinchillaDerived;

/** The facts of a fit, from which everything else about it follows. */
export interface FitRecord {
  /** The law that was fitted. */
  readonly law: Law<ChinchillaTerm, ChinchillaDerived>;
  /** What was minimised. */
  readonly objective: Objective;
  /** Its least value, summed over the runs. */
  readonly value: number;
  /** How often the solver evaluated it. */
  readonly evaluations: number;
  /** The version of this package that made the fit. */
  readonly madeBy: string;
  /** How the fit came out, worked out when first asked for: it takes refits. */
  readonly diagnosis: () => Diagnosis;
  /** The coefficients; NaN where the runs do not determine one. */
  readonly coef: ChinchillaCoef;
  /** Predicted − observed per run, in the space of the objective. */
  readonly residuals: Float64Array;
  /** Share of the variance of the loss that the law explains. */
  readonly rSquared: number;
  /** The covariance of the coefficients, worked out when first asked for. */
  readonly covariance: () => Covariance | null;
  /** The refits of the bootstrap. */
  readonly draws: Draws | null;
  /** The runs, described. */
  readonly data: DataSummary;
}

/**
 * The result of fitting a law to training runs: coefficients, how they were obtained, how sure
 * they are, and how the fit came out.
 *
 * It prints as a report, shows itself in a notebook, and survives `JSON.stringify` with its draws.
 *
 * @example Saved and read again
 * ```ts
 * import assert from "node:assert/strict";
 * import { Fit, fitLaw } from "isoflop/fit";
 *
 * const fit = fitLaw({
 *   N: [1e8, 1e8, 1e9, 1e9, 1e10, 1e10],
 *   D: [1e9, 1e10, 1e9, 1e11, 1e10, 1e11],
 *   loss: [3.98, 3.21, 3.42, 2.31, 2.49, 2.19],
 * });
 * const again = Fit.fromJSON(JSON.parse(JSON.stringify(fit)));
 * assert.deepEqual(again.coef, fit.coef);
 * assert.equal(again.toString(), fit.toString());
 * ```
 */
export class Fit extends Reported implements FitResult {
  /** Which of Hoffmann's approaches this is. */
  readonly approach = 3;
  readonly #record: FitRecord;
  #covariance: Covariance | null | undefined;
  #diagnosis: Diagnosis | undefined;

  /** Wraps the facts of a fit; {@linkcode fitLaw} makes them. */
  constructor(record: FitRecord) {
    super();
    this.#record = record;
  }

  /** The law that was fitted. */
  get law(): Law<ChinchillaTerm, ChinchillaDerived> {
    return this.#record.law;
  }

  /** What was minimised. */
  get objective(): Objective {
    return this.#record.objective;
  }

  /** The least value of the objective, summed over the runs. */
  get value(): number {
    return this.#record.value;
  }

  /** How often the solver evaluated the objective. */
  get evaluations(): number {
    return this.#record.evaluations;
  }

  /** The version of this package that made the fit. */
  get madeBy(): string {
    return this.#record.madeBy;
  }

  /** Number of rows fitted. */
  get n(): number {
    return this.#record.data.rows;
  }

  /** How the fit came out. */
  get status(): Status {
    return (this.#diagnosis ??= this.#record.diagnosis()).status;
  }

  /** The same in words. */
  get message(): string {
    return (this.#diagnosis ??= this.#record.diagnosis()).message;
  }

  /** The coefficients; NaN where the runs do not determine one. */
  get coef(): ChinchillaCoef {
    return this.#record.coef;
  }

  /** What follows from the coefficients: a, b and G of N* = G (C/6)^a. */
  get derived(): Record<ChinchillaDerived, number> {
    return this.law.derive(this.coef);
  }

  /** Predicted − observed per run, in the space of the objective. */
  get residuals(): Float64Array {
    return this.#record.residuals.slice();
  }

  /** Share of the variance of the loss that the law explains, in [−∞, 1]. */
  get rSquared(): number {
    return this.#record.rSquared;
  }

  /** The refits of the bootstrap; `null` without one. */
  get draws(): Draws | null {
    return this.#record.draws;
  }

  /** The runs, described. */
  get data(): DataSummary {
    return this.#record.data;
  }

  /** Covariance of (ln E, ln A, ln B, alpha, beta); `null` where it cannot be had. */
  get covariance(): Covariance | null {
    return this.#covariance ??= this.#record.covariance();
  }

  /** The compute-optimal frontier of the fitted law. */
  get frontier(): Frontier {
    return this.law.frontier(this.coef);
  }

  /** The loss that the fitted law gives at a point, in nats/token. */
  readonly predict = (at: Point): number => this.law.predict(this.coef, at);

  /** The coefficients of one resample of the bootstrap. */
  drawnCoef(i: number): ChinchillaCoef {
    const coef = this.draws?.coef;
    const of = (term: ChinchillaTerm) => coef?.[term][i] ?? NaN;
    return { E: of("E"), A: of("A"), B: of("B"), alpha: of("alpha"), beta: of("beta") };
  }

  /** One number per resample, from the coefficients of each; empty without a bootstrap. */
  overDraws(quantity: (coef: ChinchillaCoef) => number): Float64Array {
    return Float64Array.from(
      { length: this.draws?.count ?? 0 },
      (_, i) => quantity(this.drawnCoef(i)),
    );
  }

  /** One surface per resample that converged; `null` without a bootstrap. */
  drawnSurfaces(): readonly FittedSurface[] | null {
    if (!this.draws) return null;
    return Array.from({ length: this.draws.count }, (_, i) => this.drawnCoef(i))
      .filter((coef) => Number.isFinite(coef.E))
      .map((coef) => ({
        frontier: this.law.frontier(coef),
        predict: (at) => this.law.predict(coef, at),
      }));
  }

  /**
   * An interval for a coefficient or a derived quantity: percentiles of the bootstrap where there
   * is one, estimate ± t · standard error otherwise (for E, A, B and G on the logarithm).
   *
   * @param level Coverage aimed at. @default {0.95}
   * @returns `null` where it cannot be had: no bootstrap and no covariance, or a bound.
   */
  interval(term: FitTerm, level = 0.95): Interval | null {
    return this.draws ? percentileInterval(this, term, level) : waldInterval(this, term, level);
  }

  /** {@linkcode Fit.interval} of every coefficient of the law. */
  intervals(level = 0.95): Record<ChinchillaTerm, Interval | null> {
    const of = (term: ChinchillaTerm) => this.interval(term, level);
    return { E: of("E"), A: of("A"), B: of("B"), alpha: of("alpha"), beta: of("beta") };
  }

  /** Standard error: spread of the bootstrap where there is one, from the covariance otherwise. */
  stdError(term: FitTerm): number | null {
    return this.draws ? sampleDeviation(this, term) : waldDeviation(this, term);
  }

  /** The report: law, runs, objective, status, coefficients, correlations, statistics. */
  report(): Report {
    return fitReport(this);
  }

  /** Everything there is to know, draws included, as plain data. */
  toJSON(): FitJson {
    return toFitJson(this);
  }

  /**
   * A fit from what {@linkcode Fit.toJSON} wrote.
   *
   * @throws {InputError} If it is something else.
   */
  static fromJSON(json: unknown): Fit {
    return new Fit(fromFitJson(json));
  }
}
