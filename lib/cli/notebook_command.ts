import { basename } from "node:path";
import type { Command } from "commander";
import { type Progress, progress } from "../display/progress.ts";
import type { CellProgress, KernelError, Notebook } from "../kernel/mod.ts";
import { InputError } from "../text/mod.ts";
import { addBook } from "./book_command.ts";
import { answer, type Session } from "./io.ts";
import { needFile } from "./need_file.ts";
import { checkTarget, writeTarget, writing } from "./target.ts";
import { number } from "./values.ts";

interface Flags {
  readonly output?: string;
  readonly quick?: boolean;
  readonly timeout?: number;
  readonly json?: boolean;
}

/** `isoflop notebook run | build | check | pull | page | book`: notebooks without Python. */
export function addNotebook(program: Command, session: Session): void {
  const notebook = program.command("notebook")
    .description("Notebooks as text, executed, checked, and as pages")
    .addHelpText("after", "\nExample:\n  isoflop notebook build notebooks/src/01_name.ts");
  const add = (
    name: string,
    argument: [name: string, what: string],
    description: string,
    example: string,
    action: (session: Session, file: string, flags: Flags) => Promise<void>,
  ) =>
    notebook.command(name).argument(...argument).description(description)
      .option("--json", "one JSON object instead of text")
      .addHelpText("after", `\nExample:\n  isoflop notebook ${name} ${example}`)
      .action((file: string, flags: Flags) => action(session, file, flags));
  const withRun = (command: Command) =>
    command.option("--timeout <SECONDS>", "how long a cell may take", number("--timeout"), 600);
  const file: [string, string] = ["<FILE>", "an .ipynb file"];

  withRun(add(
    "run",
    ["<FILE>", "an .ipynb file, or its .ts source"],
    "Run a notebook from the top on the Deno kernel",
    "notebooks/01_name.ipynb -o out/01_name.ipynb",
    runFile,
  )).option("-o, --output <FILE.ipynb>", "write the executed notebook; without it nothing is kept")
    .option("--quick", "leave out cells tagged slow");
  withRun(add(
    "build",
    ["<SOURCE>", "a .ts file in percent format"],
    "Run a source and write its .ipynb",
    "notebooks/src/01_name.ts",
    build,
  )).option("-o, --output <FILE.ipynb>", "the notebook, instead of the one beside src/")
    .option("--quick", "leave out cells tagged slow");
  withRun(add(
    "check",
    file,
    "Check that a notebook runs, and is what its source gives today",
    "notebooks/01_name.ipynb",
    check,
  ));
  add(
    "pull",
    file,
    "Take a notebook that was edited in Jupyter back into its source",
    "notebooks/01_name.ipynb",
    pull,
  ).option("-o, --output <SOURCE.ts>", "the source, instead of the one in src/");
  add(
    "page",
    file,
    "Write a notebook as one HTML page that needs no network",
    "notebooks/01_name.ipynb -o out/01_name.html",
    page,
  ).requiredOption("-o, --output <FILE.html>", "the page");
  addBook(notebook, session);
}

async function runFile(session: Session, file: string, flags: Flags): Promise<void> {
  needFile(file, "run");
  if (flags.output !== undefined) checkTarget(flags.output, [file]);
  const book = await import("../book/mod.ts");
  const { isUnderOut, notebookFolder } = await import("../book/places.ts");
  const isSource = /\.ts$/i.test(file);
  const notebook = isSource
    ? book.parsePercent(await Deno.readTextFile(file)).notebook
    : await book.readDenoNotebook(file);
  const cells = counter(session, file);
  const executed = await cellsOf(file, () =>
    book.executeNotebook(notebook, notebookFolder(file), {
      ...running(flags),
      onCell: cells.onCell,
    }));
  const { output } = flags;
  const count = cells.done();
  tellStandIns(session, executed);
  if (output !== undefined) {
    const kept = isUnderOut(output) ? executed : book.withoutPublicRows(executed);
    await writeTarget(output, book.formatNotebook(kept));
  }
  answer(session, flags.json, {
    json: { file, output: output ?? null, cells: count, data: dataOf(executed) },
    text: `${file}: ${count} cells ran${output === undefined ? "" : `; ${output}`}`,
  });
}

