import pl, { type DataFrame, type Series } from "nodejs-polars";

/** A table as read, before anybody has asked what its columns mean. */
export interface RawTable {
  /** The rows. */
  readonly frame: DataFrame;
  /** Where a row (0-based) is, for a message: `row 17 (line 18)`. */
  readonly place: (row: number) => string;
}

/** The place of a row in a table that has no lines. */
export function rowNumber(row: number): string {
  return `row ${row + 1}`;
}

/** A frame of these columns; the names are all different. */
export function frameOf(columns: readonly Series[]): DataFrame {
  return pl.DataFrame(columns as Series[]);
}

/** The rows of a frame whose flag is set. */
export function filterRows(frame: DataFrame, keep: readonly boolean[]): DataFrame {
  // The declarations know only expressions here; polars takes a mask all the same.
  return frame.filter(
    pl.Series(keep as boolean[]) as unknown as Parameters<typeof frame.filter>[0],
  );
}

/** The rows of a table whose flag is set, each still knowing where it came from. */
export function filterTable({ frame, place }: RawTable, keep: readonly boolean[]): RawTable {
  const from: number[] = [];
  keep.forEach((kept, row) => {
    if (kept) from.push(row);
  });
  return { frame: filterRows(frame, keep), place: (row) => place(from[row]!) };
}

/**
 * The column with the type that its text suggests: numbers if every cell that is not empty is one,
 * truth values if every one is `true` or `false` in any case, text otherwise. Numeric columns of
 * any width become Float64, which holds 6·N·D where Int64 overflows.
 */
export function typed(series: Series): Series {
  const { name } = series;
  if (isNumeric(series)) return series.cast(pl.Float64).alias(name);
  if (!series.isString()) return series;
  const filled = series.len() - series.nullCount();
  if (filled === 0) return series;
  const numbers = parsed(series);
  if (numbers.len() - numbers.nullCount() === filled) return numbers.alias(name);
  const cells = series.toArray() as (string | null)[];
  if (!cells.every((cell) => cell === null || /^(true|false)$/i.test(cell))) return series;
  return pl.Series(name, cells.map((cell) => cell && cell.toLowerCase() === "true"), pl.Bool);
}

/** A text column as numbers; what is not a number is null. */
export function parsed(series: Series): Series {
  return (series.str as unknown as { strip(): Series }).strip().cast(pl.Float64, false);
}

/**
 * A column of names: integers become text with exactly their digits, which Float64 and JavaScript
 * would round above 2^53; other columns stay as they are.
 */
export function nameText(series: Series): Series {
  if (!/^U?Int\d+$/.test(series.dtype.variant)) return series;
  return series.cast(pl.Utf8).alias(series.name);
}

/** Whether the column holds numbers of any width, decimals included. */
export function isNumeric(series: Series): boolean {
  return series.isNumeric() || series.dtype.variant === "Decimal";
}
