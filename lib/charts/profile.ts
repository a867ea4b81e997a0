import { InputError, significant } from "../text/mod.ts";
import type { Chart } from "./chart.ts";
import { logChannel } from "./channels.ts";
import { figure, type FigureOptions } from "./figure.ts";
import { linearChannel } from "./linear_axis.ts";
import { logAxis, tidy } from "./log_axis.ts";
import type { Encoding, Layer } from "./spec.ts";
import { profileWords } from "./profile_words.ts";
import { axisTitle, symbol } from "./symbols.ts";
import { ink, palette, panel } from "./theme.ts";

/** An interval that may be open: there its end is no end. */
export interface ChartOpenInterval {
  /** Lower end. */
  readonly low: number;
  /** Upper end. */
  readonly high: number;
  /** The sides on which nothing ends it. */
  readonly open?: readonly ("low" | "high")[];
}

/** What the chart needs of a profile; `profileCurve()` gives it. */
export interface ChartProfile {
  /** The name of the quantity. */
  readonly name: string;
  /** Its unit. */
  readonly unit: string;
  /** Its value at the minimum. */
  readonly estimate: number;
  /** How far the refitted objective rises with the quantity held. */
  readonly points: readonly { readonly value: number; readonly rise: number }[];
  /** What the rise must pass to end the interval. */
  readonly threshold: number;
  /** The interval; `null` where there is none. */
  readonly interval: ChartOpenInterval | null;
  /** The interval of the covariance, for comparison. */
  readonly wald: { readonly low: number; readonly high: number } | null;
  /** Whether the quantity is a size, walked in its logarithm. */
  readonly logged: boolean;
  /** Whether the runs were simulated. */
  readonly simulated?: boolean;
}

/**
 * A profile: how much worse a fit gets when a coefficient is put elsewhere and the others are
 * refitted. Where the curve crosses the line the interval ends; where it never does, it is open.
 *
 * The dashed parabola is what the curvature at the minimum promises.
 *
 * @param curve From `profileCurve()`.
 * @throws {InputError} If fewer than three points of the profile could be had.
 *
 * @example A parabola that is crossed at ±2
 * ```ts
 * import assert from "node:assert/strict";
 * import { profile } from "isoflop/charts";
 *
 * const points = [-3, -2, -1, 0, 1, 2, 3].map((value) => ({ value, rise: value * value }));
 * const ends = { low: -2, high: 2 };
 * const chart = profile({
 *   ...{ name: "slope", unit: "–", estimate: 0, points, threshold: 4, logged: false },
 *   ...{ interval: ends, wald: ends },
 * });
 * assert.match(chart.description, /ends at -2\.00 and 2\.00/);
 * ```
 */
