import pl, { type Series } from "nodejs-polars";
import { InputError } from "../text/mod.ts";
import { filterTable, isNumeric, parsed, type RawTable } from "./raw_table.ts";

/**
 * A column as positive finite numbers, in canonical units.
 *
 * @throws {InputError} If a cell is empty, text, not a number, infinite, zero or negative; the
 * message names the first one.
 */
export function positiveNumbers(
  table: RawTable,
  path: string,
  column: string,
  quantity: "N" | "D" | "C" | "loss",
  factor: number,
): Float64Array {
  const numbers = finiteNumbers(table, path, column, `${quantity} > 0 in every row`);
  const bad = numbers.findIndex((x) => x <= 0);
  if (bad >= 0) {
    const needs = `${quantity} > 0 in every row`;
    // Logs of trainings begin with a checkpoint before the first token.
    const cure = numbers[bad] === 0 && (quantity === "D" || quantity === "C")
      ? `leave such rows out, by the condition "${quantity}>0"`
      : undefined;
    throw refuse(table, path, column, needs, String(numbers[bad]), bad, cure);
  }
  return factor === 1 ? numbers : numbers.map((x) => x * factor);
}

/**
 * A column as training steps: finite and not negative.
 *
 * @throws {InputError} If a cell is not such a number.
 */
export function steps(table: RawTable, path: string, column: string): Float64Array {
  const numbers = finiteNumbers(table, path, column, "step ≥ 0 in every row");
  const bad = numbers.findIndex((x) => x < 0);
  if (bad >= 0) {
    throw refuse(table, path, column, "step ≥ 0 in every row", String(numbers[bad]), bad);
  }
  return numbers;
}

/**
 * A column as lengths of the learning rate's cosine over that of the training: positive, and NaN
 * where the cell is empty, which says that the rate followed no cosine or that nobody knows.
 *
 * @throws {InputError} If a cell is neither empty nor such a number.
 */
export function cosineLengths(table: RawTable, path: string, column: string): Float64Array {
  const series = table.frame.getColumn(column);
  const lengths = new Float64Array(series.len()).fill(NaN);
  const cells = series.toArray() as unknown[];
  const rows = Array.from(cells.keys())
    .filter((row) => !["", "null", "undefined"].includes(String(cells[row]).trim()));
  if (rows.length === 0) return lengths;
  const needs = "cycle > 0 or an empty cell in every row";
  const filled = cells.map(() => false);
  for (const row of rows) filled[row] = true;
  const numbers = finiteNumbers(filterTable(table, filled), path, column, needs);
  rows.forEach((row, i) => {
    const value = numbers[i]!;
    if (value <= 0) throw refuse(table, path, column, needs, String(value), row);
    lengths[row] = value;
  });
  return lengths;
}

/**
 * A column as names of runs; numbers become their digits.
 *
 * @throws {InputError} If a cell is empty.
 */
export function runNames(table: RawTable, path: string, column: string): string[] {
  const cells = table.frame.getColumn(column).toArray() as unknown[];
  return cells.map((cell, row) => {
    if (cell === null || cell === undefined || cell === "") {
      throw refuse(table, path, column, "the name of a run in every row", "an empty cell", row);
    }
    return String(cell);
  });
}

/**
 * A column as finite numbers.
 *
 * @param needs What they have to be, for the message.
 * @throws {InputError} If a cell is empty, text, not a number or infinite.
 */
export function finiteNumbers(
  table: RawTable,
  path: string,
  column: string,
  needs: string,
): Float64Array {
  const series = table.frame.getColumn(column);
  const numbers = asNumbers(table, path, column, needs, series);
  const bad = numbers.findIndex((x) => !Number.isFinite(x));
  if (bad < 0) return numbers;
  const shown = String(numbers[bad]);
  const written = series.isString() ? String(series.getIndex(bad)) : shown;
  const found = /^[+-]?(nan|inf(inity)?)$/i.test(written.trim()) ? shown : `${written} (${shown})`;
  throw refuse(table, path, column, needs, found, bad);
}

function asNumbers(
  table: RawTable,
  path: string,
  column: string,
  needs: string,
  series: Series,
): Float64Array {
  if (!isNumeric(series) && !series.isString()) {
    const kind = series.isBoolean() ? "true and false" : `values of type ${series.dtype.variant}`;
    throw refuse(table, path, column, needs, kind);
  }
  const numbers = series.isString() ? parsed(series) : series;
  if (numbers.nullCount() === 0) return numbers.cast(pl.Float64).toTypedArray() as Float64Array;
  const row = (numbers.isNull().toArray() as unknown as boolean[]).indexOf(true);
  const cell = series.getIndex(row) as unknown;
  if (cell === null || cell === undefined || String(cell).trim() === "") {
    throw refuse(table, path, column, needs, "an empty cell", row);
  }
  const text = String(cell);
  throw refuse(table, path, column, needs, `the text ${excerpt(text)}`, row, numberCure(text));
}

/** What to do about a text that was meant as a number. */
function numberCure(text: string): string | undefined {
  if (/^[+-]?\d{1,3}(,\d{3})+(\.\d*)?$/.test(text)) return "write the number without commas";
  if (/^[+-]?\d*,\d+$/.test(text)) return "write the number with a decimal point";
  const unit = /^[+-]?[\d.]+(?:e[+-]?\d+)?\s*([kMBT])$/i.exec(text)?.[1];
  if (unit === undefined) return undefined;
  return `write plain numbers, and the unit once after the column's name, as in "N=params:M"`;
}

function excerpt(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 59)}…` : text);
}

function refuse(
  { place }: RawTable,
  path: string,
  column: string,
  needs: string,
  found: string,
  row?: number,
  cure?: string,
): InputError {
  const where = `column ${JSON.stringify(column)}${row === undefined ? "" : `, ${place(row)}`}`;
  return new InputError({
    cannot: `read runs from ${JSON.stringify(path)}`,
    needs,
    found: `${found} in ${where}`,
    ...(cure !== undefined && { cure }),
  });
}
