import type { ChinchillaDerived, ChinchillaTerm } from "../laws/chinchilla_formula.ts";
import { limits } from "../laws/coef_rules.ts";
import type { Coef, CoefRules, Law } from "../laws/law.ts";
import { InputError } from "../text/errors.ts";
import { Reported } from "../text/report.ts";
import type { Draws } from "./bootstrap.ts";
import type { Covariance, CovarianceKind } from "./covariance.ts";
import type { Diagnosis, Status } from "./diagnose.ts";
import type { AnyQuantity, FitRecord, OneMinimum } from "./fit_record.ts";
import type { Engine } from "./engine.ts";
import { isLogged } from "./model.ts";
import type { Objective } from "./objective.ts";
import type { DataSummary } from "./run_data.ts";
import type { RolloutSummary } from "./rollout_summary.ts";
import type { WeightMeaning } from "./weights.ts";

/** What is known of a fit: how it was made and how it came out. {@linkcode Fit} answers questions. */
export abstract class FitFacts<
  K extends string = ChinchillaTerm,
  D extends string = ChinchillaDerived,
  R extends string = "N" | "D",
> extends Reported {
  readonly #record: FitRecord<K, D, R>;
  #diagnosis: Diagnosis | undefined;
  #remarks: readonly string[] | undefined;
  #rollout: RolloutSummary | null | undefined;

  /** Wraps the facts of a fit; {@linkcode fitLaw} makes them. */
  constructor(record: FitRecord<K, D, R>) {
    super();
    this.#record = record;
  }

  /** The law that was fitted. */
  get law(): Law<K, D, string, R> {
    return this.#record.law;
  }

  /** What the fit was allowed to do with each coefficient: bounds, what was held and what tied. */
  get rules(): CoefRules<K> {
    return this.#record.rules;
  }

  /** What the weights of the runs mean; `null` without weights. */
  get weights(): WeightMeaning | null {
    return this.#record.weights;
  }

  /** How the minimum was looked for, in words. */
  get search(): string {
    return this.#record.search;
  }

  /** The distinct minima that the search found, least value first; the first is the fit. */
  get minima(): readonly OneMinimum[] {
    return this.#record.minima;
  }

  /** The scale of Student's t, fitted with the coefficients; `null` for other objectives. */
  get scale(): number | null {
    return this.#record.scale;
  }

  /** What should be known besides the status: correlations, single runs that decide, other minima. */
  get remarks(): readonly string[] {
    return this.#remarks ??= this.#record.remarks();
  }

  /** How well the law, fitted to the smaller runs, predicts the larger ones; `null` where it cannot be tried. */
  get rollout(): RolloutSummary | null {
    return this.#rollout === undefined ? this.#rollout = this.#record.rollout() : this.#rollout;
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
  get coef(): Coef<K> {
    return this.#record.coef;
  }

  /** What follows from the coefficients: of the Chinchilla law a, b and G of N* = G (C/6)^a. */
  get derived(): Record<D, number> {
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
  get draws(): Draws<K> | null {
    return this.#record.draws;
  }

  /** The runs, described. */
  get data(): DataSummary<R> {
    return this.#record.data;
  }

  /** Covariance of the coefficients, one noise supposed; `null` where it cannot be had. */
  get covariance(): Covariance | null {
    return this.covarianceOf("wald");
  }

  /** Covariance of the coefficients, by what it supposes; `null` where it cannot be had. */
  covarianceOf(kind: CovarianceKind): Covariance | null {
    return this.#record.covariance(kind);
  }

  /**
   * What refits need.
   *
   * @returns `null` where the runs do not determine the coefficients.
   * @throws {InputError} If the fit was read from a file: its runs are not in it.
   */
  engineFor(what: string): Engine | null {
    const { engine } = this.#record;
    if (engine || this.status === "not-identified") return engine;
    throw new InputError({
      cannot: `${what === "profile" ? "profile a coefficient" : what} of this fit`,
      needs: "the runs, for refits",
      found: "a fit that was read from a file",
      cure: "fit the runs again",
    });
  }

  /** Whether a coefficient is above zero and was fitted by its logarithm. */
  isLogged(term: string): boolean {
    return isLogged(this.rules[this.leaderOf(term) as K] ?? {});
  }

  /** The coefficient that another one was tied to, or itself. */
  leaderOf(term: string): string {
    return this.rules[term as K]?.tied ?? term;
  }

  /** The coefficients with some of them moved, and with them what is tied to them. */
  withCoef(moved: Readonly<Record<string, number>>): Record<string, number> {
    return Object.fromEntries(
      this.law.coefNames.map((
        term,
      ) => [term, moved[this.leaderOf(term)] ?? this.coef[term]]),
    );
  }

  /** Least and largest value that a quantity may have. */
  limitsOf(asked: AnyQuantity): [low: number, high: number] {
    if (typeof asked === "function") return [-Infinity, Infinity];
    const rule = this.rules[this.leaderOf(asked) as K];
    return rule ? limits(rule) : [asked === "G" ? 0 : -Infinity, Infinity];
  }
}
