import type { Frame } from "./frame.ts";
import {
  denoInspect,
  InputError,
  jupyterDisplay,
  type MimeBundle,
  type Report,
  Reported,
} from "../text/mod.ts";
import { numbersOf } from "./frame_column.ts";
import { publicMark } from "./public_mark.ts";
import { filterRows } from "./raw_table.ts";
import { rowsThatMeet } from "./row_condition.ts";
import { RowSelection } from "./row_selection.ts";
import type { RowCondition, RunsParts } from "./runs_parts.ts";
import { runsReport, runsSummary } from "./runs_report.ts";
import type { RunsSource } from "./runs_source.ts";

/**
 * A table of training runs, one row per run, or per checkpoint of a run. It never changes:
 * {@linkcode Runs.without} and {@linkcode Runs.where} give new tables.
 *
 * | column | what it is                | unit       |
 * | ------ | ------------------------- | ---------- |
 * | `N`    | parameters of the model   | parameters |
 * | `D`    | tokens seen in training   | tokens     |
 * | `C`    | compute of the training   | FLOP       |
 * | `loss` | loss at the end           | nats/token |
 * | `run`  | name of the run, optional | none       |
 * | `step` | training step, optional   | steps      |
 *
 * Whether N counts the embedding is up to the source; a fit's A and N* count as it does.
 * Tables come from {@linkcode readRuns} and {@linkcode simulate}, which check every value.
 *
 * @example Left out, and remembered
 * ```ts
 * import assert from "node:assert/strict";
 * import { grid, simulate } from "isoflop/runs";
 * import { presetNamed } from "isoflop/laws";
 *
 * const design = grid({ N: [1e8, 1e9], D: [1e9, 1e10, 1e11] });
 * const runs = simulate(presetNamed("chinchilla:epoch"), design, { noise: 0, seed: 1 });
 * const kept = runs.without(runs.highestLoss(1));
 * assert.equal(kept.length, 5);
 * assert.equal(kept.dropped, 1);
 * assert.ok(Math.max(...kept.loss) < Math.max(...runs.loss));
 * ```
 */
export class Runs extends Reported {
  /** Where the rows are from. */
  readonly source: RunsSource;
  /** What was computed, converted, selected or left out, one sentence each. */
  readonly notes: readonly string[];
  /** How many rows {@linkcode Runs.without} has left out. */
  readonly dropped: number;
  /** Model sizes in parameters, one per row. Shared by all readers: copy before changing. */
  readonly N: Float64Array;
  /** Training tokens, one per row. */
  readonly D: Float64Array;
  /** Training compute in FLOP, one per row. */
  readonly C: Float64Array;
  /** Losses in nats/token, one per row. */
  readonly loss: Float64Array;
  /** The run that each row belongs to; only there when the table says so. */
  declare readonly run?: readonly string[];
  readonly #frame: Frame;
  readonly #renamed: ReadonlyMap<string, string>;

  /**
   * Wraps a frame that has been checked already; use {@linkcode readRuns} for one that has not.
   *
   * @param parts The frame with its canonical columns, and where it is from.
   */
  constructor({ frame, source, notes = [], dropped = 0, renamed = new Map() }: RunsParts) {
    super();
    this.#frame = frame;
    this.#renamed = renamed;
    this.source = source;
    this.notes = Object.freeze([...notes]);
    this.dropped = dropped;
    const column = (name: string) => frame.getColumn(name).toTypedArray() as Float64Array;
    [this.N, this.D, this.C, this.loss] = [column("N"), column("D"), column("C"), column("loss")];
    if (frame.columns.includes("run")) {
      this.run = Object.freeze(frame.getColumn("run").toArray() as string[]);
    }
  }

  /** The number of rows. */
  get length(): number {
    return this.loss.length;
  }

  /** The rows as a polars `DataFrame`, canonical columns first; a copy that may be changed. */
  get frame(): Frame {
    const copy = this.#frame.clone();
    // `show` reads this mark, so that a shown copy is not committed with the notebook.
    if (!this.source.committable) Object.defineProperty(copy, "publicRows", { value: true });
    return copy;
  }

