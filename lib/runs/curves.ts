import pl, { type Series } from "nodejs-polars";
import { interpolateLogLog } from "../numeric/mod.ts";
import {
  denoInspect,
  InputError,
  jupyterDisplay,
  type MimeBundle,
  type Report,
  Reported,
} from "../text/mod.ts";
import type { Curve, CurveData } from "./curve.ts";
import { curvesReport, curvesSummary } from "./curves_report.ts";
import { type Envelope, envelopeAt, logSpacedBudgets } from "./envelope.ts";
import { publicMark } from "./public_mark.ts";
import { Runs } from "./runs.ts";
import type { RunsSource } from "./runs_source.ts";
import { smooth } from "./smooth.ts";

/** What {@linkcode Curves} are made of. */
export interface CurvesParts {
  /** One per run, checked already. */
  readonly curves: readonly Curve[];
  /** Where they are from. */
  readonly source: RunsSource;
  /** What was done to them. @default {[]} */
  readonly notes?: readonly string[];
  /** How many runs were left out. @default {0} */
  readonly dropped?: number;
}

/** A run as {@linkcode Curves.where} sees it: where its curve ends. */
export interface CurveEnd {
  /** The name of the run. */
  readonly run: string;
  /** Parameters of the model. */
  readonly N: number;
  /** Tokens at the last checkpoint. */
  readonly D: number;
  /** FLOP at the last checkpoint. */
  readonly C: number;
  /** Loss at the last checkpoint, in nats/token. */
  readonly loss: number;
  /** The length of the cosine over that of the training, where it is known. */
  readonly cycle?: number;
}

/**
 * Training curves: the loss of several runs, checkpoint by checkpoint. They never change:
 * {@linkcode Curves.smoothed} and {@linkcode Curves.where} give new ones.
 *
 * They come from {@linkcode readCurves} and {@linkcode simulateCurves}, which check every value.
 *
 * @example The best model at each budget
 * ```ts
 * import assert from "node:assert/strict";
 * import { simulateCurves } from "isoflop/runs";
 * import { presetNamed } from "isoflop/laws";
 *
 * const design = { N: [1e8, 1e9], D: [2e11, 2e11] };
 * const curves = simulateCurves(presetNamed("chinchilla:epoch"), design, { noise: 0, seed: 1 });
 * const { N } = curves.envelope();
 * assert.equal(N[0], 1e8);
 * assert.equal(N.at(-1), 1e9);
 * assert.deepEqual(Array.from(curves.ends().D), design.D);
 * ```
 */
export class Curves extends Reported implements CurveData {
  /** Where the curves are from. */
  readonly source: RunsSource;
  /** What was computed, converted, smoothed, selected or left out, one sentence each. */
  readonly notes: readonly string[];
  /** How many runs had too few checkpoints to be a curve. */
  readonly dropped: number;
  /** One per run. Their arrays are shared by all readers: copy before changing. */
  readonly curves: readonly Curve[];

  /**
   * Wraps curves that have been checked already; use {@linkcode readCurves} for a table.
   *
   * @param parts The curves, and where they are from.
   */
  constructor({ curves, source, notes = [], dropped = 0 }: CurvesParts) {
    super();
    this.curves = Object.freeze([...curves]);
    this.source = source;
    this.notes = Object.freeze([...notes]);
    this.dropped = dropped;
  }

  /** The number of curves. */
  get length(): number {
    return this.curves.length;
  }

  /** The number of checkpoints of all curves. */
  get rows(): number {
    return this.curves.reduce((sum, { loss }) => sum + loss.length, 0);
  }

  /**
   * The curves with every loss averaged over its neighbours, run by run: the checkpoint k places
   * away weighs exp(−½ (k/σ)²), σ = window/5, as far as |k| ≤ window/2; at the ends of a run the
   * weights that are left are divided by their sum.
   *
   * Hoffmann et al. (2022) smooth with a Gaussian window of 10 steps; how wide their Gaussian is
   * within it they do not say, and a fifth of the window is our choice. A checkpoint may stand for
   * many steps: what is averaged is checkpoints.
   *
   * @param window The width of the window, in checkpoints.
   * @throws {InputError} If the window is not a positive number.
   */
  smoothed(window = 10): Curves {
    const curves = this.curves.map((curve) => ({ ...curve, loss: smooth(curve.loss, window) }));
    const note = `Losses are smoothed with a Gaussian window of ${window} checkpoints.`;
    return this.#with(curves, note);
  }

