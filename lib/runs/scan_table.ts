import pl, { type DataFrame, type LazyDataFrame } from "nodejs-polars";
import { fileBytes, openFile, type TableFile } from "./open_file.ts";
import { parseTable } from "./parse_table.ts";
import { frameOf, type RawTable, typed } from "./raw_table.ts";
import { readCsv } from "./read_csv.ts";
import { fromFrame } from "./read_parquet.ts";

/** Which columns of a file are wanted. */
export interface Wanted {
  /** All of them, in the order of the file. */
  readonly columns: readonly string[];
  /** Those of numbers, every cell one. */
  readonly numbers: readonly string[];
  /** Those of names, which are text; the others are what their cells suggest. */
  readonly text: readonly string[];
}

const streaming = { engine: "streaming" } as const;
const headBytes = 65536;

/**
 * The names of a file's columns.
 *
 * @throws {InputError} If the file's beginning is not a table's.
 */
export async function columnNames(file: TableFile): Promise<string[]> {
  switch (file.format) {
    case "csv": {
      const head = await headLines(file);
      // A header alone, or a line that is longer than the head, is for the careful reader.
      return head
        ? readCsv(head, file.path, []).frame.columns
        : (await readWhole(file, [])).frame.columns;
    }
    case "parquet":
      try {
        return pl.scanParquet(file.path, { glob: false }).columns;
      } catch {
        return (await readWhole(file, [])).frame.columns;
      }
    default:
      return (await readWhole(file, [])).frame.columns;
  }
}

/**
 * Some columns of a file, collected by polars' streaming engine: only they are ever in memory.
 *
 * What is not plain there (a cell that is empty or no number, a double quote, a row too long, other
 * kinds of file) is read again in whole by the careful reader, which says what is wrong and where,
 * or can make sense of it. So there is one judgement of bad tables, and speed for good ones.
 *
 * @throws {InputError} If the file is no table.
 */
export async function scanTable(file: TableFile, wanted: Wanted): Promise<RawTable> {
  const lazy = await lazyTable(file, wanted);
  const frame = lazy && collected(lazy);
  if (frame && isPlain(frame, wanted)) {
    if (file.format === "parquet") return fromFrame(frame, wanted.text);
    const plain = [...wanted.numbers, ...wanted.text];
    const columns = frame.getColumns().map((c) => plain.includes(c.name) ? c : typed(c));
    return { frame: frameOf(columns), place: (row) => `row ${row + 1} (line ${row + 2})` };
  }
  const { frame: whole, place } = await readWhole(file, wanted.text);
  return { frame: whole.select(...wanted.columns), place };
}

/**
 * A lazy scan of some columns; `null` where only the careful reader will do.
 *
 * Numbers of a CSV file are Float64 and everything else is text.
 */
export async function lazyTable(file: TableFile, wanted: Wanted): Promise<LazyDataFrame | null> {
  const { columns } = wanted;
  if (file.format === "parquet") {
    return pl.scanParquet(file.path, { glob: false }).select(...columns);
  }
  if (file.format !== "csv" || await hasQuotes(file)) return null;
  const header = await columnNames(file);
  const schema = Object.fromEntries(
    header.map((name) => [name, wanted.numbers.includes(name) ? pl.Float64 : pl.Utf8]),
  );
  return pl.scanCSV(file.path, { schema, glob: false }).select(...columns);
}

/** The rows of a lazy scan; `null` where polars cannot read them. */
function collected(lazy: LazyDataFrame): DataFrame | null {
  try {
    return lazy.collectSync(streaming);
  } catch {
    return null;
  }
}

function isPlain(frame: DataFrame, { numbers, text }: Wanted): boolean {
  return frame.height > 0 &&
    [...numbers, ...text].every((name) => frame.getColumn(name).nullCount() === 0);
}

/** A file as the careful reader reads it. */
export async function readWhole(file: TableFile, keepText: readonly string[]): Promise<RawTable> {
  return parseTable(file.format, await fileBytes(file), file.path, keepText);
}

/** The whole lines at the beginning of a file, if there are at least two. */
async function headLines(file: TableFile): Promise<Uint8Array | null> {
  for await (const block of blocks(file, headBytes)) {
    const end = block.lastIndexOf(0x0a) + 1;
    return block.indexOf(0x0a) < end - 1 ? block.slice(0, end) : null;
  }
  return null;
}

/**
 * Whether there is a double quote in the file. Quotes that do not pair up would swallow rows without
 * a word, so that files with quotes are for the careful reader.
 */
async function hasQuotes(file: TableFile): Promise<boolean> {
  for await (const block of blocks(file, 2 ** 22)) {
    if (block.includes(0x22)) return true;
  }
  return false;
}

/** The bytes of a file, a block at a time; the next block overwrites the one before. */
async function* blocks(file: TableFile, size: number): AsyncGenerator<Uint8Array> {
  using open = await openFile(file);
  const buffer = new Uint8Array(size);
  for (;;) {
    const read = await open.read(buffer);
    if (read === null) return;
    yield buffer.subarray(0, read);
  }
}
