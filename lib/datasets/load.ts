import { Buffer } from "node:buffer";
import pl from "nodejs-polars";
import { type ColumnTable, type Curves, readCurves } from "../runs/mod.ts";
import type { Runs, RunsSource } from "../runs/mod.ts";
import { sha256 } from "../runs/digest.ts";
import { columnsFromBytes } from "../runs/read_columns.ts";
import { runsFromBytes } from "../runs/read_runs.ts";
import { InputError } from "../text/mod.ts";
import { type AnyStandIn, anyStandIn } from "./any_stand_in.ts";
import { cacheFolder, tablePath } from "./cache.ts";
import { type DownloadOptions, fetchSource, keepTable, prepareFolder } from "./download.ts";
import {
  type DataSet,
  dataSetNamed,
  dataSets,
  isPinned,
  type PinnedSet,
  rawUrl,
} from "./registry.ts";
import { shippedBytes, shippedPath } from "./shipped.ts";

/** How a data set is to be loaded. */
export interface LoadOptions extends DownloadOptions {
  /** Simulated runs, marked as such, when the table cannot be had. @default {false} */
  readonly standIn?: boolean;
  /** The folder of downloaded tables. @default {the cache, see `path`} */
  readonly cacheDir?: string;
}

/** A data set, and whether its table is on this machine. */
export interface Listed extends DataSet {
  /** Whether the table is on this machine; its digest is checked when it is loaded. */
  readonly cached: boolean;
}

const loadedSoFar = new Map<string, string>();

/**
 * The runs of a data set: one that comes with the package, or a public one from the cache or from
 * its pinned address.
 *
 * The digest of the table is checked at every load. Public rows belong to their authors: the
 * result says `source.committable: false`.
 *
 * With `standIn`, and only when the table cannot be had, the result is simulated runs of a
 * published law on the paper's own sizes and budgets. They say so in `source.simulated`, and every
 * figure made of them does.
 *
 * @throws {InputError} If there is no such data set, its table cannot be had, or the one in the
 * cache is not the pinned one.
 *
 * @example A name that is nearly right
 * ```ts
 * import assert from "node:assert/strict";
 * import * as datasets from "isoflop/datasets";
 *
 * await assert.rejects(datasets.load("chinchila-epoch"), /did you mean "chinchilla-epoch"\?/);
 * ```
 */
export async function load(name: string, options?: LoadOptions): Promise<Runs>;
/**
 * The training curves of the ladder, which come with the package.
 *
 * @throws {InputError} If the table is not the one that the package was made with.
 *
 * @example The lower envelope of the fitted runs
 * ```ts
 * import assert from "node:assert/strict";
 * import * as datasets from "isoflop/datasets";
 *
 * const curves = await datasets.load("ladder-curves");
 * const fitted = curves.where(({ run }) => run.startsWith("isoflop-"));
 * assert.equal(fitted.length, 56);
 * ```
 */
export async function load(name: "ladder-curves", options?: LoadOptions): Promise<Curves>;
/**
 * The curves of the ladder's batch sweep on text that no run has seen, for `stepsToLoss`.
 *
 * @throws {InputError} If the table is not the one that the package was made with.
 *
 * @example A batch of 128 tokens never comes to 4.3 nats
 * ```ts
 * import assert from "node:assert/strict";
 * import * as datasets from "isoflop/datasets";
 * import { stepsToLoss } from "isoflop/runs";
 *
 * const { B, S } = stepsToLoss(await datasets.load("ladder-batch"), [4.3]);
 * assert.deepEqual([B[0], S[0]], [128, Infinity]);
 * ```
 */
export async function load(name: "ladder-batch", options?: LoadOptions): Promise<Curves>;
/**
 * Steps to a loss by batch, as `fitBatch` takes them. The table is taken from a notebook by hand: it has
 * to be in the cache, or simulated steps stand in for it.
 *
 * @throws {InputError} If the table is not in the cache, or not the pinned one.
 *
 * @example Five models, and the exponent of their critical batch
 * ```ts
 * import assert from "node:assert/strict";
 * import * as datasets from "isoflop/datasets";
 * import { fitBatch } from "isoflop/fit";
 *
 * const steps = await datasets.load("critical-batch-zhang", { standIn: true });
 * const { low, high } = fitBatch(steps).power("N").interval()!;
 * assert.ok(low < 0.62 && 0.62 < high);
 * ```
 */
export async function load(
  name: "critical-batch-zhang",
  options?: LoadOptions,
): Promise<ColumnTable>;
/** A data set by name: runs, the curves of runs, or steps to a loss. */
export async function load(
  name: string,
  options: LoadOptions = {},
): Promise<Runs | Curves | ColumnTable> {
  return await loadSet(dataSetNamed(name), options);
}