  /**
   * The loss of every curve at one budget, by straight lines between checkpoints in logarithms of
   * loss and compute.
   *
   * @param C The budget in FLOP.
   * @returns One loss per curve, in nats/token; NaN where a curve does not reach the budget.
   * @throws {InputError} If the budget is not a positive number.
   */
  lossAt(C: number): Float64Array {
    if (!(C > 0 && C < Infinity)) {
      throw new InputError({
        cannot: "read losses off training curves",
        needs: "a positive number of FLOP",
        found: `${C}`,
      });
    }
    return Float64Array.from(
      this.curves,
      (curve) => interpolateLogLog(curve.C, curve.loss, [C])[0]!,
    );
  }

  /**
   * The least loss at each of `bins` budgets, at equal ratios from the least to the greatest C, and
   * the model that has it; see {@linkcode envelopeAt}.
   *
   * @throws {InputError} If there are fewer than two bins.
   */
  envelope({ bins = 1500 }: { readonly bins?: number } = {}): Envelope {
    return envelopeAt(this.curves, logSpacedBudgets(this.curves, bins));
  }

  /**
   * The last checkpoint of every run, one row each: what Approaches 2 and 3 fit. The names of the
   * runs are in the column `curve`.
   *
   * Only where the learning rate had decayed by then is such a loss that of a finished training.
   */
  ends(): Runs {
    const last = this.curves.map(endOf);
    const series: Series[] = (["N", "D", "C", "loss"] as const).map((name) =>
      pl.Series(name, Float64Array.from(last, (end) => end[name]))
    );
    series.push(pl.Series("curve", last.map(({ run }) => run), pl.Utf8));
    if (this.curves.every(({ step }) => step !== undefined)) {
      series.push(pl.Series("step", Float64Array.from(this.curves, ({ step }) => step!.at(-1)!)));
    }
    if (last.every(({ cycle }) => cycle !== undefined)) {
      series.push(pl.Series("cycle", Float64Array.from(last, ({ cycle }) => cycle!)));
    }
    return new Runs({
      frame: pl.DataFrame(series),
      source: this.source,
      notes: [...this.notes, "One row per run: its last checkpoint."],
      dropped: this.dropped,
    });
  }

  /**
   * The curves of the runs that a question is answered with true for.
   *
   * @param condition Is asked about the end of every run.
   * @throws {InputError} If no run is left.
   */
  where(condition: (end: CurveEnd, index: number) => boolean): Curves {
    const kept = this.curves.filter((curve, i) => condition(endOf(curve), i));
    if (kept.length === this.length) return this;
    if (kept.length === 0) {
      throw new InputError({
        cannot: "select training curves where a given function is true",
        needs: "at least one such run",
        found: `none among ${this.length} ${this.length === 1 ? "run" : "runs"}`,
      });
    }
    const note = `${kept.length} of ${this.length} runs, those where a given function is true.`;
    return this.#with(kept, note);
  }

  /** One line without any row in it: how many, where from, and the ranges. */
  summary(): string {
    return curvesSummary(this);
  }

  /** What `console.log` prints: of other people's rows only the summary, as prints carry no mark. */
  override [denoInspect](): string {
    return this.source.committable ? this.toString() : this.summary();
  }

  /** What a notebook front end shows, marked when the rows are other people's. */
  override [jupyterDisplay](): MimeBundle {
    return { ...super[jupyterDisplay](), ...publicMark(this.source, this.summary()) };
  }

  /** Where from, the ranges, the ends of the first and the last runs, and what was done to them. */
  override report(): Report {
    return curvesReport(this);
  }

  #with(curves: readonly Curve[], note: string): Curves {
    const { source, dropped, notes } = this;
    return new Curves({ curves, source, dropped, notes: [...notes, note] });
  }
}

function endOf({ run, N, D, C, loss, cycle }: Curve): CurveEnd {
  return {
    run,
    N,
    D: D.at(-1)!,
    C: C.at(-1)!,
    loss: loss.at(-1)!,
    ...(cycle !== undefined && { cycle }),
  };
}
