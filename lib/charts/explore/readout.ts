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
  { width, left = 0, line = 40, rowsOf }: {
    width: number;
    /** Where the numbers begin, right of the rows' titles. */
    left?: number;
    /** Pixels from row to row. */
    line?: number;
    /** Where the numbers are fields of the figure's own rows: an expression that one row fulfils. */
    rowsOf?: string;
  },
): Layered {
  const columns = Math.max(...rows.map(({ readings }) => readings.length));
  const cells = rows.flatMap(({ readings, title, colour = ink.text }, row) =>
    readings.map(({ label, text }, column) => ({ row, column, title, label, text, colour }))
  );
  const spoken = ({ title, label }: { title: string | undefined; label: string }) =>
    title === undefined ? `${label}: ` : `${title}, ${label}: `;
  const across = (width - left) / columns;
  const placeX = ({ column }: { column: number }) => Math.round(left + column * across);
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
            ...{ x: placeX({ column }), y: row * line, label },
          })),
        },
        mark: { ...text, fontSize: 10.5, color: ink.muted },
        encoding: { x, y, text: { field: "label", type: "nominal" } },
      },
      {
        // Of rows that a figure computes the first is enough: the numbers are the same in all.
        ...(rowsOf ? {} : { data: { values: [{ first: 0 }] } }),
        transform: [
          ...(rowsOf ? [{ filter: rowsOf }] : []),
          { calculate: `[${cells.map(({ text }) => text).join(", ")}]`, as: "value" },
          { calculate: `sequence(${cells.length})`, as: "cell" },
          { flatten: ["value", "cell"] },
          ...Object.entries({ x: cells.map(placeX), y: cells.map(({ row }) => row * line + 14) })
            .map(([as, places]) => ({ calculate: `${JSON.stringify(places)}[datum.cell]`, as })),
          {
            calculate: `${JSON.stringify(cells.map(({ colour }) => colour))}[datum.cell]`,
            as: "colour",
          },
          {
            calculate: `${JSON.stringify(cells.map(spoken))}[datum.cell] + datum.value`,
            as: "said",
          },
        ],
        // The name is how a page finds the numbers that a slider has changed, to say them.
        name: "readout_values",
        mark: { ...text, fontSize: 14 },
        encoding: {
          ...{ x, y, color: colour },
          text: { field: "value", type: "nominal" },
          description: { field: "said", type: "nominal" },
        },
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
