import type { Point } from "../laws/law.ts";
import { publicMark } from "../runs/public_mark.ts";
import {
  count,
  InputError,
  jupyterDisplay,
  type MimeBundle,
  type Report,
  Reported,
} from "../text/mod.ts";
import type { DownstreamPrediction } from "./downstream.ts";
import type { RunData } from "./run_data.ts";

/** Models whose loss and error on tasks are known, one entry per model. */
export interface TaskRuns {
  /** Parameters, all > 0. */
  readonly N: ArrayLike<number>;
  /** Training tokens, all > 0. */
  readonly D: ArrayLike<number>;
  /** Loss in nats/token, all > 0. */
  readonly loss: ArrayLike<number>;
  /** Average error on the tasks, all > 0. */
  readonly error: ArrayLike<number>;
  /** Where the rows are from. */
  readonly source?: RunData["source"];
}

/** One model beside what the two stages said of it. */
export interface CheckedTask {
  /** What was predicted, with intervals. */
  readonly predicted: DownstreamPrediction;
  /** The loss observed, in nats/token. */
  readonly loss: number;
  /** The error observed. */
  readonly error: number;
  /** Predicted / observed − 1 of the loss. */
  readonly lossOff: number;
  /** Predicted / observed − 1 of the error, the loss predicted too. */
  readonly errorOff: number;
  /** Whether the error is inside the interval for one more model; `null` without draws. */
  readonly inside: boolean | null;
}

/** Predictions of two stages beside models that neither has seen; `Downstream.heldOut` makes it. */
export class CheckedTasks extends Reported {
  /** The models, in the order they came. */
  readonly runs: readonly CheckedTask[];
  /** Coverage aimed at by the intervals. */
  readonly level: number;
  /** Where the models are from. */
  readonly source: RunData["source"];

  /** Takes the rows, the level, and where they are from. */
  constructor(runs: readonly CheckedTask[], level: number, source: RunData["source"]) {
    super();
    this.runs = runs;
    this.level = level;
    this.source = source;
  }

  /** What a notebook front end shows; other people's rows are marked as not to be committed. */
  override [jupyterDisplay](): MimeBundle {
    const { committable = true } = this.source ?? {};
    const summary = `${this.report().title}, other people's`;
    return { ...super[jupyterDisplay](), ...publicMark({ committable }, summary) };
  }

  /** One row per model. */
  report(): Report {
    const { runs, level } = this;
    const off = (x: number) => `${x < 0 ? "−" : "+"}${Math.abs(100 * x).toFixed(2)} %`;
    const ends = runs.some(({ predicted }) => predicted.model);
    const titles = ["N", "D", "loss", "predicted", "off", "error", "predicted", "off"];
    const percent = (p: number) => `${Number((100 * p).toPrecision(4))} %`;
    return {
      title: `${runs.length} held-out ${runs.length === 1 ? "model" : "models"}, in two stages`,
      blocks: [{
        kind: "table",
        table: {
          columns: [
            ...titles,
            ...(ends ? [percent((1 - level) / 2), percent((1 + level) / 2)] : []),
          ].map((title) => ({ title })),
          rows: runs.map(({ predicted, loss, error, lossOff, errorOff }) => [
            count(predicted.N),
            count(predicted.D),
            loss.toFixed(3),
            predicted.loss.toFixed(3),
            off(lossOff),
            error.toFixed(3),
            predicted.error.toFixed(3),
            off(errorOff),
            ...(ends
              ? [predicted.model?.low, predicted.model?.high].map((x) => x?.toFixed(3) ?? "–")
              : []),
          ]),
        },
      }],
    };
  }
}

/** What {@linkcode CheckedTasks} is made of: every model asked about. */
export function checkTasks(
  stages: { at(at: Point, level: number): DownstreamPrediction },
  { N, D, loss, error, source }: TaskRuns,
  level: number,
): CheckedTasks {
  const cannot = "check two stages on held-out models";
  const columns = { N, D, loss, error };
  if (N.length === 0) throw new InputError({ cannot, needs: "at least one model", found: "none" });
  for (const [name, values] of Object.entries(columns)) {
    const bad = Array.from(N, (_, i) => values[i]).findIndex((x) => !(x! > 0 && x! < Infinity));
    if (bad < 0) continue;
    const needs = `${name} > 0 and finite of every model`;
    throw new InputError({ cannot, needs, found: `${values[bad]} in row ${bad + 1}` });
  }
  const runs = Array.from(N, (n, i): CheckedTask => {
    const predicted = stages.at({ N: n, D: D[i]! }, level);
    const [L, Err] = [loss[i]!, error[i]!], { model } = predicted;
    return {
      predicted,
      loss: L,
      error: Err,
      lossOff: predicted.loss / L - 1,
      errorOff: predicted.error / Err - 1,
      inside: model && model.low <= Err && Err <= model.high,
    };
  });
  return new CheckedTasks(runs, level, source);
}