async function build(session: Session, file: string, flags: Flags): Promise<void> {
  needFile(file, "build", ".ts");
  if (flags.output !== undefined) checkTarget(flags.output, [file]);
  const { buildNotebook, readNotebook } = await import("../book/mod.ts");
  const cells = counter(session, file);
  const path = await cellsOf(
    file,
    () =>
      writing(
        flags.output ?? file,
        () => buildNotebook(file, flags.output, { ...running(flags), onCell: cells.onCell }),
      ),
  );
  const count = cells.done();
  const built = await readNotebook(path);
  tellStandIns(session, built);
  answer(session, flags.json, {
    json: { file, output: path, cells: count, data: dataOf(built) },
    text: path,
  });
}

async function check(session: Session, file: string, flags: Flags): Promise<void> {
  needFile(file, "check", ".ipynb");
  const { checkNotebook } = await import("../book/mod.ts");
  const { timeout } = running(flags);
  const cells = counter(session, file);
  const result = await checkNotebook(file, { timeout, onCell: cells.onCell });
  cells.done();
  const message = result.status === "fresh"
    ? "what its source gives"
    : result.status === "ignored"
    ? result.reason
    : result.status === "runs"
    ? "its cells run from the top, and there is no source in src/ to compare it with"
    : result.message;
  const text = `${file}: ${result.status}: ${message}`;
  // A notebook that is not what it should be is bad input, and CI has to notice.
  if (result.status === "stale" || result.status === "failed") {
    session.code = 2;
    session.err(`${text}\n`);
    if (!flags.json) return;
  }
  answer(session, flags.json, { json: { file, status: result.status, message }, text });
}

async function pull(session: Session, file: string, flags: Flags): Promise<void> {
  needFile(file, "pull", ".ipynb");
  if (flags.output !== undefined) checkTarget(flags.output, [file]);
  const { pullNotebook } = await import("../book/mod.ts");
  const path = await writing(flags.output ?? file, () => pullNotebook(file, flags.output));
  answer(session, flags.json, { json: { file, output: path }, text: path });
}

async function page(session: Session, file: string, flags: Flags): Promise<void> {
  needFile(file, "make a page of", ".ipynb");
  const output = flags.output!;
  checkTarget(output, [file]);
  const book = await import("../book/mod.ts");
  await writeTarget(output, await book.page(await book.readNotebook(file)));
  answer(session, flags.json, { json: { file, output }, text: output });
}

function running({ timeout = 600, quick }: Flags): { timeout: number; quick?: boolean } {
  if (!(timeout > 0)) {
    throw new InputError({
      cannot: `use --timeout ${timeout}`,
      needs: "a number of seconds above 0",
      found: String(timeout),
    });
  }
  return { timeout: 1000 * timeout, ...(quick !== undefined && { quick }) };
}

/** A bar on standard error, a step for every cell that has run. */
function counter({ err }: Session, file: string): {
  onCell: (progress: CellProgress) => void;
  done: () => number;
} {
  let cells = 0;
  let bar: Progress | undefined;
  return {
    onCell: ({ number, total }) => {
      cells++;
      bar ??= progress({
        total,
        label: basename(file),
        on: { write: err, terminal: Deno.stderr.isTerminal(), now: () => performance.now() },
      });
      bar.update(number);
    },
    done: () => {
      bar?.done();
      return cells;
    },
  };
}

/** Says on standard error which data sets could not be had, so that simulated runs stand in. */
function tellStandIns({ err }: Session, notebook: Notebook): void {
  for (const [name, digest] of Object.entries(dataOf(notebook))) {
    if (digest !== "simulated") continue;
    err(`note: ${name} could not be had, so this shows simulated runs in its place.\n`);
  }
}

function dataOf({ metadata }: Notebook): Readonly<Record<string, string>> {
  return (metadata.isoflop as { data?: Record<string, string> } | undefined)?.data ?? {};
}

/** A cell that throws is the notebook's fault; a kernel that does not start is not. */
async function cellsOf<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Error && error.name === "KernelError")) throw error;
    if ((error as KernelError).trouble !== "cell") throw error;
    throw new InputError({
      cannot: `run ${JSON.stringify(file)}`,
      needs: "cells that run from the top without an error",
      found: error.message,
    }, { cause: error });
  }
}
