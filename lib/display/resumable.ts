import { InputError } from "../text/mod.ts";
import { progress, type ProgressOptions } from "./progress.ts";

/** Work that outlives its kernel. */
export interface ResumableOptions<T, R> {
  /** The file of what is done, one line of JSON for each; it is made when it is not there. */
  readonly file: string;
  /** What there is to do. */
  readonly items: readonly T[];
  /** Names an item; two of one name are one. @default {the item as JSON} */
  readonly key?: (item: T) => string;
  /** Does one; the result has to survive JSON. */
  readonly work: (item: T) => R | Promise<R>;
  /** What the bar says. @default {"done"} */
  readonly label?: string;
  /** Where the bar is shown; the notebook or standard error, unless a test says otherwise. */
  readonly on?: ProgressOptions["on"];
}

/**
 * Does work that has to wait for something, such as evaluations elsewhere, so that nothing of it is lost:
 * every result is on the disk before the next is begun, and a second call does only what is missing.
 *
 * A kernel's interrupt stops what computes, not what waits: there the kernel has to be restarted. Then
 * execute the cell again.
 *
 * @returns The results, in the order of the items.
 * @throws {InputError} If the file is something else, or a result does not survive JSON.
 *
 * @example The second time there is nothing left to do
 * ```ts
 * import assert from "node:assert/strict";
 * import { resumable } from "isoflop/display";
 *
 * const file = await Deno.makeTempFile();
 * const on = { write: () => {}, terminal: false, now: () => 0 };
 * let calls = 0;
 * const work = async (N: number) => (calls++, await Promise.resolve(6 * N));
 * assert.deepEqual(await resumable({ file, items: [1, 2], work, on }), [6, 12]);
 * assert.deepEqual(await resumable({ file, items: [1, 2, 3], work, on }), [6, 12, 18]);
 * assert.equal(calls, 3);
 * ```
 */
export async function resumable<T, R>(options: ResumableOptions<T, R>): Promise<R[]> {
  const { file, items, key = (item) => JSON.stringify(item), work, label = "done", on } = options;
  const done = await readDone<R>(file);
  const bar = progress({ total: items.length, label, ...(on && { on }) });
  const results: R[] = [];
  for (const [i, item] of items.entries()) {
    const name = key(item);
    if (!done.has(name)) {
      const result = await work(item);
      // JSON would make null of these, and the second call would return something else.
      const line = JSON.stringify([name, result], (_, value) => {
        if (value !== undefined && (typeof value !== "number" || isFinite(value))) return value;
        throw refused(file, "results that survive JSON", `${value} for ${name}`);
      });
      await Deno.writeTextFile(file, `${line}\n`, { append: true });
      done.set(name, result);
    }
    results.push(done.get(name)!);
    bar.update(i + 1);
  }
  bar.done();
  return results;
}

/** What is done; a last line without an end is what a killed kernel was writing, and is cut off. */
async function readDone<R>(file: string): Promise<Map<string, R>> {
  const text = await Deno.readTextFile(file).catch((error) => {
    if (error instanceof Deno.errors.NotFound) return "";
    throw error;
  });
  const whole = text.slice(0, text.lastIndexOf("\n") + 1);
  const done = new Map<string, R>();
  for (const [i, line] of whole.split("\n").slice(0, -1).entries()) {
    const pair = parsed(line);
    if (!Array.isArray(pair) || pair.length !== 2 || typeof pair[0] !== "string") {
      throw refused(file, "lines that this function wrote", `line ${i + 1}: ${line.slice(0, 60)}`);
    }
    done.set(pair[0], pair[1]);
  }
  if (whole === "" && text !== "" && !text.startsWith('["')) {
    throw refused(file, "lines that this function wrote", text.slice(0, 60));
  }
  if (whole !== text) await Deno.truncate(file, new TextEncoder().encode(whole).length);
  return done;
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

function refused(file: string, needs: string, found: string): InputError {
  return new InputError({
    cannot: `go on with ${JSON.stringify(file)}`,
    needs,
    found,
    cure: "name another file",
  });
}
