import { InputError } from "../text/mod.ts";
import type { Chart } from "./chart.ts";
import { figure, type FigureOptions } from "./figure.ts";
import { usualLevel } from "./frontier_panel.ts";
import { tidy } from "./log_axis.ts";
import { type ChartInterval, type ChartLaw, needNumbers, numbered, titlesOf } from "./sources.ts";
import type { Encoding, Layer } from "./spec.ts";
import { ink, palette } from "./theme.ts";

/** A fit or preset whose exponents are compared. */
export interface ChartExponents extends ChartLaw {
  /** An interval of an exponent; a fit has it. */
  interval?(term: "a" | "b", level?: number): ChartInterval | null;
}

/** Exponents as a published table has them; rows of `hoffmann_table_2` are such. */
export interface PublishedExponents {
  /** The approach, as the label. */
  readonly approach: string;
  /** N* ∝ C^a. */
  readonly a: number;
  /** Its 10th percentile. */
  readonly a_low?: number | null;
  /** Its 90th percentile. */
  readonly a_high?: number | null;
  /** D* ∝ C^b. */
  readonly b: number;
  /** Its 10th percentile. */
  readonly b_low?: number | null;
  /** Its 90th percentile. */
  readonly b_high?: number | null;
}

/** What {@linkcode exponents} can be told. */
export interface ExponentsOptions extends FigureOptions {
  /** The probability inside the intervals of fits; published ones are 80 %. @default {0.8} */
  readonly level?: number;
}

/**
 * The exponents of the frontier, N* ∝ C^a and D* ∝ C^b, side by side: fits, presets and rows of a
 * published table, with their intervals; as Table 2 of Hoffmann et al. (2022).
 *
 * Dots are fits, diamonds are published. The line at ½ is where parameters and tokens grow alike.
 * An interval may leave its own estimate out: some published ones do.
 *
 * @throws {InputError} If there is nothing to compare, or a fit has no frontier.
 *
 * @example Table 2
 * ```ts
 * import assert from "node:assert/strict";
 * import { exponents } from "isoflop/charts";
 * import { publishedTable } from "isoflop/datasets";
 *
 * const chart = exponents(await publishedTable("hoffmann_table_2"));
 * assert.match(chart.description, /2\. IsoFLOP profiles a = 0\.490 \[0\.462, 0\.534\]/);
 * ```
 */
export function exponents(
  results: readonly (ChartExponents | PublishedExponents)[],
  { level = usualLevel, title = "Exponents of the frontier", width = 260, height }:
    ExponentsOptions = {},
): Chart {
  if (!results.length) {
    throw new InputError({
      cannot: "compare exponents",
      needs: "at least one fit, preset or row of a published table",
      found: "none",
    });
  }
  const laws = results.filter((of) => "frontier" in of);
  for (const of of laws) needNumbers(of, "compare exponents");
  const rows = rowsOf(results, level);
  const tall = height ?? Math.max(90, 26 * results.length + 20);
  const panels = (["a", "b"] as const).map((term) => panel(term, rows, width, tall));
  const fitted = rows.some(({ published }) => !published);
  const notes = [
    ...(fitted && rows.some(({ published }) => published)
      ? ["dots: fits; diamonds: published"]
      : []),
    ...barNote(rows),
    "vertical line: ½",
  ];
  return figure({ hconcat: panels, spacing: 24 }, {
    title,
    subtitle: notes.join("; "),
    description: caption(rows),
    laws,
  });
}

interface Row {
  readonly name: string;
  readonly published: boolean;
  readonly level: number;
  readonly a: Exponent;
  readonly b: Exponent;
}

interface Exponent {
  readonly value: number;
  readonly low?: number;
  readonly high?: number;
}

function rowsOf(results: readonly (ChartExponents | PublishedExponents)[], level: number): Row[] {
  const laws = results.filter((of) => "frontier" in of);
  const titles = titlesOf(laws);
  const names = numbered(
    results.map((of) => "frontier" in of ? titles[laws.indexOf(of)]! : of.approach),
  );
  return results.map((of, i) => {
    const name = names[i]!;
    if (!("frontier" in of)) {
      return {
        name,
        published: true,
        level: 0.8,
        a: exponent(of.a, of.a_low, of.a_high),
        b: exponent(of.b, of.b_low, of.b_high),
      };
    }
    const { spread } = of;
    const interval = (term: "a" | "b") => of.interval?.(term, level) ?? null;
    const [a, b] = [interval("a"), interval("b")];
    return {
      name,
      // A preset is published, and so has no rows.
      published: !of.data,
      level: spread?.level ?? level,
      a: exponent(of.frontier.N.exponent, a?.low ?? spread?.a[0], a?.high ?? spread?.a[1]),
      b: exponent(of.frontier.D.exponent, b?.low, b?.high),
    };
  });
}

