import { InputError } from "../text/mod.ts";
import type { Chart } from "./chart.ts";
import { banner, figure } from "./figure.ts";
import type { Body, ChartSpec } from "./spec.ts";
import { ink } from "./theme.ts";

/** What {@linkcode panels} can be told. */
export interface PanelsOptions {
  /** What the panels have in common. */
  readonly title: string;
  /** How many charts stand side by side before the next row begins. @default {2} */
  readonly columns?: number;
}

/**
 * Several charts as one figure, its panels lettered a, b, c: for a paper, whose caption speaks of
 * "Figure 2a".
 *
 * The charts keep their axes, colours and notes, and lose their titles. The figure is simulated if
 * one of them is, and says so.
 *
 * @param charts Two to twelve charts, in the order of the letters.
 * @throws {InputError} If there are too few or too many charts, one of them has sliders, or
 * `columns` is not a count.
 *
 * @example Two laws in one figure, 183 mm wide
 * ```ts
 * import assert from "node:assert/strict";
 * import { isoLoss, panels } from "isoflop/charts";
 * import { presetNamed } from "isoflop/laws";
 *
 * const charts = ["chinchilla:hoffmann", "chinchilla:epoch"]
 *   .map((name) => isoLoss(null, presetNamed(name), { width: 300, height: 260 }));
 * const chart = panels(charts, { title: "Two readings of one table" });
 * assert.match(await chart.svg({ theme: "journal" }), /^<svg[^>]* width="183mm"/);
 * assert.match(chart.description, /^Panel a: .* Panel b: /);
 * ```
 */
export function panels(
  charts: readonly Chart[],
  { title, columns = 2 }: PanelsOptions,
): Chart {
  const cannot = "put charts into one figure";
  if (charts.length < 2 || charts.length > 12) {
    throw new InputError({ cannot, needs: "2 to 12 charts", found: String(charts.length) });
  }
  if (!(Number.isInteger(columns) && columns > 0)) {
    throw new InputError({
      cannot,
      needs: "a number of columns: 1, 2, 3 …",
      found: String(columns),
    });
  }
  const moving = charts.find(({ spec }) => spec.params);
  if (moving) {
    throw new InputError({
      cannot,
      needs: "charts that stand still",
      found: `${JSON.stringify(moving.title)}, which has sliders`,
      cure: "show that one by itself",
    });
  }
  const rows = Array.from({ length: Math.ceil(charts.length / columns) }, (_, row) => {
    const first = row * columns;
    const own = charts.slice(first, first + columns);
    return { hconcat: own.map(({ spec }, i) => panelOf(spec, first + i)), spacing: 36 };
  });
  // A colour, a dash or a shape means one thing in each chart, not the same in all.
  const independent = ["color", "fill", "stroke", "strokeDash", "shape", "size", "opacity"]
    .map((channel) => [channel, "independent"]);
  const resolve = { scale: Object.fromEntries(independent) };
  const body = {
    vconcat: rows.map((row) => ({ ...row, resolve })),
    ...{ spacing: 30, resolve },
  } as unknown as Body;
  return figure(body, {
    title,
    description: charts.map(({ description }, i) =>
      `Panel ${letters[i]}: ${description.replace(` These are ${banner}.`, "")}`
    ).join(" "),
    runs: {
      source: {
        name: title,
        ...(charts.some(({ simulated }) => simulated) && { simulated: {} }),
        committable: !charts.some(({ publicRows }) => publicRows),
      },
    },
  });
}

const letters = "abcdefghijkl";

/** A chart with its notes for a title and its letter at the upper left corner of its first panel. */
function panelOf(
  { $schema: _, config: __, description: ___, title, ...body }: ChartSpec,
  i: number,
) {
  const notes = (title.subtitle ?? []).filter((line) => line !== banner);
  const quiet = { fontSize: 11, fontWeight: "normal", color: ink.muted };
  const { offset } = title;
  return {
    ...lettered(body, letters[i]!),
    ...(notes.length && {
      title: { text: notes, ...quiet, ...(offset !== undefined && { offset }) },
    }),
  };
}

/** Above the numbers of the vertical axis, at the same height in every panel of a row. */
function lettered(body: object, letter: string): object {
  for (const side of ["vconcat", "hconcat"] as const) {
    const parts = (body as { readonly [side]?: readonly object[] })[side];
    if (parts) return { ...body, [side]: [lettered(parts[0]!, letter), ...parts.slice(1)] };
  }
  const mark = {
    ...{ type: "text", text: letter, x: -26, y: -8, align: "right", baseline: "bottom" },
    ...{ fontSize: 14, fontWeight: "bold", color: ink.text },
  };
  const { layer, mark: own, encoding, ...rest } = body as Partial<Record<string, unknown>>;
  const layers = (layer ?? [{ mark: own, encoding }]) as readonly object[];
  return {
    ...rest,
    ...(layer && encoding ? { encoding } : {}),
    layer: [...layers, { data: { values: [{}] }, mark, encoding: {} }],
  };
}
