import type { Notebook } from "../../kernel/mod.ts";
import { escapeHtml } from "../../text/mod.ts";

/** Where a paper is, by how the text speaks of it: `Kaplan et al. 2020`. */
export type Papers = ReadonlyMap<string, string>;

/** `- Kaplan et al. (2020), [title](url)` in a list of sources; the first link is the paper's. */
const listed = /^[-*] ([^([\n]+?) \((\d{4})\)[^[\n]*\[[^\]]*\]\((https?:[^)\s]+)\)/gm;

/** The papers that a notebook lists as its sources. */
export function papersOf(notebook: Notebook): Papers {
  const prose = notebook.cells.filter(({ cell_type }) => cell_type === "markdown")
    .map(({ source }) => source).join("\n\n");
  return new Map(
    Array.from(prose.matchAll(listed), ([, authors, year, url]) => [`${authors} ${year}`, url!]),
  );
}

/**
 * Every mention of a paper in HTML as a link to it, so that a number is one click from its source:
 * `Kaplan et al. 2020`, `Kaplan et al. (2020)`. Headings, code and links stay as they are.
 */
export function linkMentions(html: string, papers: Papers): string {
  if (papers.size === 0) return html;
  const names = Array.from(papers.keys(), (name) => {
    const [authors, year] = [name.slice(0, -5), name.slice(-4)];
    return `${literal(escapeHtml(authors))} (?:\\(${year}\\)|${year})`;
  });
  const mention = new RegExp(`(?:${names.join("|")})`, "g");
  const inside: string[] = [];
  return html.split(/(<[^>]*>)/).map((part, i) => {
    if (i % 2 === 0) {
      return inside.length ? part : part.replaceAll(mention, (text) => {
        const url = papers.get(unescaped(text.replace(/[()]/g, "")));
        return url ? `<a href="${escapeHtml(url)}">${text}</a>` : text;
      });
    }
    const tag = /^<(\/?)(a|code|pre|h[1-6]|math|script|summary|figcaption)\b/.exec(part);
    if (tag?.[1]) inside.pop();
    else if (tag) inside.push(tag[2]!);
    return part;
  }).join("");
}

function literal(text: string): string {
  return text.replaceAll(/[.*+?^$()|[\]\\{}]/g, "\\$&");
}

function unescaped(html: string): string {
  return html.replaceAll("&amp;", "&").replaceAll("&#39;", "'").replaceAll("&quot;", '"');
}
