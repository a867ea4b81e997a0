import { InputError } from "../text/mod.ts";
import { logChannel, titles } from "./channels.ts";
import { curve } from "./curve.ts";
import { spreadLabels } from "./end_labels.ts";
import { withHalo } from "./halo.ts";
import { type LogAxis, tidy } from "./log_axis.ts";
import type { Encoding, Layer } from "./spec.ts";
import { ink, palette } from "./theme.ts";

/** A range of compute that somebody's runs had. */
export interface ComputeRange {
  /** Whose: a word or two, over the range. */
  readonly label: string;
  /** The least compute, in FLOP. */
  readonly from: number;
  /** The largest compute, in FLOP. */
  readonly to: number;
}

/** A line over compute, named at its right end. */
export interface NamedLine {
  /** Its name. */
  readonly label: string;
  /** What it is at C FLOP. */
  readonly value: (C: number) => number;
  /** Something to compare with, thin and dashed. */
  readonly dashed?: boolean;
}

/** The vertical axis, and where a value stands on it. */
export interface Upwards {
  /** Scale and axis of the field `y`. */
  readonly channel: NonNullable<Encoding["y"]>;
  /** What it shows, for tooltips. */
  readonly title: string;
  /** Pixels from the bottom. */
  readonly place: (value: number) => number;
  /** The value so many pixels from the bottom. */
  readonly valueAt: (pixels: number) => number;
}

/** Throws unless there are one to six lines, finite at both ends, over a range of compute. */
export function needLines(
  lines: readonly NamedLine[],
  [from, to]: readonly [number, number],
  cannot: string,
): void {
  if (!(from > 0 && to > from && to < Infinity)) {
    throw new InputError({
      cannot,
      needs: "a range of compute in FLOP, the smaller end first",
      found: `${from} to ${to}`,
    });
  }
  if (lines.length < 1 || lines.length > palette.length) {
    throw new InputError({
      cannot,
      needs: `1 to ${palette.length} lines`,
      found: `${lines.length}`,
    });
  }
  const bad = lines.find(({ value }) => ![from, to].every((C) => value(C) > 0));
  if (bad) {
    throw new InputError({
      cannot,
      needs: "positive values at both ends of the range",
      found: `${bad.value(from)} and ${bad.value(to)} of ${JSON.stringify(bad.label)}`,
    });
  }
}

/** Ranges as bands with a name each, lines over them, and the lines' names at the right. */
export function linesOverCompute(
  lines: readonly NamedLine[],
  ranges: readonly ComputeRange[],
  { x, up, height }: { x: LogAxis; up: Upwards; height: number },
): Layer[] {
  const across = logChannel(x, titles.C);
  const ends = spreadLabels(
    lines.map(({ label, value }, series) => ({
      text: label,
      series,
      at: up.place(value(x.domain[1])),
    })),
    { height },
  );
  const colour = (series: number) => lines[series]!.dashed ? ink.rule : palette[series]!;
  return [
    ...ranges.flatMap((range, i): Layer[] => [
      {
        data: { values: [{ from: tidy(range.from), to: tidy(range.to) }] },
        mark: { type: "rect", color: palette[5 - i % 2]!, opacity: 0.16 },
        encoding: { x: { field: "from", ...across }, x2: { field: "to" } },
      },
      ...withHalo({
        data: { values: [{ x: tidy(range.from), text: range.label }] },
        mark: {
          ...{ type: "text", align: "left", baseline: "top", dx: 4, fontSize: 10.5 },
          ...{ color: ink.muted, y: 5 + 15 * i },
        },
        encoding: { x: { field: "x", ...across }, text: { field: "text", type: "nominal" } },
      }),
    ]),
    ...lines.map(({ label, value, dashed = false }, series): Layer => ({
      data: {
        values: curve(x.domain, undefined, value, dashed ? 24 : 120)
          .map(({ x, y }) => ({ x, y, label })),
      },
      mark: {
        ...{ type: "line", color: colour(series), clip: true },
        ...(dashed ? { strokeWidth: 1.4, strokeDash: [5, 4] } : { strokeWidth: 2.2 }),
      },
      encoding: {
        x: { field: "x", ...across },
        y: up.channel,
        tooltip: [
          { field: "label", title: "line" },
          { field: "x", title: titles.C, format: ".3~e" },
          { field: "y", title: up.title, format: ".3~g" },
        ],
      },
    })),
    ...ends.map(({ text, series, at }): Layer => ({
      data: { values: [{ x: x.domain[1], y: tidy(up.valueAt(at)), text }] },
      mark: {
        ...{ type: "text", align: "left", baseline: "middle", dx: 7, fontSize: 11 },
        color: colour(series),
      },
      encoding: {
        x: { field: "x", ...across },
        y: up.channel,
        text: { field: "text", type: "nominal" },
      },
    })),
  ];
}
