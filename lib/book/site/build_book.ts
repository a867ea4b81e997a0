import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { InputError } from "../../text/mod.ts";
import { page } from "../page/page.ts";
import { Prose } from "../page/markdown.ts";
import { distinct, linkMentions, papersOf } from "../page/mentions.ts";
import { type PageLink, shell } from "../page/shell.ts";
import { numbersPage, numbersSide } from "./numbers_page.ts";
import { questionsOf, questionsPage, questionsSide } from "./questions_page.ts";
import { anchored, readTextPages, type TextPage } from "./text_pages.ts";
import { mendReference } from "./reference.ts";
import { indexPage, type SidePage } from "./index_page.ts";
import { addressOf, type Lesson, readLessons } from "./lessons.ts";

/** How a book is made. */
export interface BookOptions {
  /** Where the pages go; made if it is not there. */
  readonly output: string;
  /** Markdown files, or folders of them, that become pages: a glossary, advice to teachers. */
  readonly pages?: string | readonly string[];
  /** Whether a page lists all published coefficients of the package, with their sources. */
  readonly numbers?: boolean;
  /** A link to the reference of the package; where `deno doc --html` wrote it already, it is mended. */
  readonly reference?: SidePage;
}

/** What was written. */
export interface BookResult {
  /** The files, the index first. */
  readonly files: readonly string[];
  /** Lessons without their solutions. */
  readonly lessons: number;
  /** Figures of those. */
  readonly figures: number;
}

/**
 * A folder of executed notebooks as a book: a page each, an index with a picture of every figure, and
 * the Markdown pages beside them. Every page stands alone and needs no network.
 *
 * Building again gives the same bytes.
 *
 * @param folder The notebooks.
 * @throws {InputError} If there are none, or one of them cannot be read.
 *
 * @example The lessons of the package
 * ```ts no-assert
 * import { buildBook } from "isoflop/book";
 *
 * const { lessons } = await buildBook("notebooks", { output: "site", pages: "notebooks/pages" });
 * console.log(`${lessons} lessons`);
 * ```
 */
export async function buildBook(
  folder: string,
  { output, pages, numbers, reference }: BookOptions,
): Promise<BookResult> {
  const lessons = await readLessons(folder);
  if (lessons.length === 0) {
    throw new InputError({
      cannot: "make a book",
      needs: "a folder with executed notebooks, .ipynb",
      found: `none in ${JSON.stringify(folder)}`,
      cure: "build them first: deno task notebooks",
    });
  }
  await Deno.mkdir(output, { recursive: true });
  const written = reference && join(output, dirname(reference.href));
  if (written !== undefined && existsSync(join(written, "page.css"))) await mendReference(written);
  const files: string[] = [];
  const write = async (name: string, html: string) => {
    await Deno.writeTextFile(`${output}/${name}`, html);
    files.push(name);
  };
  const texts = await readTextPages([pages ?? []].flat());
  const own = lessons.filter(({ isSolution }) => !isSolution);
  const papers = distinct(lessons.flatMap(({ notebook }) => papersOf(notebook)));
  const pageOf = pageFinder(lessons, texts);
  const asked = own.some((lesson) => questionsOf(lesson).length > 0);
  const sides = [
    ...texts.map(({ side }) => side),
    ...(asked ? [questionsSide] : []),
    ...(numbers ? [numbersSide] : []),
    ...(reference ? [reference] : []),
  ];
  const links = [home, ...sides.map(({ text, href }) => ({ text, href }))];
  await write("index.html", await indexPage(lessons, sides, papers));
  for (const lesson of lessons) {
    await write(
      `${lesson.name}.html`,
      await page(lesson.notebook, { links: linksOf(lesson, lessons), papers, pageOf }),
    );
  }
  for (const { name, title, markdown } of texts) {
    const main = linkMentions(anchored(new Prose(pageOf).toHtml(markdown)), papers);
    await write(
      `${name}.html`,
      await shell({ title, links: besides(links, `${name}.html`), main }),
    );
  }
  if (asked) {
    const to = { links: besides(links, questionsSide.href), papers, pageOf };
    await write(questionsSide.href, await questionsPage(own, to));
  }
  if (numbers) {
    await write(numbersSide.href, await numbersPage(besides(links, numbersSide.href)));
  }
  return {
    files,
    lessons: own.length,
    figures: own.reduce((sum, { figures }) => sum + figures.length, 0),
  };
}

const home: PageLink = { text: "Scaling laws, worked out", href: "index.html" };

/** To the index, the neighbours and the solutions, or back from them. */
function linksOf(lesson: Lesson, lessons: readonly Lesson[]): PageLink[] {
  const named = (name: string) => lessons.find((each) => each.name === name);
  if (lesson.isSolution) {
    const of = named(lesson.name.replace(/_solutions$/, ""));
    return [
      home,
      ...(of ? [{ text: "The lesson", href: addressOf(of.name) }] : []),
    ];
  }
  const own = lessons.filter(({ isSolution }) => !isSolution);
  const at = own.indexOf(lesson);
  const [before, after] = [own[at - 1], own[at + 1]];
  const solutions = named(`${lesson.name}_solutions`);
  return [
    home,
    ...(before ? [{ text: `← ${plain(before.title)}`, href: addressOf(before.name) }] : []),
    ...(after ? [{ text: `${plain(after.title)} →`, href: addressOf(after.name) }] : []),
    ...(solutions ? [{ text: "Solutions", href: addressOf(solutions.name) }] : []),
  ];
}

/** All links but the one to the page itself. */
function besides(links: readonly PageLink[], href: string): PageLink[] {
  return links.filter((link) => link.href !== href);
}

/** Finds the page of a notebook or of a text by the words of prose: `02_chinchilla.ipynb`, `../a.md`. */
function pageFinder(lessons: readonly Lesson[], texts: readonly TextPage[]) {
  const names = new Set(lessons.map(({ name }) => name));
  const files = new Map(texts.map(({ file, side }) => [file, side.href]));
  return (words: string): string | undefined => {
    const name = words.replace(/\.ipynb$/, "");
    if (names.has(name)) return addressOf(name);
    const path = words.replace(/^(?:\.\.?\/)+/, "");
    return path.endsWith(".md")
      ? [...files].find(([file]) => file === path || file.endsWith(`/${path}`))?.[1]
      : undefined;
  };
}

function plain(markdown: string): string {
  return markdown.replaceAll(/[$*`_]/g, "");
}
