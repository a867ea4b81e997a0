import type { Coef } from "../laws/law.ts";
import { InputError, significant } from "../text/mod.ts";
import { normalBand } from "./bands.ts";
import type { Status } from "./diagnose.ts";
import type { Fit } from "./fit.ts";
import type { Interval } from "./interval.ts";
import { predictionIntervals } from "./prediction.ts";

/** One run beyond a cut, and what the fit to the runs below the cut says of it. */
export interface RolloutRow {
  /** Its position in the table, from 0. */
  readonly row: number;
  /** The value of the column that was cut. */
  readonly value: number;
  /** That value over the largest one that was fitted. */
  readonly factor: number;
  /** The response observed. */
  readonly observed: number;
  /** The response predicted. */
  readonly predicted: number;
  /** (predicted − observed) / |observed|. */
  readonly error: number;
  /** One prediction interval per level asked for; `null` where it cannot be had. */
  readonly bands: readonly (Interval | null)[];
}

/** One cut: the law fitted to the runs below it, held against the runs above. */
export interface RolloutWindow {
  /** Runs with less than this were fitted, the others predicted. */
  readonly cut: number;
  /** How many rows were fitted. */
  readonly fitted: number;
  /** The largest value of the column among those fitted. */
  readonly largest: number;
  /** Rows below the cut that were not fitted: checkpoints of runs that reach beyond it. */
  readonly apart: number;
  /** How the fit came out; `null` where none could be made. */
  readonly status: Status | null;
  /** The coefficients of the fit. */
  readonly coef: Coef | null;
  /** The runs at and above the cut, with their predictions; none where there is a `reason`. */
  readonly rows: readonly RolloutRow[];
  /** Why nothing was predicted; `null` where something was. */
  readonly reason: string | null;
  /** Mean size of the errors, as a share of the response; NaN where there is a `reason`. */
  readonly meanError: number;
  /** Largest size of the errors. */
  readonly worstError: number;
  /** How many rows are inside their interval of the first level; `null` without intervals. */
  readonly inside: number | null;
}

/** What is needed to tell the rows below a cut from those above. */
export interface Cutting {
  /** The column that is cut. */
  readonly cutting: ArrayLike<number>;
  /** For each row the number of its run; `null` when every row is one. */
  readonly clusters: Int32Array | null;
}

/** What is needed to fit some of the rows and to predict others. */
export interface Extrapolation extends Cutting {
  /** The response observed. */
  readonly response: ArrayLike<number>;
  /** The fit of some rows alone. */
  readonly again: (rows: readonly number[]) => unknown;
  /** The regressors of a row. */
  readonly at: (row: number) => Readonly<Record<string, number>>;
}

/** Rows below a cut, rows above it, and rows below whose run goes on above. */
export interface Sides {
  readonly below: readonly number[];
  readonly above: readonly number[];
  readonly apart: number;
}

/**
 * The two sides of a cut. A run that reaches beyond it is not fitted in part: its early checkpoints
 * would tell of the late ones.
 */
export function sidesOf({ cutting, clusters }: Cutting, cut: number): Sides {
  const rows = Array.from({ length: cutting.length }, (_, i) => i);
  const above = rows.filter((i) => cutting[i]! >= cut);
  const under = rows.filter((i) => cutting[i]! < cut);
  const beyond = new Set(clusters ? above.map((i) => clusters[i]!) : []);
  const below = clusters ? under.filter((i) => !beyond.has(clusters[i]!)) : under;
  return { below, above, apart: under.length - below.length };
}

/** How far each run reaches: the largest value of its rows, or of every row that is a run. */
export function endsOf({ cutting, clusters }: Cutting): Float64Array {
  if (!clusters) return Float64Array.from(cutting);
  const ends = new Map<number, number>();
  clusters.forEach((run, i) => ends.set(run, Math.max(ends.get(run) ?? -Infinity, cutting[i]!)));
  return Float64Array.from(ends.values());
}

/**
 * Fits below one cut and predicts above it: the mechanism of every roll-out.
 *
 * @param levels Coverage of the intervals; the first is the one whose rows are counted.
 */
export function windowAt(
  parts: Extrapolation,
  cut: number,
  levels: readonly number[],
): RolloutWindow {
  const { below, above, apart } = sidesOf(parts, cut);
  const largest = below.reduce((most, i) => Math.max(most, parts.cutting[i]!), -Infinity);
  const facts = { cut, fitted: below.length, largest, apart };
  const failed = (reason: string, fit: Whole | null) => ({
    ...facts,
    status: fit?.status ?? null,
    coef: fit?.coef ?? null,
    rows: [],
    reason,
    meanError: NaN,
    worstError: NaN,
    inside: null,
  });
  if (above.length === 0) return failed(`no run at or above ${significant(cut, 4)}`, null);
  const fit = attempt(parts, below);
  if (typeof fit === "string") return failed(fit, null);
  const { status } = fit;
  if (status === "not-identified" || status === "not-converged") {
    return failed(`${status}: ${fit.message}`, fit);
  }
  const rows = above.map((i) => rowOf(parts, i, fit, largest, levels));
  const astray = rows.find(({ predicted }) => !Number.isFinite(predicted));
  if (astray) return failed(`the prediction of row ${astray.row + 1} is no number`, fit);
  const sizes = rows.map(({ error }) => Math.abs(error));
  const bands = rows.map(({ bands }) => bands[0]!);
  return {
    ...facts,
    status,
    coef: fit.coef,
    rows,
    reason: null,
    meanError: sizes.reduce((sum, e) => sum + e, 0) / sizes.length,
    worstError: Math.max(...sizes),
    inside: bands.some((band) => band === null)
      ? null
      : rows.filter(({ observed }, k) => isInside(observed, bands[k]!)).length,
  };
}

/** Whether an observation is inside an interval. */
export function isInside(observed: number, { low, high }: Interval): boolean {
  return low <= observed && observed <= high;
}

type Whole = Fit<string, string, string>;

/** The fit, or why there is none. */
function attempt(parts: Extrapolation, rows: readonly number[]): Whole | string {
  if (rows.length === 0) return "no run below it";
  try {
    return parts.again(rows) as Whole;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const { cannot, needs, found } = error.complaint;
    return `cannot ${cannot}: needed ${needs}, found ${found}`;
  }
}

function rowOf(
  { cutting, response, at }: Extrapolation,
  row: number,
  fit: Whole,
  largest: number,
  levels: readonly number[],
): RolloutRow {
  const point = at(row), observed = response[row]!, value = cutting[row]!;
  const predicted = fit.predict(point);
  return {
    row,
    value,
    factor: value / largest,
    observed,
    predicted,
    error: (predicted - observed) / Math.abs(observed),
    bands: fit.draws
      ? predictionIntervals(fit, point, levels)
      : levels.map((level) => normalBand(fit, point, level, "prediction")),
  };
}
