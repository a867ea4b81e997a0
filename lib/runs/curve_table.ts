import pl, { type Series } from "nodejs-polars";
import { InputError } from "../text/mod.ts";
import { canonical } from "./canonical.ts";
import { cosineLengths, runNames } from "./cells.ts";
import type { Columns, ColumnSpec } from "./columns.ts";
import { parseCondition } from "./conditions.ts";
import { curveColumns } from "./curve_columns.ts";
import { fileRuns, joined, needSameColumns } from "./curve_files.ts";
import { frameOf, nameText, type RawTable } from "./raw_table.ts";
import { type RunCodes, runCodes } from "./run_codes.ts";
import { columnNames, scanTable, type Wanted } from "./scan_table.ts";
import { selectRows } from "./select_rows.ts";
import { noSize } from "./sizes.ts";
import { type Restarts, type SplitCurves, splitCurves } from "./split_curves.ts";
import type { TableFiles } from "./table_files.ts";
import type { Quantity } from "./units.ts";

/** How a table of training curves is to be understood. */
export interface CurveTableOptions {
  /** Which column holds what. */
  readonly columns: Columns;
  /** Conditions that rows have to meet. */
  readonly where: readonly string[];
  /** N by run, where it is not in a column. */
  readonly sizes: ReadonlyMap<string, number> | null;
  /** What happens when steps go back. */
  readonly restarts: Restarts;
}

/** The columns of files that are one table. */
export interface CurveHeader {
  /** Which column holds what. */
  readonly found: ReadonlyMap<Quantity, ColumnSpec>;
  /** The columns to read. */
  readonly wanted: Wanted;
  /** One name per file where each file is a run. */
  readonly runs: readonly string[] | null;
  /** What is to be said of that. */
  readonly notes: readonly string[];
}

/**
 * What the columns of some files are.
 *
 * @throws {InputError} If the files differ in their columns, or one that is needed is missing.
 */
export async function curveHeader(
  { files, path, several }: TableFiles,
  { columns, where, sizes }: CurveTableOptions,
): Promise<CurveHeader> {
  const names = await columnNames(files[0]!);
  for (const file of files.slice(1)) {
    needSameColumns(path, [files[0]!.path, names], [file.path, await columnNames(file)]);
  }
  const found = curveColumns(names, path, columns, { sizes: sizes !== null, files: several });
  const numbers: string[] = [];
  for (const quantity of ["N", "D", "C", "loss", "step"] as const) {
    const spec = found.get(quantity);
    if (spec) numbers.push(spec.column);
  }
  const [run, cycle] = [found.get("run"), found.get("cycle")];
  const text = run ? [run.column] : [];
  const conditions = where.map((condition) => parseCondition(condition).column);
  // A condition on an unknown column is refused with all of the table's columns before one's eyes.
  const known = conditions.every((name) => names.includes(name) || found.has(name as Quantity));
  // The length of a cosine may be missing, so that its column is not one of plain numbers.
  const needed = [...numbers, ...text, ...conditions, ...(cycle ? [cycle.column] : [])];
  const wanted = {
    columns: known ? names.filter((name) => needed.includes(name)) : names,
    numbers,
    text,
  };
  const notes: string[] = [];
  if (!run) {
    notes.push(
      `The ${files.length} ${files.length === 1 ? "file has" : "files have"} no column for the ` +
        "run: each file is one run, named after it.",
    );
  }
  const runs = run ? null : fileRuns(files.map((file) => file.path));
  return { found, wanted, runs, notes };
}

/** The training curves in some files. */
export async function readCurveFiles(
  files: TableFiles,
  options: CurveTableOptions,
  onProgress: (done: number) => void,
): Promise<SplitCurves> {
  const { wanted, runs, notes } = await curveHeader(files, options);
  const tables: RawTable[] = [];
  for (const [i, file] of files.files.entries()) {
    const table = await scanTable(file, wanted);
    const place = files.files.length === 1
      ? table.place
      : (row: number) => `${table.place(row)} of ${JSON.stringify(file.path)}`;
    const frame = runs ? table.frame.withColumn(pl.lit(runs[i]!).alias("run")) : table.frame;
    tables.push({ frame, place });
    onProgress(i + 1);
  }
  const { curves, notes: more, dropped } = curvesOf(joined(tables), files.path, options);
  return { curves, dropped, notes: [...notes, ...more] };
}

