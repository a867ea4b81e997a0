import pl, { type DataFrame, type Series } from "nodejs-polars";
import { count, InputError, significant } from "../text/mod.ts";
import type { Columns, ColumnSpec } from "./columns.ts";
import { columnsCure, nearName, someNames } from "./hints.ts";
import { positiveNumbers, runNames, steps } from "./cells.ts";
import type { RawTable } from "./raw_table.ts";
import { selectRows } from "./select_rows.ts";
import { quantities, type Quantity, unitFactor } from "./units.ts";

/** A table with the canonical columns first, every value in them checked. */
export interface CanonicalTable {
  /** N, D, C, loss, run and step where there are such, then the other columns. */
  readonly frame: DataFrame;
  /** What was computed, converted or left out, one sentence each. */
  readonly notes: readonly string[];
  /** What a column of the source is called now, where the name changed. */
  readonly renamed: ReadonlyMap<string, string>;
}

/** The largest relative difference between C and 6ND that needs no mention. */
const tolerance = 0.02;

/**
 * The table with canonical names and units: columns found and renamed, rows selected, every value
 * checked, the third of N, D and C computed from the other two by C = 6ND.
 *
 * @param path The table's name, for messages.
 * @param names A law's own columns, which are renamed and otherwise left as they are.
 * @throws {InputError} If a column is missing, a value cannot be used or no row is left.
 */
export function canonical(
  table: RawTable,
  path: string,
  columns: Columns,
  where: readonly string[],
  names: readonly string[] = [],
): CanonicalTable {
  const found = locate(table.frame, path, columns, names);
  const notes: string[] = [];
  const kept = selectRows(table, path, found, where, notes);

  const values = new Map<Quantity, Float64Array>();
  for (const quantity of ["N", "D", "C", "loss"] as const) {
    const spec = found.get(quantity);
    if (!spec) continue;
    const factor = unitFactor(quantity, spec.unit);
    values.set(quantity, positiveNumbers(kept, path, spec.column, quantity, factor));
    if (factor !== 1) notes.push(`${quantity} is converted from ${spec.unit}.`);
  }
  complete(values, kept, path, notes);
  notes.push(...doubts(kept.frame, values, found));

  const series: Series[] = [];
  for (const quantity of ["N", "D", "C", "loss"] as const) {
    series.push(pl.Series(quantity, values.get(quantity)!));
  }
  const run = found.get("run");
  if (run) series.push(pl.Series("run", runNames(kept, path, run.column), pl.Utf8));
  const step = found.get("step");
  if (step) series.push(pl.Series("step", steps(kept, path, step.column)));
  for (const [name, { column }] of found) {
    if (isQuantity(name)) continue;
    series.push(kept.frame.getColumn(column).alias(name));
  }

  const renamed = new Map<string, string>();
  for (const [quantity, { column }] of found) {
    if (column !== quantity) renamed.set(column, quantity);
  }
  const taken = new Set(Array.from(found.values(), ({ column }) => column));
  const given = new Set(series.map((s) => s.name));
  for (const column of kept.frame.getColumns()) {
    if (taken.has(column.name)) continue;
    let name = column.name;
    while (given.has(name)) name += " (table)";
    if (name !== column.name) {
      notes.push(`The table's own column ${JSON.stringify(column.name)} is called "${name}".`);
    }
    given.add(name);
    series.push(column.alias(name));
  }
  return { frame: pl.DataFrame(series), notes, renamed };
}

function isQuantity(name: string): boolean {
  return quantities.some((quantity) => quantity === name);
}

/** What a reader of the table may have meant otherwise. */
function doubts(
  frame: DataFrame,
  values: ReadonlyMap<Quantity, Float64Array>,
  found: ReadonlyMap<Quantity, ColumnSpec>,
): string[] {
  const notes: string[] = [];
  for (const [letter, least, thing] of [["N", 1e5, "parameters"], ["D", 1e6, "tokens"]] as const) {
    const greatest = values.get(letter)!.reduce((most, value) => Math.max(most, value), 0);
    const spec = found.get(letter);
    if (greatest >= least || !spec || spec.unit !== undefined) continue;
    notes.push(
      `${letter} is at most ${
        count(greatest)
      } ${thing}: if the column counts millions, map it as ` +
        `${letter}=${spec.column}:M, and billions as ${letter}=${spec.column}:B.`,
    );
  }
  const checkpoints = frame.columns.find((name) => /^(run|run_?id|run_?name)$/i.test(name));
  if (checkpoints !== undefined && !found.has("run")) {
    const runs = new Set(frame.getColumn(checkpoints).toArray().map(String)).size;
    if (runs < frame.height) {
      notes.push(
        `${frame.height} rows, ${runs} values of "${checkpoints}": checkpoints of one run are not ` +
          `independent. If these are checkpoints, map run=${checkpoints}.`,
      );
    }
  }
  return notes;
}

