import { type ColumnTable, LazyTable } from "./column_table.ts";
import { parseColumns } from "./columns.ts";
import { namedColumns } from "./canonical.ts";
import { sha256 } from "./digest.ts";
import { fileBytes, type TableFile, tableFile } from "./open_file.ts";
import { parseTable } from "./parse_table.ts";
import type { ReadRunsOptions } from "./read_runs.ts";
import type { RunsSource } from "./runs_source.ts";
import { selectRows } from "./select_rows.ts";
import { quantities, type Quantity } from "./units.ts";

/** How a table is to be understood of which only some columns matter. */
export interface ReadColumnsOptions extends Omit<ReadRunsOptions, "columns" | "source"> {
  /** Which column holds what, as text. */
  readonly columns?: string;
}

/**
 * The rows of a file of which columns are read as a law asks for them: no N, D or loss is needed
 * that the law does not look at.
 *
 * @param file A path or a `file:` URL.
 * @throws {InputError} If there is no such file, it is no table, or a column that was named is not
 * there.
 *
 * @example Loss against the width of a model
 * ```ts
 * import assert from "node:assert/strict";
 * import { fitLaw } from "isoflop/fit";
 * import { powerLaw } from "isoflop/laws";
 * import { readColumns } from "isoflop/runs";
 *
 * const file = await Deno.makeTempFile({ suffix: ".csv" });
 * await Deno.writeTextFile(file, "width,loss\n64,4\n128,3.5\n256,3.1\n512,2.7\n");
 * const runs = await readColumns(file, { columns: "loss=loss" });
 * await Deno.remove(file);
 *
 * const fit = fitLaw(runs, powerLaw({ regressor: "width" }));
 * assert.equal(fit.n, 4);
 * ```
 */
export async function readColumns(
  file: string | URL,
  options: ReadColumnsOptions = {},
): Promise<ColumnTable> {
  const found = tableFile(file);
  const source = { name: found.name, committable: true };
  return await columnsFromBytes(await fileBytes(found), found, options, source);
}

/** What {@linkcode readColumns} does once it has the bytes of the file. */
export async function columnsFromBytes(
  bytes: Uint8Array<ArrayBuffer>,
  { path, format }: Pick<TableFile, "path" | "format">,
  { columns: given, names = [], where = [] }: ReadColumnsOptions,
  source: RunsSource,
  notes: string[] = [],
): Promise<ColumnTable> {
  const known = [...new Set<string>([...quantities, ...names])] as Quantity[];
  const columns = parseColumns(given ?? {}, known);
  const table = parseTable(format, bytes, path, [columns.run?.column ?? "run"]);
  const found = namedColumns(table.frame.columns, path, columns, known);
  return new LazyTable({
    table: selectRows(table, path, found, where, notes),
    path,
    found,
    source: { digest: await sha256(bytes), ...source },
    notes,
  });
}
