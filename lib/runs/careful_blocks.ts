import pl from "nodejs-polars";
import { openFile, type TableFile } from "./open_file.ts";
import { type RawTable, rowNumber } from "./raw_table.ts";
import { readCsv } from "./read_csv.ts";
import { fromFrame } from "./read_parquet.ts";
import { readWhole } from "./scan_table.ts";

const quote = 0x22, newline = 0x0a;

/** How much is read at a time. */
export interface BlockSize {
  /** Bytes of a CSV file. @default {2 ** 25} */
  readonly bytes?: number;
  /** Rows of a Parquet file. @default {1e6} */
  readonly rows?: number;
}

/**
 * A file as tables that the careful reader has read, a block of lines or rows at a time, so that a
 * large file with a mistake in it is refused with the mistake's place and not for lack of memory.
 * JSON comes in one block.
 *
 * @param keepText Columns of names: those of a CSV file stay text, integers of a Parquet file become
 * text.
 * @throws {InputError} If a block is no table.
 */
export async function* carefulBlocks(
  file: TableFile,
  keepText: readonly string[],
  { bytes = 2 ** 25, rows = 1e6 }: BlockSize = {},
): AsyncGenerator<RawTable> {
  if (file.format === "csv") yield* csvBlocks(file, keepText, bytes);
  else if (file.format === "parquet") yield* parquetBlocks(file, keepText, rows);
  else yield await readWhole(file, keepText);
}

function* parquetBlocks(
  file: TableFile,
  keepText: readonly string[],
  size: number,
): Generator<RawTable> {
  for (let first = 0;; first += size) {
    const frame = pl.scanParquet(file.path, { glob: false }).slice(first, size)
      .collectSync({ engine: "streaming" });
    if (frame.height === 0) return;
    yield { ...fromFrame(frame, keepText), place: (row) => rowNumber(first + row) };
  }
}

async function* csvBlocks(
  file: TableFile,
  keepText: readonly string[],
  size: number,
): AsyncGenerator<RawTable> {
  let header: Uint8Array | null = null;
  let [rows, lines] = [0, 0];
  for await (const block of wholeLines(file, size)) {
    const text: Uint8Array = header ? joinedBytes(header, block) : block;
    const above: number = header ? countOf(header, newline) : 0;
    const { frame, place } = readCsv(text, file.path, keepText);
    const [rowsBefore, linesBefore] = [rows, lines - above];
    yield {
      frame,
      place: (row) =>
        place(row).replace(
          /^row (\d+) \(line (\d+)\)/,
          (_, r, l) => `row ${Number(r) + rowsBefore} (line ${Number(l) + linesBefore})`,
        ),
    };
    rows += frame.height;
    lines += countOf(block, newline);
    header ??= block.slice(0, headerEnd(block));
  }
}

/** The bytes of a file in blocks that end between records. */
async function* wholeLines(file: TableFile, size: number): AsyncGenerator<Uint8Array> {
  using open = await openFile(file);
  let rest = new Uint8Array(0);
  for (;;) {
    const buffer = new Uint8Array(rest.length + size);
    buffer.set(rest);
    let filled = rest.length;
    while (filled < buffer.length) {
      const read = await open.read(buffer.subarray(filled));
      if (read === null) break;
      filled += read;
    }
    const atEnd = filled < buffer.length;
    const end = atEnd ? filled : lastRecordEnd(buffer);
    // A block without the end of a record is read on; blank lines alone are no table.
    const block = buffer.subarray(0, end);
    if (block.some((byte) => byte > 0x20)) yield block;
    if (atEnd) return;
    rest = buffer.slice(end, filled);
  }
}

/** The byte behind the last line break that is outside double quotes. */
function lastRecordEnd(bytes: Uint8Array): number {
  let end = 0;
  let isOutside = true;
  for (let i = 0; i < bytes.length; i++) {
    if (bytes[i] === quote) isOutside = !isOutside;
    else if (bytes[i] === newline && isOutside) end = i + 1;
  }
  return end;
}

/** The byte behind the header, blank lines before it included. */
function headerEnd(bytes: Uint8Array): number {
  let isOutside = true;
  let filled = false;
  for (let i = 0; i < bytes.length; i++) {
    if (bytes[i] === quote) isOutside = !isOutside;
    if (bytes[i] === newline && isOutside && filled) return i + 1;
    if (bytes[i]! > 0x20) filled = true;
  }
  return bytes.length;
}

function countOf(bytes: Uint8Array, wanted: number): number {
  let count = 0;
  for (const byte of bytes) {
    if (byte === wanted) count++;
  }
  return count;
}

function joinedBytes(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