export function profile(
  curve: ChartProfile,
  {
    title = `How much worse the fit gets when ${symbol(curve.name)} is put elsewhere`,
    width = panel.width - 80,
    height = 300,
  }: FigureOptions = {},
): Chart {
  const { estimate, points, threshold, interval, wald, logged } = curve;
  const usable = points.filter(({ rise }) => Number.isFinite(rise));
  if (usable.length < 3) {
    throw new InputError({
      cannot: "draw a profile",
      needs: "at least three points of it",
      found: `${usable.length}`,
    });
  }
  const name = symbol(curve.name);
  const top = 3 * threshold;
  const across = acrossOf(curve, usable.map(({ value }) => value), width);
  const up = linearChannel([0, top], "ratio", "Rise of the objective (in units of its noise)");
  const y: NonNullable<Encoding["y"]> = { field: "rise", ...up };
  const x: NonNullable<Encoding["x"]> = { field: "value", ...across };
  const inner = logged ? Math.log : (v: number) => v;
  const middle = inner(estimate);
  const parabola = wald
    ? usable.map(({ value }) => {
      const end = inner(value) < middle ? wald.low : wald.high;
      const share = (inner(value) - middle) / (inner(end) - middle);
      return { value: tidy(value), rise: tidy(threshold * share * share) };
    }).filter(({ rise }) => rise <= top)
    : [];
  const open = interval?.open ?? [];
  const first = usable[0]!.value, last = usable.at(-1)!.value;
  const ends = interval
    ? [
      ...(open.includes("low") ? [] : [interval.low]),
      ...(open.includes("high") ? [] : [interval.high]),
    ]
    : [];
  // The curve passes through the ends, also where its points are far apart.
  const drawn = [
    ...usable,
    ...ends.filter((end) => first < end && end < last).map((value) => ({ value, rise: threshold })),
  ].sort((a, b) => a.value - b.value);
  const shaded = interval && {
    from: tidy(open.includes("low") ? first : interval.low),
    to: tidy(open.includes("high") ? last : interval.high),
  };
  const layer: Layer[] = [
    ...(shaded
      ? [{
        data: { values: [shaded] },
        mark: { type: "rect", color: palette[5], opacity: 0.25 },
        encoding: { x: { field: "from", ...across }, x2: { field: "to" } },
      } as Layer]
      : []),
    {
      data: { values: [{ rise: tidy(threshold) }] },
      mark: { type: "rule", color: ink.rule, strokeDash: [2, 2] },
      encoding: { y },
    },
    ...(parabola.length > 1
      ? [{
        data: { values: parabola },
        mark: { type: "line", color: palette[1], strokeDash: [5, 4], strokeWidth: 1.5 },
        encoding: { x, y },
      } as Layer]
      : []),
    {
      data: {
        values: drawn.map(({ value, rise }) => ({ value: tidy(value), rise: tidy(rise) })),
      },
      mark: { type: "line", color: ink.law, strokeWidth: 2.2, clip: true },
      encoding: {
        x,
        y,
        tooltip: [
          { field: "value", title: name, format: ".4~g" },
          { field: "rise", title: "rise", format: ".3~f" },
        ],
      },
    },
    ...ends.map((end): Layer => ({
      data: { values: [{ value: tidy(end), rise: 0, top: tidy(threshold) }] },
      mark: { type: "rule", color: palette[0], strokeWidth: 1.5 },
      encoding: { x, y, y2: { field: "top" } },
    })),
    {
      data: { values: [{ value: tidy(estimate), rise: 0 }] },
      mark: { type: "point", shape: "diamond", filled: true, size: 90, color: ink.law, opacity: 1 },
      encoding: { x, y },
    },
    ...profileWords(curve, { x, y, top, range: [first, last] }),
  ];
  return figure({ width, height, layer }, {
    title,
    subtitle: [
      "solid: all other coefficients refitted; " +
      (parabola.length > 1 ? "dashed: the parabola of the standard error" : "dotted: threshold"),
      ...(open.length ? [`open towards ${open.map(side).join(" and ")}: no end there`] : []),
    ],
    description: caption(curve),
    runs: curve.simulated ? { source: { name: "", simulated: true } } : null,
  });
}

function side(end: "low" | "high"): string {
  return end === "low" ? "small values" : "large values";
}

/** The axis of the quantity: logarithmic for what is a size. */
function acrossOf(
  { name, unit, logged }: ChartProfile,
  values: readonly number[],
  pixels: number,
): NonNullable<Encoding["x"]> {
  const title = axisTitle(name, unit);
  const low = Math.min(...values), high = Math.max(...values);
  if (logged && high / low > 3) {
    return logChannel(logAxis(values, "count", { pixels, margin: 0 }), title);
  }
  return linearChannel([low, high], "ratio", title, 6);
}

function caption({ name, estimate, threshold, interval }: ChartProfile): string {
  const open = interval?.open ?? [];
  const ends = interval === null
    ? "The interval cannot be had"
    : open.length === 2
    ? "It never passes its threshold on either side: the interval is open on both"
    : open.length === 1
    ? `The interval is open towards ${side(open[0]!)} and ends at ${
      significant(open[0] === "low" ? interval.high : interval.low, 3)
    }`
    : `The interval ends at ${significant(interval.low, 3)} and ${significant(interval.high, 3)}`;
  return `Rise of the refitted objective with ${
    symbol(name)
  } held at one value after another; the ` +
    `fit has ${significant(estimate, 3)}, the threshold is ${threshold.toFixed(2)}. ${ends}.`;
}
