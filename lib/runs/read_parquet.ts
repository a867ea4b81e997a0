import { Buffer } from "node:buffer";
import pl, { type DataFrame } from "nodejs-polars";
import { InputError } from "../text/mod.ts";
import { frameOf, nameText, type RawTable, rowNumber, typed } from "./raw_table.ts";

/**
 * The table in the bytes of a Parquet file.
 *
 * @param names The columns of names, in which integers become text.
 * @throws {InputError} If the bytes are not Parquet.
 */
export function readParquet(
  bytes: Uint8Array,
  path: string,
  names: readonly string[],
): RawTable {
  try {
    return fromFrame(pl.readParquet(Buffer.from(bytes)), names);
  } catch (cause) {
    throw new InputError({
      cannot: `read runs from ${JSON.stringify(path)}`,
      needs: "a Parquet file",
      found: bytes.length === 0 ? "an empty file" : "bytes that are not Parquet, or cut short",
    }, { cause });
  }
}

/**
 * A polars frame as a table, its numbers as Float64.
 *
 * @param names The columns of names, in which integers become text.
 */
export function fromFrame(frame: DataFrame, names: readonly string[]): RawTable {
  const columns = frame.getColumns().map((column) => {
    const kept = names.includes(column.name) ? nameText(column) : column;
    return kept.isString() ? kept : typed(kept);
  });
  return { frame: frameOf(columns), place: rowNumber };
}
