import { flop, InputError, significant } from "../text/mod.ts";
import type { Chart } from "./chart.ts";
import { logChannel } from "./channels.ts";
import { counted } from "./counted.ts";
import { figure, type FigureOptions } from "./figure.ts";
import { linearChannel } from "./linear_axis.ts";
import { logAxis, tidy } from "./log_axis.ts";
import type { ChartCurves } from "./sources.ts";
import type { Encoding, Layer } from "./spec.ts";
import { ink, palette, panel } from "./theme.ts";

/** What the chart needs of one cut of a roll-out. */
export interface ChartRolloutWindow {
  /** Runs below this were fitted. */
  readonly cut: number;
  /** How many those were. */
  readonly fitted: number;
  /** The predictions: the value cut over the largest fitted, the error as a share, the interval. */
  readonly rows: readonly {
    readonly factor: number;
    readonly error: number;
    readonly observed: number;
    readonly predicted: number;
    readonly bands: readonly ({ readonly low: number; readonly high: number } | null)[];
  }[];
}

/** What the chart needs of a roll-out; `rollout()` gives it. */
export interface ChartRollout {
  /** The column that was cut. */
  readonly by: string;
  /** Coverage of the first interval of every prediction. */
  readonly level: number;
  /** One per cut. */
  readonly windows: readonly ChartRolloutWindow[];
  /** What share of the observations the intervals of some levels hold; a second panel shows it. */
  readonly calibration?:
    | readonly { readonly level: number; readonly share: number | null }[]
    | undefined;
  /** Where the runs are from; without it they count as yours. */
  readonly source?:
    | { readonly name: string; readonly simulated?: unknown; readonly committable?: boolean }
    | undefined;
}

/**
 * How far off a law is beyond the runs that it was fitted to: the error of every prediction against
 * how many times larger the run is than the largest one fitted, a colour for each cut.
 *
 * Hollow points are outside their prediction interval. Beside it, where the roll-out has intervals: the
 * share of the observations inside them against the level asked for; below the diagonal they are too
 * narrow.
 *
 * @param rolled From `rollout()`.
 * @throws {InputError} If no cut has a prediction.
 *
 * @example One cut, two predictions
 * ```ts
 * import assert from "node:assert/strict";
 * import { rollout } from "isoflop/charts";
 *
 * const row = { factor: 3, error: 0.01, observed: 2, predicted: 2.02, bands: [{ low: 1.9, high: 2.1 }] };
 * const windows = [{ cut: 1e20, fitted: 40, rows: [row, { ...row, factor: 10, bands: [null] }] }];
 * const chart = rollout({ by: "C", level: 0.95, windows });
 * assert.match(chart.description, /2 predictions/);
 * ```
 */
