import { flop, InputError, significant } from "../text/mod.ts";
import type { Chart } from "./chart.ts";
import { logChannel, titles } from "./channels.ts";
import { figure, type FigureOptions } from "./figure.ts";
import { type TextLayer, withHalo } from "./halo.ts";
import { logAxis, tidy } from "./log_axis.ts";
import type { ChartCurves, ChartInterval } from "./sources.ts";
import type { Encoding, Layer } from "./spec.ts";
import { ink, palette, panel } from "./theme.ts";

/** A point of a curve with its two bands; `bands()` gives them. */
export interface ChartBandRow {
  /** The regressors. */
  readonly at: Readonly<Record<string, number>>;
  /** What the law gives there. */
  readonly predicted: number;
  /** Where the law is. */
  readonly confidence: ChartInterval | null;
  /** Where one more run will be. */
  readonly prediction: ChartInterval | null;
}

/** What {@linkcode bands} can be told. */
export interface BandsOptions extends FigureOptions {
  /**
   * What is across: a regressor, or a function of them; C is worked out as 6ND where it is not there.
   *
   * @default {"C"}
   */
  readonly x?: string | ((at: Readonly<Record<string, number>>) => number);
  /** The title of the axis across. @default {the one of C, N or D; otherwise the name} */
  readonly xTitle?: string;
  /** The title of the axis upwards. @default {"Loss (nats/token)"} */
  readonly yTitle?: string;
  /** The largest fitted value: beyond it the curve is dashed. */
  readonly fittedTo?: number;
  /** Runs to be seen beside the curve. */
  readonly runs?: readonly { readonly x: number; readonly y: number; readonly fitted?: boolean }[];
  /** Where those are from, `runs.source`: other people's rows stay out of committed files. */
  readonly source?: ChartCurves["source"];
  /** Whether the runs were simulated: the figure then says so. */
  readonly simulated?: boolean;
}

/**
 * A law with two bands that nobody should confuse: where the law is (dark), and where one more run
 * will be (light).
 *
 * @param rows From `bands()`, in the order of the axis.
 * @throws {InputError} If there are fewer than two points, or the axis has no such regressor.
 *
 * @example Two points
 * ```ts
 * import assert from "node:assert/strict";
 * import { bands } from "isoflop/charts";
 *
 * const row = (C: number, predicted: number) => ({
 *   at: { C },
 *   predicted,
 *   confidence: { low: predicted - 0.01, high: predicted + 0.01 },
 *   prediction: { low: predicted - 0.03, high: predicted + 0.03 },
 * });
 * const chart = bands([row(1e20, 2.5), row(1e21, 2.3)], { fittedTo: 3e20 });
 * assert.match(chart.description, /from 2\.500 to 2\.300/);
 * ```
 */