function exponent(value: number, low?: number | null, high?: number | null): Exponent {
  const known = low != null && high != null && Number.isFinite(low + high);
  return { value: tidy(value), ...(known && { low: tidy(low), high: tidy(high) }) };
}

/** One exponent of every row, a row below the other. */
function panel(
  term: "a" | "b",
  rows: readonly Row[],
  width: number,
  height: number,
): { width: number; height: number; layer: Layer[] } {
  const values = rows.map(({ name, published, level, [term]: of }) => ({
    name,
    published,
    level: `${Math.round(100 * level)} %`,
    ...of,
  }));
  const everything = values.flatMap(({ value, low, high }) => [value, low ?? value, high ?? value]);
  const [least, most] = [Math.min(0.5, ...everything), Math.max(0.5, ...everything)];
  const margin = Math.max(0.01, (most - least) * 0.08);
  const title = term === "a" ? "a (exponent of C in N*)" : "b (exponent of C in D*)";
  const at: Encoding = {
    x: {
      field: "value",
      type: "quantitative",
      title,
      scale: { domain: [least - margin, most + margin].map(tidy), zero: false, nice: false },
      axis: { tickCount: 5, title },
    },
    y: {
      field: "name",
      type: "nominal",
      sort: null,
      scale: { domain: rows.map(({ name }) => name) },
      title: term === "a" ? "Approach" : null,
      axis: term === "a"
        ? { title: "Approach", labelLimit: 280, ticks: false, grid: true }
        : { title: null, labels: false, ticks: false, grid: true },
    },
    color: {
      field: "published",
      type: "nominal",
      scale: { domain: [false, true], range: [palette[0], palette[1]] },
      legend: null,
    },
  };
  const bars = values.filter(({ low }) => low !== undefined);
  const tooltip = [
    { field: "name", title: "Approach" },
    { field: "value", title: term, format: ".4~g" },
    { field: "low", title: "lower end", format: ".4~g" },
    { field: "high", title: "upper end", format: ".4~g" },
    { field: "level", title: "interval" },
  ];
  return {
    width,
    height,
    layer: [
      {
        data: { values: [{ half: 0.5 }] },
        mark: { type: "rule", color: ink.rule, strokeDash: [2, 3], strokeWidth: 1.2 },
        encoding: { x: { field: "half", type: "quantitative" } },
      },
      ...(bars.length
        ? [{
          data: { values: bars },
          mark: { type: "rule" as const, strokeWidth: 5, opacity: 0.45 },
          encoding: {
            ...at,
            x: { ...at.x, field: "low" } as NonNullable<Encoding["x"]>,
            x2: { field: "high" },
          },
        }]
        : []),
      {
        data: { values },
        mark: {
          type: "point",
          filled: true,
          size: 55,
          opacity: 1,
          stroke: ink.paper,
          strokeWidth: 0.8,
        },
        encoding: {
          ...at,
          shape: {
            field: "published",
            type: "nominal",
            scale: { domain: [false, true], range: ["circle", "diamond"] },
            legend: null,
          },
          tooltip,
        },
      },
    ],
  };
}

function barNote(rows: readonly Row[]): string[] {
  const known = rows.filter(({ a, b }) => a.low !== undefined || b.low !== undefined);
  const levels = [...new Set(known.map(({ level }) => Math.round(100 * level)))];
  return levels.length ? [`bars: ${levels.join(" and ")} % intervals`] : [];
}

function caption(rows: readonly Row[]): string {
  const each = rows.map(({ name, a, b }) => `${name} a = ${words(a)}, b = ${words(b)}`);
  return `Exponents of the compute-optimal frontier, N* proportional to C^a and D* to C^b: ${
    each.join("; ")
  }.`;
}

function words({ value, low, high }: Exponent): string {
  const range = low === undefined ? "" : ` [${low.toFixed(3)}, ${high!.toFixed(3)}]`;
  return value.toFixed(3) + range;
}
