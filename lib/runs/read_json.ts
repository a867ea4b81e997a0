import pl, { type Series } from "nodejs-polars";
import { InputError, listNames } from "../text/mod.ts";
import { frameOf, type RawTable, rowNumber } from "./raw_table.ts";

type Refuse = (found: string, cause?: unknown) => InputError;
type Row = Readonly<Record<string, unknown>>;

/**
 * The table in a JSON file: an array of records, or one record of columns.
 *
 * @throws {InputError} If the text is not JSON, or the JSON is not a table.
 */
export function readJson(bytes: Uint8Array, path: string): RawTable {
  const refuse = refusal(path, "an array of records, or a record of columns of equal length");
  const value = parse(decode(bytes, refuse), refuse);
  if (Array.isArray(value)) return fromRecords(value, rowNumber, refuse);
  if (typeof value !== "object" || value === null) throw refuse(kindOf(value));
  const columns = Object.entries(value);
  if (columns.length === 0) throw refuse("a record without columns");
  const length = Array.isArray(columns[0]![1]) ? columns[0]![1].length : 0;
  for (const [name, cells] of columns) {
    if (!Array.isArray(cells)) throw refuse(`${kindOf(cells)} under ${JSON.stringify(name)}`);
    if (cells.length !== length) {
      const names = listNames([columns[0]![0], name]);
      throw refuse(`${length} and ${cells.length} cells in ${names}`);
    }
  }
  if (length === 0) throw refuse("columns without a row");
  return {
    frame: frameOf(columns.map(([name, cells]) => seriesOf(name, cells))),
    place: rowNumber,
  };
}

/**
 * The table in a file of one JSON record per line; blank lines do not count.
 *
 * @throws {InputError} If a line is not a JSON record.
 */
export function readNdjson(bytes: Uint8Array, path: string): RawTable {
  const refuse = refusal(path, "one JSON record per line");
  const lines: number[] = [];
  const records: unknown[] = [];
  decode(bytes, refuse).split("\n").forEach((text, i) => {
    if (text.trim() === "") return;
    records.push(parse(text, (found, cause) => refuse(`${found} on line ${i + 1}`, cause)));
    lines.push(i + 1);
  });
  return fromRecords(records, (row) => `row ${row + 1} (line ${lines[row]})`, refuse);
}

function fromRecords(rows: unknown[], place: RawTable["place"], refuse: Refuse): RawTable {
  if (rows.length === 0) throw refuse("no records");
  const names = new Set<string>();
  rows.forEach((row, i) => {
    if (typeof row !== "object" || row === null || Array.isArray(row)) {
      throw refuse(`${kindOf(row)}, ${place(i)}`);
    }
    for (const name of Object.keys(row)) names.add(name);
  });
  if (names.size === 0) throw refuse("records without fields");
  const cells = (name: string) =>
    (rows as Row[]).map((row) => (Object.hasOwn(row, name) ? row[name] : null));
  return { frame: frameOf(Array.from(names, (name) => seriesOf(name, cells(name)))), place };
}

/** Numbers and truth values keep their type; a mixed column becomes text, records become JSON. */
function seriesOf(name: string, cells: readonly unknown[]): Series {
  const filled = cells.filter((cell) => cell !== null && cell !== undefined);
  if (filled.length > 0 && filled.every((cell) => typeof cell === "number")) {
    return pl.Series(name, cells.map((cell) => (cell ?? null) as number | null), pl.Float64);
  }
  if (filled.length > 0 && filled.every((cell) => typeof cell === "boolean")) {
    return pl.Series(name, cells.map((cell) => (cell ?? null) as boolean | null), pl.Bool);
  }
  const texts = cells.map((cell) => {
    if (cell === null || cell === undefined) return null;
    return typeof cell === "string" ? cell : JSON.stringify(cell);
  });
  return pl.Series(name, texts, pl.Utf8);
}

function decode(bytes: Uint8Array, refuse: Refuse): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw refuse("bytes that are not UTF-8", cause);
  }
}

function parse(text: string, refuse: Refuse): unknown {
  if (text.trim() === "") throw refuse("an empty file");
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw refuse(`text that is not JSON (${(cause as Error).message})`, cause);
  }
}

function refusal(path: string, needs: string): Refuse {
  return (found, cause) =>
    new InputError(
      { cannot: `read runs from ${JSON.stringify(path)}`, needs, found },
      cause === undefined ? undefined : { cause },
    );
}

function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "an array";
  return typeof value === "object" ? "a record" : `the ${typeof value} ${JSON.stringify(value)}`;
}
