import type { Layered } from "../spec.ts";
import { ink } from "../theme.ts";

/** A number under a figure: what it is, and an expression of Vega that writes it. */
export interface Reading {
  /** What it is, with the unit. */
  readonly label: string;
  /** The expression that writes the number. */
  readonly text: string;
}

/** A table of numbers that follow the sliders: a row per line of readings. */
export function readout(
  rows: readonly {
    /** What the row is about, at its left; in the colour of its lines. */
    readonly title?: string;
    readonly colour?: string;
    readonly readings: readonly Reading[];
  }[],
  { width, left = 0, line = 40 }: { width: number; left?: number; line?: number },
): Layered {
  const columns = Math.max(...rows.map(({ readings }) => readings.length));
  const cells = rows.flatMap(({ readings, colour = ink.text }, row) =>
    readings.map(({ label, text }, column) => ({ row, column, label, text, colour }))
  );
  const across = (width - left) / columns;
  // One expression per cell; a row of the data picks its own.
  const value = `[${cells.map(({ text }) => text).join(", ")}][datum.cell]`;
  const x = {
    field: "x",
    type: "quantitative" as const,
    axis: null,
    scale: { domain: [0, width] },
  };
  const height = rows.length * line;
  const y = {
    field: "y",
    type: "quantitative" as const,
    axis: null,
    scale: { domain: [height, 0] },
  };
  const text = { type: "text" as const, align: "left" as const, baseline: "top" as const };
  const colour = { field: "colour", type: "nominal" as const, scale: null, legend: null };
  const titles = rows.flatMap(({ title, colour = ink.text }, row) =>
    title === undefined ? [] : [{ x: 0, y: row * line + 12, label: title, colour }]
  );
  return {
    width,
    height,
    view: { stroke: null },
    layer: [
      {
        data: {
          values: cells.map(({ row, column, label }) => ({
            ...{ x: Math.round(left + column * across), y: row * line, label },
          })),
        },
        mark: { ...text, fontSize: 10.5, color: ink.muted },
        encoding: { x, y, text: { field: "label", type: "nominal" } },
      },
      {
        data: {
          values: cells.map(({ row, column, colour }, cell) => ({
            ...{ x: Math.round(left + column * across), y: row * line + 14, cell, colour },
          })),
        },
        transform: [{ calculate: value, as: "value" }],
        mark: { ...text, fontSize: 14 },
        encoding: { x, y, color: colour, text: { field: "value", type: "nominal" } },
      },
      ...(titles.length
        ? [{
          data: { values: titles },
          mark: { ...text, fontSize: 12 },
          encoding: { x, y, color: colour, text: { field: "label", type: "nominal" as const } },
        }]
        : []),
    ],
  } as Layered;
}
