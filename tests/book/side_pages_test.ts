// The pages beside the lessons: questions with folded answers, published numbers, texts.
import assert from "node:assert/strict";
import { buildBook, formatNotebook, notebookOf } from "isoflop/book";
import { presetNamed } from "isoflop/laws";
import { code, pixel, prose } from "./sample.ts";

const hoffmann = "- J. Hoffmann et al. (2022), *T*, [arXiv](https://arxiv.org/abs/2203.15556).";
const lesson = notebookOf([
  prose("# How many?\n\nThe first words of the lesson."),
  prose("We have runs. *Predict first:* how many tokens, says Hoffmann et al. (2022)?"),
  code("1 + 1", [{ output_type: "stream", name: "stdout", text: "2" }]),
  prose("Twenty for each parameter.\n\nThen something else. The next is `01_next.ipynb`."),
  prose("*Predict first:* is a question without anything to come."),
  prose("## Figure 1\n\nA section of that name."),
  code("f()", [{
    output_type: "display_data",
    data: { "image/png": pixel, "text/plain": "Valleys\n\nThree of them." },
    metadata: {},
  }]),
  prose(`**Figure 1** (after Figure 3 of the paper). Valleys.\n\n## Sources\n\n${hoffmann}`),
]);
const next = notebookOf([
  prose("# Next\n\nSee [notes](../pages/notes.md) and [the first](00_a.ipynb#x)."),
]);

Deno.test("buildBook() gathers the questions of the lessons, with their answers folded", async () => {
  const { questions = "", "00_a": page = "" } = await built();
  assert.match(questions, /The 1 questions|The one question/);
  assert.match(
    questions,
    /<p>We have runs\.<\/p>\s*<p class="predict"><em>Predict first:<\/em> how/,
  );
  assert.match(
    questions,
    /<details class="fold"><summary>What came out<\/summary>\s*<p>Twenty for each parameter\.<\/p>/,
  );
  assert.match(questions, /<a href="00_a\.html#question-1">In the lesson<\/a>/);
  assert.match(page, /<p class="predict" id="question-1">/);
  // The answer of the lesson ends with the first paragraph after what came out.
  assert.match(
    page,
    /<details class="answer" open>[^]*>2<\/pre><\/div>\s*<p>Twenty for each parameter\.<\/p>\s*<\/details>/,
  );
});

Deno.test("buildBook() leads from figures to their papers, and from names to pages", async () => {
  const { index = "", "00_a": page = "", "01_next": second = "" } = await built();
  assert.match(
    index,
    /Valleys<\/span><\/a>\s*<p class="after">after <a href="https:\/\/arxiv\.org\/abs\/2203\.15556">Figure 3 of Hoffmann et al\. \(2022\)<\/a><\/p>/,
  );
  assert.match(page, /<a href="01_next\.html"><code>01_next\.ipynb<\/code><\/a>/);
  // A heading of that name does not take the figure's anchor.
  assert.match(page, /<h2 id="section-figure-1">/);
  assert.match(page, /<figure class="picture" id="figure-1">/);
  assert.match(second, /<a href="notes\.html">notes<\/a>/);
  assert.match(second, /<a href="00_a\.html#x">the first<\/a>/);
});

Deno.test("buildBook() lists every published coefficient with a link to its source", async () => {
  const { numbers = "" } = await built();
  const rows = numbers.match(/<tr><td>[^]*?<\/tr>/g)!;
  assert.ok(rows.length >= 40, `${rows.length} rows`);
  for (const row of rows) {
    const [, name = ""] = /<code>([^<]+)<\/code>/.exec(row)!;
    const { coef, source } = presetNamed(name);
    assert.ok(row.includes(`<a href="${source.url}">`), name);
    for (const [letter, value] of Object.entries(coef ?? {})) {
      const [, shown] = new RegExp(`<span>${letter} = ([^<]+)</span>`).exec(row)!;
      assert.ok(Math.abs(Number(shown) - value) <= 5e-7 * Math.abs(value), `${name}: ${shown}`);
    }
  }
  // As Hoffmann et al. print them, equation 10.
  assert.match(
    numbers,
    /<span>E = 1\.69<\/span> <span>A = 406\.4<\/span> <span>B = 410\.7<\/span>/,
  );
});

Deno.test("buildBook() names a README after its folder", async () => {
  assert.match((await built()).sweep ?? "", /<title>The sweep<\/title>/);
});

/** The pages of a small book, by name. */
async function built(): Promise<Record<string, string>> {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.mkdir(`${folder}/pages`);
    await Deno.mkdir(`${folder}/sweep`);
    await Deno.writeTextFile(`${folder}/pages/notes.md`, "# Notes\n\nAbout them.\n\nMore.");
    await Deno.writeTextFile(`${folder}/sweep/README.md`, "# The sweep\n\nAbout it.");
    await Deno.writeTextFile(`${folder}/00_a.ipynb`, formatNotebook(lesson));
    await Deno.writeTextFile(`${folder}/01_next.ipynb`, formatNotebook(next));
    const pages = [`${folder}/pages`, `${folder}/sweep/README.md`];
    const { files } = await buildBook(folder, { output: `${folder}/site`, pages, numbers: true });
    return Object.fromEntries(
      await Promise.all(
        files.map(async (file) =>
          [file.replace(/\.html$/, ""), await Deno.readTextFile(`${folder}/site/${file}`)] as const
        ),
      ),
    );
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
