import { type Report, Reported } from "../text/mod.ts";

/** Some rows of a table of runs, and why these. */
export class RowSelection extends Reported {
  /** Their positions in the table, from 0, ascending. */
  readonly rows: readonly number[];
  /** Why these: `the 5 runs with the highest loss`. */
  readonly description: string;
  /** The table whose rows are meant; positions mean nothing in another one. */
  readonly of: object | null;

  /**
   * Names some rows.
   *
   * @param rows Positions from 0, each once.
   * @param description Why these, as in a sentence: `the runs that diverged`.
   * @param of The table they were chosen from, if another one is to be refused.
   */
  constructor(rows: Iterable<number>, description: string, of: object | null = null) {
    super();
    this.rows = Object.freeze(Array.from(rows).sort((a, b) => a - b));
    this.description = description;
    this.of = of;
  }

  /** The description, and the positions. */
  override report(): Report {
    const shown = this.rows.slice(0, 20).join(", ") + (this.rows.length > 20 ? ", …" : "");
    const facts = [["rows, from 0", shown || "none"]] as const;
    return { title: this.description, blocks: [{ kind: "facts", facts }] };
  }
}