/** What {@linkcode load} does once it knows the record. */
export async function loadSet(
  set: DataSet,
  options: LoadOptions,
): Promise<Runs | Curves | ColumnTable> {
  const table = await ready(set, options).catch((error) => {
    const reason = error instanceof Unavailable ? error : null;
    if (options.standIn && set.standIn && reason) return reason;
    throw error instanceof Unavailable ? error.cause : error;
  });
  if (table instanceof Unavailable) {
    loadedSoFar.set(set.name, "simulated");
    return await anyStandIn(set as DataSet & { standIn: AnyStandIn }, table.message);
  }
  const source: Omit<RunsSource, "digest"> = {
    name: set.name,
    licence: set.licence,
    ...(set.pinned && { url: rawUrl(set.pinned) }),
    committable: set.committable,
  };
  loadedSoFar.set(set.name, set.sha256);
  if (set.row === "checkpoint") {
    const frame = pl.readParquet(Buffer.from(table.bytes));
    const { columns, where = [] } = set;
    return await readCurves(frame, { columns, where, source });
  }
  const file = { path: table.path, name: set.file, format: "csv" } as const;
  if (set.row === "steps") {
    const { columns, names = [] } = set;
    return await columnsFromBytes(table.bytes, file, { columns, names }, source);
  }
  const { columns, names = [] } = set;
  return await runsFromBytes(table.bytes, file, { columns, names, source });
}

/**
 * Puts the table of a data set into the cache, unless it is there already.
 *
 * @returns Where it is.
 * @throws {InputError} If it cannot be had, or the one in the cache is not the pinned one.
 */
export async function download(
  name: string,
  options: Omit<LoadOptions, "standIn"> = {},
): Promise<string> {
  return await downloadSet(dataSetNamed(name), options);
}

/** What {@linkcode download} does once it knows the record. */
export async function downloadSet(
  set: DataSet,
  options: Omit<LoadOptions, "standIn">,
): Promise<string> {
  try {
    return (await ready(set, options)).path;
  } catch (error) {
    throw error instanceof Unavailable ? error.cause : error;
  }
}

/** Every data set that can be loaded, in the order of the registry. */
export function list(): Listed[] {
  const folder = cacheFolder();
  return Object.values(dataSets).map((set) => ({
    ...set,
    cached: !set.pinned || isFile(tablePath(set, folder)),
  }));
}

/**
 * Where the table of a data set is, or will be once it is downloaded: in the folder that
 * `ISOFLOP_DATA` names, else in `isoflop` inside the cache folder of the user. A table that comes
 * with the package is where the package is.
 *
 * @throws {InputError} If there is no such data set.
 */
export function path(name: string): string {
  const set = dataSetNamed(name);
  return set.pinned ? tablePath(set) : shippedPath(set.file);
}

/**
 * The data sets that this process has loaded: the SHA-256 of each table, or `"simulated"` where a
 * stand-in took its place.
 */
export function loaded(): Record<string, string> {
  return Object.fromEntries(loadedSoFar);
}

/** The table could not be had, which a stand-in may make up for. */
class Unavailable extends Error {
  override readonly cause: InputError;
  constructor(cause: InputError) {
    super(cause.complaint.found, { cause });
    this.cause = cause;
  }
}

async function ready(
  set: DataSet,
  options: LoadOptions,
): Promise<{ path: string; bytes: Uint8Array<ArrayBuffer> }> {
  if (!isPinned(set)) {
    const path = shippedPath(set.file);
    const bytes = await shippedBytes(set.file);
    await verify(set, path, bytes);
    return { path, bytes };
  }
  const path = tablePath(set, options.cacheDir ?? cacheFolder());
  const cached = await read(path);
  if (cached) {
    await verify(set, path, cached);
    return { path, bytes: cached };
  }
  if (set.derived !== undefined) throw new Unavailable(byHand(set, set.derived));
  try {
    prepareFolder(path);
    const source = await fetchSource(set, options);
    const bytes = set.derive ? set.derive(source) : source;
    if (set.derive) await verify(set, path, bytes);
    await keepTable(path, bytes);
    return { path, bytes };
  } catch (error) {
    throw error instanceof InputError ? new Unavailable(error) : error;
  }
}

async function read(path: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    return await Deno.readFile(path);
  } catch (cause) {
    const absent = [Deno.errors.NotFound, Deno.errors.NotADirectory];
    if (absent.some((kind) => cause instanceof kind)) return undefined;
    throw new InputError({
      cannot: `read the table ${JSON.stringify(path)}`,
      needs: "a file that may be read",
      found: cause instanceof Deno.errors.NotCapable
        ? "no permission to read it (--allow-read)"
        : (cause as Error).message.replace(/: \w+( '.*)?$/, ""),
    }, { cause });
  }
}

function byHand(set: PinnedSet, derived: string): InputError {
  const what = set.row === "steps" ? "steps" : "runs";
  const standIn = set.standIn ? `, or load simulated ${what} with { standIn: true }` : "";
  return new InputError({
    cannot: `download the data set ${JSON.stringify(set.name)}`,
    needs: `${derived}, of ${rawUrl(set.pinned)}`,
    found: "a table that is taken from its source by hand",
    cure: `set ISOFLOP_DATA to a folder that holds ${set.name}/${set.file}${standIn}`,
  });
}

async function verify(
  set: DataSet,
  path: string,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<void> {
  const digest = await sha256(bytes);
  if (digest === set.sha256) return;
  throw new InputError({
    cannot: `use the table ${JSON.stringify(path)}`,
    needs: `SHA-256 ${set.sha256}`,
    found: `SHA-256 ${digest}`,
    cure: set.pinned
      ? "delete the file; it will be downloaded again"
      : "restore the file that came with the package, or read your own with readRuns(file)",
  });
}

function isFile(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}
