import { InputError, significant } from "../text/mod.ts";
import type { Chart } from "./chart.ts";
import { figure, type FigureOptions } from "./figure.ts";
import { logChannel } from "./channels.ts";
import { linearChannel } from "./linear_axis.ts";
import { logAxis, tidy } from "./log_axis.ts";
import type { ChartOpenInterval } from "./profile.ts";
import type { Encoding, Layer } from "./spec.ts";
import { ink, palette, panel } from "./theme.ts";

/** An interval with a name. */
export interface NamedInterval {
  /** What it is, at the left. */
  readonly label: string;
  /** The estimate and its ends. */
  readonly interval: ChartOpenInterval & { readonly estimate: number };
  /** A word or two behind the numbers. */
  readonly note?: string;
}

/** What {@linkcode intervals} can be told. */
export interface IntervalsOptions extends FigureOptions {
  /** The truth of a simulation: an interval that misses it is red, with a cross. */
  readonly truth?: { readonly value: number; readonly label: string };
  /** A number to compare with that is an estimate itself: nothing is red. */
  readonly reference?: { readonly value: number; readonly label: string };
  /** First and last value of the axis, for figures that are to be compared. */
  readonly domain?: readonly [number, number];
  /** The quantity and its unit, under the axis. */
  readonly unit?: string;
  /** Whether the axis is logarithmic. @default {when all is above zero and spans a factor of 100} */
  readonly log?: boolean;
  /** Whether the runs were simulated: the figure then says so. */
  readonly simulated?: boolean;
}

/**
 * Intervals one under the other: methods, designs or repetitions of one experiment.
 *
 * With a truth, those that miss it are red; arrows are open ends.
 *
 * @throws {InputError} If there is no interval, one has no finite estimate or an end that is no number,
 * or a logarithmic axis is asked for values that it cannot show.
 *
 * @example Two methods and a truth
 * ```ts
 * import assert from "node:assert/strict";
 * import { intervals } from "isoflop/charts";
 *
 * const chart = intervals([
 *   { label: "wald", interval: { estimate: 0.36, low: 0.35, high: 0.37 } },
 *   { label: "bootstrap", interval: { estimate: 0.36, low: 0.33, high: 0.41 } },
 * ], { truth: { value: 0.34, label: "published" }, unit: "exponent β" });
 * assert.match(chart.description, /1 of 2 holds published 0\.340/);
 * ```
 */
