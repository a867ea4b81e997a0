import {
  type Cell,
  KernelError,
  type Notebook,
  type Output,
  replaceFile,
  runNotebook,
  type RunOptions,
} from "../kernel/mod.ts";
import { formatNotebook, readSource } from "./ipynb.ts";
import { parsePercent } from "./percent.ts";
import { isUnderOut, notebookFolder, notebookOfSource } from "./places.ts";
import { withoutPublicRows } from "./public_rows.ts";
import { sourceErrors } from "./source_errors.ts";

/** How a notebook is built. */
export interface BuildOptions
  extends Pick<RunOptions, "timeout" | "parameters" | "quick" | "onCell"> {
  /**
   * Whether outputs keep the rows of other people's data, which must not be committed.
   * @default {true under a folder called `out`, else false}
   */
  readonly keepPublicRows?: boolean;
}

/** Which data a notebook was built with: a digest, or `"simulated"`, by name. */
export type DataDigests = Readonly<Record<string, string>>;

/**
 * Builds a notebook: reads the percent source, runs it from the top on the real kernel, writes the
 * `.ipynb` with its outputs.
 *
 * The notebook's metadata say under `isoflop.data` which data it has loaded.
 *
 * @param source The `.ts` file.
 * @param out The `.ipynb` file. For `notebooks/src/01_x.ts` it is `notebooks/01_x.ipynb` by default.
 * @returns The path of the notebook.
 * @throws {InputError} If the source cannot be read.
 * @throws {KernelError} If a cell fails; then nothing is written.
 */
export async function buildNotebook(
  source: string,
  out: string = notebookOfSource(source),
  options: BuildOptions = {},
): Promise<string> {
  const { keepPublicRows = isUnderOut(out) } = options;
  const parsed = parsePercent(await readSource(source));
  const executed = await executeNotebook(parsed.notebook, notebookFolder(source), options)
    .catch(async (error) => {
      // An export that is missing is only `undefined` to the kernel; the reason is somewhere else.
      const [hint] = error instanceof KernelError ? await sourceErrors(source, parsed) : [];
      throw hint === undefined || error.message.includes(hint)
        ? error
        : new KernelError("cell", `${error.message}\n  deno check says: ${hint}`);
    });
  await replaceFile(out, formatNotebook(keepPublicRows ? executed : withoutPublicRows(executed)));
  return out;
}

/**
 * Runs a notebook and notes in its metadata which data it has loaded.
 *
 * @throws {KernelError} If a cell fails.
 */
export async function executeNotebook(
  notebook: Notebook,
  cwd: string,
  options: BuildOptions = {},
): Promise<Notebook> {
  const { timeout, parameters, quick, onCell } = options;
  const run = await runNotebook(notebook, {
    cwd,
    epilogue: loadedData,
    ...(timeout === undefined ? {} : { timeout }),
    ...(parameters === undefined ? {} : { parameters }),
    ...(quick === undefined ? {} : { quick }),
    ...(onCell === undefined ? {} : { onCell }),
  });
  if (run.failure) throw new KernelError("cell", run.failure.message);
  const metadata = { ...run.notebook.metadata, isoflop: { data: digests(run.epilogue) } };
  return { ...run.notebook, metadata, cells: run.notebook.cells.map(withoutMachinePaths) };
}

/** The type under which the kernel tells what was loaded; prints of the notebook are not mistaken for it. */
const loadedType = "application/vnd.isoflop.loaded+json";

/** Runs in the notebook's own kernel, where `loaded` knows what the notebook has loaded. */
const loadedData = `await Deno.jupyter.broadcast("display_data", {
  data: { "${loadedType}": (await import("isoflop/datasets")).loaded() },
  metadata: {},
  transient: {},
});`;

/** A notebook that has no datasets to import has loaded none. */
function digests(outputs: readonly Output[]): DataDigests {
  for (const output of outputs) {
    if (output.output_type !== "display_data") continue;
    const told = output.data[loadedType];
    if (typeof told === "object" && told !== null) return { ...told } as DataDigests;
  }
  return {};
}

/** Stack traces name files of the machine that built the notebook; readers have other ones. */
function withoutMachinePaths(cell: Cell): Cell {
  if (cell.cell_type !== "code") return cell;
  const outputs = cell.outputs.map((output): Output =>
    output.output_type === "error"
      ? { ...output, traceback: output.traceback.filter((line) => !line.includes("file://")) }
      : output
  );
  return { ...cell, outputs };
}
