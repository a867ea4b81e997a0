import type { Format } from "./open_file.ts";
import type { RawTable } from "./raw_table.ts";
import { readCsv } from "./read_csv.ts";
import { readJson, readNdjson } from "./read_json.ts";
import { readParquet } from "./read_parquet.ts";

/**
 * The table in the bytes of a file.
 *
 * @param keepText Columns of a CSV file that stay text even when they look like numbers, and in which
 * the integers of a Parquet file become text.
 * @throws {InputError} If the bytes are not such a table.
 */
export function parseTable(
  format: Format,
  bytes: Uint8Array,
  path: string,
  keepText: readonly string[],
): RawTable {
  switch (format) {
    case "csv":
      return readCsv(bytes, path, keepText);
    case "parquet":
      return readParquet(bytes, path, keepText);
    case "json":
      return readJson(bytes, path);
    case "ndjson":
      return readNdjson(bytes, path);
  }
}
