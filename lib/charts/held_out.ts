import { InputError } from "../text/mod.ts";
import type { Chart } from "./chart.ts";
import { titles } from "./channels.ts";
import { counted } from "./counted.ts";
import { figure, type FigureOptions } from "./figure.ts";
import { label, tidy } from "./log_axis.ts";
import type { ChartCurves } from "./sources.ts";
import type { Encoding } from "./spec.ts";
import { ink, palette, panel } from "./theme.ts";

/** A run that a fit has not seen, beside the prediction. */
export interface ChartHeldOutRun {
  /** Parameters. */
  readonly N: number;
  /** Tokens. */
  readonly D: number;
  /** Compute in FLOP. */
  readonly C: number;
  /** The loss observed, in nats/token. */
  readonly loss: number;
  /** The loss predicted, in nats/token. */
  readonly predicted: number;
  /** Lower end of the prediction interval; `null` without one. */
  readonly low: number | null;
  /** Upper end of the prediction interval; `null` without one. */
  readonly high: number | null;
  /** Whether the observed loss is inside; `null` without an interval. */
  readonly inside: boolean | null;
}

/** What the chart needs of predictions that were checked; a `HeldOut` has it. */
export interface ChartHeldOut {
  /** The runs, a line each. */
  readonly runs: readonly ChartHeldOutRun[];
  /** Coverage aimed at by the intervals. */
  readonly level: number;
  /** Where the runs are from; without it they count as yours. */
  readonly source?: ChartCurves["source"] | undefined;
}

/**
 * Predictions and what came out: for each run that a fit has not seen the prediction interval, the
 * predicted loss and the observed one, a line for each run in the order of the check.
 *
 * Observed losses outside their interval are hollow.
 *
 * @param check Predictions beside held-out runs, from `heldOut()`.
 * @throws {InputError} If there is no run.
 *
 * @example One run inside, one outside
 * ```ts
 * import assert from "node:assert/strict";
 * import { heldOut } from "isoflop/charts";
 *
 * const run = { N: 1e9, D: 2e10, C: 1.2e20, predicted: 2.5, low: 2.4, high: 2.6 };
 * const chart = heldOut({
 *   runs: [{ ...run, loss: 2.45, inside: true }, { ...run, loss: 2.3, inside: false }],
 *   level: 0.95,
 * });
 * assert.match(chart.description, /1 of 2 is inside its 95 % prediction interval/);
 * ```
 */
export function heldOut(
  check: ChartHeldOut,
  { title = "Predictions beside held-out runs", width = panel.width - 80, height }: FigureOptions =
    {},
): Chart {
  const { runs, level, source } = check;
  if (!Array.isArray(runs) || runs.length === 0) {
    throw new InputError({
      cannot: "draw held-out runs",
      needs: "at least one, as heldOut(fit, runs) gives them",
      found: Array.isArray(runs) ? "none" : "no runs with predictions",
    });
  }
  const values = runs.map(({ N, D, C, loss, predicted, low, high, inside }, i) => ({
    line: `${i}`,
    ...{ N: tidy(N), D: tidy(D), C: tidy(C), loss: tidy(loss), predicted: tidy(predicted) },
    ...(low !== null && high !== null && { low: tidy(low), high: tidy(high) }),
    verdict: inside === false ? "observed, outside" : "observed",
  }));
  // Two runs may share N, D and C (seeds): what tells lines apart is their place.
  const names = runs.map(({ C, N, D }) =>
    `${label(C, "flop")} FLOP, ${label(N, "count")} × ${label(D, "count")}`
  );
  const rows = `${JSON.stringify(names)}[toNumber(datum.value)]`;
  const y: Encoding["y"] = {
    field: "line",
    type: "nominal",
    sort: null,
    axis: {
      title: "Compute C (FLOP), N × D",
      labelExpr: rows,
      labelLimit: 280,
      ticks: false,
      grid: true,
    },
  };
  const losses = values.flatMap((v) => [v.loss, v.predicted, v.low ?? v.loss, v.high ?? v.loss]);
  const least = Math.min(...losses), most = Math.max(...losses);
  const margin = Math.max(0.005, 0.05 * (most - least));
  const on = (field: string) => ({
    field,
    type: "quantitative" as const,
    title: titles.loss,
    scale: { domain: [least - margin, most + margin].map(tidy), zero: false, nice: false },
    axis: { title: titles.loss, tickCount: 6 },
  });
  const percent = `${Number((100 * level).toPrecision(4))} %`;
  const kinds = [...new Set(values.map(({ verdict }) => verdict))].sort();
  return figure({
    width,
    height: height ?? Math.max(80, 30 * runs.length),
    data: { values },
    layer: [
      {
        transform: [{ filter: "isValid(datum.low)" }],
        mark: { type: "bar", size: 12, color: palette[5], opacity: 0.8 },
        encoding: { x: on("low"), x2: { field: "high" }, y },
      },
      {
        mark: { type: "tick", size: 18, thickness: 2.5, color: ink.law },
        encoding: { x: on("predicted"), y },
      },
      {
        mark: { type: "point", size: 80, color: palette[1], strokeWidth: 2, opacity: 1 },
        encoding: {
          x: on("loss"),
          y,
          fill: {
            field: "verdict",
            type: "nominal",
            legend: null,
            scale: {
              domain: kinds,
              range: kinds.map((kind) => kind === "observed" ? palette[1] : ink.paper),
            },
          },
          tooltip: [
            { field: "loss", title: "observed (nats/token)", format: ".4~f" },
            { field: "predicted", title: "predicted (nats/token)", format: ".4~f" },
            { field: "low", title: "lower end", format: ".4~f" },
            { field: "high", title: "upper end", format: ".4~f" },
          ],
        },
      },
    ],
  }, {
    title,
    subtitle: `bar: ${percent} prediction interval; line: predicted; circle: observed` +
      (kinds.length > 1 || kinds[0] !== "observed" ? ", hollow outside the bar" : ""),
    description: caption(check, percent),
    runs: source ? { source } : null,
  });
}

function caption({ runs }: ChartHeldOut, percent: string): string {
  const known = runs.filter(({ inside }) => inside !== null);
  const inside = known.filter((run) => run.inside).length;
  const worst = runs.reduce((a, b) =>
    Math.abs(b.predicted / b.loss - 1) > Math.abs(a.predicted / a.loss - 1) ? b : a
  );
  const error = 100 * (worst.predicted / worst.loss - 1);
  return `Predicted and observed loss of ${counted(runs.length, "held-out run")}. ` +
    (known.length
      ? `${inside} of ${known.length} ${inside === 1 ? "is" : "are"} inside ${
        inside === 1 ? "its" : "their"
      } ${percent} prediction interval. `
      : "") +
    `The largest miss is ${Math.abs(error).toFixed(1)} % too ${error < 0 ? "low" : "high"}: ` +
    `${worst.predicted.toFixed(3)} instead of ${worst.loss.toFixed(3)} nats/token.`;
}
