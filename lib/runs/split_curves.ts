import { count, InputError, significant } from "../text/mod.ts";
import type { Curve } from "./curve.ts";
import type { RunCodes } from "./run_codes.ts";

/** What happens when a run's steps go back: the table is refused, or the later rows count. */
export type Restarts = "refuse" | "last";

/** The rows of a table of training curves, in the order of the file, every value checked. */
export interface CurveRows {
  /** The run of each row. */
  readonly run: RunCodes;
  /** Parameters. */
  readonly N: Float64Array;
  /** Tokens. */
  readonly D: Float64Array;
  /** FLOP. */
  readonly C: Float64Array;
  /** Loss in nats/token. */
  readonly loss: Float64Array;
  /** Training step, if the table has it; otherwise D orders the rows of a run. */
  readonly step?: Float64Array;
  /** Length of the cosine over that of the training, NaN where it is not known. */
  readonly cycle?: Float64Array;
  /** Where a row is, its run included, for messages. */
  readonly place: (row: number) => string;
}

/** The curves of a table, and what was done to it. */
export interface SplitCurves {
  /** One per run with at least two checkpoints, in order of first appearance. */
  readonly curves: readonly Curve[];
  /** What was done, one sentence each. */
  readonly notes: readonly string[];
  /** Runs with a single checkpoint. */
  readonly dropped: number;
}

type Refuse = (needs: string, found: string, cure?: string) => InputError;

/**
 * The rows as one curve per run.
 *
 * @param path The table's name, for messages.
 * @throws {InputError} If N or the cosine's length changes within a run, steps repeat or go back and `restarts` is
 * `"refuse"`, D or C does not increase, or no run has two checkpoints.
 */
export function splitCurves(rows: CurveRows, path: string, restarts: Restarts): SplitCurves {
  const refuse: Refuse = (needs, found, cure) =>
    new InputError({
      cannot: `read training curves from ${JSON.stringify(path)}`,
      needs,
      found,
      ...(cure !== undefined && { cure }),
    });
  const curves: Curve[] = [];
  const single: string[] = [];
  let replaced = 0, resumed = 0;
  for (const [run, all] of rowsByRun(rows.run)) {
    needOneSize(rows, all, refuse);
    needOneCycle(rows, all, refuse);
    const kept = inOrder(rows, all, restarts, refuse);
    if (kept.length < all.length) resumed++;
    replaced += all.length - kept.length;
    needIncrease(rows, kept, refuse);
    if (kept.length < 2) single.push(run);
    else curves.push(curveOf(rows, run, kept));
  }
  if (curves.length === 0) {
    const [runs, verb] = single.length === 1
      ? ["1 run", "it has"]
      : [`${single.length} runs`, "each has"];
    throw refuse("a run with two checkpoints or more", `${runs}, and ${verb} one`);
  }
  const notes: string[] = [];
  if (replaced > 0) {
    notes.push(
      `${replaced} ${replaced === 1 ? "row" : "rows"} of ${resumed} resumed ` +
        `${resumed === 1 ? "run" : "runs"} left out: later rows start again at an earlier step.`,
    );
  }
  if (single.length > 0) {
    notes.push(
      `${single.length} of ${single.length + curves.length} runs left out, as they have a single ` +
        `checkpoint: ${someRuns(single)}.`,
    );
  }
  return { curves, notes, dropped: single.length };
}

function rowsByRun({ code, names }: RunCodes): [run: string, rows: Int32Array][] {
  const counts = new Int32Array(names.length);
  for (const run of code) counts[run]!++;
  const rows = Array.from(counts, (count) => new Int32Array(count));
  counts.fill(0);
  code.forEach((run, row) => {
    rows[run]![counts[run]!++] = row;
  });
  return names.map((name, run) => [name, rows[run]!]);
}

function needOneSize({ N, place }: CurveRows, all: Int32Array, refuse: Refuse): void {
  const other = all.find((row) => N[row] !== N[all[0]!]);
  if (other === undefined) return;
  throw refuse(
    "one N for all checkpoints of a run",
    `${count(N[other]!)} after ${count(N[all[0]!]!)} in ${place(other)}`,
    "use the name of another run where the model changes",
  );
}

function needOneCycle({ cycle, place }: CurveRows, all: Int32Array, refuse: Refuse): void {
  const other = cycle && all.find((row) => !Object.is(cycle[row], cycle[all[0]!]));
  if (!cycle || other === undefined) return;
  const [now, before] = [other, all[0]!].map((row) =>
    Number.isNaN(cycle[row]) ? "an empty cell" : value(cycle[row]!)
  );
  throw refuse(
    "one cycle for all checkpoints of a run",
    `${now} after ${before} in ${place(other)}`,
    "use the name of another run where the schedule changes",
  );
}

/** The rows that count, their steps increasing. */
function inOrder(
  { step, D, place }: CurveRows,
  all: Int32Array,
  restarts: Restarts,
  refuse: Refuse,
): Int32Array {
  const [name, order] = step ? ["step", step] as const : ["D", D] as const;
  const kept = new Int32Array(all.length);
  let length = 0;
  for (const row of all) {
    const now = order[row]!;
    while (length > 0 && order[kept[length - 1]!]! >= now) {
      const before = order[kept[length - 1]!]!;
      if (restarts === "last") {
        length--;
        continue;
      }
      const twice = before === now ? "twice, again" : `after ${value(before)}`;
      throw refuse(
        `${name === "step" ? "steps" : "tokens"} that increase within a run`,
        `${name} ${value(now)} ${twice} in ${place(row)}`,
        `if the training was resumed, restarts "last" lets later rows replace earlier ones`,
      );
    }
    kept[length++] = row;
  }
  return kept.subarray(0, length);
}

function needIncrease(rows: CurveRows, kept: Int32Array, refuse: Refuse): void {
  for (const name of ["D", "C"] as const) {
    const values = rows[name];
    for (let i = 1; i < kept.length; i++) {
      const [before, now] = [values[kept[i - 1]!]!, values[kept[i]!]!];
      if (now > before) continue;
      throw refuse(
        `${name === "D" ? "tokens" : "FLOP"} that increase within a run`,
        `${name} ${value(now)} after ${value(before)} in ${rows.place(kept[i]!)}`,
      );
    }
  }
}

function curveOf({ N, D, C, loss, step, cycle }: CurveRows, run: string, kept: Int32Array): Curve {
  const pick = (from: Float64Array): Float64Array => {
    // Float64Array.from() walks an iterator, which is ten times slower.
    const picked = new Float64Array(kept.length);
    for (let i = 0; i < picked.length; i++) picked[i] = from[kept[i]!]!;
    return picked;
  };
  return {
    run,
    N: N[kept[0]!]!,
    D: pick(D),
    C: pick(C),
    loss: pick(loss),
    ...(step && { step: pick(step) }),
    ...(cycle && !Number.isNaN(cycle[kept[0]!]) && { cycle: cycle[kept[0]!]! }),
  };
}

function value(x: number): string {
  return Number.isInteger(x) && x < 1e15 ? String(x) : significant(x, 6);
}

function someRuns(names: readonly string[]): string {
  const quoted = names.slice(0, 5).map((name) => JSON.stringify(name));
  return quoted.join(", ") + (names.length > 5 ? ` and ${names.length - 5} more` : "");
}
