// The book: every page stands alone, is the same when built again, and can be used by everybody.
// Accessibility is judged by axe-core, https://github.com/dequelabs/axe-core, on the open page.
import assert from "node:assert/strict";
import axe from "axe-core";
import { buildBook, formatNotebook } from "isoflop/book";
import { notebookOf } from "../../lib/book/ipynb.ts";
import { readLesson, readLessons } from "../../lib/book/site/lessons.ts";
import { assertRefuses } from "../support/agree.ts";
import { testInBrowser } from "../support/browser.ts";
import { code, prose } from "./sample.ts";

const notebooks = new URL("../../notebooks", import.meta.url).pathname;
const ladder = new URL("../../data/ladder/README.md", import.meta.url).pathname;
const pages = [`${notebooks}/pages`, ladder];
const lessons = await readLessons(notebooks);

Deno.test("buildBook() links only what it writes, and writes the same bytes again", async () => {
  await inFolder(async (folder) => {
    const first = await buildBook(notebooks, { output: `${folder}/a`, pages, numbers: true });
    const again = await buildBook(notebooks, { output: `${folder}/b`, pages, numbers: true });
    assert.deepEqual(again, first);
    for (const file of first.files) {
      const html = await Deno.readTextFile(`${folder}/a/${file}`);
      assert.ok(html === await Deno.readTextFile(`${folder}/b/${file}`), `${file} differs`);
      // Scripts hold the code of others, with addresses in it.
      const markup = html.replaceAll(/<script[^>]*>[^]*?<\/script>/g, "");
      for (const [, href] of markup.matchAll(/<a [^>]*href="([^"#:]+\.html)(?:#[^"]*)?"/g)) {
        assert.ok(first.files.includes(href!), `${file} links ${href}, which is not there`);
      }
      for (const [, id] of markup.matchAll(/<a [^>]*href="#([^"]+)"/g)) {
        assert.ok(markup.includes(`id="${id}"`), `${file} links #${id}, which is not there`);
      }
      assert.doesNotMatch(markup, /<(?:img|link|script|iframe)\b[^>]*\b(?:src|href)="(?!data:)/);
    }
  });
});

Deno.test("every lesson has its solutions, an opening, and figures that say what they show", () => {
  const names = lessons.map(({ name }) => name);
  for (const { name, opening, figures, isSolution } of lessons) {
    assert.ok(opening.length > 60 || isSolution, `${name} begins with ${JSON.stringify(opening)}`);
    if (!isSolution) assert.ok(names.includes(`${name}_solutions`), `${name} has no solutions`);
    for (const { title, alt } of figures) assert.ok(alt.length > title.length, `${name}: ${title}`);
  }
});

const figuresOf = new Map(lessons.map(({ name, figures }) => [name, figures.length]));
const besides = ["index", "glossary", "teachers", "ladder", "questions", "numbers"];
for (const name of [...besides, ...figuresOf.keys()]) {
  testInBrowser(
    `${name}.html opens offline, and axe finds nothing serious on it`,
    async (visit) => {
      const html = await Deno.readTextFile(`${await site()}/${name}.html`);
      // Six charts in 2.5 MB: the library of charts is .8 MB of it.
      const figures = figuresOf.get(name) ?? 0;
      assert.ok(html.length < 8.5e5 + 2.75e5 * Math.max(6, figures), `${html.length} bytes`);
      const dom = await assertUsable(visit, html);
      if (figuresOf.has(name)) assert.equal(dom.match(/<figure/g)?.length ?? 0, figures);
    },
  );
}

testInBrowser("a page folds its answers when its address asks for predictions", async (visit) => {
  const cells = [prose("# A\n\n*Predict first:* how many?"), code("1 + 1", [says("2")])];
  await inFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/00_a.ipynb`, formatNotebook(notebookOf(cells)));
    await buildBook(folder, { output: folder });
    const html = await Deno.readTextFile(`${folder}/00_a.html`);
    assert.match(html, /<details class="answer" open>/);
    const folded = html.replace("location.hash", '"#predict"');
    assert.match((await visit(folded)).dom, /<details class="answer"><summary>What came out/);
    assert.match((await visit(html)).dom, /<details class="answer" open/);
  });
});

testInBrowser("hostile names and texts are shown and not obeyed", async (visit) => {
  const evil =
    `<img src=x onerror="document.title='owned'"><script>document.title='owned'</script>`;
  await inFolder(async (folder) => {
    const cells = [prose(`# ${evil}\n\n${evil}`), code(`"${evil}"`, [says(evil)])];
    await Deno.writeTextFile(`${folder}/00_a.ipynb`, formatNotebook(notebookOf(cells)));
    await buildBook(folder, { output: folder });
    for (const name of ["index", "00_a"]) {
      const { dom, complaints } = await visit(await Deno.readTextFile(`${folder}/${name}.html`));
      assert.doesNotMatch(dom, /<title>owned/);
      assert.doesNotMatch(dom, /<img src="x"/);
      assert.deepEqual(complaints, []);
    }
  });
});

