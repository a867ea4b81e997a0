import { InputError } from "../text/mod.ts";
import { finiteNumbers, positiveNumbers, runNames } from "./cells.ts";
import type { ColumnSpec } from "./columns.ts";
import { nearName, someNames, synonyms } from "./hints.ts";
import { filterTable, type RawTable } from "./raw_table.ts";
import type { RunsSource } from "./runs_source.ts";
import { type Quantity, unitFactor } from "./units.ts";

/**
 * A table of runs of which only the columns that somebody asks for are read and checked: for laws
 * that look at other columns than N, D and the loss. `readColumns` makes it.
 *
 * N, D, C and the loss are in canonical units and above 0. Of N, D and C the third follows from two
 * by C = 6ND; M is D/N.
 */
export interface ColumnTable {
  /** Where the rows are from. */
  readonly source: RunsSource;
  /** How many rows were left out. */
  readonly dropped: number;
  /** The run that each row belongs to; only there when the table says so. */
  readonly run?: readonly string[];
  /** The number of rows. */
  readonly length: number;
  /** What was computed, converted, selected or left out so far, one sentence each. */
  readonly notes: readonly string[];
  /** The names that may be asked for. */
  columnNames(): string[];
  /**
   * A column as numbers, one per row.
   *
   * @throws {InputError} If there is no such column, or a cell of it is no finite number, or no
   * positive one where that is needed.
   */
  column(name: string): Float64Array;
  /**
   * The table without the k rows of the largest values of a column; of equal ones, the earlier.
   *
   * @throws {InputError} If no row would be left.
   */
  withoutHighest(k: number, name: string): ColumnTable;
}

/** What a {@linkcode LazyTable} is made of. */
export interface ColumnTableParts {
  /** The rows. */
  readonly table: RawTable;
  /** The table's name, for messages. */
  readonly path: string;
  /** Which column a name stands for, where that is not the column's own. */
  readonly found: ReadonlyMap<string, ColumnSpec>;
  /** Where the rows are from. */
  readonly source: RunsSource;
  /** What was selected or left out, one sentence each. */
  readonly notes: readonly string[];
  /** How many rows were left out. */
  readonly dropped?: number;
}

const sizes = ["N", "D", "C"] as const;

/** {@linkcode ColumnTable} of a table as it was read. */
export class LazyTable implements ColumnTable {
  readonly source: RunsSource;
  readonly dropped: number;
  declare readonly run?: readonly string[];
  readonly #parts: ColumnTableParts;
  readonly #notes: Set<string>;

  constructor(parts: ColumnTableParts) {
    const { table, path, found, source, notes, dropped = 0 } = parts;
    this.#parts = parts;
    this.#notes = new Set(notes);
    this.source = source;
    this.dropped = dropped;
    const run = found.get("run");
    if (run) this.run = runNames(table, path, run.column);
  }

  get length(): number {
    return this.#parts.table.frame.height;
  }

  get notes(): readonly string[] {
    return Array.from(this.#notes);
  }

  columnNames(): string[] {
    const { found, table: { frame } } = this.#parts;
    const taken = new Set(Array.from(found.values(), ({ column }) => column));
    const own = frame.columns.filter((name) => !taken.has(name));
    const names = new Set([...found.keys(), ...own]);
    const several = sizes.filter((name) => names.has(name)).length > 1;
    return [...new Set([...names, ...(several ? [...sizes, "M"] : [])])];
  }

  column(name: string): Float64Array {
    const { table, path, found } = this.#parts;
    const spec = found.get(name);
    if (spec && (name === "loss" || sizes.some((size) => size === name))) {
      const quantity = name as "N" | "D" | "C" | "loss";
      const factor = unitFactor(quantity, spec.unit);
      if (factor !== 1) this.#notes.add(`${name} is converted from ${spec.unit}.`);
      return positiveNumbers(table, path, spec.column, quantity, factor);
    }
    const column = spec?.column ?? name;
    if (spec || (table.frame.columns.includes(name) && this.columnNames().includes(name))) {
      return finiteNumbers(table, path, column, `${name} finite in every row`);
    }
    return this.#computed(name) ?? this.#refuse(name);
  }

  withoutHighest(k: number, name: string): ColumnTable {
    if (k === 0) return this;
    const { table, path } = this.#parts;
    const rows = this.length;
    if (k >= rows) {
      throw new InputError({
        cannot: `leave out the ${k} runs with the highest ${name}`,
        needs: "at least one row left",
        found: `${rows} ${rows === 1 ? "row" : "rows"} in ${JSON.stringify(path)}`,
      });
    }
    const values = this.column(name);
    const order = Array.from(values.keys()).sort((i, j) => values[j]! - values[i]!);
    const out = new Set(order.slice(0, k));
    const what = k === 1 ? "run" : `${k} runs`;
    return new LazyTable({
      ...this.#parts,
      table: filterTable(table, Array.from(values.keys(), (i) => !out.has(i))),
      notes: [...this.notes, `Left out: the ${what} with the highest ${name}.`],
      dropped: this.dropped + k,
    });
  }

  #computed(name: string): Float64Array | null {
    const { found } = this.#parts;
    const of = (which: Quantity) => found.has(which) ? this.column(which) : null;
    const [N, D, C] = [of("N"), of("D"), of("C")];
    const note = (formula: string, values: Float64Array) => {
      this.#notes.add(`${name} is computed as ${formula}.`);
      return values;
    };
    if (name === "C" && N && D) return note("6ND", N.map((n, i) => 6 * n * D[i]!));
    if (name === "D" && N && C) return note("C/(6N)", N.map((n, i) => C[i]! / (6 * n)));
    if (name === "N" && D && C) return note("C/(6D)", D.map((d, i) => C[i]! / (6 * d)));
    if (name !== "M") return null;
    const sizes = N ?? this.#computed("N"), tokens = D ?? this.#computed("D");
    return sizes && tokens && note("D/N", sizes.map((n, i) => tokens[i]! / n));
  }

  #refuse(name: string): never {
    const { path, table: { frame } } = this.#parts;
    const called = Object.hasOwn(synonyms, name) ? synonyms[name as "N"] : null;
    const near = nearName(name, frame.columns) ??
      frame.columns.find((column) => called?.test(column));
    throw new InputError({
      cannot: `read runs from ${JSON.stringify(path)}`,
      needs: `a column ${JSON.stringify(name)}`,
      found: `the columns ${someNames(frame.columns)}`,
      cure: near === undefined
        ? `name the column, as in "${name}=${frame.columns[0]}"`
        : `did you mean ${JSON.stringify(near)}? Then write "${name}=${near}"`,
    });
  }
}
