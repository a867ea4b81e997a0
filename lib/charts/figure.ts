import { Chart } from "./chart.ts";
import type { ChartCurves, ChartLaw } from "./sources.ts";
import type { Body, ChartSpec } from "./spec.ts";
import { textWidth } from "./text_width.ts";
import { config, ink } from "./theme.ts";

/** What every chart function can be told. */
export interface FigureOptions {
  /** The title; each chart has one of its own. */
  readonly title?: string;
  /** Width of a panel in pixels. */
  readonly width?: number;
  /** Height of a panel in pixels. */
  readonly height?: number;
}

/** The words over simulated data. */
export const banner = "simulated runs, not published data";

/** Puts title, banner, caption and theme around a body. */
export function figure(
  body: Body,
  { title, subtitle, description, runs, laws = [], offset }: {
    title: string;
    subtitle?: string | readonly string[];
    description: string;
    /** What the points were taken from. */
    runs?: { readonly source?: ChartCurves["source"] } | null;
    laws?: readonly ChartLaw[];
    /** Pixels between title and panel, where labels stand in between. */
    offset?: number;
  },
): Chart {
  const simulated = runs?.source?.simulated !== undefined ||
    laws.some((law) => law.data?.simulated);
  const sentence = simulated ? `${description} These are ${banner}.` : description;
  const notes = [subtitle ?? []].flat().flatMap((line) => wrapped(line, widthOf(body)));
  const lines = [...(simulated ? [banner] : []), ...notes];
  const spec: ChartSpec = {
    $schema: "https://vega.github.io/schema/vega-lite/v5.json",
    title: {
      text: title,
      ...(offset !== undefined && { offset }),
      ...(lines.length && { subtitle: lines, subtitlePadding: 6 }),
      ...(simulated && {
        subtitleColor: ink.warning,
        // A title has one style for all lines under it; in bold the notes would shout too.
        subtitleFontWeight: lines.length > 1 ? "normal" : "bold",
      }),
    },
    description: sentence,
    ...body,
    config,
  };
  return new Chart(spec, {
    title,
    description: sentence,
    publicRows: runs?.source?.committable === false,
    simulated,
  });
}

/** Notes as the lines of a subtitle, each no wider than so many pixels where that is possible. */
export function noteLines(notes: readonly string[], pixels: number): string[] {
  const lines: string[] = [];
  for (const note of notes) {
    const longer = `${lines.at(-1)}; ${note}`;
    if (lines.length && textWidth(longer, 11) <= pixels) lines[lines.length - 1] = longer;
    else lines.push(note);
  }
  return lines;
}

/** Pixels from the left edge of the first panel to the right edge of the last one. */
function widthOf(body: Body): number {
  const { width, hconcat, vconcat, spacing = 20 } = body as {
    readonly width?: number;
    readonly hconcat?: readonly Body[];
    readonly vconcat?: readonly Body[];
    readonly spacing?: number;
  };
  if (hconcat) {
    const between = spacing * (hconcat.length - 1);
    return hconcat.reduce((sum, panel) => sum + widthOf(panel), between);
  }
  return vconcat ? Math.max(...vconcat.map(widthOf)) : width ?? Infinity;
}

/** A line broken between words where it is wider than the panels, and a legend's room beside them. */
function wrapped(line: string, pixels: number): string[] {
  return line.split(" ").reduce<string[]>((lines, word) => {
    const longer = `${lines.at(-1)} ${word}`;
    const fits = lines.length > 0 && textWidth(longer, 11) <= Math.max(pixels, 200) + 60;
    return fits ? [...lines.slice(0, -1), longer] : [...lines, word];
  }, []);
}