Deno.test("buildBook() refuses a folder without notebooks, and a file that is none", async () => {
  await inFolder(async (folder) => {
    const error = await buildBook(folder, { output: `${folder}/site` }).catch((e) => e);
    assertRefuses(() => {
      throw error;
    }, [
      "Cannot make a book",
      "  needed: a folder with executed notebooks, .ipynb",
      `  found: none in ${JSON.stringify(folder)}`,
      "  cure: build them first: deno task notebooks",
    ]);
    await Deno.writeTextFile(`${folder}/00_a.ipynb`, "not JSON");
    const broken = await buildBook(folder, { output: `${folder}/site` }).catch((e) => e);
    assert.equal(broken.name, "InputError");
    assert.match(broken.message, /00_a\.ipynb/);
  });
});

Deno.test("a figure's lesson says which figure of a paper it follows", async () => {
  const { figures } = await readLesson(`${notebooks}/01_kaplan.ipynb`);
  assert.equal(figures[0]!.after, "after Figure 1 of Kaplan et al. 2020");
  assert.ok(figures.every(({ png }) => png!.length > 1000));
});

function says(text: string) {
  return { output_type: "stream", name: "stdout", text } as const;
}

/** The book, built once for all tests of its pages. */
function site(): Promise<string> {
  return built ??= (async () => {
    const folder = await Deno.makeTempDir();
    addEventListener("unload", () => Deno.removeSync(folder, { recursive: true }));
    await buildBook(notebooks, { output: folder, pages, numbers: true });
    return folder;
  })();
}
let built: Promise<string> | undefined;

/** The page, on which the console has no complaint and axe no serious or critical one. */
async function assertUsable(
  visit: (html: string) => Promise<{ dom: string; complaints: readonly string[] }>,
  html: string,
): Promise<string> {
  const judge = `${axe.source}
    addEventListener("load", () => axe.run(document, { resultTypes: ["violations"] }).then(
      ({ violations }) => document.body.dataset.axe = JSON.stringify(violations.filter(({ impact }) =>
        impact === "serious" || impact === "critical").map(({ id, nodes }) =>
        ({ id, where: nodes.slice(0, 3).map(({ target }) => target.join(" ")) })))));`;
  // The page lets only its own scripts run; here the judge is one of them.
  const nonce = /script-src 'nonce-([^']+)'/.exec(html)![1];
  const end = html.lastIndexOf("</body>");
  const script = `<script nonce="${nonce}">${judge.replaceAll("</script", "<\\/script")}</script>`;
  const { dom, complaints } = await visit(html.slice(0, end) + script + html.slice(end));
  assert.deepEqual(complaints, []);
  const found = /data-axe="([^"]*)"/.exec(dom)?.[1];
  assert.ok(found !== undefined, "axe came to an end");
  assert.equal(found, "[]");
  return dom;
}

async function inFolder(body: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await body(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
