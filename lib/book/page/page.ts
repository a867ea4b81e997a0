import { vegaBundle } from "../../charts/vega_bundle.ts";
import type { Notebook } from "../../kernel/mod.ts";
import { escapeHtml } from "../../text/mod.ts";
import { dataOf } from "./data_of.ts";
import { answerTag, lessonHtml } from "./lesson.ts";
import { type Heading, Prose } from "./markdown.ts";
import { OutputWriter } from "./outputs.ts";
import { chartScript } from "./script.ts";
import { distinct, linkMentions, type Paper, papersOf } from "./mentions.ts";
import { type PageLink, shell } from "./shell.ts";

/** How a page is made. */
export interface PageOptions {
  /** The title in the browser's tab. @default {the notebook's first heading} */
  readonly title?: string;
  /** Links to other pages, over everything. */
  readonly links?: readonly PageLink[];
  /** Papers to link besides the notebook's own sources, such as those of its lesson. */
  readonly papers?: readonly Paper[];
  /**
   * The page of a file that the prose names or links, such as `02_chinchilla.ipynb`; undefined where
   * there is none. @default {links to notebooks go to pages beside this one}
   */
  readonly pageOf?: (file: string) => string | undefined;
}

/**
 * A notebook as one HTML page that needs nothing but itself: no network, no fonts, and no script
 * for its text, formulas, tables and pictures. Charts become interactive where scripts run.
 *
 * Cells tagged `folded`, and those that only import, show their code only on request. Where the text over a cell says "Predict
 * first", what came out and the next paragraph fold away when the reader asks for it, or when the address ends in `#predict`.
 * A paper that the notebook lists under its sources is linked wherever it is spoken of.
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
  const prose = new Prose(options.pageOf);
  const outputs = new OutputWriter(prose);
  const body = lessonHtml(notebook, prose, outputs);
  const papers = distinct([...papersOf(notebook), ...(options.papers ?? [])]);
  const answers = body.includes(answerTag) ? hideAnswers : "";
  const scripts = outputs.charts.length ? [await vegaBundle(), chartScript(outputs.charts)] : [];
  const nav = contents(prose.headings);
  if (nav) scripts.unshift(openContents);
  if (answers) scripts.unshift(foldAnswers);
  const first = prose.headings.find(({ level }) => level === 1);
  const title = options.title ?? (first ? asText(first.text) : "Notebook");
  return await shell({
    title,
    ...(options.links && { links: options.links }),
    aside: nav,
    main: `${banner(notebook)}${answers}${linkMentions(body, papers)}\n${footer(notebook)}`,
    scripts,
  });
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

/** Closes every answer under a question "predict first", until the reader opens it. */
const hideAnswers =
  `<p class="guess"><button type="button" id="hide-answers" aria-pressed="false" hidden>` +
  `Hide the answers: I want to predict first</button></p>\n`;

const foldAnswers = `
const button = document.getElementById("hide-answers");
button.hidden = false;
const hide = (hidden) => {
  button.setAttribute("aria-pressed", String(hidden));
  for (const answer of document.querySelectorAll("details.answer")) answer.open = !hidden;
};
button.addEventListener("click", () => hide(button.getAttribute("aria-pressed") !== "true"));
if (location.hash === "#predict") hide(true);
addEventListener("beforeprint", () => hide(false));
`;

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

function asText(markdown: string): string {
  return markdown.replaceAll(/[$*\`_]|\\(?=[a-zA-Z])/g, "").replaceAll(
    /\[([^\]]*)\]\([^)]*\)/g,
    "$1",
  );
}
