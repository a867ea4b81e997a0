import type { CodeCell, Notebook } from "../../kernel/mod.ts";
import { highlighted } from "./code.ts";
import type { Prose } from "./markdown.ts";
import type { OutputWriter } from "./outputs.ts";

/** How the answer to a question begins: open, as a page without scripts has to show everything. */
export const answerTag = `<details class="answer" open><summary>What came out</summary>`;

/**
 * The cells of a notebook as HTML.
 *
 * What answers a question that begins with "Predict first" can be folded away: all outputs from the
 * next cell of code up to the next prose, and the first paragraph of that.
 */
export function lessonHtml(notebook: Notebook, prose: Prose, outputs: OutputWriter): string {
  const language = languageOf(notebook);
  const html: string[] = [];
  let state: "reading" | "asked" | "answering" = "reading";
  const close = () => {
    if (state === "answering") html.push("</details>");
    state = "reading";
  };
  for (const cell of notebook.cells) {
    if (cell.cell_type === "markdown") {
      const blocks = prose.blocks(cell.source);
      if (state === "answering" && blocks[0]?.kind === "paragraph") {
        html.push(blocks.shift()!.html);
      }
      if (cell.source.trim()) close();
      html.push(blocks.map((block) => block.html).join(""));
      if (blocks.some(({ kind }) => kind === "question")) state = "asked";
      continue;
    }
    const { code, shown } = codeHtml(cell, outputs, language);
    if (state === "asked" && shown) {
      if (code) html.push(`<div class="cell asked">${code}</div>`);
      html.push(`${answerTag}<div class="cell">${shown}</div>`);
      state = "answering";
    } else if (code || shown) html.push(`<div class="cell">${code}\n${shown}</div>`);
  }
  close();
  return html.join("\n");
}

function codeHtml(cell: CodeCell, outputs: OutputWriter, language: string) {
  const tags: unknown = cell.metadata.tags;
  const folded = (Array.isArray(tags) && tags.includes("folded")) ||
    onlyImports.test(cell.source.trim());
  const open = folded ? "" : " open";
  const code = cell.source.trim()
    ? `<details class="code"${open}><summary>Code</summary><pre tabindex="0"><code>${
      highlighted(cell.source.trim(), language)
    }</code></pre></details>`
    : "";
  return { code, shown: cell.outputs.map((output) => outputs.toHtml(output)).join("\n") };
}

/** What a cell takes from where is for those who run it. */
const onlyImports = /^(?:import\b[^;]*;\s*)+$/;

/** The language of the notebook's kernel, in highlight.js's words. */
function languageOf({ metadata }: Notebook): string {
  const { language_info, kernelspec } = metadata as Record<string, Record<string, unknown>>;
  return String(language_info?.name ?? kernelspec?.language ?? "typescript").toLowerCase();
}
