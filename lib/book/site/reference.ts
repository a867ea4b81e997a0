import { join } from "node:path";

/**
 * Makes the pages of `deno doc --html` usable for everybody: it leaves out the page's language, names of
 * buttons and of the search field, a way into code that scrolls, and some contrast.
 *
 * Doing it twice changes nothing.
 *
 * @param folder What `deno doc --html --output` wrote.
 * @returns How many pages there are.
 */
export async function mendReference(folder: string): Promise<number> {
  let pages = 0;
  for (const file of filesUnder(folder)) {
    if (!file.endsWith(".html")) continue;
    pages++;
    const html = await Deno.readTextFile(file);
    const mended = mendPage(html);
    if (mended !== html) await Deno.writeTextFile(file, mended);
  }
  const sheet = join(folder, "page.css");
  const css = await Deno.readTextFile(sheet);
  if (!css.includes(contrast)) await Deno.writeTextFile(sheet, css + contrast);
  return pages;
}

/** One page; see {@linkcode mendReference}. */
export function mendPage(html: string): string {
  return html
    .replace("<html>", '<html lang="en">')
    .replaceAll('<button class="copyButton"', '<button aria-label="Copy" class="copyButton"')
    .replaceAll('id="searchbar"\n', 'id="searchbar" aria-label="Search"\n')
    .replaceAll('<code class="language-', '<code tabindex="0" class="language-')
    // Where one is: a list with arrows between its items, which no list may have.
    .replace(
      /<ul class="breadcrumbs">[^]*?(?=<div class="flex items-center gap-2">)/,
      (trail) => trail.replaceAll(/<(\/?)(ul|li)\b/g, (_, end, tag) => `<${end}${inPlaceOf[tag]}`),
    );
}

const inPlaceOf: Readonly<Record<string, string>> = { ul: "div", li: "span" };

/** Colours of light pages that are too pale on their paper; 4.5 : 1 at least. */
const contrast = `
html:not(.dark) .ddoc :is(.contextLink, .toc a, .documentNavigation a) { color: #0e5580; }
html:not(.dark) .ddoc :is(.td-kw, .td-lit) { color: #0a5f7a; }
html:not(.dark) .ddoc :is(.td-ref, .td-op) { color: #1d4fae; }
html:not(.dark) .ddoc :is(.td-str, .td-tp) { color: #2f6f44; }
.ddoc :is(.namespaceItemContent, .namespaceItemContentSubItems) a span { opacity: 1 !important; }
html:not(.dark) .ddoc :is(.text-optional, .text-readonly, .text-abstract, .text-static, .text-deprecated) { color: #0a5f7a; }
html:not(.dark) .ddoc :is(.text-Interface, .text-TypeAlias, .text-Variable, .text-Function, .text-Class, .text-Namespace, .text-Method, .text-Property) { color: #5b4200; }
html:not(.dark) .ddoc .markdown :not(pre) > code { color: #1f2328; }
.ddoc .link { text-decoration: underline; }
html:not(.dark) .token.string, html:not(.dark) .token.attr-value { color: #2f6f44; }
html:not(.dark) .token.function, html:not(.dark) .token.class-name { color: #a33a2a; }
html:not(.dark) .token.operator, html:not(.dark) .token.punctuation { color: #555b63; background: none; }
html:not(.dark) .token.comment { color: #57606a; }
html:not(.dark) :is(.token.keyword, .token.builtin) { color: #0a5f94; }
html:not(.dark) .token.number, html:not(.dark) .token.boolean, html:not(.dark) .token.constant { color: #8a1a5c; }
`;

function* filesUnder(folder: string): Generator<string> {
  for (const { name, isDirectory } of Deno.readDirSync(folder)) {
    const path = join(folder, name);
    if (isDirectory) yield* filesUnder(path);
    else yield path;
  }
}
