import { InputError } from "../text/mod.ts";
import { endNames, hues } from "./batch_targets.ts";
import { logChannel, titles } from "./channels.ts";
import type { Chart } from "./chart.ts";
import { curve } from "./curve.ts";
import { figure, type FigureOptions } from "./figure.ts";
import { logAxis, tidy } from "./log_axis.ts";
import type { ChartCurves } from "./sources.ts";
import type { Encoding, Layer } from "./spec.ts";
import { ink, panel } from "./theme.ts";

/** What the chart needs of a power law of critical batches; `fitBatch().power()` gives it. */
export interface ChartBatchPower {
  /** What the batch is held against. */
  readonly by: "N" | "D" | "loss";
  /** The points; an end of an interval is `null` where it is open. */
  readonly points: readonly {
    readonly label: string;
    readonly x: number;
    readonly B: number;
    readonly low: number | null;
    readonly high: number | null;
  }[];
  /** K of K x^p. */
  readonly coef: number;
  /** p. */
  readonly exponent: number;
}

/** What {@linkcode criticalBatch} can be told. */
export interface CriticalBatchOptions extends FigureOptions {
  /** What batches are counted in. @default {"tokens"} */
  readonly unit?: string;
  /** Where the steps are from. */
  readonly source?: ChartCurves["source"] | null;
}

/**
 * Critical batches against N, D or the loss, with their 95 % intervals and the power laws through them,
 * one for each definition.
 *
 * @param powers Power laws by name, all against the same quantity; five at most.
 * @throws {InputError} If there is none, or more, or they are against different quantities.
 *
 * Source: after Figure 10 of Kaplan et al. (2020) and the forecasts of Zhang et al. (2024)
 *
 * @example Two definitions, two exponents
 * ```ts
 * import assert from "node:assert/strict";
 * import { criticalBatch } from "isoflop/charts";
 *
 * const point = (x: number, B: number) => ({ label: "", x, B, low: B / 2, high: 2 * B });
 * const points = [point(1e8, 1e3), point(1e9, 4e3)];
 * const chart = criticalBatch({ ratio: { by: "N", points, coef: 0.0156, exponent: 0.602 } });
 * assert.match(chart.description, /ratio: exponent 0\.602/);
 * ```
 */
export function criticalBatch(
  powers: Readonly<Record<string, ChartBatchPower>>,
  {
    unit = "tokens",
    source = null,
    title = "The critical batch grows",
    width = panel.width - 60,
    height = panel.height - 40,
  }: CriticalBatchOptions = {},
): Chart {
  const named = Object.entries(powers);
  const by = named[0]?.[1].by;
  if (by === undefined || named.length > hues.length || named.some(([, p]) => p.by !== by)) {
    throw new InputError({
      cannot: "draw critical batches",
      needs: `1 to ${hues.length} power laws against one quantity`,
      found: named.map(([name, p]) => `${name} against ${p.by}`).join(", ") || "none",
    });
  }
  const points = named.flatMap(([, power]) => power.points);
  const x = logAxis(points.map((point) => point.x), by === "loss" ? "loss" : "count", {
    ...{ pixels: width, margin: 0.08 },
  });
  const y = logAxis(points.flatMap(({ B, low, high }) => [B, low ?? B, high ?? B]), "count", {
    ...{ pixels: height, vertical: true, margin: 0.08 },
  });
  const across: NonNullable<Encoding["x"]> = { field: "x", ...logChannel(x, titles[by]) };
  const up: NonNullable<Encoding["y"]> = {
    field: "y",
    ...logChannel(y, `Critical batch (${unit})`),
  };
  const at = ({ coef, exponent }: ChartBatchPower, x: number) => coef * x ** exponent;
  const layer = named.flatMap(([name, power], series): Layer[] => [
    {
      data: {
        values: curve(x.domain, undefined, (value) => at(power, value), 24)
          .map(({ x, y }) => ({ x, y })),
      },
      mark: { type: "line", color: hues[series]!, strokeWidth: 2, clip: true },
      encoding: { x: across, y: up },
    },
    {
      // An open end goes to the frame.
      data: {
        values: power.points.map(({ x, low, high }) => ({
          ...{ x: tidy(x), low: tidy(low ?? y.domain[0]), high: tidy(high ?? y.domain[1]) },
        })),
      },
      mark: { type: "rule", color: hues[series]!, strokeWidth: 1.8 },
      encoding: { x: across, y: { ...up, field: "low" }, y2: { field: "high" } },
    },
    {
      data: {
        values: power.points.map(({ x, B, label }) => ({ x: tidy(x), y: tidy(B), label, name })),
      },
      mark: {
        ...{ type: "point", filled: true, size: 55, opacity: 1, color: hues[series]! },
        ...{ stroke: ink.paper, strokeWidth: 0.6 },
      },
      encoding: {
        x: across,
        y: up,
        tooltip: [
          { field: "name", title: "definition" },
          { field: "label", title: "target" },
          { field: "y", title: `batch (${unit})`, format: ".4~g" },
        ],
      },
    },
  ]);
  const ends = named.map(([name, power], series) => ({
    ...{ text: name, series, y: at(power, x.domain[1]) },
  }));
  const exponents = named.map(([name, { exponent }]) =>
    `${name}: exponent ${exponent.toFixed(3).replace("-", "−")}`
  );
  const frame = { x, y, across, up, height };
  return figure({ width, height, layer: [...layer, ...endNames(ends, frame)] }, {
    title,
    subtitle: [exponents.join("; "), "bars: 95 % intervals of the fits of steps to batches"],
    description: `Critical batch against ${
      by === "loss" ? "the loss" : by
    }, with 95 % intervals. Power laws: ${exponents.join("; ")}.`,
    runs: source ? { source } : null,
  });
}
