import type { ChinchillaDerived, ChinchillaTerm } from "../laws/chinchilla_formula.ts";
import type { At, Coef, Frontier, Law } from "../laws/law.ts";
import { InputError } from "../text/errors.ts";
import type { Report } from "../text/report.ts";
import type { CovarianceKind } from "./covariance.ts";
import { FitFacts } from "./fit_facts.ts";
import type { FittedSurface } from "./fit_result.ts";
import { type FitJson, fromFitJson, toFitJson } from "./fit_json.ts";
import type { AnyQuantity, FitTerm } from "./fit_record.ts";
import { fitReport, type ReportOptions } from "./fit_report.ts";
import type { Interval, IntervalMethod } from "./interval.ts";
import { intervalOf, normalDeviation, sampleDeviation, tails } from "./uncertainty.ts";

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
export class Fit<
  K extends string = ChinchillaTerm,
  D extends string = ChinchillaDerived,
  R extends string = "N" | "D",
> extends FitFacts<K, D, R> {
  /** Which of Hoffmann's approaches this is: the law itself was fitted. */
  readonly approach = 3;

  /**
   * The compute-optimal frontier of the fitted law.
   *
   * @throws {InputError} If the law has none.
   */
  get frontier(): Frontier {
    return frontierOf(this.law, this.coef);
  }

  /** What the fitted law gives at a point; a loss is in nats/token. */
  readonly predict = (at: At<R>): number => this.law.predict(this.coef, at);

  /** The coefficients of one resample of the bootstrap. */
  drawnCoef(i: number): Coef<K> {
    const coef = this.draws?.coef;
    return Object.fromEntries(
      this.law.coefNames.map((term) => [term, coef?.[term][i] ?? NaN]),
    ) as Record<K, number>;
  }

  /** One number per resample, from the coefficients of each; empty without a bootstrap. */
  overDraws(quantity: (coef: Coef<K>) => number): Float64Array {
    return Float64Array.from(
      { length: this.draws?.count ?? 0 },
      (_, i) => quantity(this.drawnCoef(i)),
    );
  }

  /** One surface per resample that converged; `null` without a bootstrap. */
  drawnSurfaces(): readonly FittedSurface[] | null {
    if (!this.draws) return null;
    return Array.from({ length: this.draws.count }, (_, i) => this.drawnCoef(i))
      .filter((coef) => Object.values(coef).every((value) => Number.isFinite(value)))
      .map((coef) => ({
        frontier: frontierOf(this.law, coef),
        predict: (at) => this.law.predict(coef, at as unknown as At<R>),
      }));
  }

  /**
   * An interval for a coefficient, a derived quantity, or any number that follows from the
   * coefficients.
   *
   * | method        | ends                                                        | supposes               |
   * | ------------- | ----------------------------------------------------------- | ---------------------- |
   * | `"bootstrap"` | percentiles of the refits to resampled runs                 | runs are alike         |
   * | `"profile"`   | where the refitted objective has risen past its threshold   | one noise              |
   * | `"sandwich"`  | estimate ± t · error from what each run does to the fit     | a nearly linear law    |
   * | `"wald"`      | estimate ± t · error from the covariance                    | both                   |
   *
   * Positive coefficients have the last two on their logarithm. A profile is open on the side on
   * which it never rises past its threshold; that end is the edge of the search box.
   *
   * @param asked Its name, or a function of the coefficients.
   * @param level Coverage aimed at. @default {0.95}
   * @param method See above. @default {"bootstrap" for a fit with draws, "sandwich" where rows are
   * checkpoints of runs, otherwise "wald"}
   * @returns `null` where it cannot be had: no covariance, or a bound.
   * @throws {InputError} If there is no such quantity, or the method needs draws, or runs that a fit
   * read from a file no longer has.
   *
   * @example A profile, and its like by the curvature alone
   * ```ts
   * import assert from "node:assert/strict";
   * import { fitLaw, squaredLog } from "isoflop/fit";
   * import { chinchilla, presetNamed } from "isoflop/laws";
   * import { grid, simulate } from "isoflop/runs";
   *
   * const design = grid({ N: [1e8, 3e8, 1e9, 3e9], D: [1e9, 1e10, 1e11] });
   * const runs = simulate(presetNamed("chinchilla:epoch"), design, { noise: 0.005, seed: 1 });
   * const fit = fitLaw(runs, chinchilla, { objective: squaredLog() });
   * const profile = fit.interval("alpha", 0.95, "profile")!;
   * const wald = fit.interval("alpha", 0.95, "wald")!;
   * assert(Math.abs(profile.low / wald.low - 1) < 0.05);
   * const ratio = fit.interval(({ A, B }) => A / B, 0.95, "profile")!;
   * assert(ratio.low < ratio.estimate && ratio.estimate < ratio.high);
   * ```
   */
  interval(
    asked: FitTerm<K, D> | ((coef: Coef<K>) => number),
    level = 0.95,
    method: IntervalMethod = this.#method,
  ): Interval | null {
    return intervalOf(this.#whole, asked as AnyQuantity, level, method);
  }

  /** {@linkcode Fit.interval} of every coefficient of the law. */
  intervals(level = 0.95, method?: IntervalMethod): Record<K, Interval | null> {
    return Object.fromEntries(
      this.law.coefNames.map((term) => [term, this.interval(term, level, method)]),
    ) as Record<K, Interval | null>;
  }

  /**
   * Standard error: spread of the bootstrap where there is one, from a covariance otherwise.
   *
   * @param method As in {@linkcode Fit.interval}; a profile has no standard error.
   */
  stdError(
    asked: FitTerm<K, D> | ((coef: Coef<K>) => number),
    method: "bootstrap" | CovarianceKind = this.#method,
  ): number | null {
    const quantity = asked as AnyQuantity;
    return method === "bootstrap"
      ? sampleDeviation(this.#whole, quantity)
      : normalDeviation(this.#whole, quantity, this.covarianceOf(method));
  }

  /** What ends a profile interval, in words. */
  profileThreshold(level = 0.95): string {
    tails(level);
    return this.engineFor("state what ends a profile")?.criterion(level).words ?? "nothing";
  }

  /** Checkpoints of one run share its luck: what takes them for runs is not offered unasked. */
  get #method(): "bootstrap" | CovarianceKind {
    if (this.draws) return "bootstrap";
    return this.data.runs < this.data.rows ? "sandwich" : "wald";
  }

  get #whole(): Fit<string, string, string> {
    return this as unknown as Fit<string, string, string>;
  }

  /**
   * The report: law, runs, objective, status, coefficients, correlations, statistics.
   *
   * @param options The level of the intervals, and where they come from.
   */
  report(options?: ReportOptions): Report {
    return fitReport(this.#whole, options);
  }

  /** Everything there is to know, draws included, as plain data. */
  toJSON(): FitJson {
    return toFitJson(this.#whole);
  }

  /**
   * A fit from what {@linkcode Fit.toJSON} wrote.
   *
   * @param laws Laws of your own that it may be of.
   * @throws {InputError} If it is something else, or of a law that is not known.
   */
  static fromJSON(json: unknown, laws: readonly Law[] = []): Fit {
    return new Fit(fromFitJson(json, laws)) as unknown as Fit;
  }
}

function frontierOf<K extends string>(law: Law<K>, coef: Coef<K>): Frontier {
  if (law.frontier) return law.frontier(coef);
  throw new InputError({
    cannot: `plan with the law ${JSON.stringify(law.name)}`,
    needs: "a law of N and D with a compute-optimal frontier",
    found: `a law of ${law.regressors.join(", ")} without`,
    cure: "give defineLaw a frontier, or fit chinchilla",
  });
}
