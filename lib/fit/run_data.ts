import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { InputError } from "../text/mod.ts";

/**
 * What a fit needs of training runs: arrays of equal length, one entry per run. `Runs` is one.
 */
export interface RunData {
  /** Parameters of the model, all > 0. */
  readonly N: ArrayLike<number>;
  /** Training tokens, all > 0. */
  readonly D: ArrayLike<number>;
  /** Final loss in nats/token, all > 0. */
  readonly loss: ArrayLike<number>;
  /** Which run a row belongs to, when several rows are checkpoints of one. */
  readonly run?: ArrayLike<string | number> | undefined;
  /** How many rows were left out before, for the report. */
  readonly dropped?: number | undefined;
  /** Where the rows are from, for the report. */
  readonly source?: {
    /** The name of the table. */
    readonly name: string;
    /** Present when the runs are simulated. */
    readonly simulated?: unknown;
    /** Whether the rows may stand in a committed file. */
    readonly committable?: boolean;
  } | undefined;
}

/** The runs of a fit, described without holding them. */
export interface DataSummary<R extends string = "N" | "D"> {
  /** SHA-256 of the regressors and the response (N, D and loss), as little-endian float64 one array after the other. */
  readonly digest: string;
  /** Rows fitted. */
  readonly rows: number;
  /** Rows left out before the fit. */
  readonly dropped: number;
  /** Distinct runs, when rows are checkpoints; otherwise the number of rows. */
  readonly runs: number;
  /** Where they are from. */
  readonly source: string;
  /** Whether they were simulated. */
  readonly simulated: boolean;
  /** Smallest and largest of each quantity; of a law of N and D also of C. */
  readonly ranges: Readonly<Record<Ranged<R>, readonly [number, number]>>;
}

/** The quantities whose range is reported: of a law of N and D also C and the loss. */
export type Ranged<R extends string> = string extends R ? string
  : "N" | "D" extends R ? "N" | "D" | "C" | "loss"
  : string;

/**
 * Checks that the runs can be fitted at all, and copies them into float64 arrays.
 *
 * @throws {InputError} If lengths differ, a value is not a positive number, or there are not more
 * runs than coefficients.
 */
export function checkedRuns(
  runs: RunData,
  law: { name: string; coefNames: readonly string[] },
): RunColumns {
  const cannot = `fit ${JSON.stringify(law.name)}`;
  const columns = checkedColumns(runs, cannot);
  const rows = columns.loss.length;
  const needed = law.coefNames.length + 1;
  if (rows < needed) {
    throw new InputError({
      cannot,
      needs: `at least ${needed} runs for its ${law.coefNames.length} coefficients`,
      found: `${rows} ${rows === 1 ? "run" : "runs"}` +
        (runs.dropped ? `, after ${runs.dropped} were left out` : ""),
    });
  }
  return columns;
}

/** The columns of a table of runs, as float64. */
export interface RunColumns {
  readonly N: Float64Array;
  readonly D: Float64Array;
  readonly loss: Float64Array;
}

/**
 * N, D and loss, copied into float64 arrays.
 *
 * @throws {InputError} If lengths differ or a value is not a positive number.
 */
export function checkedColumns(runs: RunData, cannot: string): RunColumns {
  needColumns(runs, cannot);
  const columns = { N: runs.N, D: runs.D, loss: runs.loss };
  const lengths = Object.values(columns).map((column) => column.length);
  const rows = lengths[0]!;
  if (lengths.some((n) => n !== rows) || (runs.run && runs.run.length !== rows)) {
    throw new InputError({
      cannot,
      needs: "N, D, loss and run of one length",
      found: Object.entries({ ...columns, ...(runs.run && { run: runs.run }) })
        .map(([name, column]) => `${column.length} of ${name}`).join(", "),
    });
  }
  for (const [name, column] of Object.entries(columns)) {
    for (let i = 0; i < rows; i++) {
      const value = column[i]!;
      if (value > 0 && Number.isFinite(value)) continue;
      throw new InputError({
        cannot,
        needs: `${name} > 0 and finite in every row`,
        found: `${value} in row ${i + 1} of column "${name}"`,
        cure: "leave that row out, or correct it",
      });
    }
  }
  return {
    N: Float64Array.from(columns.N),
    D: Float64Array.from(columns.D),
    loss: Float64Array.from(columns.loss),
  };
}

/** Notebook cells are not type-checked, so what is no table at all gets a sentence too. */
function needColumns(runs: RunData, cannot: string): void {
  const missing = ["N", "D", "loss"].filter((name) =>
    typeof (runs as unknown as Record<string, { length?: unknown }> | null)?.[name]?.length !==
      "number"
  );
  if (missing.length === 0) return;
  const isPromise = typeof (runs as { then?: unknown } | null)?.then === "function";
  throw new InputError({
    cannot,
    needs: "runs with N, D and loss, one entry per run",
    found: isPromise ? "a promise of runs" : `no ${missing.join(", no ")}`,
    ...(isPromise && { cure: "await it first" }),
  });
}

/** Numbers the runs 0, 1, 2 … in the order in which they first appear. */
export function clustersOf({ run }: RunData): Int32Array | null {
  if (!run) return null;
  const numbers = new Map<string, number>();
  return Int32Array.from(Array.from(run, String), (name) => {
    if (!numbers.has(name)) numbers.set(name, numbers.size);
    return numbers.get(name)!;
  });
}

/** The digest and the ranges that a fit reports; C is 6ND unless it is given. */
export function summarise(
  { N, D, loss, C = N.map((n, i) => 6 * n * D[i]!) }: RunColumns & { readonly C?: Float64Array },
  runs: Pick<RunData, "dropped" | "run" | "source">,
  distinctRuns?: number,
): DataSummary {
  let digest: string | undefined;
  return {
    // A tenth of the time of a first fit, and read only by reports and saved fits.
    get digest() {
      return digest ??= digestOf([N, D, loss]);
    },
    rows: N.length,
    dropped: runs.dropped ?? 0,
    runs: distinctRuns ?? (runs.run ? new Set(Array.from(runs.run, String)).size : N.length),
    source: runs.source?.name ?? "given arrays",
    simulated: runs.source?.simulated !== undefined,
    ranges: {
      N: range(N),
      D: range(D),
      C: range(C),
      loss: range(loss),
    },
  };
}

/** SHA-256 of columns, as little-endian float64 one array after the other. */
export function digestOf(columns: readonly Float64Array[]): string {
  const hash = sha256.create();
  for (const column of columns) hash.update(littleEndian(column));
  return bytesToHex(hash.digest());
}

/** Digests must not depend on the byte order of the machine. */
function littleEndian(column: Float64Array): Uint8Array {
  const view = new DataView(new ArrayBuffer(8 * column.length));
  column.forEach((value, i) => view.setFloat64(8 * i, value, true));
  return new Uint8Array(view.buffer);
}

/** Smallest and largest value. */
export function range(column: Float64Array): [number, number] {
  return column.reduce<[number, number]>(
    ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
    [Infinity, -Infinity],
  );
}
