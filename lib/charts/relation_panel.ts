import { logChannel } from "./channels.ts";
import { curve } from "./curve.ts";
import { spreadLabels } from "./end_labels.ts";
import { linearChannel } from "./linear_axis.ts";
import { withHalo } from "./halo.ts";
import { logAxis, tidy, type Unit } from "./log_axis.ts";
import type { Encoding, Layer } from "./spec.ts";
import { ink, palette, scheme } from "./theme.ts";

/** An axis of a {@linkcode ChartPanel}. */
export interface ChartAxis {
  /** The quantity and its unit, as it stands at the axis. */
  readonly title: string;
  /** How the numbers are written: `1e21`, `70 B`, `2.5`. */
  readonly unit: Unit;
  /** How it is divided. @default {"log"} */
  readonly scale?: "log" | "linear";
  /** Values that the axis has to hold; those of the points and lines unless given. */
  readonly domain?: readonly [low: number, high: number];
}

/** Points, a line, or both. */
export interface ChartSeries {
  /** Its name, at the right end. */
  readonly label: string;
  /** What was measured, in the order of x; `low` and `high` are the ends of an interval. */
  readonly points?: readonly {
    readonly x: number;
    readonly y: number;
    readonly low?: number;
    readonly high?: number;
  }[];
  /** What a law says at x. */
  readonly line?: (x: number) => number;
  /** Where the line begins and ends; at the frame unless given. */
  readonly from?: readonly [low: number, high: number];
  /** Something to compare with, thin and dashed. */
  readonly dashed?: boolean;
  /** Whether the points are hollow: held out of what the line was fitted to, for example. */
  readonly hollow?: boolean;
  /** Which series it shares its colour with, by position; its own unless given. */
  readonly colour?: number;
  /** Whether the points are joined; `"only"` draws no points. */
  readonly joined?: boolean | "only";
  /** A number that colours the series, dark being small: parameters, for example. */
  readonly size?: number;
}

/** One quantity against another. */
export interface ChartPanel {
  /** Over the panel, where there are several. */
  readonly title?: string;
  /** The horizontal axis. */
  readonly x: ChartAxis;
  /** The vertical axis. */
  readonly y: ChartAxis;
  /** What is drawn. */
  readonly series: readonly ChartSeries[];
  /** Places with a word each. */
  readonly marks?: readonly ChartMark[];
}

/** A place with a word. */
export interface ChartMark {
  /** Where, across. */
  readonly x: number;
  /** Where, up. */
  readonly y: number;
  /** The word. */
  readonly text: string;
  /** Where the word stands. @default {"left"}, above the height of the place */
  readonly side?: "left" | "right" | "below" | "above";
}

/** How the word of a mark stands on each side. */
const sides = {
  left: { align: "right", dx: -8, dy: -9 },
  right: { align: "left", dx: 9, dy: 4 },
  below: { align: "center", dx: 0, dy: 19 },
  above: { align: "center", dx: 0, dy: -10 },
} as const;

