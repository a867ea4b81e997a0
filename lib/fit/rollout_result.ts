import type { Law } from "../laws/law.ts";
import { type Report, Reported } from "../text/mod.ts";
import type { Objective } from "./objective.ts";
import { rolloutReport } from "./rollout_report.ts";
import { isInside, type RolloutRow, type RolloutWindow } from "./rollout_window.ts";
import type { ColumnData } from "./table_data.ts";

/** How many predictions an interval of some coverage holds. */
export interface CalibratedLevel {
  /** Coverage aimed at. */
  readonly level: number;
  /** Predictions that have an interval. */
  readonly n: number;
  /** How many of the observations are inside. */
  readonly inside: number;
  /** inside / n; `null` without any. */
  readonly share: number | null;
}

/** The predictions of so many times the largest value fitted. */
export interface FactorBin {
  /** From this factor on. */
  readonly from: number;
  /** Below this one. */
  readonly to: number;
  /** Predictions. */
  readonly n: number;
  /** Mean size of their errors, as a share of the response. */
  readonly meanError: number;
  /** Largest size of their errors. */
  readonly worstError: number;
}

/** What a roll-out is made of. */
export interface RolloutParts {
  /** The law that was fitted. */
  readonly law: Law;
  /** The column that was cut. */
  readonly by: string;
  /** What was minimised. */
  readonly objective: Objective;
  /** Coverage of the intervals that are counted. */
  readonly level: number;
  /** That, and the others of the calibration, in the order of the rows' bands. */
  readonly levels: readonly number[];
  /** One per cut, ascending. */
  readonly windows: readonly RolloutWindow[];
  /** Where the runs are from. */
  readonly source: ColumnData["source"];
}

/** Ends of the ranges of the extrapolation factor. */
const factors = [0, 1.5, 2, 5, 10, 20, 50, 100, 1000, Infinity];

/**
 * How a law, fitted below several cuts, predicts the runs above them; {@linkcode rollout} makes it.
 *
 * Errors are shares of the response: .01 is 1 %.
 */
export class Rollout extends Reported {
  /** The law that was fitted. */
  readonly law: Law;
  /** The column that was cut. */
  readonly by: string;
  /** What was minimised. */
  readonly objective: Objective;
  /** Coverage of the intervals. */
  readonly level: number;
  /** One per cut, ascending. */
  readonly windows: readonly RolloutWindow[];
  /** Where the runs are from. */
  readonly source: ColumnData["source"];
  readonly #levels: readonly number[];

  /** Takes the windows and what they have in common. */
  constructor({ law, by, objective, level, levels, windows, source }: RolloutParts) {
    super();
    this.law = law;
    this.by = by;
    this.objective = objective;
    this.level = level;
    this.windows = windows;
    this.source = source;
    this.#levels = levels;
  }

  /** The predictions of all windows; a run is there once for each cut below it. */
  get rows(): RolloutRow[] {
    return this.windows.flatMap(({ rows }) => rows);
  }

  /** Mean size of the error over all predictions; NaN without any. */
  get meanError(): number {
    return meanSize(this.rows);
  }

  /** Largest size of the error over all predictions; NaN without any. */
  get worstError(): number {
    return worstSize(this.rows);
  }

  /** How many observations the prediction intervals of 50, 80 and 95 % hold, over all windows. */
  get calibration(): CalibratedLevel[] {
    const { rows } = this;
    return this.#levels.map((level, k) => {
      const banded = rows.filter(({ bands }) => bands[k]);
      const inside = banded.filter(({ bands, observed }) => isInside(observed, bands[k]!)).length;
      return {
        level,
        n: banded.length,
        inside,
        share: banded.length ? inside / banded.length : null,
      };
    }).sort((a, b) => a.level - b.level);
  }

  /** The error against how far beyond the fitted runs the prediction is, over all windows. */
  get byFactor(): FactorBin[] {
    return factors.slice(1).flatMap((to, i) => {
      const from = factors[i]!;
      const rows = this.rows.filter(({ factor }) => factor >= from && factor < to);
      if (rows.length === 0) return [];
      const [meanError, worstError] = [meanSize(rows), worstSize(rows)];
      return [{ from, to, n: rows.length, meanError, worstError }];
    });
  }

  /** A row per cut, the error by distance, the calibration, and what it rests on. */
  report(): Report {
    return rolloutReport(this);
  }

  /** Everything, the predictions included, as plain data; what does not exist is NaN or `null`. */
  toJSON(): object {
    const { law, by, objective, level, windows, meanError, worstError } = this;
    return {
      law: law.name,
      by,
      objective: objective.name,
      delta: objective.delta,
      level,
      meanError,
      worstError,
      calibration: this.calibration,
      byFactor: this.byFactor,
      windows: windows.map(({ rows, inside, ...window }) => ({
        ...window,
        predicted: rows.length,
        inside,
        share: inside === null ? null : inside / rows.length,
        rows: rows.map(({ bands, ...row }) => {
          const [band] = bands;
          return { ...row, low: band?.low ?? null, high: band?.high ?? null };
        }),
      })),
    };
  }
}

function meanSize(rows: readonly RolloutRow[]): number {
  return rows.reduce((sum, { error }) => sum + Math.abs(error), 0) / rows.length;
}

function worstSize(rows: readonly RolloutRow[]): number {
  return rows.reduce((most, { error }) => Math.max(most, Math.abs(error)), rows.length ? 0 : NaN);
}