/**
 * The training curves in a table that has a column for the run.
 *
 * @throws {InputError} If a column is missing or a value cannot be used.
 */
export function curvesOf(table: RawTable, path: string, options: CurveTableOptions): SplitCurves {
  if (table.frame.height === 0) {
    throw new InputError({
      cannot: `read training curves from ${JSON.stringify(path)}`,
      needs: "at least one row",
      found: "no rows",
    });
  }
  const { frame, codes, cycle, place, notes } = canonicalRows(table, path, options);
  const column = (name: string) => frame.getColumn(name).toTypedArray() as Float64Array;
  const split = splitCurves(
    {
      run: codes,
      N: column("N"),
      D: column("D"),
      C: column("C"),
      loss: column("loss"),
      ...(frame.columns.includes("step") && { step: column("step") }),
      ...(cycle && { cycle: cosineLengths({ frame: frameOf([cycle]), place }, path, cycle.name) }),
      place,
    },
    path,
    options.restarts,
  );
  return { ...split, notes: [...notes, ...split.notes] };
}

/** Checkpoints, every value checked. */
export interface CanonicalRows extends RawTable {
  /** The run of each row, never empty. */
  readonly run: Series;
  /** The same, numbered. */
  readonly codes: RunCodes;
  /** The length of each row's cosine, as it is in the table; null where it has none. */
  readonly cycle: Series | null;
  /** What was done to them. */
  readonly notes: readonly string[];
}

/**
 * The checkpoints of a table, with N, D, C, loss and perhaps step in canonical units.
 *
 * @throws {InputError} If a column is missing or a value cannot be used.
 */
export function canonicalRows(
  table: RawTable,
  path: string,
  { columns, where, sizes }: CurveTableOptions,
  { mayBeEmpty = false }: { readonly mayBeEmpty?: boolean } = {},
): CanonicalRows {
  const beside = { sizes: sizes !== null, files: false };
  const found = curveColumns(table.frame.columns, path, columns, beside);
  const name = found.get("run")!.column;
  const notes: string[] = [];
  let rows = named(sizes ? withSizes(table, name, sizes) : table, name);
  if (sizes) found.set("N", { column: "N" });
  rows = selectRows(rows, path, found, where, notes, { mayBeEmpty });
  const run = rows.frame.getColumn(name);
  const codes = runCodes(run);
  const length = found.get("cycle")?.column;
  const cycle = length === undefined ? null : rows.frame.getColumn(length);
  if (rows.frame.height === 0) return { ...rows, run, codes, cycle, notes };
  if (codes.names.includes("")) runNames(rows, path, name);
  if (sizes) {
    const missing = codes.names.find((known) => !sizes.has(known));
    if (missing !== undefined) throw noSize(path, missing, sizes);
    notes.push("N is from sizes by run.");
  }
  const { run: _, cycle: __, ...quantities } = columns;
  const others = length === undefined ? rows.frame.drop(name) : rows.frame.drop(name, length);
  const { frame, notes: more } = canonical(
    { frame: others, place: rows.place },
    path,
    quantities,
    [],
  );
  return { frame, run, codes, cycle, place: rows.place, notes: [...notes, ...more] };
}

/** The table with every place naming the run. */
function named({ frame, place }: RawTable, column: string): RawTable {
  const series = nameText(frame.getColumn(column));
  return {
    frame,
    place: (row) => `${place(row)}, run ${JSON.stringify(String(series.getIndex(row) ?? ""))}`,
  };
}

/** The table with a column N by run. */
function withSizes(
  { frame, place }: RawTable,
  run: string,
  sizes: ReadonlyMap<string, number>,
): RawTable {
  const { code, names } = runCodes(frame.getColumn(run));
  // Rows of a run without a size may yet be left out by a condition; until then NaN marks them.
  const byRun = Float64Array.from(names, (name) => sizes.get(name) ?? NaN);
  const N = new Float64Array(code.length);
  for (let row = 0; row < N.length; row++) N[row] = byRun[code[row]!]!;
  return { frame: frameOf([...frame.getColumns(), pl.Series("N", N)]), place };
}
