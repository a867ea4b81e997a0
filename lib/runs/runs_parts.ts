import type { Cell } from "./conditions.ts";
import type { Frame } from "./frame.ts";
import type { RunsSource } from "./runs_source.ts";

/** One row as a record: the columns of `frame` by name. */
export type RunRow = Readonly<Record<string, Cell>>;

/** What `Runs.where` takes: a text, values that columns must equal, or a question. */
export type RowCondition =
  | string
  | Readonly<Record<string, string | number | boolean | null>>
  | ((row: RunRow, index: number) => boolean);

/** What a table of runs is made of. */
export interface RunsParts {
  /** Checked canonical columns first, then the others. */
  readonly frame: Frame;
  /** Where the rows are from. */
  readonly source: RunsSource;
  /** What was done to them. @default {[]} */
  readonly notes?: readonly string[];
  /** How many rows `Runs.without` has left out so far. @default {0} */
  readonly dropped?: number;
  /** New names by the names in the source. @default {new Map()} */
  readonly renamed?: ReadonlyMap<string, string>;
}
