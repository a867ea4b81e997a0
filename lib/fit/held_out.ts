import { publicMark } from "../runs/public_mark.ts";
import {
  count,
  flop,
  InputError,
  jupyterDisplay,
  type MimeBundle,
  type Report,
  Reported,
  significant,
} from "../text/mod.ts";
import type { Fit } from "./fit.ts";
import { predictionInterval } from "./prediction.ts";
import { checkedColumns, type RunData } from "./run_data.ts";

/** One run that the fit has not seen, and what the fit said of it. */
export interface HeldOutRun {
  /** Parameters. */
  readonly N: number;
  /** Tokens. */
  readonly D: number;
  /** 6ND, in FLOP. */
  readonly C: number;
  /** The loss observed, in nats/token. */
  readonly loss: number;
  /** The loss predicted, in nats/token. */
  readonly predicted: number;
  /** Lower end of the prediction interval; `null` where it cannot be had. */
  readonly low: number | null;
  /** Upper end of the prediction interval. */
  readonly high: number | null;
  /** predicted / observed − 1. */
  readonly error: number;
  /** Whether the observed loss is inside the interval; `null` without one. */
  readonly inside: boolean | null;
}

/**
 * Holds the predictions of a fit against runs that it has not seen, one by one.
 *
 * Runs of larger compute than any fitted one are the test that matters: a law that describes its own
 * runs may still extrapolate badly. That the runs were not fitted is for the caller to see to.
 *
 * @param fit A fit with draws.
 * @param runs The runs kept apart.
 * @param options The `level` of the prediction intervals, .95 unless told.
 * @throws {InputError} If the fit has no draws, there are no runs, or a value is not positive.
 *
 * @example The largest runs, from the smaller ones
 * ```ts
 * import assert from "node:assert/strict";
 * import { fitLaw, heldOut } from "isoflop/fit";
 * import { chinchilla, presetNamed } from "isoflop/laws";
 * import { grid, simulate } from "isoflop/runs";
 *
 * const design = grid({ N: [1e8, 3e8, 1e9, 3e9], D: [2e9, 6e9, 2e10, 6e10] });
 * const runs = simulate(presetNamed("chinchilla:epoch"), design, { noise: 0.003, seed: 1 });
 * const fit = fitLaw(runs.where("C<=1e20"), chinchilla, { bootstrap: { draws: 200, seed: 1 } });
 * const check = heldOut(fit, runs.where("C>1e20"));
 * assert.equal(check.inside, check.n);
 * ```
 */
export function heldOut<K extends string, D extends string>(
  fit: Fit<K, D>,
  runs: RunData,
  { level = 0.95 }: { readonly level?: number } = {},
): HeldOut {
  const cannot = "check a fit on held-out runs";
  const { N, D, loss } = checkedColumns(runs, cannot);
  if (N.length === 0) throw new InputError({ cannot, needs: "at least one run", found: "none" });
  const rows = Array.from(N, (n, i): HeldOutRun => {
    const at = { N: n, D: D[i]! };
    const observed = loss[i]!;
    const interval = predictionInterval(fit, at, level);
    const predicted = fit.predict(at);
    return {
      ...at,
      C: 6 * n * at.D,
      loss: observed,
      predicted,
      low: interval?.low ?? null,
      high: interval?.high ?? null,
      error: predicted / observed - 1,
      inside: interval && interval.low <= observed && observed <= interval.high,
    };
  });
  return new HeldOut(rows, level, fit.data.ranges.C[1], runs.source);
}

/** Predictions beside the losses of runs that the fit has not seen; {@linkcode heldOut} makes it. */
export class HeldOut extends Reported {
  /** The runs, in the order they came. */
  readonly runs: readonly HeldOutRun[];
  /** Coverage aimed at by the intervals. */
  readonly level: number;
  /** The largest compute held out over the largest fitted. */
  readonly factor: number;
  /** Where the held-out runs are from. */
  readonly source: RunData["source"];

  /** Takes the rows, the level, the largest compute of the fit in FLOP, and the rows' origin. */
  constructor(
    runs: readonly HeldOutRun[],
    level: number,
    largestFitted: number,
    source: RunData["source"],
  ) {
    super();
    this.runs = runs;
    this.level = level;
    this.source = source;
    this.factor = Math.max(...runs.map(({ C }) => C)) / largestFitted;
  }

  /** How many runs there are. */
  get n(): number {
    return this.runs.length;
  }

  /** How many of them are inside their interval. */
  get inside(): number {
    return this.runs.filter(({ inside }) => inside).length;
  }

  /** The largest error, as a share of the loss: |predicted / observed − 1|. */
  get worst(): number {
    return Math.max(...this.runs.map(({ error }) => Math.abs(error)));
  }

  /** What a notebook front end shows; other people's rows are marked as not to be committed. */
  override [jupyterDisplay](): MimeBundle {
    const { committable = true } = this.source ?? {};
    const summary = `${this.report().title}, other people's`;
    return { ...super[jupyterDisplay](), ...publicMark({ committable }, summary) };
  }

  /** One row per run, and the sum in a sentence. */
  report(): Report {
    const { runs, n, inside, worst, factor, level } = this;
    const loss = (value: number | null) => value === null ? "–" : value.toFixed(3);
    const percent = (p: number) => `${Number((100 * p).toPrecision(4))} %`;
    const titles = ["C", "N", "D", "loss", "predicted", percent((1 - level) / 2)];
    return {
      title: `${n} held-out ${n === 1 ? "run" : "runs"}, up to ${significant(factor)} times the ` +
        "largest fitted compute",
      blocks: [
        {
          kind: "table",
          table: {
            columns: [
              ...[...titles, percent((1 + level) / 2), "error"].map((title) => ({ title })),
              { title: "inside", align: "left" },
            ],
            rows: runs.map((run) => [
              flop(run.C),
              count(run.N),
              count(run.D),
              loss(run.loss),
              loss(run.predicted),
              loss(run.low),
              loss(run.high),
              `${run.error < 0 ? "−" : "+"}${Math.abs(100 * run.error).toFixed(2)} %`,
              run.inside === null ? "–" : run.inside ? "yes" : "no",
            ]),
          },
        },
        {
          kind: "note",
          text: `${inside} of ${n} inside the ${percent(level)} prediction interval; ` +
            `the largest error is ${(100 * worst).toFixed(2)} % of the loss.`,
        },
        ...(this.source?.simulated
          ? [{ kind: "note", text: "The held-out runs are simulated." } as const]
          : []),
      ],
    };
  }
}
