import { vegaBundle } from "../../charts/vega_bundle.ts";
import type { Cell, CodeCell, Notebook } from "../../kernel/mod.ts";
import { escapeHtml } from "../../text/mod.ts";
import type { DataDigests } from "../build.ts";
import { highlighted } from "./code.ts";
import { type Heading, Prose } from "./markdown.ts";
import { OutputWriter } from "./outputs.ts";
import { chartScript } from "./script.ts";
import { style } from "./style.ts";

/** How a page is made. */
export interface PageOptions {
  /** The title in the browser's tab. @default {the notebook's first heading} */
  readonly title?: string;
}

/**
 * A notebook as one HTML page that needs nothing but itself: no network, no fonts, and no script
 * for its text, formulas, tables and pictures. Charts become interactive where scripts run.
 *
 * Cells tagged `folded` show their code only on request.
 *
 * @example Prose and a formula
 * ```ts
 * import assert from "node:assert/strict";
 * import { page, parsePercent } from "isoflop/book";
 *
 * const html = await page(parsePercent("// %% [markdown]\n// # Loss $L$\n").notebook);
 * assert.match(html, /<title>Loss L<\/title>/);
 * assert.match(html, /<math/);
 * ```
 */
export async function page(notebook: Notebook, options: PageOptions = {}): Promise<string> {
  const prose = new Prose();
  const outputs = new OutputWriter(prose);
  const body = notebook.cells.map((cell) => cellHtml(cell, prose, outputs)).join("\n");
  const scripts = outputs.charts.length ? [await vegaBundle(), chartScript(outputs.charts)] : [];
  const nav = contents(prose.headings);
  if (nav) scripts.unshift(openContents);
  const first = prose.headings.find(({ level }) => level === 1);
  const title = options.title ?? (first ? asText(first.text) : "Notebook");
  // Only the scripts that carry this word run; a script inside an output does not.
  const nonce = await digest(body);
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy(nonce)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="isoflop">
<link rel="icon" href="data:,">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
<a class="skip" href="#text">Skip to the text</a>
<div class="page">
${nav}<main id="text">
${banner(notebook)}${body}
${footer(notebook)}</main>
</div>
${scripts.map((script) => `<script nonce="${nonce}">${inlined(script)}</script>`).join("\n")}
</body>
</html>
`;
}

function cellHtml(cell: Cell, prose: Prose, outputs: OutputWriter): string {
  return cell.cell_type === "markdown" ? prose.toHtml(cell.source) : codeHtml(cell, outputs);
}

function codeHtml(cell: CodeCell, outputs: OutputWriter): string {
  const open = cell.metadata.tags?.includes("folded") ? "" : " open";
  const code = cell.source.trim()
    ? `<details class="code"${open}><summary>Code</summary><pre><code>${
      highlighted(cell.source.trim())
    }</code></pre></details>`
    : "";
  const shown = cell.outputs.map((output) => outputs.toHtml(output)).join("\n");
  return code || shown ? `<div class="cell">${code}\n${shown}</div>` : "";
}

/** Sections and their parts; a page with fewer than three needs no table of contents. */
function contents(headings: readonly Heading[]): string {
  const listed = headings.filter(({ level }) => level === 2 || level === 3);
  if (listed.length < 3) return "";
  const items = listed.map(({ level, html, id }) =>
    `<li${level === 3 ? ' class="sub"' : ""}><a href="#${escapeHtml(id)}">${html}</a></li>`
  );
  return `<nav class="contents" aria-label="Contents"><details><summary>Contents</summary><ol>${
    items.join("")
  }</ol></details></nav>\n`;
}

/** Beside the text there is room for the contents; above it they stay folded. */
const openContents =
  `document.querySelector(".contents details").open = matchMedia("(min-width: 74rem)").matches;`;

/** Says before anything else that the data are not the ones that the text speaks of. */
function banner(notebook: Notebook): string {
  const names = Object.entries(dataOf(notebook)).filter(([, digest]) => digest === "simulated")
    .map(([name]) => escapeHtml(name));
  if (names.length === 0) return "";
  return `<p class="banner" role="note">${
    names.join(" and ")
  } could not be had when this page was ` +
    "made: its tables and figures are of simulated runs. The numbers in its text are those of the " +
    "published ones.</p>\n";
}

/** Which data the notebook was built with. */
function footer(notebook: Notebook): string {
  const data = dataOf(notebook);
  const lines = Object.entries(data).map(([name, digest]) =>
    digest === "simulated"
      ? `${escapeHtml(name)}: simulated rows, not the published ones`
      : `${escapeHtml(name)}, SHA-256 <code>${escapeHtml(digest.slice(0, 16))}…</code>`
  );
  if (!lines.length) return "";
  return `<footer><p>Data in this notebook</p>${
    lines.map((line) => `<p>${line}</p>`).join("")
  }</footer>\n`;
}

function dataOf({ metadata }: Notebook): DataDigests {
  return (metadata.isoflop as { data?: DataDigests } | undefined)?.data ?? {};
}

/** Nothing may be fetched, from anywhere. Vega compiles its expressions, hence `unsafe-eval`. */
function policy(nonce: string): string {
  return [
    "default-src 'none'",
    "img-src data: blob:",
    "font-src data:",
    "style-src 'unsafe-inline'",
    `script-src 'nonce-${nonce}' 'unsafe-eval'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}

/** `</script` inside a script would end it. */
function inlined(script: string): string {
  return script.replaceAll(/<(?=\/script|!--)/gi, "\\x3c");
}

function asText(markdown: string): string {
  return markdown.replaceAll(/[$*\`_]|\\(?=[a-zA-Z])/g, "").replaceAll(
    /\[([^\]]*)\]\([^)]*\)/g,
    "$1",
  );
}

async function digest(text: string): Promise<string> {
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return new Uint8Array(hash).toBase64({ alphabet: "base64url" }).slice(0, 22);
}
