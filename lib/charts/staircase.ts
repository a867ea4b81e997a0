import { InputError } from "../text/mod.ts";
import type { Chart } from "./chart.ts";
import { figure, type FigureOptions } from "./figure.ts";
import { withHalo } from "./halo.ts";
import { linearChannel } from "./linear_axis.ts";
import { tidy } from "./log_axis.ts";
import type { Encoding, Layer } from "./spec.ts";
import { ink, palette, panel } from "./theme.ts";

/** One step of a study that changes one thing after another; rows of `porian_exponents` are such. */
export interface ChartStep {
  /** Which step, from 1. */
  readonly step: number;
  /** What was done. */
  readonly experiment: string;
  /** What it was done on: a colour each. */
  readonly dataset: string;
  /** The exponent, N* ∝ C^a. */
  readonly a: number;
  /** The lower end of its interval. */
  readonly a_low: number;
  /** The upper end of its interval. */
  readonly a_high: number;
}

/** What {@linkcode staircase} can be told. */
export interface StaircaseOptions extends FigureOptions {
  /** Exponents to compare with, as vertical lines. */
  readonly published?: readonly { readonly label: string; readonly a: number }[];
  /** The probability inside the intervals. @default {0.95} */
  readonly level?: number;
}

/**
 * How an exponent moves as one thing after another is changed, from the top down, with intervals; after
 * Figure 1 of Porian et al. (2024).
 *
 * @throws {InputError} If there is no step, or an estimate or an end that is no number.
 *
 * @example Five steps on two sets of text
 * ```ts
 * import assert from "node:assert/strict";
 * import { staircase } from "isoflop/charts";
 * import { publishedTable } from "isoflop/datasets";
 *
 * const chart = staircase(await publishedTable("porian_exponents"));
 * assert.match(chart.description, /OpenWebText2: reproduce Kaplan 0\.864 \[0\.82, 0\.9\]/);
 * ```
 */
export function staircase(
  steps: readonly ChartStep[],
  {
    published = [],
    level = 0.95,
    title = "From Kaplan's exponent to Hoffmann's, step by step",
    width = panel.width - 120,
    height = Math.max(120, 52 * new Set(steps.map(({ step }) => step)).size),
  }: StaircaseOptions = {},
): Chart {
  needSteps(steps);
  const sets = [...new Set(steps.map(({ dataset }) => dataset))];
  const order = [...new Map(steps.map(({ step, experiment }) => [step, experiment]))]
    .sort(([a], [b]) => a - b);
  const names = order.map(([, experiment]) => experiment);
  const all = [
    ...steps.flatMap(({ a, a_low, a_high }) => [a, a_low, a_high]),
    ...published.map(({ a }) => a),
  ];
  const margin = 0.06 * (Math.max(...all) - Math.min(...all)) || 0.02;
  // At the right of the bars stand the numbers.
  const domain = [Math.min(...all) - margin, Math.max(...all) + 2 * margin] as const;
  const across = linearChannel(domain, "ratio", "a (exponent of C in N*)", 6);
  const x = (field: string): NonNullable<Encoding["x"]> => ({ field, ...across });
  const y: NonNullable<Encoding["y"]> = {
    ...{ field: "experiment", type: "nominal", sort: null, title: null },
    scale: { domain: names },
    axis: { title: "Step", ticks: false, labelLimit: 260, grid: true },
  };
  const values = [...steps].sort((a, b) => a.step - b.step).map((row) => ({
    experiment: names[order.findIndex(([step]) => step === row.step)]!,
    dataset: row.dataset,
    step: row.step,
    a: tidy(row.a),
    low: tidy(row.a_low),
    high: tidy(row.a_high),
    text: row.a.toFixed(3),
  }));
  const shared: Encoding = {
    y,
    yOffset: { field: "dataset", type: "nominal", scale: { domain: sets } },
    color: {
      field: "dataset",
      type: "nominal",
      scale: { domain: sets, range: [...palette].slice(0, sets.length) },
      legend: sets.length > 1 ? { title: "Text", orient: "bottom" } : null,
    },
  };
  return figure({
    width,
    height,
    data: { values },
    layer: [
      ...published.flatMap(({ label, a }): Layer[] => [
        {
          data: { values: [{ a: tidy(a) }] },
          mark: { type: "rule", color: ink.rule, strokeDash: [4, 3], strokeWidth: 1.2 },
          encoding: { x: x("a") },
        },
        ...withHalo({
          data: { values: [{ a: tidy(a), text: label }] },
          mark: { type: "text", y: -8, fontSize: 10.5, color: ink.text },
          encoding: { x: x("a"), text: { field: "text", type: "nominal" } },
        }),
      ]),
      {
        mark: { type: "line", strokeWidth: 1, opacity: 0.6 },
        encoding: { ...shared, x: x("a"), order: { field: "step", type: "quantitative" } },
      },
      {
        mark: { type: "rule", strokeWidth: 2.4 },
        encoding: { ...shared, x: x("low"), x2: { field: "high" } },
      },
      ...["low", "high"].map((end): Layer => ({
        mark: { type: "tick", size: 9, thickness: 2, opacity: 1 },
        encoding: { ...shared, x: x(end) },
      })),
      {
        mark: { type: "point", filled: true, size: 60, opacity: 1 },
        encoding: {
          ...shared,
          x: x("a"),
          tooltip: [
            { field: "experiment", title: "Step" },
            { field: "dataset", title: "Text" },
            { field: "a", title: "a", format: ".3~f" },
            { field: "low", title: "lower end", format: ".3~f" },
            { field: "high", title: "upper end", format: ".3~f" },
          ],
        },
      },
      ...withHalo({
        data: { values },
        mark: { type: "text", align: "left", dx: 8, fontSize: 10.5 },
        encoding: { ...shared, x: x("high"), text: { field: "text", type: "nominal" } },
      }),
    ],
  }, {
    title,
    subtitle: `bars: ${Math.round(100 * level)} % intervals`,
    description: caption(steps, sets),
    ...(published.length && { offset: 28 }),
  });
}

function needSteps(steps: readonly ChartStep[]): void {
  const bad = steps.find(({ a, a_low, a_high }) => !Number.isFinite(a + a_low + a_high));
  if (steps.length > 0 && !bad) return;
  throw new InputError({
    cannot: "draw a staircase of exponents",
    needs: "at least one step, each with an estimate and two finite ends",
    found: bad
      ? `${bad.a} [${bad.a_low}, ${bad.a_high}] of ${JSON.stringify(bad.experiment)}`
      : "none",
  });
}

function caption(steps: readonly ChartStep[], sets: readonly string[]): string {
  const parts = sets.map((set) =>
    `${set}: ${
      steps.filter(({ dataset }) => dataset === set)
        .map(({ experiment, a, a_low, a_high }) => `${experiment} ${a} [${a_low}, ${a_high}]`)
        .join(", ")
    }`
  );
  return `The exponent of the best size against compute, step by step. ${parts.join("; ")}.`;
}
