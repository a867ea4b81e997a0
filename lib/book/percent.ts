import type { Cell, CellMetadata, Notebook } from "../kernel/mod.ts";
import { InputError } from "../text/mod.ts";
import { notebookOf } from "./ipynb.ts";

/** A notebook as text: what stands before the first cell, and the cells. */
export interface PercentSource {
  /** Lines before the first cell, such as a licence; they are no part of the notebook. */
  readonly header: string;
  /** The notebook, not yet executed. */
  readonly notebook: Notebook;
  /** For every cell, the line of the text where its source begins, counted from 1. */
  readonly lines: readonly number[];
}

/**
 * Reads a notebook written as a TypeScript module in percent format.
 *
 * Cells begin with `// %%`, `// %% [markdown]` or `// %% tags=["parameters"]`. Prose is written as
 * comments. The same text is a module, so `deno check`, `deno lint` and `deno fmt` work on it.
 *
 * @throws {InputError} If a cell's first line or a line of prose cannot be read.
 *
 * @example Two cells
 * ```ts
 * import assert from "node:assert/strict";
 * import { parsePercent } from "isoflop/book";
 *
 * const { notebook } = parsePercent("// %% [markdown]\n// # Loss\n\n// %%\nconst E = 1.69;\n");
 * assert.deepEqual(notebook.cells.map((cell) => cell.source), ["# Loss", "const E = 1.69;"]);
 * ```
 */
export function parsePercent(text: string): PercentSource {
  const lines = text.split(/\r?\n/);
  const starts = lines.flatMap((line, i) => marker.test(line) ? [i] : []);
  const header = lines.slice(0, starts[0] ?? lines.length).join("\n").trim();
  const cells: Cell[] = [];
  const first: number[] = [];
  starts.forEach((start, c) => {
    const { markdown, metadata } = readMarker(lines[start]!, start + 1);
    let from = start + 1;
    let to = starts[c + 1] ?? lines.length;
    while (from < to && blank(lines[from]!, markdown)) from++;
    while (to > from && blank(lines[to - 1]!, markdown)) to--;
    const body = lines.slice(from, to);
    const id = `cell-${String(c + 1).padStart(2, "0")}`;
    first.push(from + 1);
    cells.push(
      markdown ? { cell_type: "markdown", id, metadata, source: prose(body, from + 1) } : {
        cell_type: "code",
        id,
        metadata,
        source: body.join("\n"),
        execution_count: null,
        outputs: [],
      },
    );
  });
  return { header, notebook: notebookOf(cells), lines: first };
}

/**
 * Writes a notebook as a TypeScript module in percent format; outputs are left out.
 *
 * @param notebook The notebook.
 * @param header Lines before the first cell.
 * @throws {InputError} If a line of a cell would be read as the beginning of another one.
 */
export function formatPercent(notebook: Notebook, header = ""): string {
  const cells = notebook.cells.map(({ cell_type, metadata, source }, i) => {
    const tags = metadata.tags?.length ? ` tags=${JSON.stringify(metadata.tags)}` : "";
    const kind = cell_type === "markdown" ? " [markdown]" : "";
    const body = source.trim().split(/\r?\n/)
      .map((line) => cell_type === "markdown" ? `// ${line}`.trimEnd() : line);
    const confusing = body.find((line) => marker.test(line));
    if (confusing !== undefined) {
      throw new InputError({
        cannot: "write the notebook as percent format",
        needs: 'cells without lines that begin with "%%"',
        found: `${JSON.stringify(confusing)} in cell ${i + 1}`,
      });
    }
    return [`// %%${kind}${tags}`, ...body].join("\n");
  });
  return [...(header ? [header] : []), ...cells].join("\n\n") + "\n";
}

/** A line of a percent source as cell and line in it; `null` for the header. */
export function cellLine(
  source: PercentSource,
  line: number,
): { number: number; line: number } | null {
  const index = source.lines.findLastIndex((first) => first <= line);
  return index < 0 ? null : { number: index + 1, line: line - source.lines[index]! + 1 };
}

const marker = /^\/\/ ?%%(\s|$)/;

function readMarker(line: string, number: number): { markdown: boolean; metadata: CellMetadata } {
  const parts = /^\/\/ ?%%\s*(\[markdown\])?\s*(?:tags=(\[.*\]))?\s*$/.exec(line);
  const tags = parts && readTags(parts[2]);
  if (!parts || !tags) {
    throw new InputError({
      cannot: "read the notebook's source",
      needs: 'cells that begin with "// %%", "// %% [markdown]" or "// %% tags=["parameters"]"',
      found: `${JSON.stringify(line)} in line ${number}`,
    });
  }
  return { markdown: parts[1] !== undefined, metadata: tags.length ? { tags } : {} };
}

function readTags(text: string | undefined): string[] | null {
  if (text === undefined) return [];
  try {
    const tags: unknown = JSON.parse(text);
    return Array.isArray(tags) && tags.every((tag) => typeof tag === "string") ? tags : null;
  } catch {
    return null;
  }
}

function blank(line: string, markdown: boolean): boolean {
  return line.trim() === "" || (markdown && line.trim() === "//");
}

/** Comments without their slashes; lines between them that are empty separate paragraphs, too. */
function prose(lines: readonly string[], first: number): string {
  return lines.map((line, i) => {
    const text = /^\s*\/\/ ?(.*)$/.exec(line)?.[1];
    if (text !== undefined) return text;
    if (line.trim() === "") return "";
    throw new InputError({
      cannot: "read the notebook's source",
      needs: 'comments only in a cell of prose, and "// %%" before the next cell of code',
      found: `${JSON.stringify(line.trim())} in line ${first + i}`,
    });
  }).join("\n");
}
