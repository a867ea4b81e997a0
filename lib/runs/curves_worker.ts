// Reads and scans tables of training curves in a thread of its own; see in_worker.ts.
import type { Columns } from "./columns.ts";
import { readCurveFiles } from "./curve_table.ts";
import { type Answer, answerTo } from "./in_worker.ts";
import { scanEnvelopeFiles } from "./scan_envelope_files.ts";
import { sizesByRun, type SizesInput } from "./sizes.ts";
import type { Restarts } from "./split_curves.ts";
import type { TableFiles } from "./table_files.ts";

/** What the worker can be asked to do. */
export interface CurvesJob {
  /** The whole curves, or only their least losses. */
  readonly kind: "curves" | "envelope";
  /** The table. */
  readonly files: TableFiles;
  /** Which column holds what. */
  readonly columns: Columns;
  /** Conditions that rows have to meet. */
  readonly where: readonly string[];
  /** N by run. */
  readonly sizes: SizesInput | null;
  /** What happens when steps go back. */
  readonly restarts: Restarts;
  /** Bins per factor of ten, for an envelope. */
  readonly perDecade: number;
}

interface Scope {
  onmessage: ((event: MessageEvent<CurvesJob>) => void) | null;
  postMessage(answer: Answer<unknown>, transfer?: ArrayBuffer[]): void;
}

// The types of a window and of a worker cannot be had in one program.
const scope = self as unknown as Scope;

scope.onmessage = async ({ data }) => {
  try {
    const result = await work(data);
    scope.postMessage({ kind: "result", result }, buffersOf(result));
  } catch (error) {
    scope.postMessage(answerTo(error));
  }
};

async function work(job: CurvesJob): Promise<object> {
  const sizes = job.sizes === null ? null : await sizesByRun(job.sizes);
  const options = { ...job, sizes };
  const onProgress = (done: number) => scope.postMessage({ kind: "progress", done });
  return job.kind === "curves"
    ? await readCurveFiles(job.files, options, onProgress)
    : await scanEnvelopeFiles(job.files, options, job.perDecade, onProgress);
}

/** The memory of the arrays in a result, which changes hands instead of being copied. */
function buffersOf(result: object): ArrayBuffer[] {
  const buffers: ArrayBuffer[] = [];
  for (const value of Object.values(result)) {
    if (ArrayBuffer.isView(value)) buffers.push(value.buffer as ArrayBuffer);
    else if (typeof value === "object" && value !== null) buffers.push(...buffersOf(value));
  }
  return buffers;
}
