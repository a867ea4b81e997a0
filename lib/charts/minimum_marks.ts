import { formats, titles } from "./channels.ts";
import type { Encoding, Layer, Mark } from "./spec.ts";
import { ink } from "./theme.ts";

/** A minimum with its place and what it is worth. */
interface Marked {
  readonly beyond?: boolean;
  readonly status?: string;
  readonly D?: number;
}

/** Diamonds at minima: full where they converged, hollow where they did not. */
export function minimumMarks(
  minima: readonly Marked[],
  at: Pick<Encoding, "x" | "y">,
): Layer[] {
  const full = minima.filter(({ beyond }) => !beyond), hollow = minima.filter((m) => m.beyond);
  const judged = minima.some(({ status }) => status !== undefined);
  const tooltip = [
    { field: "budget", title: "C (FLOP)", format: formats.C },
    { field: "N", title: "N* (parameters)", format: formats.N },
    { field: "loss", title: titles.loss, format: formats.loss },
    ...(judged
      ? [{ field: "status", title: "Minimum" }, { field: "message", title: "Found" }]
      : []),
  ];
  return [
    ...(full.length ? [layer(full, filled)] : []),
    ...(hollow.length ? [layer(hollow, empty)] : []),
  ];

  function layer(values: readonly Marked[], style: Partial<Mark>): Layer {
    return {
      data: { values: [...values] },
      mark: { type: "point", shape: "diamond", opacity: 1, ...style },
      encoding: { ...at, tooltip },
    };
  }
}

const filled = {
  filled: true,
  size: 70,
  fill: ink.law,
  stroke: ink.paper,
  strokeWidth: 1,
} as const;

const empty = {
  filled: false,
  size: 60,
  fill: ink.paper,
  stroke: ink.law,
  strokeWidth: 1.3,
} as const;
