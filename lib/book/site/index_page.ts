import { escapeHtml } from "../../text/mod.ts";
import { Prose } from "../page/markdown.ts";
import { linkMentions, type Paper, papersOf } from "../page/mentions.ts";
import { shell } from "../page/shell.ts";
import { addressOf, type Lesson, type LessonFigure } from "./lessons.ts";
import { thumbnail } from "./thumbnail.ts";

/** A page that stands beside the lessons. */
export interface SidePage {
  /** What a link to it says. */
  readonly text: string;
  /** Its file. */
  readonly href: string;
  /** What it is for. */
  readonly about: string;
}

const width = 340;

/** The first page of the book: the lessons, and every figure with the paper that it follows. */
export async function indexPage(
  lessons: readonly Lesson[],
  sides: readonly SidePage[],
  papers: readonly Paper[],
): Promise<string> {
  const links = [
    { text: "Scaling laws, worked out", href: "index.html" },
    ...sides.map(({ text, href }) => ({ text, href })),
  ];
  const prose = new Prose();
  const own = lessons.filter(({ isSolution }) => !isSolution);
  const names = new Set(lessons.map(({ name }) => name));
  const rows = own.map((lesson) => lessonRow(lesson, names, prose)).join("\n");
  const gallery = own.filter(({ figures }) => figures.length).map((lesson) =>
    `<h3 id="figures-${escapeHtml(lesson.name)}"><a href="${addressOf(lesson.name)}">${
      inline(prose, lesson.title)
    }</a></h3>\n<ul class="gallery">\n${
      lesson.figures.map((figure) => card(lesson, figure, papers)).join("\n")
    }\n</ul>`
  ).join("\n");
  const count = own.reduce((sum, { figures }) => sum + figures.length, 0);
  const main = `<h1>Scaling laws, worked out</h1>
<p>How the loss of a language model falls with its size, its text and its compute, and what follows for the next one. Every lesson is a notebook that was executed: its numbers come from the cells above them, and it checks itself against the papers. These pages need no network.</p>
<h2 id="lessons">Lessons</h2>
<ol class="lessons">
${rows}
</ol>
<h2 id="more">Besides</h2>
<ul>
${
    sides.map(({ text, href, about }) =>
      `<li><a href="${escapeHtml(href)}">${escapeHtml(text)}</a>: ${escapeHtml(about)}</li>`
    ).join("\n")
  }
</ul>
<h2 id="figures">All ${count} figures</h2>
${gallery}
`;
  return await shell({ title: "Scaling laws, worked out", links, main, style });
}

function lessonRow(
  { name, title, opening, figures, simulated }: Lesson,
  names: ReadonlySet<string>,
  prose: Prose,
): string {
  const solutions = names.has(`${name}_solutions`)
    ? ` · <a href="${addressOf(`${name}_solutions`)}">solutions</a>`
    : "";
  const count = figures.length ? `${figures.length} figures` : "no figures";
  const standIns = simulated.length
    ? ` · on simulated runs: ${escapeHtml(simulated.join(" and "))} could not be had`
    : "";
  const [, number] = /^(\d+)_/.exec(name) ?? [];
  const before = number ? `<span class="number">${number}</span> ` : "";
  return `<li>${before}<a class="title" href="${addressOf(name)}">${inline(prose, title)}</a>
${prose.toHtml(opening)}<p class="facts">${count}${solutions}${standIns}</p></li>`;
}

function card(
  { name, notebook }: Lesson,
  figure: LessonFigure,
  papers: readonly Paper[],
): string {
  const picture = thumbnailImage(figure);
  // In a lesson "the paper" is the first of its sources; in the index nobody would know.
  const [first] = papersOf(notebook);
  const after = (figure.after ?? "").replace(/\bthe paper\b/, first?.label ?? "the paper");
  const source = after && linkMentions(`<p class="after">${escapeHtml(after)}</p>`, papers);
  return `<li><a href="${addressOf(name)}#${figure.id}">${picture}<span class="caption">${
    escapeHtml(figure.title)
  }</span></a>${source}</li>`;
}

function thumbnailImage({ png, alt }: LessonFigure): string {
  if (!png) return "";
  const small = thumbnail(png, width);
  const source = `data:image/png;base64,${small.png.toBase64()}`;
  return `<img src="${source}" width="${small.width}" height="${small.height}" alt="${
    escapeHtml(alt)
  }">`;
}

function inline(prose: Prose, markdown: string): string {
  return prose.toHtml(markdown).trim().replace(/^<p>([^]*)<\/p>$/, "$1");
}

const style = `
.lessons { list-style: none; padding: 0; }
.lessons li { margin: 0 0 1.6rem; }
.lessons .title { font: 650 1.12rem/1.3 var(--sans); text-decoration: none; }
.lessons .title:hover { text-decoration: underline; }
.lessons .number { font: 1.12rem/1.3 var(--sans); color: var(--muted); font-variant-numeric: tabular-nums; }
.lessons p { margin: .3rem 0 0; }
.lessons .facts { font: .875rem/1.5 var(--sans); color: var(--muted); }
.gallery { list-style: none; padding: 0; display: grid; grid-template-columns: repeat(auto-fill, minmax(17rem, 1fr)); gap: 1.4rem; }
.gallery li { margin: 0; }
.gallery a { display: block; text-decoration: none; color: var(--ink); }
.gallery img { width: 100%; height: auto; aspect-ratio: 3 / 2; object-fit: contain; background: #fff; border: 1px solid var(--line); border-radius: 6px; padding: .5rem; }
.gallery .caption { display: block; font: .8125rem/1.4 var(--sans); margin-top: .4rem; }
.gallery .after { font: .8125rem/1.4 var(--sans); color: var(--muted); margin: .15rem 0 0; }
.gallery .after a { display: inline; color: inherit; text-decoration: underline; }
.gallery a:hover .caption { color: var(--accent); text-decoration: underline; }
h3 a { color: inherit; text-decoration: none; }
@media (min-width: 74rem) {
  .page:not(:has(.contents)) { grid-template-columns: minmax(0, 62rem); }
  main > p, main > h1, .lessons, main > ul:not(.gallery) { max-width: 46rem; }
}
@media print { .gallery li { break-inside: avoid; } }
`;