/** The columns that hold the quantities, if they are enough for runs. */
function locate(
  frame: DataFrame,
  path: string,
  columns: Columns,
  own: readonly string[],
): Map<Quantity, ColumnSpec> {
  const names = frame.columns;
  // Of a law's own columns only those that were mapped: the others keep their place.
  const mapped = own.filter((name) => Object.hasOwn(columns, name) && !isQuantity(name));
  const found = namedColumns(names, path, columns, [...quantities, ...mapped as Quantity[]]);
  const sizes = (["N", "D", "C"] as const).filter((name) => found.has(name));
  if (sizes.length >= 2 && found.has("loss")) return found;
  const cure = columnsCure(names, found);
  throw new InputError({
    cannot: `read runs from ${JSON.stringify(path)}`,
    needs: "columns for the loss and for two of N, D and C",
    found: `the columns ${someNames(names)}`,
    ...(cure !== undefined && { cure }),
  });
}

/**
 * The columns that hold quantities: as asked for, else by canonical name.
 *
 * @param known The quantities to look for: those of a table of runs, unless told otherwise.
 * @throws {InputError} If there is no column of a name asked for.
 */
export function namedColumns(
  names: readonly string[],
  path: string,
  columns: Columns,
  known: readonly Quantity[] = quantities,
): Map<Quantity, ColumnSpec> {
  const found = new Map<Quantity, ColumnSpec>();
  for (const quantity of known) {
    const asked = columns[quantity];
    if (asked) {
      if (!names.includes(asked.column)) {
        const near = nearName(asked.column, names);
        throw new InputError({
          cannot: `read runs from ${JSON.stringify(path)}`,
          needs: `a column ${JSON.stringify(asked.column)} for ${quantity}`,
          found: `the columns ${someNames(names)}`,
          ...(near !== undefined && { cure: `did you mean ${JSON.stringify(near)}?` }),
        });
      }
      found.set(quantity, asked);
    } else if (names.includes(quantity) && !isTaken(columns, quantity)) {
      found.set(quantity, { column: quantity });
    }
  }
  return found;
}

/** A column asked for under one quantity does not serve a second one by its name. */
function isTaken(columns: Columns, name: string): boolean {
  return Object.values(columns).some((spec) => spec.column === name);
}

/** Computes the third of N, D and C, or compares the three. */
function complete(
  values: Map<Quantity, Float64Array>,
  table: RawTable,
  path: string,
  notes: string[],
): void {
  const { N, D, C } = { N: values.get("N"), D: values.get("D"), C: values.get("C") };
  if (N && D && C) {
    const note = deviation(N, D, C);
    if (note) notes.push(note);
    return;
  }
  const [quantity, formula, column] = !C
    ? ["C", "6ND", N!.map((n, i) => 6 * n * D![i]!)] as const
    : !D
    ? ["D", "C/(6N)", C.map((c, i) => c / (6 * N![i]!))] as const
    : ["N", "C/(6D)", C.map((c, i) => c / (6 * D[i]!))] as const;
  const bad = column.findIndex((x) => !(x > 0 && x < Infinity));
  if (bad >= 0) {
    throw new InputError({
      cannot: `read runs from ${JSON.stringify(path)}`,
      needs: `${quantity} = ${formula} within the range of numbers`,
      found: `${quantity} = ${significant(column[bad]!)}, ${table.place(bad)}`,
    });
  }
  values.set(quantity, column);
  notes.push(`${quantity} is computed as ${formula}.`);
}

function deviation(N: Float64Array, D: Float64Array, C: Float64Array): string | undefined {
  let [least, most, rows] = [Infinity, -Infinity, 0];
  C.forEach((c, i) => {
    const ratio = c / (6 * N[i]! * D[i]!);
    least = Math.min(least, ratio);
    most = Math.max(most, ratio);
    if (!(Math.abs(ratio - 1) <= tolerance)) rows++;
  });
  if (rows === 0) return undefined;
  return `C differs from 6ND by more than 2 % in ${rows} of ${C.length} rows: C/(6ND) is ${
    significant(least, 4)
  } to ${significant(most, 4)}. Each column is used as it is.`;
}
