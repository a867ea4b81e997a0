import { resolve } from "node:path";
import { InputError } from "../text/mod.ts";
import { type Execution, KernelClient } from "./client.ts";
import { KernelError } from "./error.ts";
import { hiddenError } from "./hidden_error.ts";
import type { Cell, CodeCell, ErrorOutput, Notebook, Output } from "./notebook.ts";

/** What is told about every cell that has run. */
export interface CellProgress {
  /** The cell with its outputs. */
  readonly cell: CodeCell;
  /** Its place among all cells, counted from 1. */
  readonly number: number;
  /** How many cells there are. */
  readonly total: number;
  /** How long it took. */
  readonly milliseconds: number;
}

/** How a notebook is run. */
export interface RunOptions {
  /** The kernel's folder, usually the notebook's. @default {"."} */
  readonly cwd?: string;
  /** How long one cell may take, in milliseconds. @default {600000} */
  readonly timeout?: number;
  /** Values assigned after the cell tagged `parameters`; its names must be declared with `let`. */
  readonly parameters?: Readonly<Record<string, unknown>>;
  /** Leaves cells tagged `slow` out, with the outputs they have. @default {false} */
  readonly quick?: boolean;
  /** Code that runs after the last cell and leaves no trace in the notebook. */
  readonly epilogue?: string;
  /** Hears of every cell that has run. */
  readonly onCell?: (progress: CellProgress) => void;
}

/** Why a run stopped before the end. */
export interface CellFailure {
  /** The cell's place among all cells, counted from 1. */
  readonly number: number;
  /** The line in the cell, counted from 1, when it is known. */
  readonly line: number | null;
  /** One sentence that names cell, line and reason. */
  readonly message: string;
}

/** A notebook after its run. */
export interface NotebookRun {
  /** The notebook; after a failure the cells behind it have no outputs. */
  readonly notebook: Notebook;
  /** Why it stopped early; `null` when it did not. */
  readonly failure: CellFailure | null;
  /** What the epilogue put out. */
  readonly epilogue: readonly Output[];
}

/**
 * Runs a notebook from the top on a kernel of its own, without colours in its texts.
 *
 * It stops at the first error, unless the cell is tagged `raises-exception`. What the kernel hides
 * (syntax errors, packages that do not exist) is found out and named with cell and line.
 *
 * @throws {KernelError} If the kernel does not start.
 *
 * @example Cell and line of what the kernel would hide
 * ```ts
 * import assert from "node:assert/strict";
 * import { parsePercent } from "isoflop/book";
 * import { runNotebook } from "isoflop/kernel";
 *
 * const { notebook } = parsePercent("// %%\nconst N = 70e9;\nconst D = ;\n");
 * const { failure } = await runNotebook(notebook);
 * assert.equal(failure?.message, "Cell 1, line 2: SyntaxError: Expression expected");
 * ```
 */
export async function runNotebook(
  notebook: Notebook,
  options: RunOptions = {},
): Promise<NotebookRun> {
  const { cwd = ".", timeout = 600_000, quick = false, onCell } = options;
  needParametersCell(notebook, options);
  await using kernel = await KernelClient.start({ cwd, env: surroundings() });
  const cells: Cell[] = notebook.cells.map(withoutOutputs);
  const finish = (failure: CellFailure | null, epilogue: readonly Output[] = []): NotebookRun => ({
    notebook: { ...notebook, cells },
    failure,
    epilogue,
  });

  for (const [i, cell] of notebook.cells.entries()) {
    if (cell.cell_type !== "code") continue;
    const tags = cell.metadata.tags ?? [];
    if (quick && tags.includes("slow")) {
      cells[i] = cell;
      continue;
    }
    const started = performance.now();
    const { execution, trouble } = await attempt(kernel, cell.source, timeout);
    const executed = { ...cell, ...trace(execution) };
    cells[i] = executed;
    const milliseconds = performance.now() - started;
    onCell?.({ cell: executed, number: i + 1, total: cells.length, milliseconds });
    if (trouble) return finish(failure(i + 1, null, trouble.message));
    if (execution.status === "error") {
      const thrown = execution.outputs.find((output) => output.output_type === "error");
      if (thrown && tags.includes("raises-exception")) continue;
      if (thrown) return finish(failure(i + 1, null, inWords(thrown)));
      const { line, message } = await hiddenError(cell.source, cwd);
      return finish(failure(i + 1, line, message));
    }
    if (tags.includes("parameters") && options.parameters) {
      const { execution, trouble } = await attempt(
        kernel,
        assignments(options.parameters),
        timeout,
      );
      const thrown = execution.outputs.find((output) => output.output_type === "error");
      if (trouble || thrown) {
        const reason = trouble?.message ?? inWords(thrown!);
        return finish(failure(i + 1, null, `its parameters could not be set: ${reason}`));
      }
    }
  }

  if (options.epilogue === undefined) return finish(null);
  const { execution } = await attempt(kernel, options.epilogue, timeout);
  return finish(null, execution.outputs);
}

async function attempt(
  kernel: KernelClient,
  code: string,
  timeout: number,
): Promise<{ execution: Execution; trouble: KernelError | null }> {
  try {
    return { execution: await kernel.execute(code, { timeout }), trouble: null };
  } catch (error) {
    if (!(error instanceof KernelError)) throw error;
    const execution: Execution = { status: "error", outputs: error.outputs, executionCount: 0 };
    return { execution, trouble: error };
  }
}

function trace({ outputs, executionCount }: Execution): Partial<CodeCell> {
  return { outputs, execution_count: executionCount || null };
}

function withoutOutputs(cell: Cell): Cell {
  return cell.cell_type === "code" ? { ...cell, outputs: [], execution_count: null } : cell;
}

function assignments(parameters: Readonly<Record<string, unknown>>): string {
  return Object.entries(parameters).map(([name, value]) => `${name} = ${JSON.stringify(value)};`)
    .concat("undefined").join("\n");
}

function inWords({ ename, evalue }: ErrorOutput): string {
  return `${ename}: ${evalue}`;
}

function failure(number: number, line: number | null, reason: string): CellFailure {
  const where = line === null ? `Cell ${number}` : `Cell ${number}, line ${line}`;
  return { number, line, message: `${where}: ${reason}` };
}

/** Parameters that no cell takes would be ignored without a word. */
function needParametersCell({ cells }: Notebook, { parameters }: RunOptions): void {
  const isTaken = cells.some(({ metadata }) => metadata.tags?.includes("parameters"));
  if (!parameters || isTaken) return;
  throw new InputError({
    cannot: "set parameters",
    needs: 'a cell tagged "parameters"',
    found: `none among ${cells.length} cells`,
  });
}

/** No colours in stored texts; and a relative data folder means the one of the caller. */
function surroundings(): Record<string, string> {
  const data = Deno.env.get("ISOFLOP_DATA");
  return { NO_COLOR: "1", ...(data && { ISOFLOP_DATA: resolve(data) }) };
}