export function bands(
  rows: readonly ChartBandRow[],
  {
    x = "C",
    xTitle = typeof x === "string" ? (titles as Record<string, string>)[x] ?? x : "x",
    yTitle = titles.loss,
    title = "Where the law is, and where one more run will be",
    width = panel.width,
    height = panel.height,
    fittedTo,
    runs = [],
    source,
    simulated = false,
  }: BandsOptions = {},
): Chart {
  const values = rows.map((row) => ({ ...row, x: acrossOf(row, x) }))
    .sort((a, b) => a.x - b.x);
  const different = new Set(values.map((v) => v.x)).size;
  if (different < 2) {
    throw new InputError({
      cannot: "draw bands",
      needs: "at least two points with different values across, as bands(fit, points) gives them",
      found: `${different}`,
    });
  }
  const heights = [
    ...values.flatMap(({ predicted, prediction, confidence }) => [
      predicted,
      ...(prediction ? [prediction.low, prediction.high] : []),
      ...(confidence ? [confidence.low, confidence.high] : []),
    ]),
    ...runs.map(({ y }) => y),
  ];
  const across = logChannel(
    logAxis([...values.map((v) => v.x), ...runs.map((r) => r.x)], "flop", {
      pixels: width,
      margin: 0,
    }),
    xTitle,
  );
  const upwards = logAxis(heights, "loss", { pixels: height, vertical: true });
  const up = logChannel(upwards, yTitle);
  const xs: NonNullable<Encoding["x"]> = { field: "x", ...across };
  const area = (kind: "confidence" | "prediction", color: string, opacity: number): Layer => ({
    data: {
      values: values.flatMap((v) =>
        v[kind] ? [{ x: tidy(v.x), low: tidy(v[kind].low), high: tidy(v[kind].high) }] : []
      ),
    },
    mark: { type: "area", color, opacity, line: false },
    encoding: { x: xs, y: { field: "low", ...up, stack: null }, y2: { field: "high" } },
  });
  const line = (part: typeof values, dash: boolean): Layer => ({
    data: { values: part.map((v) => ({ x: tidy(v.x), y: tidy(v.predicted) })) },
    mark: { type: "line", color: ink.law, strokeWidth: 2, ...(dash && { strokeDash: [6, 4] }) },
    encoding: { x: xs, y: { field: "y", ...up } },
  });
  const inside = fittedTo === undefined ? values : values.filter((v) => v.x <= fittedTo);
  const beyond = fittedTo === undefined
    ? []
    : [...inside.slice(-1), ...values.filter((v) => v.x > fittedTo)];
  return figure({
    width,
    height,
    layer: [
      area("prediction", palette[5], 0.35),
      area("confidence", palette[0], 0.45),
      ...(fittedTo === undefined || beyond.length < 2 ? [] : [{
        data: { values: [{ x: tidy(fittedTo) }] },
        mark: { type: "rule", color: ink.rule, strokeDash: [2, 3] },
        encoding: { x: xs },
      } as Layer]),
      ...(inside.length > 1 ? [line(inside, false)] : []),
      ...(beyond.length > 1 ? [line(beyond, true)] : []),
      ...(runs.length
        ? [{
          data: {
            values: runs.map(({ x, y, fitted = true }) => ({
              x: tidy(x),
              y: tidy(y),
              kind: fitted ? "fitted" : "held out",
            })),
          },
          mark: { type: "point", size: 34, opacity: 0.9 },
          encoding: {
            x: xs,
            y: { field: "y", ...up },
            color: {
              field: "kind",
              type: "nominal",
              scale: { domain: ["fitted", "held out"], range: [ink.muted, palette[1]] },
              // At the right stand the words for the bands.
              legend: runs.some(({ fitted = true }) => !fitted)
                ? { title: "runs", orient: "bottom" }
                : null,
            },
          },
        } as Layer]
        : []),
      ...legend(values, xs, up, Math.log(upwards.domain[1] / upwards.domain[0]) / height),
    ],
  }, {
    title,
    subtitle: fittedTo === undefined || beyond.length < 2
      ? "dark band: where the law is; light band: where one more run will be"
      : "dark band: where the law is; light band: where one more run will be; dashed: beyond the runs",
    description: caption(values, x, fittedTo),
    runs: simulated
      ? { source: { name: "", simulated: true } }
      : source && runs.length
      ? { source }
      : null,
  });
}

function acrossOf({ at }: ChartBandRow, x: NonNullable<BandsOptions["x"]>): number {
  const value = typeof x === "function"
    ? x(at)
    : at[x] ?? (x === "C" && at.N && at.D ? 6 * at.N * at.D : undefined);
  if (value !== undefined && value > 0) return value;
  throw new InputError({
    cannot: "draw bands",
    needs: `a positive ${typeof x === "string" ? x : "x"} at every point`,
    found: value === undefined || Number.isNaN(value)
      ? `points of ${Object.keys(at).join(", ")}`
      : `${value}`,
  });
}

/**
 * The words stand at the right end of the bands: one beside the law, the other above it at the edge of
 * the wider band, or as far above as a line of text takes.
 *
 * @param pixel How far a pixel goes in ln y.
 */
function legend(
  values: readonly (ChartBandRow & { readonly x: number })[],
  x: NonNullable<Encoding["x"]>,
  up: object,
  pixel: number,
): Layer[] {
  const { confidence, prediction, predicted, x: end } = values.at(-1)!;
  if (!confidence || !prediction) return [];
  const above = Math.max(prediction.high, predicted * Math.exp(15 * pixel));
  const layer: TextLayer = {
    data: {
      values: [
        { x: tidy(end), y: tidy(predicted), text: "where the law is" },
        { x: tidy(end), y: tidy(above), text: "where one more run will be" },
      ],
    },
    mark: { type: "text", align: "left", baseline: "middle", dx: 6, fontSize: 11, color: ink.text },
    encoding: {
      x,
      y: { field: "y", ...up } as NonNullable<Encoding["y"]>,
      text: { field: "text", type: "nominal" },
    },
  };
  return withHalo(layer);
}

function caption(
  values: readonly (ChartBandRow & { readonly x: number })[],
  x: NonNullable<BandsOptions["x"]>,
  fittedTo: number | undefined,
): string {
  const [first, last] = [values[0]!, values.at(-1)!];
  const write = (v: number) => x === "C" ? flop(v) : significant(v, 3);
  const at = (row: typeof first) => `${typeof x === "string" ? x : "x"} = ${write(row.x)}`;
  const width = (band: ChartInterval | null) =>
    band ? `${significant(band.high - band.low, 2)} wide` : "not to be had";
  return `The law from ${first.predicted.toFixed(3)} to ${last.predicted.toFixed(3)} between ${
    at(first)
  } and ${at(last)}. At the last point the band of the law is ${
    width(last.confidence)
  }, that of one ` +
    `more run ${width(last.prediction)}.` +
    (fittedTo === undefined ? "" : ` The runs end at ${write(fittedTo)}.`);
}