/** The layers of a panel: lines under points under names. */
export function relationPanel(
  { x: across, y: up, series, marks = [] }: ChartPanel,
  { width, height }: { readonly width: number; readonly height: number },
): Layer[] {
  const points = series.flatMap(({ points = [] }) => points);
  const x = axis(across, points.map(({ x }) => x).concat(marks.map(({ x }) => x)), width, false);
  const ends = (each: ChartSeries): [number, number] => [
    Math.max(each.from?.[0] ?? x.domain[0], x.domain[0]),
    Math.min(each.from?.[1] ?? x.domain[1], x.domain[1]),
  ];
  const lines = series.map((each) =>
    each.line
      ? curve(ends(each), undefined, each.line, 80).filter(({ y }) =>
        up.scale === "linear" || y > 0
      )
      : []
  );
  const measured = points.flatMap(({ y, low = y, high = y }) => [y, low, high]);
  // Where there are points a line may leave the frame; a line alone decides about it.
  const seen = measured.length && !up.domain ? measured : lines.flat().map(({ y }) => y);
  const y = axis(up, seen.concat(marks.map(({ y }) => y)), height, true);
  const here = {
    x: { field: "x", type: "quantitative" },
    y: { field: "y", type: "quantitative" },
  } as const;
  const sizes = series.flatMap(({ size }) => size === undefined ? [] : [size]);
  const colour = sizes.length === 0 ? undefined : {
    field: "size",
    type: "quantitative" as const,
    scale: { type: "log" as const, scheme, domain: [Math.min(...sizes), Math.max(...sizes)] },
    legend: null,
  };
  const paint = (each: ChartSeries, i: number) =>
    each.size === undefined
      ? { color: each.dashed ? ink.rule : palette[(each.colour ?? i) % palette.length]! }
      : {};
  const coloured = (each: ChartSeries): Encoding =>
    each.size === undefined || !colour ? {} : { color: colour };
  const tooltip = [
    { field: "label", title: "series" },
    { field: "x", title: across.title, format: ".4~g" },
    { field: "y", title: up.title, format: ".4~g" },
  ];
  const named = (each: ChartSeries) => ({
    label: each.label,
    ...(each.size !== undefined && { size: tidy(each.size) }),
  });
  const layers: Layer[] = series.flatMap((each, i): Layer[] => {
    const values = lines[i]!.map(({ x, y }) => ({ x, y, ...named(each) }));
    const dots = (each.points ?? []).map(({ x, y, low, high }) => ({
      ...{ x: tidy(x), y: tidy(y), ...named(each) },
      ...(low !== undefined && high !== undefined && { low: tidy(low), high: tidy(high) }),
    }));
    const intervals = dots.filter((dot) => "low" in dot);
    const stroke = (data: object[], width: number): Layer => ({
      data: { values: data },
      mark: {
        ...{ type: "line", clip: true, strokeWidth: each.dashed ? 1.4 : width, ...paint(each, i) },
        ...(each.dashed && { strokeDash: [5, 4] }),
      },
      encoding: { ...here, ...coloured(each), tooltip },
    });
    return [
      ...(values.length ? [stroke(values, 2)] : []),
      ...(each.joined && dots.length ? [stroke(dots, 1.5)] : []),
      ...(intervals.length
        ? [{
          data: { values: intervals },
          mark: { type: "rule" as const, strokeWidth: 1.6, ...paint(each, i) },
          encoding: {
            ...{ x: here.x, y: { ...here.y, field: "low" }, y2: { field: "high" } },
            ...coloured(each),
          },
        }]
        : []),
      ...(dots.length && each.joined !== "only"
        ? [{
          data: { values: dots },
          mark: {
            ...{ type: "point" as const, filled: !each.hollow, opacity: 1, clip: true },
            ...(each.hollow
              ? { size: 52, strokeWidth: 1.8, fill: ink.paper }
              : { size: 34, stroke: ink.paper, strokeWidth: 0.5 }),
            ...paint(each, i),
          },
          encoding: { ...here, ...coloured(each), tooltip },
        }]
        : []),
    ];
  });
  const placed = spreadLabels(
    series.map((each, i) => {
      const last = lines[i]!.at(-1)?.y ?? each.points?.at(-1)?.y ?? y.domain[0];
      // Beyond the frame too, so that names stand in the order in which lines leave it.
      return { text: each.label, at: y.place(last), series: i };
    }).filter(({ text }) => text !== ""),
    { height, gap: 13 },
  );
  // The axes are long, and one layer that has them is enough.
  const [first, ...others] = layers as { readonly encoding: Encoding }[];
  const axes: Encoding = {
    x: { ...here.x, ...x.channel },
    y: { ...first!.encoding.y!, ...y.channel } as NonNullable<Encoding["y"]>,
  };
  return [
    { ...first, encoding: { ...first!.encoding, ...axes } } as Layer,
    ...others as Layer[],
    ...marks.flatMap((mark): Layer[] => [
      {
        data: { values: [{ x: tidy(mark.x), y: tidy(mark.y) }] },
        mark: { type: "point", shape: "cross", filled: true, size: 90, color: ink.law, opacity: 1 },
        encoding: here,
      },
      ...withHalo({
        data: { values: [{ x: tidy(mark.x), y: tidy(mark.y), text: mark.text }] },
        mark: {
          ...{ type: "text", fontSize: 10.5, color: ink.text },
          ...sides[mark.side ?? "left"],
        },
        encoding: { ...here, text: { field: "text", type: "nominal" } },
      }),
    ]),
    ...placed.map(({ text, series: i, at }): Layer => ({
      data: {
        values: [{ x: x.domain[1], y: tidy(y.valueAt(at)), text, ...named(series[i]!) }],
      },
      mark: {
        ...{ type: "text", align: "left", baseline: "middle", dx: 6, fontSize: 10.5 },
        ...paint(series[i]!, i),
      },
      encoding: {
        ...{ ...here, text: { field: "text", type: "nominal" } },
        ...coloured(series[i]!),
      },
    })),
  ];
}

/** The channel of an axis, its ends, and where a value stands. */
function axis(
  { title, unit, scale = "log", domain: asked }: ChartAxis,
  values: readonly number[],
  pixels: number,
  vertical: boolean,
) {
  const all = asked ?? values;
  if (scale === "log") {
    const log = logAxis(all, unit, { pixels, vertical, margin: asked ? 0 : 0.05 });
    const [low, high] = log.domain, decades = Math.log(high / low);
    return {
      domain: log.domain,
      channel: logChannel(log, title),
      place: (value: number) => pixels * Math.log(value / low) / decades,
      valueAt: (at: number) => low * Math.exp(decades * at / pixels),
    };
  }
  const least = Math.min(...all), most = Math.max(...all);
  const margin = asked ? 0 : 0.05 * (most - least || 1);
  const [low, high] = [tidy(least - margin), tidy(most + margin)];
  return {
    domain: [low, high] as const,
    channel: linearChannel([low, high], unit, title, vertical ? 6 : 5),
    place: (value: number) => pixels * (value - low) / (high - low),
    valueAt: (at: number) => low + (high - low) * at / pixels,
  };
}
