import type { Frontier, PowerOfCompute } from "../laws/law.ts";
import { studentT } from "../numeric/student_t.ts";
import { type Report, Reported } from "../text/report.ts";
import type { Diagnosis, Status } from "./diagnose.ts";
import type { FitResult, FittedSurface } from "./fit_result.ts";
import type { Bias } from "./frontier_bias.ts";
import type { FrontierDraws } from "./frontier_draws.ts";
import { fromFrontierJson, type FrontierFitJson, toFrontierJson } from "./frontier_json.ts";
import type { FrontierLine } from "./frontier_line.ts";
import type { ReportOptions } from "./fit_report.ts";
import { frontierReport } from "./frontier_report.ts";
import type { Interval } from "./interval.ts";
import type { Minimum } from "./minimum.ts";
import type { DataSummary } from "./run_data.ts";
import { drawnInterval, tails } from "./uncertainty.ts";

/** How the best model of each budget was found. */
export type FrontierMethod = "envelope" | "parabola" | "spline";

/** The facts of a frontier fit, from which everything else about it follows. */
export interface FrontierRecord {
  /** Which of Hoffmann's approaches. */
  readonly approach: 1 | 2;
  /** How the minima were found. */
  readonly method: FrontierMethod;
  /** The best model of each budget. */
  readonly minima: readonly Minimum[];
  /** N* = coef · C^exponent through the minima. */
  readonly N: FrontierLine;
  /** D* = coef · C^exponent through the minima. */
  readonly D: FrontierLine;
  /** How the fit came out. */
  readonly diagnosis: Diagnosis;
  /** The bootstrap. */
  readonly draws: FrontierDraws | null;
  /** What the method does to a known law, worked out when first asked for: it takes a fit. */
  readonly bias: () => Bias | string;
  /** The runs, described. */
  readonly data: DataSummary;
  /** The version of this package that made the fit. */
  readonly madeBy: string;
}

/**
 * The result of Approach 1 or 2 of Hoffmann et al. (2022): the best model of each budget, and the
 * power laws N*(C) and D*(C) through them. It has a frontier, and no loss away from it.
 *
 * Made by {@linkcode fitValleys} and {@linkcode fitEnvelope}; survives `JSON.stringify` with its
 * draws.
 *
 * @example Saved and read again
 * ```ts
 * import assert from "node:assert/strict";
 * import { fitValleys, FrontierFit } from "isoflop/fit";
 * import { chinchilla } from "isoflop/laws";
 *
 * const C = [1e19, 1e20, 1e21].flatMap((budget) => Array(7).fill(budget) as number[]);
 * const best = chinchilla.presets.epoch.frontier.N;
 * const N = C.map((c, i) => best.coef * c ** best.exponent * 2 ** (i % 7 - 3));
 * const D = C.map((c, i) => c / (6 * N[i]!));
 * const loss = C.map((_, i) => chinchilla.presets.epoch.predict!({ N: N[i]!, D: D[i]! }));
 *
 * const fit = fitValleys({ N, D, C, loss });
 * const again = FrontierFit.fromJSON(JSON.parse(JSON.stringify(fit)));
 * assert.deepEqual(again.derived, fit.derived);
 * assert.equal(again.toString(), fit.toString());
 * ```
 */
export class FrontierFit extends Reported implements FitResult {
  /** No law: only its frontier was fitted. */
  readonly law = null;
  /** No coefficients. */
  readonly coef = null;
  /** No loss away from the frontier. */
  readonly predict = null;
  readonly #record: FrontierRecord;
  #bias: Bias | string | undefined;

  /** Wraps the facts of a fit. */
  constructor(record: FrontierRecord) {
    super();
    this.#record = record;
  }

  /** Which of Hoffmann's approaches. */
  get approach(): 1 | 2 {
    return this.#record.approach;
  }

  /** How the minima were found. */
  get method(): FrontierMethod {
    return this.#record.method;
  }

  /** What it is, for a legend. */
  get title(): string {
    return {
      envelope: "Approach 1",
      parabola: "Approach 2",
      spline: "Approach 2, splines",
    }[this.method];
  }

  /** Number of rows fitted. */
  get n(): number {
    return this.data.rows;
  }

  /** How the fit came out. */
  get status(): Status {
    return this.#record.diagnosis.status;
  }

  /** The same in words; with what there is to say about the bias where it cannot be had. */
  get message(): string {
    return this.#record.diagnosis.message;
  }

  /** The best model of each budget, from small budgets to large ones. */
  get minima(): readonly Minimum[] {
    return this.#record.minima;
  }

  /** The power laws through the minima; NaN with fewer than two. It has no loss. */
  get frontier(): Frontier {
    const { N, D } = this.#record;
    return { N: plain(N), D: plain(D), loss: null, compute: null };
  }

