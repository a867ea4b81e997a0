import { InputError } from "../text/mod.ts";
import type { Runs } from "./runs.ts";

/**
 * The average top-1 error of each run over tasks: 1 − the mean of its accuracies, all tasks alike.
 *
 * @param runs A table with a column of accuracies, 0 to 1, for each task.
 * @param tasks The names of those columns. @default {those that begin with `acc_`}
 * @throws {InputError} If there are none, or a cell is no finite number.
 *
 * @example Two tasks
 * ```ts
 * import assert from "node:assert/strict";
 * import { averageError, readRuns } from "isoflop/runs";
 * import pl from "nodejs-polars";
 *
 * const frame = pl.DataFrame({ N: [1e9], D: [2e10], loss: [2.8], acc_a: [0.5], acc_b: [0.25] });
 * assert.deepEqual([...averageError(readRuns(frame))], [0.625]);
 * ```
 */
export function averageError(
  runs: Runs,
  tasks: readonly string[] = runs.frame.columns.filter((name) => name.startsWith("acc_")),
): Float64Array {
  if (tasks.length === 0) {
    throw new InputError({
      cannot: "average the errors of tasks",
      needs: "columns of accuracies",
      found: `none that begins with "acc_"`,
      cure: 'name them, as in averageError(runs, ["hellaswag", "arc"])',
    });
  }
  const columns = tasks.map((name) => runs.column(name));
  return Float64Array.from(
    { length: runs.length },
    (_, row) => 1 - columns.reduce((sum, column) => sum + column[row]!, 0) / columns.length,
  );
}