export function rollout(
  rolled: ChartRollout,
  {
    title = "Errors beyond the runs that were fitted",
    width = panel.width - 100,
    height = 320,
  }: FigureOptions = {},
): Chart {
  const { by, level } = rolled;
  const windows = rolled.windows.filter(({ rows }) => rows.length > 0);
  if (windows.length === 0) {
    throw new InputError({
      cannot: "draw a roll-out",
      needs: "at least one cut with predictions",
      found: `${rolled.windows.length} cuts without`,
    });
  }
  const names = windows.map(({ cut, fitted }) =>
    `${by} < ${by === "C" ? flop(cut, 2) : significant(cut, 2)} (${fitted})`
  );
  const values = windows.flatMap(({ rows }, k) =>
    rows.map(({ factor, error, observed, bands: [band] }) => {
      const verdict = !band
        ? "no interval"
        : observed < band.low || observed > band.high
        ? "outside"
        : "inside";
      return {
        cut: names[k]!,
        factor: tidy(factor),
        error: tidy(100 * error),
        verdict,
        hollow: verdict === "outside" ? "yes" : "no",
      };
    })
  );
  const errors = values.map(({ error }) => error);
  const most = Math.max(...errors, 0), least = Math.min(...errors, 0);
  const margin = 0.08 * (most - least || 1);
  const across = logChannel(
    logAxis(values.map(({ factor }) => factor), "ratio", { pixels: width }),
    `${by} of the run over the largest fitted`,
  );
  const up = linearChannel(
    [least - margin, most + margin],
    "ratio",
    "Error of the prediction (%)",
    6,
  );
  const colours = palette.filter((_, i) => i !== 4);
  const cut = {
    field: "cut",
    type: "nominal" as const,
    title: ["fitted to runs with", "(how many)"],
    sort: null,
    // Below the panel there is room for it beside a second one.
    legend: { orient: "bottom" as const, columns: 3 },
    scale: { domain: names, range: names.map((_, i) => colours[i % colours.length]!) },
  };
  const x: NonNullable<Encoding["x"]> = { field: "factor", ...across };
  const percent = `${Number((100 * level).toPrecision(4))} %`;
  const main = {
    width,
    height,
    layer: [
      {
        data: { values: [{ error: 0 }] },
        mark: { type: "rule", color: ink.rule },
        encoding: { y: { field: "error", ...up } },
      },
      {
        data: { values },
        mark: { type: "point", filled: true, size: 42, strokeWidth: 1.6, opacity: 0.9 },
        encoding: {
          x,
          y: { field: "error", ...up },
          fill: cut,
          fillOpacity: {
            field: "hollow",
            // No comes first: an order, as an opacity has one.
            type: "ordinal",
            legend: null,
            scale: { domain: ["no", "yes"], range: [0.75, 0] },
          },
          stroke: cut,
          tooltip: [
            { field: "cut", title: "fitted" },
            { field: "factor", title: "times the largest", format: ".3~g" },
            { field: "error", title: "error (%)", format: "+.2f" },
          ],
        },
      },
    ] as Layer[],
  };
  const known = (rolled.calibration ?? []).filter(({ share }) => share !== null);
  return figure(
    known.length ? { hconcat: [main, calibration(known, height)], spacing: 24 } : main,
    {
      title,
      subtitle: "above zero: too much predicted" +
        (values.some(({ verdict }) => verdict === "outside")
          ? `; hollow: outside the ${percent} prediction interval`
          : "") +
        (known.length ? "; right: below the diagonal the intervals are too narrow" : ""),
      description: caption(values, windows.length, by, percent),
      runs: rolled.source ? { source: rolled.source as ChartCurves["source"] } : null,
    },
  );
}

/** The share inside against the level asked for; on the diagonal they agree. */
function calibration(
  levels: readonly { readonly level: number; readonly share: number | null }[],
  height: number,
): { width: number; height: number; layer: Layer[] } {
  const on = (title: string) => linearChannel([0, 1], "ratio", title, 5);
  const x: NonNullable<Encoding["x"]> = {
    field: "level",
    ...on("Level (share of the predictions)"),
  };
  const y: NonNullable<Encoding["y"]> = {
    field: "share",
    ...on("Inside (share of the predictions)"),
  };
  return {
    width: 190,
    height,
    layer: [
      {
        data: { values: [{ level: 0, share: 0 }, { level: 1, share: 1 }] },
        mark: { type: "line", color: ink.rule, strokeDash: [2, 3], strokeWidth: 1.2 },
        encoding: { x, y },
      },
      {
        data: {
          values: levels.map(({ level, share }) => ({ level: tidy(level), share: tidy(share!) })),
        },
        mark: {
          type: "line",
          point: { size: 55, color: ink.law },
          color: ink.law,
          strokeWidth: 1.5,
        },
        encoding: {
          x,
          y,
          tooltip: [
            { field: "level", title: "level", format: ".2~f" },
            { field: "share", title: "share inside", format: ".3~f" },
          ],
        },
      },
    ],
  };
}

function caption(
  values: readonly { factor: number; error: number; verdict: string }[],
  cuts: number,
  by: string,
  percent: string,
): string {
  const mean = values.reduce((sum, { error }) => sum + Math.abs(error), 0) / values.length;
  const worst = values.reduce((a, b) => Math.abs(b.error) > Math.abs(a.error) ? b : a);
  const inside = values.filter(({ verdict }) => verdict === "inside").length;
  const banded = values.filter(({ verdict }) => verdict !== "no interval").length;
  const far = Math.max(...values.map(({ factor }) => factor));
  return `Errors of ${counted(values.length, "prediction")} beyond ${
    counted(cuts, "cut")
  } of ${by}, up to ${
    significant(far, 2)
  } times the largest fitted. The mean size of the error is ${
    significant(mean, 2)
  } %, the largest ${significant(Math.abs(worst.error), 2)} %; ${
    banded
      ? `${inside} of ${banded} ${
        inside === 1 ? "is" : "are"
      } inside the ${percent} prediction interval`
      : "none has a prediction interval"
  }.`;
}