  /**
   * A column as numbers, one per row: any column of {@linkcode Runs.frame}, and M, the tokens per
   * parameter D/N, where the table has no column of that name. Laws of other columns than N and D
   * read theirs here. Shared by all readers: copy before changing.
   *
   * @throws {InputError} If there is no such column, or a cell of it is no finite number.
   */
  column(name: string): Float64Array {
    const known = { N: this.N, D: this.D, C: this.C, loss: this.loss }[name];
    if (known) return known;
    if (name === "M" && !this.#frame.columns.includes("M")) {
      return this.D.map((d, i) => d / this.N[i]!);
    }
    return numbersOf(this.#frame, name, this.source.name, this.#renamed);
  }

  /**
   * The k rows with the highest loss; of equal losses, the earlier rows.
   *
   * @throws {InputError} If k is not a whole number from 0 to the number of rows.
   */
  highestLoss(k: number): RowSelection {
    if (!Number.isInteger(k) || k < 0 || k > this.length) {
      throw new InputError({
        cannot: `choose the ${k} runs with the highest loss`,
        needs: `a whole number from 0 to ${this.length}`,
        found: String(k),
      });
    }
    const order = Array.from(this.loss.keys()).sort((i, j) => this.loss[j]! - this.loss[i]!);
    const what = k === 1 ? "the run with the highest loss" : `the ${k} runs with the highest loss`;
    return new RowSelection(order.slice(0, k), what, this);
  }

  /**
   * The table without some rows.
   *
   * @param rows A selection from this table, or positions from 0.
   * @throws {InputError} If a position is not in the table, the selection is from another table,
   * or no row would be left.
   */
  without(rows: RowSelection | readonly number[]): Runs {
    const selection = rows instanceof RowSelection ? rows : rowsAt(rows);
    const refuse = (needs: string, found: string): InputError =>
      new InputError({ cannot: `leave out ${selection.description}`, needs, found });
    if (selection.of !== null && selection.of !== this) {
      throw refuse("a selection from this very table", "one from another table");
    }
    const keep = new Array<boolean>(this.length).fill(true);
    for (const row of selection.rows) {
      if (!Number.isInteger(row) || row < 0 || row >= this.length) {
        throw refuse(`rows from 0 to ${this.length - 1}`, `row ${row}`);
      }
      keep[row] = false;
    }
    const left = keep.filter((kept) => kept).length;
    if (left === 0) {
      throw refuse(
        "at least one row left",
        this.length === 1 ? "1 row, left out" : `${this.length} rows, all left out`,
      );
    }
    const count = this.length - left;
    if (count === 0) return this;
    return this.#kept(keep, `Left out: ${selection.description}.`, this.dropped + count);
  }

  /**
   * The rows that meet a condition: `"experiment=a"`, `{ experiment: "a", outlier: false }` or a
   * function of the row. Columns are those of {@linkcode Runs.frame}.
   *
   * Rows that do not meet it are not asked about, and so do not count as {@linkcode Runs.dropped}.
   *
   * @throws {InputError} If there is no such column, or no row is left.
   */
  where(condition: RowCondition): Runs {
    const { flags, text } = rowsThatMeet(condition, this.#frame, this.#renamed);
    const left = flags.filter((kept) => kept).length;
    if (left === 0) {
      throw new InputError({
        cannot: `select rows where ${text}`,
        needs: "at least one such row",
        found: `none among ${this.length} ${this.length === 1 ? "row" : "rows"}`,
      });
    }
    if (left === this.length) return this;
    const note = `${left} of ${this.length} rows, those where ${text}.`;
    return this.#kept(flags, note, this.dropped);
  }

  /** One line without any row in it: how many, where from, and the ranges. */
  summary(): string {
    return runsSummary(this);
  }

  /** What `console.log` prints: of other people's rows only the summary, as prints carry no mark. */
  override [denoInspect](): string {
    return this.source.committable ? this.toString() : this.summary();
  }

  /** What a notebook front end shows, marked when the rows are other people's. */
  override [jupyterDisplay](): MimeBundle {
    return { ...super[jupyterDisplay](), ...publicMark(this.source, this.summary()) };
  }

  /** Where from, the ranges, the first and the last rows, and what was done to them. */
  override report(): Report {
    return runsReport(this);
  }

  #kept(keep: readonly boolean[], note: string, dropped: number): Runs {
    return new Runs({
      frame: filterRows(this.#frame, keep),
      source: this.source,
      notes: [...this.notes, note],
      dropped,
      renamed: this.#renamed,
    });
  }
}

function rowsAt(rows: readonly number[]): RowSelection {
  const what = rows.length === 1 ? `row ${rows[0]}` : `${rows.length} rows by position`;
  return new RowSelection(rows, what);
}
