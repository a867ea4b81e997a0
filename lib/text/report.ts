import { escapeHtml, escapeMarkdown } from "./html.ts";
import { type Table, tableHtml, tableMarkdown, tableText } from "./table.ts";

/** One piece of a {@linkcode Report}. */
export type Block =
  | { readonly kind: "facts"; readonly facts: readonly (readonly [name: string, value: string])[] }
  | { readonly kind: "table"; readonly table: Table }
  | { readonly kind: "note"; readonly text: string };

/** What a result says about itself, before it is text, Markdown or HTML. */
export interface Report {
  /** The first line. */
  readonly title: string;
  /** The rest, top to bottom. */
  readonly blocks: readonly Block[];
}

/** The MIME bundle that a notebook front end chooses from. */
export type MimeBundle = Record<string, unknown>;

/** The method that Jupyter kernels look for on the last expression of a cell. */
export const jupyterDisplay: unique symbol = Symbol.for("Jupyter.display");

/** The method that `console.log` in Deno looks for. */
export const denoInspect: unique symbol = Symbol.for("Deno.customInspect");

/**
 * A result that can say what it is: it prints as text, renders as Markdown and HTML, and shows
 * itself when it is the last expression of a notebook cell.
 */
export abstract class Reported {
  /** What there is to say, before it has a form. */
  abstract report(): Report;

  /** The report as aligned text. */
  toString(): string {
    return reportText(this.report());
  }

  /** The report as Markdown. */
  toMarkdown(): string {
    return reportMarkdown(this.report());
  }

  /** The report as HTML, with every string escaped. */
  toHTML(): string {
    return reportHtml(this.report());
  }

  /** What a notebook front end shows: HTML, with the text for everything else. */
  [jupyterDisplay](): MimeBundle {
    return { "text/html": this.toHTML(), "text/plain": this.toString() };
  }

  /** What `console.log` prints. */
  [denoInspect](): string {
    return this.toString();
  }
}

/** The report as aligned text, at most as wide as its tables. */
export function reportText({ title, blocks }: Report): string {
  return [title, ...blocks.map(blockText)].join("\n\n");
}

function blockText(block: Block): string {
  switch (block.kind) {
    case "facts": {
      const width = Math.max(...block.facts.map(([name]) => name.length));
      return block.facts.map(([name, value]) => `${name.padEnd(width)}  ${value}`).join("\n");
    }
    case "table":
      return tableText(block.table);
    case "note":
      return block.text;
  }
}

/** The report as Markdown; data inside it cannot break out of it. */
export function reportMarkdown({ title, blocks }: Report): string {
  return [`**${escapeMarkdown(title)}**`, ...blocks.map(blockMarkdown)].join("\n\n");
}

function blockMarkdown(block: Block): string {
  switch (block.kind) {
    case "facts":
      return block.facts.map(([name, value]) =>
        `- ${escapeMarkdown(name)}: ${escapeMarkdown(value)}`
      ).join("\n");
    case "table":
      return tableMarkdown(block.table);
    case "note":
      return escapeMarkdown(block.text);
  }
}

/** The report as one `<section>`; data inside it cannot break out of it. */
export function reportHtml({ title, blocks }: Report): string {
  return `<section class="isoflop">\n<p><strong>${escapeHtml(title)}</strong></p>\n${
    blocks.map(blockHtml).join("\n")
  }\n</section>`;
}

function blockHtml(block: Block): string {
  switch (block.kind) {
    case "facts":
      return tableHtml({
        columns: [{ title: "", align: "left" }, { title: "", align: "left" }],
        rows: block.facts,
      }).replace(/<thead>.*<\/thead>\n/, "");
    case "table":
      return tableHtml(block.table);
    case "note":
      return `<p>${escapeHtml(block.text)}</p>`;
  }
}
