import type { Config } from "vega-lite";

/**
 * Colours that people with any of the common colour vision deficiencies can tell apart, also in
 * grey, in the order in which series take them, dark before light.
 *
 * The hues are those of Okabe and Ito, whose own six colours come in pairs of one lightness; here
 * they are seven units of L* apart and further. A test simulates the deficiencies.
 *
 * Source: after Okabe and Ito (2008), https://jfly.uni-koeln.de/color/
 */
export const palette = [
  "#045597",
  "#AF4A04",
  "#1E8C59",
  "#C472AF",
  "#E5AB16",
  "#1FACE6",
] as const;

/**
 * The same hues for print, which is often grey: the first two 30 units of L* apart, the first three 12,
 * all six 7. They are less even on a screen, where the dark ones pass for black.
 */
export const printPalette = [
  "#023E73",
  "#E56D2D",
  "#006B3B",
  "#A85F76",
  "#D9B638",
  "#0DAFF2",
] as const;

/** Colours with a fixed meaning in every chart. */
export const ink = {
  /** Titles and labels. */
  text: "#222222",
  /** Axis lines, secondary labels. */
  muted: "#5f6368",
  /** Axes and ticks; what a reader may compare with. */
  axis: "#80868b",
  /** The same, where it is a long line. */
  faint: "#9aa0a6",
  /** Grid lines. */
  grid: "#e8eaed",
  /** Rules of thumb and budgets: something to compare with. */
  rule: "#444444",
  /** The fitted law, where it is the only one. */
  law: "#111111",
  /** The banner over simulated data. */
  warning: "#b3261e",
  /** Behind everything, so that a figure reads the same on a dark page. */
  paper: "#ffffff",
} as const;

/**
 * The colour scheme of everything that is a size or a loss: even steps, readable in grey; without
 * its lightest tenth, which is lost on white.
 */
export const scheme: { name: "viridis"; extent: [number, number] } = {
  name: "viridis",
  extent: [0, 0.9],
};

/** The fonts, the shipped one first; PNGs use only that one. */
export const font = "DejaVu Sans, Verdana, sans-serif";

/** The size of a single panel in pixels. */
export const panel = { width: 560, height: 360 } as const;

/** The Vega-Lite configuration of every chart. */
export const config: Config = {
  font,
  background: ink.paper,
  padding: 12,
  view: { stroke: "#c4c7cc" },
  title: {
    anchor: "start",
    frame: "group",
    fontSize: 14,
    fontWeight: "bold",
    color: ink.text,
    subtitleColor: ink.muted,
    subtitleFontSize: 11,
    offset: 12,
  },
  axis: {
    labelColor: ink.text,
    titleColor: ink.text,
    labelFontSize: 11,
    titleFontSize: 12,
    titleFontWeight: "normal",
    titlePadding: 10,
    gridColor: ink.grid,
    domainColor: ink.axis,
    tickColor: ink.axis,
    labelOverlap: false,
  },
  legend: {
    labelColor: ink.text,
    titleColor: ink.text,
    labelFontSize: 11,
    titleFontSize: 11,
    titleFontWeight: "normal",
    gradientLength: 160,
    gradientThickness: 12,
  },
};