  /** The exponents, N* ∝ C^a and D* ∝ C^b. They add up to 1 where C = 6ND. */
  get derived(): { readonly a: number; readonly b: number } {
    return { a: this.#record.N.exponent, b: this.#record.D.exponent };
  }

  /** The bootstrap; `null` without one. */
  get draws(): FrontierDraws | null {
    return this.#record.draws;
  }

  /** The runs, described. */
  get data(): DataSummary {
    return this.#record.data;
  }

  /** The version of this package that made the fit. */
  get madeBy(): string {
    return this.#record.madeBy;
  }

  /** What the method does to the law of an Approach-3 fit of the same runs; `null` without one. */
  get bias(): Bias | null {
    const bias = this.#biasOrReason();
    return typeof bias === "string" ? null : bias;
  }

  /** Why there is no bias report; `null` where there is one. */
  get biasMissing(): string | null {
    const bias = this.#biasOrReason();
    return typeof bias === "string" ? bias : null;
  }

  /** The frontier of one resample of the bootstrap; NaN where it did not converge. */
  drawnFrontier(i: number): Frontier {
    const of = (letter: "N" | "D"): PowerOfCompute => ({
      coef: this.draws?.[letter].coef[i] ?? NaN,
      exponent: this.draws?.[letter].exponent[i] ?? NaN,
    });
    return { N: of("N"), D: of("D"), loss: null, compute: null };
  }

  /** One frontier per resample that converged; `null` without a bootstrap. */
  drawnSurfaces(): readonly FittedSurface[] | null {
    if (!this.draws) return null;
    return Array.from({ length: this.draws.count }, (_, i) => this.drawnFrontier(i))
      .filter(({ N, D }) => Number.isFinite(N.exponent + D.exponent))
      .map((frontier) => ({ frontier, predict: null }));
  }

  /**
   * An interval for an exponent: percentiles of the bootstrap where there is one; otherwise, of
   * Approach 2, slope ± t · standard error from the scatter of the minima about their line.
   *
   * @param level Coverage aimed at. @default {0.95}
   * @returns `null` where it cannot be had: two minima, or Approach 1 without a bootstrap, whose
   * minima scatter by the design more than by chance.
   */
  interval(term: "a" | "b", level = 0.95): Interval | null {
    const [, upper] = tails(level);
    const letter = term === "a" ? "N" : "D";
    const { exponent: estimate, exponentError } = this.#record[letter];
    if (this.draws) return drawnInterval(estimate, this.draws[letter].exponent, level);
    if (exponentError === null || this.approach === 1) return null;
    const reach = studentT(upper, this.converged.length - 2) * exponentError;
    return { estimate, low: estimate - reach, high: estimate + reach, level, method: "wald" };
  }

  /** {@linkcode FrontierFit.interval} of both exponents. */
  intervals(level = 0.95): Record<"a" | "b", Interval | null> {
    return { a: this.interval("a", level), b: this.interval("b", level) };
  }

  /** Standard error of an exponent: spread of the bootstrap, or from the scatter of the minima. */
  stdError(term: "a" | "b"): number | null {
    const letter = term === "a" ? "N" : "D";
    if (this.draws) return deviation(this.draws[letter].exponent);
    return this.approach === 2 ? this.#record[letter].exponentError : null;
  }

  /** The minima that the power laws go through. */
  get converged(): readonly (Minimum & { readonly N: number; readonly D: number })[] {
    return this.minima.filter((minimum): minimum is Minimum & { N: number; D: number } =>
      minimum.status === "converged"
    );
  }

  /**
   * The report: runs, minima, exponents, bias.
   *
   * @param options The level of the intervals.
   */
  report(options?: Pick<ReportOptions, "level">): Report {
    return frontierReport(this, options);
  }

  /** Everything there is to know, draws included, as plain data. */
  toJSON(): FrontierFitJson {
    return toFrontierJson(this, this.#record);
  }

  /**
   * A fit from what {@linkcode FrontierFit.toJSON} wrote.
   *
   * @throws {InputError} If it is something else.
   */
  static fromJSON(json: unknown): FrontierFit {
    return new FrontierFit(fromFrontierJson(json));
  }

  #biasOrReason(): Bias | string {
    return this.#bias ??= this.#record.bias();
  }
}

function plain({ coef, exponent }: PowerOfCompute): PowerOfCompute {
  return { coef, exponent };
}

function deviation(sample: Float64Array): number | null {
  const usable = sample.filter(Number.isFinite);
  if (usable.length < 2) return null;
  const mean = usable.reduce((sum, value) => sum + value, 0) / usable.length;
  return Math.sqrt(usable.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (usable.length - 1));
}
