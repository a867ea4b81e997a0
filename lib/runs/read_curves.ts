import pl from "nodejs-polars";
import { InputError } from "../text/mod.ts";
import { type ColumnsInput, parseColumns } from "./columns.ts";
import { curvesOf } from "./curve_table.ts";
import { Curves } from "./curves.ts";
import type { CurvesJob } from "./curves_worker.ts";
import type { Frame } from "./frame.ts";
import { inWorker } from "./in_worker.ts";
import { fromFrame } from "./read_parquet.ts";
import type { RunsSource } from "./runs_source.ts";
import { sizesByRun, type SizesInput } from "./sizes.ts";
import type { Restarts, SplitCurves } from "./split_curves.ts";
import { curveQuantities } from "./units.ts";
import { tableFiles } from "./table_files.ts";

/** How a table of training curves is to be understood. */
export interface ReadCurvesOptions {
  /**
   * Which column holds what, in which unit: `"run=run_id,D=tokens:B,loss=train_loss"`. What is left
   * out has its canonical name: run, step, N, D, C, loss, cycle.
   */
  readonly columns?: ColumnsInput;
  /** Conditions that rows have to meet, all of them: `"step>0"`, `"split=train"`. */
  readonly where?: readonly string[];
  /** N by run, where it is not in a column: a record, or a file with the columns `run` and `N`. */
  readonly sizes?: SizesInput;
  /**
   * What happens when the steps of a run go back or repeat. `"last"` is for logs of trainings that
   * were resumed: later rows replace earlier ones from the same step on. @default {"refuse"}
   */
  readonly restarts?: Restarts;
  /** What is known of the origin, over what the file itself says. */
  readonly source?: Partial<RunsSource>;
  /** Hears how many files have been read, after each, and how many there are. */
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * Training curves from files or a polars `DataFrame`, checked.
 *
 * A row is a checkpoint: the run it belongs to, the loss, N, and the tokens D or the FLOP C; a
 * training step where there is one, and the `cycle`, the length of the learning rate's cosine over
 * that of the training: one for each run, empty where the rate followed no cosine. Without a column
 * C it is 6·N·D; a column C is used as it is.
 * The rows of a run follow one another in the order of the file, others may be between them; steps
 * (or tokens, without a step) have to increase. A run with a single checkpoint is left out with a
 * note.
 *
 * CSV and Parquet are scanned by polars' streaming engine in a worker, the columns that are needed
 * and no others; the calling thread stays free. JSON and NDJSON are read in whole.
 *
 * @param input A path, a `file:` URL, a pattern such as `"logs/*.csv"`, a list of paths, or a
 * frame. Where the files of a pattern or a list have no column for the run, each file is a run.
 * @throws {InputError} If there is no such file, a column is missing, a value cannot be used, steps
 * go back, N or the cycle changes within a run, or no run has two checkpoints; the message says in which row.
 *
 * @example A table of two runs, with sizes beside it
 * ```ts
 * import assert from "node:assert/strict";
 * import { readCurves } from "isoflop/runs";
 *
 * const file = await Deno.makeTempFile({ suffix: ".csv" });
 * await Deno.writeTextFile(file, "run,tokens,loss\na,1,4\na,2,3.5\nb,1,4.2\nb,2,3.2\n");
 * const curves = await readCurves(file, {
 *   columns: "D=tokens:B",
 *   sizes: { a: 1e8, b: 2e8 },
 * });
 * await Deno.remove(file);
 *
 * assert.equal(curves.length, 2);
 * assert.deepEqual(Array.from(curves.curves[1]!.C), [6 * 2e8 * 1e9, 6 * 2e8 * 2e9]);
 * ```
 */
export async function readCurves(
  input: string | URL | readonly string[] | Frame,
  options: ReadCurvesOptions = {},
): Promise<Curves> {
  const { where = [], sizes = null, restarts = "refuse", onProgress } = options;
  // A slip in the options shows before a large file is read.
  const columns = parseColumns(options.columns ?? {}, curveQuantities);
  if (restarts !== "refuse" && restarts !== "last") {
    throw new InputError({
      cannot: "read training curves",
      needs: `restarts "refuse" or "last"`,
      found: JSON.stringify(restarts),
    });
  }
  if (typeof input !== "string" && !(input instanceof URL) && !Array.isArray(input)) {
    return await fromDataFrame(input as Frame, options);
  }
  const files = await tableFiles(input);
  const job: CurvesJob = { kind: "curves", files, columns, where, sizes, restarts, perDecade: 0 };
  const total = files.files.length;
  const worker = new URL("./curves_worker.ts", import.meta.url);
  const split = await inWorker<SplitCurves>(worker, job, (done) => onProgress?.(done, total));
  return toCurves(split, { name: files.name, committable: true }, options);
}

async function fromDataFrame(frame: Frame, options: ReadCurvesOptions): Promise<Curves> {
  if (!pl.DataFrame.isDataFrame(frame)) {
    throw new InputError({
      cannot: "read training curves",
      needs: "a path, a file: URL, a list of paths or a polars DataFrame",
      found: frame === null ? "null" : typeof frame,
    });
  }
  const columns = parseColumns(options.columns ?? {}, curveQuantities);
  const split = curvesOf(fromFrame(frame, [columns.run?.column ?? "run"]), "the data frame", {
    columns,
    where: options.where ?? [],
    sizes: options.sizes === undefined ? null : await sizesByRun(options.sizes),
    restarts: options.restarts ?? "refuse",
  });
  return toCurves(split, { name: "a data frame", committable: true }, options);
}

function toCurves(split: SplitCurves, origin: RunsSource, { source }: ReadCurvesOptions): Curves {
  return new Curves({ ...split, source: { ...origin, ...source } });
}
