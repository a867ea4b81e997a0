import type { TopLevelSpec } from "vega-lite";
import { Chart } from "./chart.ts";
import type { ChartLaw, ChartRuns } from "./sources.ts";
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

/** The parts of a specification that differ from chart to chart. */
export type Body = Omit<TopLevelSpec, "$schema" | "title" | "description" | "config">;

/** Puts title, banner, caption and theme around a body. */
export function figure(
  body: object,
  { title, subtitle, description, runs, laws = [], offset }: {
    title: string;
    subtitle?: string;
    description: string;
    runs?: ChartRuns | null;
    laws?: readonly ChartLaw[];
    /** Pixels between title and panel, where labels stand in between. */
    offset?: number;
  },
): Chart {
  const simulated = runs?.source.simulated !== undefined || laws.some((law) => law.data?.simulated);
  const sentence = simulated ? `${description} These are ${banner}.` : description;
  const lines = [...(simulated ? [banner] : []), ...(subtitle ? [subtitle] : [])];
  const spec = {
    $schema: "https://vega.github.io/schema/vega-lite/v5.json",
    title: {
      text: title,
      ...(offset !== undefined && { offset }),
      ...(lines.length && { subtitle: lines, subtitlePadding: 6 }),
      ...(simulated && { subtitleColor: ink.warning, subtitleFontWeight: "bold" }),
    },
    description: sentence,
    ...body,
    config,
  } as TopLevelSpec;
  return new Chart(spec, {
    title,
    description: sentence,
    publicRows: runs?.source.committable === false,
    simulated,
  });
}
