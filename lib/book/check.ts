import { dirname, resolve } from "node:path";
import { cellErrors, KernelError, type Notebook } from "../kernel/mod.ts";
import { type BuildOptions, type DataDigests, executeNotebook } from "./build.ts";
import { compareOutputs, compareSources, type Difference } from "./compare.ts";
import { formatNotebook, parseNotebook, readDenoNotebook, readSource } from "./ipynb.ts";
import { parsePercent } from "./percent.ts";
import { notebookFolder, sourceOfNotebook } from "./places.ts";
import { withoutPublicRows } from "./public_rows.ts";
import { sourceErrors } from "./source_errors.ts";

/** How a notebook is checked. */
export interface CheckOptions extends Pick<BuildOptions, "timeout" | "onCell"> {
  /** The relative difference that numbers in JSON outputs may have. @default {1e-9} */
  readonly tolerance?: number;
}

/** What came of a check. */
export type CheckResult =
  /** The stored notebook is what its source gives today. */
  | { readonly status: "fresh" }
  /** There is no source to compare it with; its cells run from the top. */
  | { readonly status: "runs" }
  /** It is not: the first difference, and a sentence. */
  | { readonly status: "stale"; readonly difference: Difference; readonly message: string }
  /** It does not run, or `deno check` complains about it. */
  | { readonly status: "failed"; readonly message: string }
  /** It runs, but on other data than the stored notebook, so that a comparison says nothing. */
  | { readonly status: "ignored"; readonly reason: string };

/**
 * Checks that a stored notebook still is what its source gives: builds it again in memory, and
 * compares source and outputs. Nothing is written.
 *
 * @param file The `.ipynb` file; its source is `src/NAME.ts` beside it.
 * @throws {InputError} If either file cannot be read.
 */
export async function checkNotebook(
  file: string,
  options: CheckOptions = {},
): Promise<CheckResult> {
  const { tolerance, ...build } = options;
  const stored = await readDenoNotebook(file);
  const path = sourceOfNotebook(file);
  if (!await Deno.stat(path).then(({ isFile }) => isFile, () => false)) {
    return await checkCells(stored, dirname(resolve(file)), build);
  }
  const source = parsePercent(await readSource(path));

  const edited = compareSources(stored, source.notebook);
  if (edited) return stale(edited, "the source has changed since the notebook was built");
  const [error] = await sourceErrors(path, source);
  if (error !== undefined) return { status: "failed", message: error };

  let fresh: Notebook;
  try {
    const executed = await executeNotebook(source.notebook, notebookFolder(path), build);
    // Through the file format and back, so that both sides have gone the same way.
    fresh = parseNotebook(formatNotebook(withoutPublicRows(executed)));
  } catch (error) {
    if (!(error instanceof KernelError)) throw error;
    return { status: "failed", message: error.message };
  }
  const reason = otherData(dataOf(stored), dataOf(fresh));
  if (reason) return { status: "ignored", reason };
  const found = compareOutputs(stored, fresh, tolerance);
  return found ? stale(found, "the outputs differ from those of a fresh run") : { status: "fresh" };
}

/** A notebook that was written in Jupyter: its cells are all there is. */
async function checkCells(
  notebook: Notebook,
  folder: string,
  options: BuildOptions,
): Promise<CheckResult> {
  const errors = await cellErrors(notebook, folder);
  if (errors.length) return { status: "failed", message: errors.join("\n  ") };
  try {
    await executeNotebook(notebook, folder, options);
    return { status: "runs" };
  } catch (error) {
    if (!(error instanceof KernelError)) throw error;
    return { status: "failed", message: error.message };
  }
}

function stale(difference: Difference, what: string): CheckResult {
  const { path, stored, fresh } = difference;
  const message = `${path}: ${what}\n  stored: ${brief(stored)}\n  fresh: ${brief(fresh)}`;
  return { status: "stale", difference, message };
}

function brief(value: unknown): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > 200 ? `${text.slice(0, 199)}…` : text;
}

function dataOf(notebook: Notebook): DataDigests {
  return (notebook.metadata.isoflop as { data?: DataDigests } | undefined)?.data ?? {};
}

function otherData(stored: DataDigests, fresh: DataDigests): string | null {
  for (const name of new Set([...Object.keys(stored), ...Object.keys(fresh)])) {
    if (stored[name] === fresh[name]) continue;
    return `data set "${name}": the notebook was built with ${inWords(stored[name])}, ` +
      `this run has ${inWords(fresh[name])}`;
  }
  return null;
}

function inWords(digest: string | undefined): string {
  if (digest === undefined) return "none";
  return digest === "simulated" ? "simulated rows" : `the table ${digest.slice(0, 12)}…`;
}
