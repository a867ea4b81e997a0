import { count } from "../text/mod.ts";
import { budgetMark } from "./budget_mark.ts";
import { formats, logChannel, titles } from "./channels.ts";
import { curve, dashBeyond } from "./curve.ts";
import { withHalo } from "./halo.ts";
import { label, logAxis, range, tidy } from "./log_axis.ts";
import type { AlongEnvelope } from "./envelope_along.ts";
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
  /** The colour of a minimum, by its field `C` or `N`. */
  readonly colour: NonNullable<Encoding["color"]>;
  /** The minima to draw. */
  readonly minima: readonly ChartMinimum[];
  /** The best size at budgets along an envelope, as small points under the minima. */
  readonly trail?: readonly AlongEnvelope[];
  /** A budget in FLOP to extend the line to, and to mark. */
  readonly budget?: number | undefined;
  /** The probability inside the interval of the exponent. */
  readonly level: number;
}

/** A minimum as the panels have it. */
interface FrontierPoint {
  readonly C: number;
  readonly N: number;
  readonly D: number;
  readonly loss: number;
  readonly status: string;
  readonly message: string;
  readonly hollow: boolean;
}

interface Panel {
  readonly width: number;
  readonly height: number;
  readonly layer: Layer[];
}

/**
 * N* and D* of each minimum against compute in two panels, with the power laws of the fit.
 *
 * @returns The panels, and the data that both of them draw, to be put beside them.
 */
export function frontierPanels(of: ChartFrontier, options: FrontierPanelOptions): {
  readonly data: { readonly values: FrontierPoint[] };
  readonly panels: readonly Panel[];
} {
  const values = onAxes(options.minima).map((m) => ({
    C: tidy(m.C),
    N: tidy(m.N),
    D: tidy(m.D),
    loss: tidy(m.loss),
    status: m.status,
    message: m.message,
    hollow: !converged(m),
  }));
  const panels = (["N", "D"] as const).map((letter) => panel(of, letter, values, options));
  return { data: { values }, panels };
}

function panel(
  of: ChartFrontier,
  letter: "N" | "D",
  points: readonly FrontierPoint[],
  { width, height, colour, budget, level, trail = [] }: FrontierPanelOptions,
): Panel {
  const power = of.frontier[letter];
  const best = (C: number) => power.coef * C ** power.exponent;
  const seen = [...points, ...trail];
  const x = logAxis([...seen.map(({ C }) => C), ...(budget ? [budget * 3] : [])], "flop", {
    pixels: width,
  });
  const line = curve([x.domain[0], x.domain[1]], fittedRange(of), best, 24);
  const values = range([...seen.map((p) => p[letter]), ...line.map((p) => p.y)]);
  // Room for the exponent above the line.
  const room = (values[1] / values[0]) ** (20 / height);
  const y = logAxis([...values, values[1] * room], "count", { pixels: height, vertical: true });
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
  const many = points.length > 40;
  const layer: Layer[] = [
    {
      data: { values: line.map(({ x, y, ...rest }) => ({ C: x, [letter]: y, ...rest })) },
      mark: { type: "line", color: ink.law, strokeWidth: 1.8, clip: true },
      encoding: {
        x: { field: "C", ...logChannel(x, titles.C) },
        y: {
          field: letter,
          ...logChannel(y, letter === "N" ? "Best parameters N*" : "Best tokens D*"),
        },
        detail: { field: "part", type: "nominal" },
        strokeDash: dashBeyond,
      },
    },
    ...(trail.length
      ? [{
        data: { values: trail.map(({ C, N, D }) => ({ C, N, D })) },
        mark: { type: "circle" as const, size: 9, opacity: 0.6 },
        encoding: { ...here, color: colour, tooltip: tooltip.slice(0, 3) },
      }]
      : []),
    {
      transform: [{ filter: "datum.hollow" }],
      mark: {
        type: "point",
        shape: "circle",
        filled: false,
        fill: ink.paper,
        strokeWidth: many ? 1 : 1.8,
        size: many ? 18 : 48,
        opacity: 1,
      },
      encoding: { ...here, color: colour, tooltip },
    },
    {
      transform: [{ filter: "!datum.hollow" }],
      mark: {
        type: "circle",
        size: many ? 18 : 48,
        opacity: 1,
        stroke: ink.paper,
        strokeWidth: many ? 0 : 0.6,
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
  const text = `${letter}* ∝ C^${of.frontier[letter].exponent.toFixed(3)}` +
    (interval ? ` [${interval.low.toFixed(3)}, ${interval.high.toFixed(3)}]` : "");
  return withHalo({
    data: { values: [{ text }] },
    mark: { type: "text", align: "left", baseline: "top", fontSize: 10, color: ink.law },
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
