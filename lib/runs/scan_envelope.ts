import { InputError } from "../text/mod.ts";
import { parseColumns } from "./columns.ts";
import type { CurvesJob } from "./curves_worker.ts";
import { inWorker } from "./in_worker.ts";
import type { ReadCurvesOptions } from "./read_curves.ts";
import type { ScannedEnvelope } from "./scan_envelope_files.ts";
import { tableFiles } from "./table_files.ts";
import { curveQuantities } from "./units.ts";

/** How a large table of training curves is to be scanned. */
export interface ScanEnvelopeOptions
  extends Pick<ReadCurvesOptions, "columns" | "where" | "sizes" | "onProgress"> {
  /** Bins of C per factor of ten. @default {50} */
  readonly perDecade?: number;
}

/**
 * The least loss in every bin of compute, with the run, N and D that give it, of tables too large
 * for memory: one pass of polars' streaming engine, in a worker.
 *
 * The bin of a row is ⌊perDecade · log₁₀ C⌋; a bin's entry is the row in it with the least loss, as
 * it stands in the table: nothing is interpolated or smoothed, and C is that row's own. Bins
 * without a row are left out. Losses that agree to ten digits count as equal, and then the row with
 * the least C counts.
 *
 * Every N, D, C and loss is checked as by {@linkcode readCurves}. The order of the rows is not:
 * steps that go back, or an N that changes within a run, are seen only where curves are held. Nor is
 * the cycle, which no envelope depends on.
 *
 * @param input A path, a `file:` URL, a pattern such as `"logs/*.parquet"`, or a list of paths.
 * @throws {InputError} If there is no such file, a column is missing or a value cannot be used.
 *
 * @example Two runs that cross
 * ```ts
 * import assert from "node:assert/strict";
 * import { scanEnvelope } from "isoflop/runs";
 *
 * const file = await Deno.makeTempFile({ suffix: ".csv" });
 * const rows = ["a,1e7,1e9,4", "b,1e8,1.1e8,5", "a,1e7,1e11,3", "b,1e8,1.1e10,2"];
 * await Deno.writeTextFile(file, ["run,N,D,loss", ...rows, ""].join("\n"));
 * const { run, N, loss } = await scanEnvelope(file, { perDecade: 1 });
 * await Deno.remove(file);
 *
 * assert.deepEqual(run, ["a", "b"]);
 * assert.deepEqual(Array.from(N), [1e7, 1e8]);
 * assert.deepEqual(Array.from(loss), [4, 2]);
 * ```
 */
export async function scanEnvelope(
  input: string | URL | readonly string[],
  options: ScanEnvelopeOptions = {},
): Promise<ScannedEnvelope> {
  const { where = [], sizes = null, perDecade = 50, onProgress } = options;
  const columns = parseColumns(options.columns ?? {}, curveQuantities);
  if (!(perDecade > 0 && perDecade <= 1e6)) {
    throw new InputError({
      cannot: "find the envelope of training curves",
      needs: "a positive number of bins per decade, at most a million",
      found: `${perDecade}`,
    });
  }
  const files = await tableFiles(input);
  const total = files.files.length;
  const job: CurvesJob = {
    kind: "envelope",
    files,
    columns,
    where,
    sizes,
    restarts: "refuse",
    perDecade,
  };
  const worker = new URL("./curves_worker.ts", import.meta.url);
  return await inWorker<ScannedEnvelope>(worker, job, (done) => onProgress?.(done, total));
}
