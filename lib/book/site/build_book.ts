import { InputError } from "../../text/mod.ts";
import { page } from "../page/page.ts";
import { Prose } from "../page/markdown.ts";
import { type PageLink, shell } from "../page/shell.ts";
import { indexPage, type SidePage } from "./index_page.ts";
import { addressOf, type Lesson, readLessons } from "./lessons.ts";

/** How a book is made. */
export interface BookOptions {
  /** Where the pages go; made if it is not there. */
  readonly output: string;
  /** A folder of Markdown files that become pages: a glossary, advice to teachers. */
  readonly pages?: string;
  /** A link to the reference of the package, where there is one. */
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
  { output, pages, reference }: BookOptions,
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
  const files: string[] = [];
  const write = async (name: string, html: string) => {
    await Deno.writeTextFile(`${output}/${name}`, html);
    files.push(name);
  };
  const texts = await textPages(pages);
  const sides = [...texts.map(({ side }) => side), ...(reference ? [reference] : [])];
  await write("index.html", await indexPage(lessons, sides));
  for (const lesson of lessons) {
    await write(
      `${lesson.name}.html`,
      await page(lesson.notebook, { links: linksOf(lesson, lessons) }),
    );
  }
  for (const { name, title, markdown } of texts) {
    const prose = new Prose();
    const main = prose.toHtml(markdown);
    await write(`${name}.html`, await shell({ title, links: [home], main: anchored(main) }));
  }
  const own = lessons.filter(({ isSolution }) => !isSolution);
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

/** The Markdown files of a folder; each begins with its title and a line about it. */
async function textPages(folder: string | undefined) {
  if (folder === undefined) return [];
  const names = Array.from(Deno.readDirSync(folder), ({ name }) => name)
    .filter((name) => name.endsWith(".md")).sort();
  return await Promise.all(names.map(async (file) => {
    const markdown = await Deno.readTextFile(`${folder}/${file}`);
    const name = file.replace(/\.md$/, "");
    const title = /^# +(.+)$/m.exec(markdown)?.[1] ?? name;
    const about = markdown.split(/\n\s*\n/)[1]?.replaceAll(/\s+/g, " ").trim() ?? "";
    return { name, title, markdown, side: { text: title, href: `${name}.html`, about } };
  }));
}

/** Terms of a glossary, `**term**` at the beginning of a paragraph, can be linked to. */
function anchored(html: string): string {
  return html.replaceAll(
    /<p><strong>([^<]+)<\/strong>/g,
    (_, term: string) =>
      `<p id="${term.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, "-")}"><strong>${term}</strong>`,
  );
}

function plain(markdown: string): string {
  return markdown.replaceAll(/[$*`_]/g, "");
}
