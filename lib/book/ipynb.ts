import type { Cell, CellMetadata, MimeData, Notebook, Output } from "../kernel/mod.ts";
import { replaceFile } from "../kernel/mod.ts";
import { InputError } from "../text/mod.ts";

/** A notebook of these cells for the Deno kernel. */
export function notebookOf(cells: readonly Cell[]): Notebook {
  return {
    cells,
    metadata: {
      kernelspec: { display_name: "Deno", language: "typescript", name: "deno" },
      language_info: {
        codemirror_mode: "typescript",
        file_extension: ".ts",
        mimetype: "text/x.typescript",
        name: "typescript",
        nbconvert_exporter: "script",
        pygments_lexer: "typescript",
      },
    },
    nbformat: 4,
    nbformat_minor: 5,
  };
}

/** A notebook as the text of an `.ipynb` file: indented by one, lines split, a final newline. */
export function formatNotebook(notebook: Notebook): string {
  const cells = notebook.cells.map((cell) =>
    cell.cell_type === "code"
      ? {
        cell_type: cell.cell_type,
        execution_count: cell.execution_count,
        id: cell.id,
        metadata: cell.metadata,
        outputs: cell.outputs.map(split),
        source: splitLines(cell.source),
      }
      : {
        cell_type: cell.cell_type,
        id: cell.id,
        metadata: cell.metadata,
        source: splitLines(cell.source),
      }
  );
  const { metadata, nbformat, nbformat_minor } = notebook;
  return JSON.stringify({ cells, metadata, nbformat, nbformat_minor }, null, 1) + "\n";
}

/**
 * The text of an `.ipynb` file as a notebook.
 *
 * @throws {InputError} If it is no notebook of nbformat 4, or has cells of a third kind.
 */
export function parseNotebook(text: string, name = "the notebook"): Notebook {
  const refuse = (needs: string, found: string, cure?: string): InputError =>
    new InputError({ cannot: `read ${name}`, needs, found, ...(cure !== undefined && { cure }) });
  let raw: Raw;
  try {
    raw = JSON.parse(text);
  } catch (error) {
    throw refuse("JSON", (error as Error).message);
  }
  if (raw?.nbformat !== 4 || !Array.isArray(raw.cells)) {
    const older = Number(raw?.nbformat) < 4;
    throw refuse(
      '"nbformat": 4 and a list of cells',
      `"nbformat": ${raw?.nbformat ?? "none"}${raw?.nbformat === 4 ? " and no list of cells" : ""}`,
      older ? "open and save it in Jupyter, or: jupyter nbconvert --to notebook FILE" : undefined,
    );
  }
  const cells = raw.cells.map((given: unknown, i: number): Cell => {
    const cell: Raw = Object(given);
    const common = {
      id: String(cell.id ?? `cell-${String(i + 1).padStart(2, "0")}`),
      metadata: (cell.metadata ?? {}) as CellMetadata,
      source: joined(cell.source),
    };
    if (cell.cell_type === "markdown") return { cell_type: "markdown", ...common };
    if (cell.cell_type !== "code") {
      throw refuse("cells of code or Markdown", `"${cell.cell_type}" as cell ${i + 1}`);
    }
    const outputs = (Array.isArray(cell.outputs) ? cell.outputs : []).map(join);
    const execution_count = typeof cell.execution_count === "number" ? cell.execution_count : null;
    return { cell_type: "code", ...common, execution_count, outputs };
  });
  return {
    cells,
    metadata: (raw.metadata ?? {}) as Record<string, unknown>,
    nbformat: 4,
    // Cells get ids, which notebooks have since 4.5.
    nbformat_minor: Math.max(5, Number(raw.nbformat_minor ?? 5)),
  };
}

/**
 * Reads an `.ipynb` file.
 *
 * @throws {InputError} If it is not there or is no notebook.
 */
export async function readNotebook(path: string): Promise<Notebook> {
  return parseNotebook(await readSource(path), `"${path}"`);
}

/**
 * Reads an `.ipynb` file whose cells the Deno kernel can run.
 *
 * @throws {InputError} If it is not there, is no notebook, or is one of another language.
 */
export async function readDenoNotebook(path: string): Promise<Notebook> {
  const notebook = await readNotebook(path);
  const { kernelspec, language_info } = notebook.metadata as Record<
    string,
    { readonly name?: unknown; readonly language?: unknown } | undefined
  >;
  const language = kernelspec?.language ?? language_info?.name;
  if (language === undefined || /^(typescript|javascript|deno)$/i.test(String(language))) {
    return notebook;
  }
  throw new InputError({
    cannot: `run "${path}"`,
    needs: "a notebook of TypeScript or JavaScript, for the Deno kernel",
    found: `one of ${language}${kernelspec?.name ? ` for the kernel "${kernelspec.name}"` : ""}`,
    cure: `run it in Jupyter with that kernel, or choose the kernel "isoflop" and write TypeScript`,
  });
}

/** Writes an `.ipynb` file, whole or not at all. */
export async function writeNotebook(path: string, notebook: Notebook): Promise<void> {
  await replaceFile(path, formatNotebook(notebook));
}

/**
 * Reads a text file.
 *
 * @throws {InputError} If it is not there.
 */
export async function readSource(path: string): Promise<string> {
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new InputError({
      cannot: `read "${path}"`,
      needs: "a file of that name",
      found: "nothing there",
    });
  }
}

type Raw = Record<string, unknown> & { cells?: unknown };

function split(output: Output): unknown {
  switch (output.output_type) {
    case "stream":
      return { ...output, text: splitLines(output.text) };
    case "error":
      return output;
    default:
      return { ...output, data: mapText(output.data, splitLines) };
  }
}

function join(output: Raw): Output {
  if (output.output_type === "stream") return { ...output, text: joined(output.text) } as Output;
  if (output.output_type === "error") return output as unknown as Output;
  return {
    ...output,
    data: mapText((output.data ?? {}) as MimeData, joined),
    metadata: output.metadata ?? {},
  } as Output;
}

/** JSON stays what it is; everything else is text, which files keep as a list of lines. */
function mapText(data: MimeData, change: (text: never) => unknown): MimeData {
  return Object.fromEntries(
    Object.entries(data).map((
      [type, value],
    ) => [type, /[/+]json$/.test(type) ? value : change(value as never)]),
  );
}

function splitLines(text: unknown): unknown {
  if (typeof text !== "string") return text;
  return text === "" ? [] : text.match(/[^\n]*\n|[^\n]+/g);
}

function joined(text: unknown): string {
  return Array.isArray(text) ? text.join("") : String(text ?? "");
}