export function intervals(
  rows: readonly NamedInterval[],
  {
    title = "Intervals side by side",
    width = panel.width - 120,
    height = Math.max(70, (rows.length > 8 ? 19 : 28) * rows.length),
    truth,
    reference,
    domain,
    unit = "value",
    log,
    simulated = false,
  }: IntervalsOptions = {},
): Chart {
  const bad = rows.find(({ interval }) => !Number.isFinite(interval?.estimate));
  if (rows.length === 0 || bad) {
    throw new InputError({
      cannot: "draw intervals",
      needs: "at least one, each with a finite estimate",
      found: bad ? `${bad.interval?.estimate} of ${JSON.stringify(bad.label)}` : "none",
    });
  }
  const endless = rows.find(({ interval: { low, high } }) =>
    Number.isNaN(low) || Number.isNaN(high)
  );
  if (endless) {
    throw new InputError({
      cannot: "draw intervals",
      needs: "two ends each; infinite ones and those named in open are drawn as open",
      found: `${endless.interval.low} to ${endless.interval.high} of ${
        JSON.stringify(endless.label)
      }`,
    });
  }
  const finite = rows.flatMap(({ interval: { estimate, low, high, open = [] } }) => [
    estimate,
    ...(open.includes("low") || !Number.isFinite(low) ? [] : [low]),
    ...(open.includes("high") || !Number.isFinite(high) ? [] : [high]),
  ]).concat(truth ? [truth.value] : [], reference ? [reference.value] : [], domain ?? []);
  const least = Math.min(...finite), most = Math.max(...finite);
  const logged = log ?? (least > 0 && most / least >= 100);
  if (logged && !(least > 0)) {
    throw new InputError({
      cannot: "draw intervals on a logarithmic axis",
      needs: "estimates and ends above zero",
      found: `${least}`,
    });
  }
  const margin = 0.06 * (most - least || Math.abs(most) || 1);
  const axis = logAxis(finite, "ratio", { pixels: width });
  const [from, to] = domain ?? (logged ? axis.domain : [least - margin, most + margin]);
  const line = truth ?? reference;
  const values = rows.map(({ label, interval, note }, i) => {
    const { estimate, low, high, open = [] } = interval;
    const isOpen = (side: "low" | "high") =>
      open.includes(side) || !Number.isFinite(side === "low" ? low : high);
    const misses = truth !== undefined &&
      (!isOpen("low") && truth.value < low || !isOpen("high") && truth.value > high);
    const end = (v: number, side: "low" | "high") => isOpen(side) ? "open" : significant(v, 3);
    return {
      line: String(i).padStart(3, "0"),
      label,
      estimate: tidy(estimate),
      low: tidy(isOpen("low") ? from : low),
      high: tidy(isOpen("high") ? to : high),
      verdict: misses ? "misses" : "holds",
      text: `${significant(estimate, 3)}  [${end(low, "low")}, ${end(high, "high")}]${
        note ? `  ${note}` : ""
      }`,
      openLow: isOpen("low"),
      openHigh: isOpen("high"),
    };
  });
  const names = JSON.stringify(values.map(({ label }) => label));
  const y: NonNullable<Encoding["y"]> = {
    field: "line",
    type: "nominal",
    sort: null,
    title: null,
    axis: {
      title: "Interval",
      labelExpr: `${names}[toNumber(datum.value)]`,
      ticks: false,
      labelLimit: 340,
      maxExtent: 380,
      // Arrows of open ends stand on the frame.
      labelPadding: 9,
    },
  };
  const across = logged ? logChannel(axis, unit) : linearChannel([from, to], "ratio", unit, 6);
  const x = (field: string): NonNullable<Encoding["x"]> => ({ field, ...across });
  const colour = {
    field: "verdict",
    type: "nominal" as const,
    legend: null,
    scale: { domain: ["holds", "misses"], range: [palette[0], ink.warning] },
  };
  // In grey red and blue are one: the shape tells them apart.
  const shape = {
    ...{ field: "verdict", type: "nominal" as const, legend: null },
    scale: { domain: ["holds", "misses"], range: ["circle", "cross"] },
  };
  const arrow = (side: "low" | "high", shape: "triangle-left" | "triangle-right"): Layer => ({
    transform: [{ filter: `datum.${side === "low" ? "openLow" : "openHigh"}` }],
    mark: { type: "point", shape, filled: true, size: 90, opacity: 1 },
    encoding: { x: x(side), y, color: colour },
  });
  return figure({
    width,
    height,
    data: { values },
    layer: [
      ...(line
        ? [{
          data: { values: [{ truth: tidy(line.value) }] },
          mark: { type: "rule", color: ink.rule, strokeDash: [4, 3], strokeWidth: 1.5 },
          encoding: { x: x("truth") },
        } as Layer]
        : []),
      {
        mark: { type: "rule", strokeWidth: 2.4 },
        encoding: { x: x("low"), x2: { field: "high" }, y, color: colour },
      },
      ...(["low", "high"] as const).map((side): Layer => ({
        transform: [{ filter: `!datum.${side === "low" ? "openLow" : "openHigh"}` }],
        mark: { type: "tick", size: 10, thickness: 2 },
        encoding: { x: x(side), y, color: colour },
      })),
      arrow("low", "triangle-left"),
      arrow("high", "triangle-right"),
      {
        mark: { type: "point", filled: true, size: 70, opacity: 1 },
        encoding: {
          x: x("estimate"),
          y,
          color: colour,
          shape,
          tooltip: [
            { field: "label", title: "interval" },
            { field: "text", title: "estimate and ends" },
          ],
        },
      },
      {
        mark: { type: "text", align: "left", fontSize: 10.5, color: ink.muted, dx: 12 },
        encoding: { x: { value: width }, y, text: { field: "text", type: "nominal" } },
      },
    ],
  }, {
    title,
    ...(line && {
      subtitle: `dashed line: ${line.label}, ${significant(line.value, 3)}` +
        (truth ? "; red, with a cross: misses it" : ""),
    }),
    description: caption(values, truth, unit),
    runs: simulated ? { source: { name: "", simulated: true } } : null,
  });
}

function caption(
  values: readonly { label: string; text: string; verdict: string }[],
  truth: IntervalsOptions["truth"],
  unit: string,
): string {
  const few = values.slice(0, 6).map(({ label, text }) => `${label} ${text}`).join("; ");
  const more = values.length > 6 ? ` and ${values.length - 6} more` : "";
  const held = values.filter(({ verdict }) => verdict === "holds").length;
  return `Intervals of ${unit}: ${few}${more}.` +
    (truth
      ? ` ${held} of ${values.length} ${held === 1 ? "holds" : "hold"} ${truth.label} ${
        significant(truth.value, 3)
      }.`
      : "");
}
