import pl from "nodejs-polars";
import { InputError } from "../text/mod.ts";
import { canonical } from "./canonical.ts";
import { type Columns, type ColumnsInput, parseColumns } from "./columns.ts";
import { sha256 } from "./digest.ts";
import type { Frame } from "./frame.ts";
import { fileBytes, type TableFile, tableFile } from "./open_file.ts";
import { parseTable } from "./parse_table.ts";
import type { RawTable } from "./raw_table.ts";
import { fromFrame } from "./read_parquet.ts";
import { Runs } from "./runs.ts";
import type { RunsSource } from "./runs_source.ts";
import { quantities, type Quantity } from "./units.ts";

/** How a table is to be understood. */
export interface ReadRunsOptions {
  /**
   * Which column holds what, in which unit: `"N=params:M,D=tokens:B,loss=loss"`. What is left out
   * has its canonical name: N, D, C, loss, run, step.
   */
  readonly columns?: ColumnsInput;
  /** Names of a law's own columns that `columns` may map too, as in `"U=unique tokens"`. */
  readonly names?: readonly string[];
  /**
   * Conditions that rows have to meet, all of them: `"experiment=a"`, `"outlier=false"`, `"N>1e9"`.
   * They are applied before any value is checked, on the table's own column names as they stand,
   * or on canonical names in canonical units.
   */
  readonly where?: readonly string[];
  /** What is known of the origin, over what the file itself says. */
  readonly source?: Partial<RunsSource>;
}

/**
 * The runs in a polars `DataFrame`, checked.
 *
 * @throws {InputError} If a column is missing or a value cannot be used.
 */
export function readRuns(frame: Frame, options?: ReadRunsOptions): Runs;
/**
 * The runs in a file, checked: CSV, Parquet, JSON (an array of records, or a record of columns) or
 * NDJSON, by its extension.
 *
 * Of N, D and C two are enough; the third is computed by C = 6ND. Where all three are given each
 * is used as it is, and a difference above 2 % is noted with its range. Every N, D, C and loss
 * must be a finite number above 0: nothing is skipped or filled in.
 *
 * @param file A path or a `file:` URL.
 * @throws {InputError} If there is no such file, it is no table, a column is missing or a value
 * cannot be used; the message says in which row and column.
 *
 * @example A table with names and units of its own
 * ```ts
 * import assert from "node:assert/strict";
 * import { readRuns } from "isoflop/runs";
 *
 * const file = await Deno.makeTempFile({ suffix: ".csv" });
 * await Deno.writeTextFile(file, "params,tokens,val_loss\n70000,1.4,1.94\n7000,0.14,2.3\n");
 * const runs = await readRuns(file, { columns: "N=params:M,D=tokens:T,loss=val_loss" });
 * await Deno.remove(file);
 *
 * assert.deepEqual([...runs.N], [70e9, 7e9]);
 * assert.equal(runs.C[0], 6 * 70e9 * 1.4e12);
 * ```
 */
export function readRuns(file: string | URL, options?: ReadRunsOptions): Promise<Runs>;
/** The runs in a file or a frame, checked. */
export function readRuns(
  input: string | URL | Frame,
  options?: ReadRunsOptions,
): Promise<Runs> | Runs;
export function readRuns(
  input: string | URL | Frame,
  options: ReadRunsOptions = {},
): Promise<Runs> | Runs {
  if (typeof input === "string" || input instanceof URL) return fromFile(input, options);
  if (!pl.DataFrame.isDataFrame(input)) {
    throw new InputError({
      cannot: "read runs",
      needs: "a path, a file: URL or a polars DataFrame",
      found: input === null ? "null" : typeof input,
    });
  }
  const columns = parseColumns(options.columns ?? {}, knownOf(options));
  const table = fromFrame(input, [columns.run?.column ?? "run"]);
  return toRuns(table, "the data frame", columns, options, {
    name: "a data frame",
    committable: true,
  });
}

async function fromFile(input: string | URL, options: ReadRunsOptions): Promise<Runs> {
  // A slip in the options shows before a large file is read.
  parseColumns(options.columns ?? {}, knownOf(options));
  const file = tableFile(input);
  return await runsFromBytes(await fileBytes(file), file, options);
}

/** The runs in the bytes of a file that somebody else has opened, and perhaps verified. */
export async function runsFromBytes(
  bytes: Uint8Array<ArrayBuffer>,
  { path, name, format }: TableFile,
  options: ReadRunsOptions,
): Promise<Runs> {
  const columns = parseColumns(options.columns ?? {}, knownOf(options));
  const table = parseTable(format, bytes, path, [columns.run?.column ?? "run"]);
  const digest = await sha256(bytes);
  return toRuns(table, path, columns, options, { name, digest, committable: true });
}

/** The quantities, and whatever else may be mapped. */
function knownOf({ names = [] }: ReadRunsOptions): Quantity[] {
  return [...new Set<string>([...quantities, ...names])] as Quantity[];
}

function toRuns(
  table: RawTable,
  path: string,
  columns: Columns,
  { where = [], source, names = [] }: ReadRunsOptions,
  origin: RunsSource,
): Runs {
  if (table.frame.height === 0) {
    throw new InputError({
      cannot: `read runs from ${JSON.stringify(path)}`,
      needs: "at least one row",
      found: "no rows",
    });
  }
  const { frame, notes, renamed } = canonical(table, path, columns, where, names);
  return new Runs({ frame, notes, renamed, source: { ...origin, ...source } });
}
