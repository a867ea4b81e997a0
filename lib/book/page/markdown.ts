import markdownIt from "markdown-it";
import { escapeHtml } from "../../text/mod.ts";
import { highlighted } from "./code.ts";
import { mathMl } from "./math.ts";

/** A heading, for the table of contents. */
export interface Heading {
  /** 1 for the title, 2 for a section, 3 for a part of one. */
  readonly level: number;
  /** The heading as it was written. */
  readonly text: string;
  /** The heading as HTML, without links. */
  readonly html: string;
  /** The anchor. */
  readonly id: string;
}

/** A paragraph, a heading, a list, a table: what a text is made of. */
export interface ProseBlock {
  /** Whether a question to the reader begins here, or an ordinary paragraph, or something else. */
  readonly kind: "question" | "paragraph" | "other";
  /** The block as HTML. */
  readonly html: string;
  /** The anchor of a question. */
  readonly id: string;
}

/** Turns the prose of one notebook into HTML, and remembers its headings. */
export class Prose {
  /** The headings so far. */
  readonly headings: Heading[] = [];
  /** The page's own. */
  readonly #ids: Set<string> = new Set(["text", "hide-answers"]);
  #questions = 0;
  readonly #markdown: ReturnType<typeof renderer>;

  /** Prose in which the names of some files lead to their pages. */
  constructor(pageOf: (file: string) => string | undefined = () => undefined) {
    this.#markdown = renderer(pageOf);
  }

  /** Markdown with formulas as HTML; HTML in it is shown, not obeyed. */
  toHtml(source: string): string {
    return this.blocks(source).map(({ html }) => html).join("");
  }

  /** The same, block by block. */
  blocks(source: string): ProseBlock[] {
    // A question stands alone, so that it can be seen and its answer folded.
    const tokens = this.#markdown.parse(source.replaceAll(questionInside, "$1\n\n$2"), {});
    tokens.forEach((token, i) => {
      if (token.type !== "heading_open") return;
      const text = tokens[i + 1];
      if (!text) return;
      const id = this.#id(text.content);
      token.attrSet("id", id);
      const html = this.#markdown.renderInline(text.content);
      this.headings.push({
        level: Number(token.tag.slice(1)),
        text: text.content,
        html: withoutLinks(html),
        id,
      });
    });
    const blocks: ProseBlock[] = [];
    for (let from = 0, depth = 0, i = 0; i < tokens.length; i++) {
      depth += tokens[i]!.nesting;
      if (depth > 0) continue;
      const block = tokens.slice(from, i + 1);
      const paragraph = block[0]!.type === "paragraph_open";
      const question = paragraph && asksFirst.test(block[1]!.content);
      const id = question ? `question-${++this.#questions}` : "";
      if (question) block[0]!.attrs = [["class", "predict"], ["id", id]];
      const html = this.#markdown.renderer.render(block, this.#markdown.options, {});
      blocks.push({ kind: question ? "question" : paragraph ? "paragraph" : "other", html, id });
      from = i + 1;
    }
    return blocks;
  }

  #id(text: string): string {
    const slug = text.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, "-").replaceAll(/^-|-$/g, "") ||
      "section";
    // Figures and questions have anchors of this kind.
    let id = slug.replace(/^(?=(?:figure|question)-\d+$)/, "section-");
    for (let n = 2; this.#ids.has(id); n++) id = `${slug}-${n}`;
    this.#ids.add(id);
    return id;
  }
}

/** "Predict first" in the middle of a paragraph. */
const questionInside = /(\S)[ \n](\*{1,2}Predict\s+first\b)/g;

const asksFirst = /^\*{1,2}Predict\s+first\b/;

