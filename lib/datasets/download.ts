import { dirname } from "node:path";
import { InputError } from "../text/mod.ts";
import { writeWhole } from "../text/write_whole.ts";
import { sha256 } from "../runs/digest.ts";
import { type PinnedSet, rawUrl } from "./registry.ts";

/** How a table may be fetched. */
export interface DownloadOptions {
  /** Stops the download; its reason is thrown. */
  readonly signal?: AbortSignal;
  /** Milliseconds for the whole download. @default {20_000} */
  readonly timeout?: number;
  /** What fetches, for tests and for proxies of your own. @default {fetch} */
  readonly fetch?: (url: string, init: { signal: AbortSignal }) => Promise<Response>;
}

/** No table is anywhere near this large; a server that goes on and on is cut off here. */
const most = 16 * 2 ** 20;

/**
 * The table of a data set from its pinned address, verified.
 *
 * @throws {InputError} If it cannot be had in time, is too large, or is not the pinned one.
 */
export async function fetchSource(
  set: PinnedSet,
  { signal, timeout = 20_000, fetch = globalThis.fetch }: DownloadOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  const url = rawUrl(set.pinned);
  const clock = new AbortController();
  const late = setTimeout(() => clock.abort(), timeout);
  const either = signal ? AbortSignal.any([signal, clock.signal]) : clock.signal;
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    signal?.throwIfAborted();
    const response = await fetch(url, { signal: either });
    if (!response.ok) {
      await response.body?.cancel();
      throw failed(set, `HTTP ${response.status}`);
    }
    bytes = await body(set, response);
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof InputError) throw error;
    const found = clock.signal.aborted
      ? `no complete answer within ${timeout / 1000} s`
      : error instanceof Deno.errors.NotCapable
      ? "no permission to use the network (--allow-net)"
      : "no connection, or one that broke off";
    throw failed(set, found, error);
  } finally {
    clearTimeout(late);
  }
  const digest = await sha256(bytes);
  if (digest !== set.pinned.sha256) {
    throw failed(
      set,
      `${bytes.length} bytes with SHA-256 ${digest} instead of ${set.pinned.sha256}`,
    );
  }
  return bytes;
}

async function body(set: PinnedSet, response: Response): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    size += part.length;
    // Leaving the loop cancels the rest of the answer.
    if (size > most) throw failed(set, `more than ${most / 2 ** 20} MiB`);
    parts.push(part);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

function failed(set: PinnedSet, found: string, cause?: unknown): InputError {
  const standIn = set.standIn ? ", or load simulated runs with { standIn: true }" : "";
  return new InputError({
    cannot: `download the data set ${JSON.stringify(set.name)}`,
    needs: rawUrl(set.pinned),
    found,
    cure: `set ISOFLOP_DATA to a folder that holds ${set.name}/${set.file}${standIn}`,
  }, cause === undefined ? undefined : { cause });
}

/**
 * Makes the folder of a file.
 *
 * @throws {InputError} If it cannot be made, or not written to.
 */
export function prepareFolder(path: string): void {
  const folder = dirname(path);
  try {
    Deno.mkdirSync(folder, { recursive: true });
    // Only writing shows whether writing is possible; root, ACLs and read-only mounts differ.
    Deno.removeSync(Deno.makeTempFileSync({ dir: folder, prefix: ".isoflop-" }));
  } catch (cause) {
    throw unwritable(folder, cause);
  }
}

/** Writes the table whole or not at all; says so when the folder does not let it. */
export async function keepTable(path: string, bytes: Uint8Array): Promise<void> {
  try {
    await writeWhole(path, bytes);
  } catch (cause) {
    throw unwritable(dirname(path), cause);
  }
}

function unwritable(folder: string, cause: unknown): InputError {
  return new InputError({
    cannot: `keep a table in ${JSON.stringify(folder)}`,
    needs: "a folder that can be written to",
    found: cause instanceof Deno.errors.NotCapable
      ? "no permission to write there (--allow-write)"
      : (cause as Error).message.replace(/: \w+( '.*)?$/, ""),
    cure: "set ISOFLOP_DATA to another folder",
  }, { cause });
}
