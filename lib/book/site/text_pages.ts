import { basename, dirname } from "node:path";
import type { SidePage } from "./index_page.ts";

/** A Markdown file that becomes a page. */
export interface TextPage {
  /** Its page without the ending: `glossary`. */
  readonly name: string;
  /** The file, as it was given. */
  readonly file: string;
  /** Its first heading. */
  readonly title: string;
  /** Its text. */
  readonly markdown: string;
  /** What a link to it says. */
  readonly side: SidePage;
}

/**
 * Markdown files, and those of folders, in the order of their names; each begins with its title and a
 * line about it. A `README.md` is named after its folder.
 */
export async function readTextPages(places: readonly string[]): Promise<TextPage[]> {
  const files = places.flatMap((place) =>
    Deno.statSync(place).isDirectory
      ? Array.from(Deno.readDirSync(place), ({ name }) => `${place}/${name}`)
        .filter((file) => file.endsWith(".md")).sort()
      : [place]
  );
  return await Promise.all(files.map(async (file) => {
    const markdown = await Deno.readTextFile(file);
    const own = basename(file).replace(/\.md$/, "");
    const name = own === "README" ? basename(dirname(file)) : own;
    const title = /^# +(.+)$/m.exec(markdown)?.[1] ?? name;
    const about = markdown.split(/\n\s*\n/)[1]?.replaceAll(/\s+/g, " ").trim() ?? "";
    return { name, file, title, markdown, side: { text: title, href: `${name}.html`, about } };
  }));
}

/** Terms of a glossary, `**term**` at the beginning of a paragraph, can be linked to. */
export function anchored(html: string): string {
  return html.replaceAll(
    /<p><strong>([^<]+)<\/strong>/g,
    (_, term: string) =>
      `<p id="${term.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, "-")}"><strong>${term}</strong>`,
  );
}