function renderer(pageOf: (file: string) => string | undefined) {
  const markdown = markdownIt({ html: false, linkify: true, typographer: false });
  // Formulas are read before anything else, or `_` and `*` in them would be emphasis.
  markdown.inline.ruler.after("escape", "math", (state, silent) => {
    const found = inlineMath.exec(state.src.slice(state.pos, state.posMax));
    if (!found) return false;
    if (!silent) {
      const token = state.push("math", "", 0);
      token.content = found[1] ?? found[2] ?? "";
      token.block = found[1] !== undefined;
    }
    state.pos += found[0].length;
    return true;
  });
  markdown.block.ruler.before(
    "fence",
    "math",
    (state, startLine, endLine, silent) => {
      const line = (n: number) =>
        state.src.slice(state.bMarks[n]! + state.tShift[n]!, state.eMarks[n]);
      if (!line(startLine).startsWith("$$")) return false;
      let last = startLine;
      let text = line(startLine).slice(2);
      while (!text.trimEnd().endsWith("$$") && ++last < endLine) text += "\n" + line(last);
      if (!text.trimEnd().endsWith("$$")) return false;
      if (silent) return true;
      const token = state.push("math", "", 0);
      token.block = true;
      token.content = text.trimEnd().slice(0, -2).trim();
      token.map = [startLine, last + 1];
      state.line = last + 1;
      return true;
    },
    { alt: ["paragraph", "blockquote", "list"] },
  );
  // Solutions of exercises fold away. These three tags, alone on their lines, are all there is.
  markdown.block.ruler.before(
    "fence",
    "details",
    (state, startLine, _endLine, silent) => {
      const text = state.src.slice(
        state.bMarks[startLine]! + state.tShift[startLine]!,
        state.eMarks[startLine],
      ).trim();
      const found = foldTag.exec(text);
      if (!found) return false;
      if (silent) return true;
      const token = state.push("fold", "", 0);
      token.block = true;
      const opening = text.startsWith("<details>") ? `<details class="fold">` : "";
      const summary = found[1] === undefined
        ? ""
        : `<summary>${markdown.renderInline(found[1])}</summary>`;
      token.content = opening + summary || "</details>";
      state.line = startLine + 1;
      return true;
    },
    { alt: ["paragraph", "blockquote", "list"] },
  );
  const rules = markdown.renderer.rules;
  rules.math = (tokens, i) => mathMl(tokens[i]!.content, tokens[i]!.block);
  rules.fold = (tokens, i) => tokens[i]!.content + "\n";
  rules.code_inline = (tokens, i) => {
    const code = tokens[i]!.content;
    const html = `<code>${escapeHtml(code)}</code>`;
    const to = pageOf(code);
    return to === undefined ? html : `<a href="${escapeHtml(to)}">${html}</a>`;
  };
  rules.fence = (tokens, i) => {
    const language = tokens[i]!.info.trim().split(/\s+/)[0]?.replace(/^ts$/, "typescript");
    return `<pre class="code" tabindex="0"><code>${
      highlighted(tokens[i]!.content, language || "text")
    }</code></pre>\n`;
  };
  rules.heading_close = (tokens, i) => {
    const id =
      tokens.slice(0, i).findLast((token) => token.type === "heading_open")?.attrGet("id") ?? "";
    const link = id !== "" && tokens[i]!.tag !== "h1"
      ? ` <a class="anchor" href="#${
        escapeHtml(String(id))
      }" aria-label="Link to this section">#</a>`
      : "";
    return `${link}</${tokens[i]!.tag}>\n`;
  };
  rules.link_open = (tokens, i, options, _env, self) => {
    // Notebooks refer to each other by their files, and so do their pages.
    const href = String(tokens[i]!.attrGet("href") ?? "");
    if (!/^[a-z]+:/i.test(href)) {
      const [file = "", ...anchor] = href.split("#");
      const to = pageOf(file) ?? file.replace(/\.ipynb$/, ".html");
      tokens[i]!.attrSet("href", [to, ...anchor].join("#"));
    }
    return self.renderToken(tokens, i, options);
  };
  // A page must not ask for anything; a picture that is not part of it becomes a link.
  rules.image = (tokens, i) => {
    const source = String(tokens[i]!.attrGet("src") ?? "");
    const text = escapeHtml(tokens[i]!.content || source);
    return source.startsWith("data:image/")
      ? `<img src="${escapeHtml(source)}" alt="${text}">`
      : `<a href="${escapeHtml(source)}">${text}</a>`;
  };
  rules.table_open = () => `<div class="wide" tabindex="0"><table>\n`;
  rules.table_close = () => `</table></div>\n`;
  return markdown;
}

/** `$$…$$` inside a line, or `$…$` that hugs its formula, so that "$5 and $6" stays money. */
const inlineMath = /^(?:\$\$([^]+?)\$\$|\$(?!\s)((?:\\[^]|[^$\\])+?)(?<!\s)\$(?!\d))/;

const foldTag = /^(?:<\/?details>|(?:<details>)?<summary>(.*)<\/summary>)$/;

function withoutLinks(html: string): string {
  return html.replaceAll(/<\/?a\b[^>]*>/g, "");
}
