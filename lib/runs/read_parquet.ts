import { Buffer } from "node:buffer";
import pl, { type DataFrame } from "nodejs-polars";
import { InputError } from "../text/mod.ts";
import { frameOf, type RawTable, rowNumber, typed } from "./raw_table.ts";

/**
 * The table in the bytes of a Parquet file.
 *
 * @throws {InputError} If the bytes are not Parquet.
 */
export function readParquet(bytes: Uint8Array, path: string): RawTable {
  try {
    return fromFrame(pl.readParquet(Buffer.from(bytes)));
  } catch (cause) {
    throw new InputError({
      cannot: `read runs from ${JSON.stringify(path)}`,
      needs: "a Parquet file",
      found: bytes.length === 0 ? "an empty file" : "bytes that are not Parquet, or cut short",
    }, { cause });
  }
}

/** A polars frame as a table, its numbers as Float64. */
export function fromFrame(frame: DataFrame): RawTable {
  return {
    frame: frameOf(frame.getColumns().map((c) => (c.isString() ? c : typed(c)))),
    place: rowNumber,
  };
}
