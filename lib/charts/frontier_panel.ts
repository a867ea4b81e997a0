import { count, significant } from "../text/mod.ts";
import { budgetMark } from "./budget_mark.ts";
import { formats, logChannel, titles } from "./channels.ts";
import { curve, dashBeyond } from "./curve.ts";
import { withHalo } from "./halo.ts";
import { label, logAxis, range, tidy } from "./log_axis.ts";
import { converged, fittedRange, onAxes } from "./minima.ts";
import { type ChartFrontier, type ChartMinimum, titleOf } from "./sources.ts";
import type { Encoding, Layer } from "./spec.ts";
import { ink } from "./theme.ts";

/** The probability that intervals in figures aim at: Hoffmann's 10th to 90th percentile. */
export const usualLevel = 0.8;

/** How the minima of a frontier are drawn. */
export interface FrontierPanelOptions {
  readonly width: number;
  readonly height: number;
  /** The colour of a minimum, and the field it is taken from. */
  readonly colour: NonNullable<Encoding["color"]>;
  /** The minima to draw; the fit's own may be too many. */
  readonly minima: readonly ChartMinimum[];
  /** A budget in FLOP to extend the line to, and to mark. */
  readonly budget?: number | undefined;
  /** The probability inside the interval of the exponent. */
  readonly level: number;
}

/** N* or D* of each minimum against compute, with the power law of the fit. */
export function frontierPanel(
  of: ChartFrontier,
  letter: "N" | "D",
  { width, height, colour, minima, budget, level }: FrontierPanelOptions,
): { width: number; height: number; layer: Layer[] } {
  const power = of.frontier[letter];
  const best = (C: number) => power.coef * C ** power.exponent;
  const points = onAxes(minima).map((m) => ({
    C: tidy(m.C),
    budget: tidy(m.C),
    N: tidy(m.N),
    D: tidy(m.D),
    loss: tidy(m.loss),
    status: m.status,
    message: m.message,
    hollow: !converged(m),
  }));
  const x = logAxis([...points.map(({ C }) => C), ...(budget ? [budget * 3] : [])], "flop", {
    pixels: width,
  });
  const line = curve([x.domain[0], x.domain[1]], fittedRange(of), best);
  const values = range([...points.map((p) => p[letter]), ...line.map((p) => p.y)]);
  // Room for the exponent above the line.
  const room = (values[1] / values[0]) ** (20 / height);
  const y = logAxis([...values, values[1] * room], "count", {
    pixels: height,
    vertical: true,
  });
  const title = letter === "N" ? "Best parameters N*" : "Best tokens D*";
  const at: Encoding = {
    x: { field: "C", ...logChannel(x, titles.C) },
    y: { field: letter, ...logChannel(y, title) },
  };
  const here: Encoding = {
    x: { field: "C", type: "quantitative" },
    y: { field: letter, type: "quantitative" },
  };
  const tooltip = [
    { field: "C", title: "C (FLOP)", format: formats.C },
    { field: "N", title: "N* (parameters)", format: formats.N },
    { field: "D", title: "D* (tokens)", format: formats.D },
    { field: "loss", title: titles.loss, format: formats.loss },
    { field: "status", title: "Minimum" },
    { field: "message", title: "Found" },
  ];
  const full = points.filter(({ hollow }) => !hollow), hollow = points.filter((p) => p.hollow);
  const size = points.length > 40 ? 18 : 48;
  const layer: Layer[] = [
    {
      data: { values: line.map(({ x, y, ...rest }) => ({ C: x, [letter]: y, ...rest })) },
      mark: { type: "line", color: ink.law, strokeWidth: 1.8, clip: true },
      encoding: { ...at, detail: { field: "part", type: "nominal" }, strokeDash: dashBeyond },
    },
    ...(hollow.length
      ? [{
        data: { values: hollow },
        mark: {
          type: "point" as const,
          shape: "circle",
          filled: false,
          fill: ink.paper,
          strokeWidth: size > 20 ? 1.8 : 1,
          size,
          opacity: 1,
        },
        encoding: { ...here, color: colour, tooltip },
      }]
      : []),
    {
      data: { values: full },
      mark: {
        type: "circle",
        size,
        opacity: 1,
        stroke: ink.paper,
        strokeWidth: size > 20 ? 0.6 : 0,
      },
      encoding: { ...here, color: colour, tooltip },
    },
    ...exponentText(of, letter, level),
  ];
  if (budget !== undefined) {
    const crossing = { value: best(budget), text: `${letter}* = ${count(best(budget))}` };
    layer.push(...budgetMark(budget, { field: letter, bottom: y.domain[0], crossing }));
  }
  return { width, height, layer };
}

/** The exponent in the upper left corner, where a rising line is not. */
function exponentText(of: ChartFrontier, letter: "N" | "D", level: number): Layer[] {
  const term = letter === "N" ? "a" : "b";
  const interval = of.interval?.(term, level) ?? null;
  const text = `${letter}* ∝ C^${significant(of.frontier[letter].exponent)}` +
    (interval ? ` [${significant(interval.low)}, ${significant(interval.high)}]` : "");
  return withHalo({
    data: { values: [{ text }] },
    mark: { type: "text", align: "left", baseline: "top", fontSize: 11, color: ink.law },
    encoding: {
      x: { value: 8 },
      y: { value: 8 },
      text: { field: "text", type: "nominal" },
    },
  });
}

/** The power laws of a fit in a sentence, with their answer for a budget. */
export function frontierWords(of: ChartFrontier, budget: number | undefined): string {
  const { N, D } = of.frontier;
  const used = of.minima.filter(converged).length;
  const laws = `By ${titleOf(of)} through ${used} of ${of.minima.length} minima, N* grows as C^${
    N.exponent.toFixed(3)
  } and D* as C^${D.exponent.toFixed(3)}`;
  if (budget === undefined) return `${laws}.`;
  return `${laws}; for ${label(budget, "flop")} FLOP they give ${
    count(N.coef * budget ** N.exponent)
  } parameters and ${count(D.coef * budget ** D.exponent)} tokens.`;
}
