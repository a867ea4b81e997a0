import type { Notebook } from "../../kernel/mod.ts";
import { escapeHtml } from "../../text/mod.ts";

/** A publication that a notebook lists as a source. */
export interface Paper {
  /** The family names of its authors, the first one first. */
  readonly names: readonly string[];
  /** The year. */
  readonly year: string;
  /** As in a sentence: `Hoffmann et al. (2022)`. */
  readonly label: string;
  /** Its first link. */
  readonly url: string;
}

/** `- J. Kaplan et al. (2020), *title*, [arXiv …](url)` in a list of sources. */
const listed = /^[-*] ([^([\n]+?) \((\d{4})\)[^[\n]*\[[^\]]*\]\((https?:[^)\s]+)\)/gm;

/** The papers that a notebook lists as its sources, in their order. */
export function papersOf(notebook: Notebook): Paper[] {
  const prose = notebook.cells.filter(({ cell_type }) => cell_type === "markdown")
    .map(({ source }) => source).join("\n\n");
  return Array.from(prose.matchAll(listed), ([, authors = "", year = "", url = ""]) => {
    const names = authors.replace(/ et al\.?$/, "").split(/, | and /).map(familyName);
    const others = names.length > 2 || / et al\.?$/.test(authors);
    const who = others ? `${names[0]} et al.` : names.join(" and ");
    return { names, year, label: `${who} (${year})`, url };
  });
}

/** The papers of several notebooks, each once. */
export function distinct(papers: readonly Paper[]): Paper[] {
  return [...new Map(papers.toReversed().map((paper) => [paper.label, paper])).values()].reverse();
}

/**
 * Words about papers in HTML as links to them, so that a number is one click from its source:
 * `Kaplan et al. (2020)`, `Hoffmann's Table A9`, `Figure 2 of Kaplan et al. 2020`, `Pearce & Song`.
 * A paper is linked once in a paragraph, a row or an item. Headings, code and links stay as they are.
 */
export function linkMentions(html: string, papers: readonly Paper[]): string {
  const mentions = papers.map((paper) => ({ paper, pattern: mention(paper) }));
  const inside: string[] = [];
  const done = new Set<Paper>();
  return html.split(/(<[^>]*>)/).map((part, i) => {
    if (i % 2 === 0) return inside.length ? part : linked(part, mentions, done);
    if (/^<(?:p|li|tr|blockquote)\b/.test(part)) done.clear();
    const tag = /^<(\/?)(a|code|pre|h[1-6]|math|script|summary|figcaption|button)\b/.exec(part);
    if (tag?.[1]) inside.pop();
    else if (tag) inside.push(tag[2]!);
    return part;
  }).join("");
}

/** The papers that a text speaks of, in the order of the list. */
export function mentioned(text: string, papers: readonly Paper[]): Paper[] {
  return papers.filter((paper) => mention(paper).test(text));
}

interface Mention {
  readonly paper: Paper;
  readonly pattern: RegExp;
}

/** Words between tags with their links; what is a link already is set aside by a split. */
function linked(text: string, mentions: readonly Mention[], done: Set<Paper>): string {
  if (!/\p{Lu}/u.test(text)) return text;
  let parts = [text];
  for (const { paper, pattern } of mentions) {
    if (done.has(paper)) continue;
    const at = parts.findIndex((part) => !part.startsWith("<a ") && pattern.test(part));
    if (at < 0) continue;
    done.add(paper);
    const [words = ""] = pattern.exec(parts[at]!)!;
    const from = parts[at]!.indexOf(words);
    parts = [
      ...parts.slice(0, at),
      parts[at]!.slice(0, from),
      `<a href="${escapeHtml(paper.url)}">${words}</a>`,
      parts[at]!.slice(from + words.length),
      ...parts.slice(at + 1),
    ];
  }
  return parts.join("");
}

/** By what else than the name of its first author a paper goes. */
const nicknames: Readonly<Record<string, string>> = { Besiroglu: "Epoch", Dubey: "Llama 3" };

/** Finds words about a paper; only with the year of the paper, if with one. */
function mention({ names, year }: Paper): RegExp {
  const [first = "", second] = names.map((name) => literal(escapeHtml(name)));
  const nickname = nicknames[first];
  const place = "(?:Tables?|Figures?|Appendix|[Ee]quations?|[Ss]ections?) [A-Z]?[\\d.]*\\d";
  const who = `(?:${first}${nickname ? `|${nickname}(?: AI)?` : ""})`;
  const others = `(?: et al\\.${second ? `|(?: and| &amp;) ${second}` : ""})?`;
  const otherYear =
    `(?!(?: et al\\.|(?: and| &amp;) \\p{Lu}\\p{L}+)?,? \\(?(?!${year})(?:19|20)\\d\\d)`;
  const when = `(?:,? \\(${year}\\)|,? ${year})?`;
  const possessive = `(?:(?:'|’|&#39;)s(?: ${place}| notebook| report)?)?`;
  return new RegExp(
    `(?:${place}(?:, [a-z]+,)? (?:of|in|from) )?(?<!\\p{L})${who}${otherYear}${others}${when}${possessive}(?!\\p{L})`,
    "u",
  );
}

/** `J. Hoffmann` → `Hoffmann`. */
function familyName(author: string): string {
  return author.trim().replace(/^(?:\p{Lu}\.[\s-]?)+/u, "");
}

function literal(text: string): string {
  return text.replaceAll(/[.*+?^$()|[\]\\{}]/g, "\\$&");
}
