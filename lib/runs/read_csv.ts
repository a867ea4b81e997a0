import { Buffer } from "node:buffer";
import pl from "nodejs-polars";
import { InputError, listNames } from "../text/mod.ts";
import { filterRows, type RawTable, typed } from "./raw_table.ts";
import { scanCsv } from "./scan_csv.ts";

/** The first bytes of files that people rename to .csv, and what such a file is. */
const signatures: readonly (readonly [bytes: readonly number[], what: string])[] = [
  [[0x50, 0x41, 0x52, 0x31], "a Parquet file"],
  [[0x50, 0x4b, 0x03, 0x04], "a ZIP or Excel file"],
  [[0x1f, 0x8b], "a gzip file"],
  [[0xff, 0xfe], "UTF-16 text"],
  [[0xfe, 0xff], "UTF-16 text"],
];

/**
 * The table in the bytes of a CSV file: commas, a header, UTF-8 with or without a byte order mark.
 *
 * @param keepText The columns that stay text even when they look like numbers.
 * @throws {InputError} If that is not what the bytes are.
 */
export function readCsv(bytes: Uint8Array, path: string, keepText: readonly string[]): RawTable {
  const refuse = (needs: string, found: string, cure?: string): InputError =>
    new InputError({
      cannot: `read runs from ${JSON.stringify(path)}`,
      needs,
      found,
      ...(cure !== undefined && { cure }),
    });
  const text = bytesWithoutMark(bytes);
  checkText(text, refuse);
  const { start, end, width, lines, blank, fault } = scanCsv(text);
  const notCsv = fault && refuse(
    "comma-separated values, as many in every row as in the header",
    `${fault.what} on line ${fault.line}`,
    "put fields that hold commas or quotes in double quotes, and write numbers without commas",
  );
  if (width === 0) throw notCsv ?? refuse("a header and at least one row", "an empty file");
  const table = text.subarray(start);
  const names = headerNames(text.subarray(start, end));
  // A wrong separator in the header explains more than the rows that come apart because of it.
  checkHeader(names, refuse);
  if (notCsv) throw notCsv;
  if (lines.length - 1 === blank.length) {
    throw refuse("a header and at least one row", "a header only");
  }
  let frame: pl.DataFrame;
  try {
    frame = pl.readCSV(Buffer.from(table), { inferSchemaLength: 0 });
  } catch (error) {
    const found = (error as Error).message.split("\n")[0]!;
    throw new InputError({
      cannot: `read runs from ${JSON.stringify(path)}`,
      needs: "comma-separated values in UTF-8",
      found,
    }, { cause: error });
  }
  const places = lines.slice(1);
  if (blank.length > 0) {
    const empty = new Set(blank);
    frame = filterRows(frame, places.map((_, i) => !empty.has(i + 1)));
  }
  const filled = blank.length > 0 ? withoutBlank(places, blank) : places;
  if (frame.height !== filled.length) {
    throw refuse("comma-separated values", "double quotes that do not pair up");
  }
  frame.columns = names;
  const columns = frame.getColumns().map((column) =>
    keepText.includes(column.name) ? column : typed(column)
  );
  return { frame: pl.DataFrame(columns), place: (row) => `row ${row + 1} (line ${filled[row]})` };
}

function withoutBlank(places: readonly number[], blank: readonly number[]): number[] {
  const empty = new Set(blank);
  return places.filter((_, i) => !empty.has(i + 1));
}

type Refuse = (needs: string, found: string, cure?: string) => InputError;

function bytesWithoutMark(bytes: Uint8Array): Uint8Array {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}

function checkText(bytes: Uint8Array, refuse: Refuse): void {
  const needs = "comma-separated values in UTF-8";
  for (const [start, what] of signatures) {
    if (start.every((byte, i) => bytes[i] === byte)) throw refuse(needs, what);
  }
  const nul = bytes.indexOf(0);
  if (nul >= 0) throw refuse(needs, `binary data (a zero byte at offset ${nul})`);
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw refuse(needs, "bytes that are not UTF-8", "save the file as UTF-8");
  }
  if (!bytes.includes(0x0a) && bytes.includes(0x0d)) {
    throw refuse(needs, "lines that end in carriage returns alone", "end them in newlines");
  }
}

/** polars renames a header's duplicates; the names as they stand are these. */
function headerNames(bytes: Uint8Array): string[] {
  const header = pl.readCSV(Buffer.from(bytes), {
    hasHeader: false,
    inferSchemaLength: 0,
    nRows: 1,
  });
  return (header.row(0) as (string | null)[]).map((name) => (name ?? "").trim());
}

function checkHeader(names: readonly string[], refuse: Refuse): void {
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) {
    const found = twice === "" ? "several columns without a name" : `${listNames([twice])} twice`;
    throw refuse("a header with a different name for every column", found);
  }
  const only = names.length === 1 ? names[0]! : "";
  for (const [separator, what] of [[";", "semicolons"], ["\t", "tabs"]] as const) {
    if (only.includes(separator)) {
      throw refuse(
        "comma-separated values",
        `one column ${JSON.stringify(only)}, as if separated by ${what}`,
        "save the table with commas between columns and points in numbers",
      );
    }
  }
}
