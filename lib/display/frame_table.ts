import { significant, type Table } from "../text/mod.ts";

/** The part of a polars `DataFrame` that a table needs; the layer imports no polars. */
export interface Frame {
  /** The names of the columns. */
  readonly columns: string[];
  /** Number of rows. */
  readonly height: number;
  /** Number of columns. */
  readonly width: number;
  /** The column of that name. */
  getColumn(name: string): FrameColumn;
}

/** A column of a {@linkcode Frame}. */
export interface FrameColumn {
  /** Its type; prints as `DataType(Float64)` or the like. */
  readonly dtype: unknown;
  /** The value at a position. */
  getIndex(at: number): unknown;
}

/** How much of a frame to show. */
export interface FrameTableOptions {
  /** Rows from the top. @default {10} */
  readonly head?: number;
  /** Rows from the bottom. @default {5} */
  readonly tail?: number;
}

/**
 * The first and last rows of a frame as a table: numbers to the right with six significant digits,
 * everything else to the left.
 *
 * Polars' own display has no plain text, cuts without saying so and fails on whole numbers of 64
 * bits without a sign.
 */
export function frameTable(frame: Frame, { head = 10, tail = 5 }: FrameTableOptions = {}): Table {
  const { columns, height } = frame;
  const all = height <= head + tail + 1;
  const rows: (number | null)[] = all
    ? Array.from({ length: height }, (_, i) => i)
    : [...Array.from({ length: head }, (_, i) => i), null, ...range(height - tail, height)];
  const series = columns.map((name) => frame.getColumn(name));
  const values = rows.map((row) => row === null ? null : series.map((s) => s.getIndex(row)));
  return {
    columns: columns.map((title, i) => ({
      title,
      align: values.some((row) => row !== null && isText(row[i])) ? "left" : "right",
    })),
    rows: values.map((row) => row?.map(cell) ?? null),
  };
}

/** "245 rows × 7 columns". */
export function frameShape({ height, width }: Frame): string {
  const s = (n: number) => n === 1 ? "" : "s";
  return `${height} row${s(height)} × ${width} column${s(width)}`;
}

/** Whether it looks like a polars `DataFrame`. */
export function isFrame(what: unknown): what is Frame {
  if (typeof what !== "object" || what === null) return false;
  const frame = what as Partial<Frame>;
  return Array.isArray(frame.columns) && typeof frame.height === "number" &&
    typeof frame.width === "number" && typeof frame.getColumn === "function";
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, i) => from + i);
}

function isText(value: unknown): boolean {
  return value !== null && value !== undefined && typeof value !== "number" &&
    typeof value !== "bigint";
}

function cell(value: unknown): string {
  if (value === null || value === undefined) return "null";
  if (typeof value === "number") {
    return Number.isInteger(value) && Math.abs(value) < 1e6 ? String(value) : short(value);
  }
  if (value instanceof Date) return value.toISOString().replace(/T00:00:00\.000Z$/, "");
  if (typeof value === "object") return plain(value);
  return String(value);
}

/** Six significant digits without the zeros that say nothing. */
function short(x: number): string {
  return significant(x, 6).replace(/(\.\d*?)0+(?=e|$)/, "$1").replace(/\.(?=e|$)/, "");
}

function plain(value: object): string {
  if ("toArray" in value && typeof value.toArray === "function") return plain(value.toArray());
  return JSON.stringify(value, (_, inner) => typeof inner === "bigint" ? String(inner) : inner);
}
