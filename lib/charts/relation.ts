import { InputError } from "../text/mod.ts";
import type { Chart } from "./chart.ts";
import { counted } from "./counted.ts";
import { figure, type FigureOptions } from "./figure.ts";
import { label as written } from "./log_axis.ts";
import { type ChartPanel, relationPanel } from "./relation_panel.ts";
import type { ChartCurves } from "./sources.ts";
import { palette, panel } from "./theme.ts";

/** What {@linkcode relation} can be told. */
export interface RelationOptions extends FigureOptions {
  /** Lines under the title. */
  readonly subtitle?: string | readonly string[];
  /** Where the points are from. */
  readonly source?: ChartCurves["source"] | undefined;
  /** Caption and alternative text, in place of the ends of every series. */
  readonly description?: string;
}

/**
 * Points and laws of one quantity against another: one panel, or several side by side.
 *
 * A series has points, a line or both, and its name at the right end of the line. Series with a `size`
 * are coloured by it, dark is small; the others take a colour each. Axes are logarithmic unless they say
 * otherwise, so a power law is straight and a floor bends it.
 *
 * @param panels What is against what; up to four.
 * @throws {InputError} If there is no panel, a panel has no series or more than six without sizes, or a
 * value is not positive on a logarithmic axis.
 *
 * Source: after Figures 1, 4, 9 and 12 of Kaplan et al. (2020), https://arxiv.org/abs/2001.08361
 *
 * @example Excess compute of a wrong-sized model
 * ```ts
 * import assert from "node:assert/strict";
 * import { relation } from "isoflop/charts";
 * import { wrongSize } from "isoflop/laws";
 *
 * const chart = relation({
 *   x: { title: "N over the best N", unit: "ratio", domain: [0.3, 10] },
 *   y: { title: "Compute over the least", unit: "ratio" },
 *   series: [{ label: "Kaplan", line: (r) => wrongSize(r).compute }],
 * }, { title: "The price of a wrong size" });
 * assert.match(chart.description, /^Compute over the least against N over the best N/);
 * ```
 */
export function relation(
  panels: ChartPanel | readonly ChartPanel[],
  { title = "One quantity against another", subtitle, source, description, width, height }:
    RelationOptions = {},
): Chart {
  const all = Array.isArray(panels) ? panels as readonly ChartPanel[] : [panels as ChartPanel];
  const cannot = "draw a relation";
  if (all.length < 1 || all.length > 4) {
    throw new InputError({ cannot, needs: "1 to 4 panels", found: `${all.length}` });
  }
  for (const each of all) needSeries(each, cannot);
  const alone = all.length === 1;
  const size = {
    width: width ?? (alone ? panel.width - 60 : all.length === 2 ? 300 : 225),
    height: height ?? (alone ? panel.height : 270),
  };
  const drawn = all.map((each) => relationPanel(each, size));
  return figure(
    alone ? { ...size, layer: drawn[0]! } : {
      spacing: 26,
      hconcat: drawn.map((layer, i) => ({
        ...size,
        ...(all[i]!.title && {
          title: {
            ...{ text: all[i]!.title!, fontSize: 12, fontWeight: "normal" as const },
            anchor: "middle" as const,
          },
        }),
        layer,
      })),
    },
    {
      title,
      ...(subtitle && { subtitle }),
      description: description ?? all.map(sentence).join(" "),
      runs: source ? { source } : null,
    },
  );
}

function needSeries({ series, x, y }: ChartPanel, cannot: string): void {
  const plain =
    series.filter(({ size, dashed, colour }) =>
      size === undefined && !dashed && colour === undefined
    ).length;
  if (series.length === 0 || plain > palette.length) {
    throw new InputError({
      cannot,
      needs: `1 to ${palette.length} series in a panel, or any number that have a size`,
      found: `${series.length}`,
    });
  }
  for (const { label, points = [] } of series) {
    const bad = points.find((point) =>
      !(x.scale === "linear" ? Number.isFinite(point.x) : point.x > 0) ||
      !(y.scale === "linear" ? Number.isFinite(point.y) : point.y > 0)
    );
    if (!bad) continue;
    throw new InputError({
      cannot,
      needs: "numbers above 0 on logarithmic axes",
      found: `(${bad.x}, ${bad.y}) of ${JSON.stringify(label)}`,
    });
  }
}

/** What is drawn, with the ends of every series that has points. */
function sentence({ x, y, series }: ChartPanel): string {
  const parts = series.filter(({ label, points = [] }) => label || points.length).map(
    ({ label, points = [], line }) => {
      const name = label ? `${label}, ` : "";
      if (points.length === 0) return line ? `${name}a line` : label;
      const [first, last] = [points[0]!, points.at(-1)!];
      const end = (at: { x: number; y: number }) =>
        `${written(at.y, y.unit)} at ${written(at.x, x.unit)}`;
      return `${name}${counted(points.length, "point")} from ${end(first)} to ${end(last)}`;
    },
  );
  return `${y.title} against ${x.title}: ${parts.join("; ")}.`;
}
