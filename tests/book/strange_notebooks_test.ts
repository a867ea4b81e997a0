// Notebooks that somebody else made: old, for another kernel, hostile, too large, without their data.
import assert from "node:assert/strict";
import {
  buildBook,
  formatNotebook,
  type Notebook,
  notebookOf,
  type Output,
  page,
} from "isoflop/book";
import { testByHand } from "../support/drive.ts";
import { code, pixel, prose } from "./sample.ts";

Deno.test("page() marks the words of the notebook's own language", async () => {
  const metadata = {
    kernelspec: { name: "python3", language: "python", display_name: "Python 3" },
  };
  const html = await page({ ...notebookOf([code("def f(x): return None")]), metadata });
  assert.match(html, /<span class="hljs-keyword">def<\/span>/);
  const cobol = { language_info: { name: "COBOL" } };
  assert.match(
    await page({ ...notebookOf([code("MOVE <A> TO B.")]), metadata: cobol }),
    /<code>MOVE &lt;A&gt; TO B\.<\/code>/,
  );
});

Deno.test("page() takes everything that acts out of the HTML of an output", async () => {
  const html =
    `<table onclick="f()"><tr><td style="text-align:right;position:fixed">7</td></tr></table>
    <meta http-equiv="refresh" content="0;url=https://example.org/"><base href="https://example.org/">
    <form action="https://example.org/"><input name="a"></form><iframe src="https://example.org/"></iframe>
    <style>body { display: none }</style><script>document.title = "run"</script></div></main>
    <a href="javascript:alert(1)">words</a><img src="https://example.org/a.png" alt="far away">
    <svg onload="f()"></svg><div id="isoflop-chart-1"></div>`;
  const body = main(await page(notebookOf([code("show(x)", [shown({ "text/html": html })])])));
  assert.match(body, /<table><tr><td style="text-align:right">7<\/td><\/tr><\/table>/);
  assert.match(body, /<a>words<\/a>/);
  assert.doesNotMatch(body, /onclick|refresh|<base|<form|<iframe|<style|<script|javascript|onload/);
  assert.doesNotMatch(body, /example\.org|isoflop-chart|<\/main>/);
});

Deno.test("page() lets no picture, no tag and no metadata leave their place", async () => {
  const quote = `"><img src=x onerror=alert(1)>`;
  const notebook: Notebook = {
    ...notebookOf([code("f()", [
      shown({ "image/png": quote, "text/plain": quote }, { "image/png": { width: quote } }),
      shown({ "image/jpeg": quote }),
      shown({ "image/svg+xml": `<svg onload="alert(1)">${quote}` }),
      shown({ "application/vnd.vegalite.v5+json": { title: quote }, "text/plain": quote }),
    ], { tags: quote as unknown as string[] })]),
    metadata: { isoflop: { data: { [quote]: 7, another: quote } } },
  };
  // Words may be shown, tags may not begin.
  assert.doesNotMatch(main(await page(notebook)), /<img src=x/);
});

Deno.test("page() and buildBook() leave a picture of 20 MB out, and say so", async () => {
  const large = code("draw()", [
    shown({ "image/png": "A".repeat(28_000_000), "text/plain": "Large\n\nA large picture." }),
  ]);
  const html = await page(notebookOf([large]));
  assert.ok(html.length < 1e5, `${html.length} bytes`);
  assert.match(html, /A picture of 21 MB is left out: a page carries pictures of up to 4 MB/);
  await bookOf({ "00_large": notebookOf([prose("# Large"), large]) }, async (site) => {
    const index = await Deno.readTextFile(`${site}/index.html`);
    assert.match(index, /href="00_large\.html#figure-1"><span class="caption">Large/);
    assert.ok(index.length < 1e5);
  });
});

Deno.test("buildBook() shows what should be a picture and is none by its words", async () => {
  const shapes = ["not base64!", btoa("no picture at all, but long enough"), "", bomb()];
  const cells = shapes.map((png) => code("f()", [shown({ "image/png": png, "text/plain": "It" })]));
  await bookOf({ "00_a": notebookOf([prose("# A"), ...cells]) }, async (site) => {
    const index = await Deno.readTextFile(`${site}/index.html`);
    assert.equal(index.match(/<span class="caption">It/g)?.length, 4);
    assert.doesNotMatch(index, /<img/);
  });
});

Deno.test("buildBook() says which lessons stand on simulated runs", async () => {
  const metadata = { isoflop: { data: { "chinchilla-epoch": "simulated", ladder: "b402" } } };
  const cells = [prose("# A\n\nWords."), code("1", [shown({ "image/png": pixel })])];
  await bookOf({ "00_a": { ...notebookOf(cells), metadata } }, async (site) => {
    const index = await Deno.readTextFile(`${site}/index.html`);
    assert.match(index, /on simulated runs: chinchilla-epoch could not be had/);
    assert.match(await Deno.readTextFile(`${site}/00_a.html`), /class="banner"/);
  });
});

Deno.test("buildBook() names the notebook that it cannot read", async () => {
  const found: [text: string, message: RegExp][] = [
    ["{", /Cannot read ".*00_a\.ipynb"\n {2}needed: JSON/],
    [
      `{"nbformat": 3, "worksheets": []}`,
      /found: "nbformat": 3\n {2}cure: open and save it in Jup/,
    ],
    ["null", /found: "nbformat": none/],
    [`{"nbformat": 4, "cells": [null]}`, /found: "undefined" as cell 1/],
    [`{"nbformat": 4}`, /found: "nbformat": 4 and no list of cells/],
  ];
  for (const [text, message] of found) {
    await assert.rejects(bookOf({ "00_a": text }, async () => {}), message);
  }
});

const hostile =
  `<img src=x onerror="document.title='owned'"><script>document.title='owned'<\/script>`;

testByHand("a book with hostile names opens, asks for nothing and obeys nothing", async () => {
  let index = "";
  const cells = [
    prose(`# ${hostile}\n\n${hostile} [x](javascript:document.title='owned')`),
    code(hostile, [shown({ "image/png": pixel, "text/plain": `${hostile}\n\n${hostile}` })]),
    prose(`**Figure 1** (after ${hostile}).`),
  ];
  const name = `00_'"><img src=x onerror=document.title='owned'>`;
  await bookOf({ [name]: notebookOf(cells) }, async (site) => {
    index = await Deno.readTextFile(`${site}/index.html`);
    const [, href] = /<a class="title" href="([^"]+)"/.exec(index)!;
    assert.equal(decodeURIComponent(href!), `${name}.html`);
  });
  return index;
}, async (page) => {
  assert.equal(await page.ask("document.title"), "Scaling laws, worked out");
  assert.equal(await page.ask("document.querySelectorAll('img').length"), 1);
  assert.deepEqual([page.complaints, page.requests], [[], []]);
});

/** A PNG's first bytes, which promise 100 000 × 100 000 pixels. */
function bomb(): string {
  const bytes = new Uint8Array(40), view = new DataView(bytes.buffer);
  view.setUint32(0, 0x89504e47);
  view.setUint32(16, 1e5);
  view.setUint32(20, 1e5);
  return bytes.toBase64();
}

function shown(data: Record<string, unknown>, metadata: Record<string, unknown> = {}): Output {
  return { output_type: "display_data", data, metadata } as Output;
}

function main(html: string): string {
  return html.slice(html.indexOf("<main"), html.lastIndexOf("</main>"));
}

/** Builds a book of notebooks, or of texts that should be some, and looks at it. */
async function bookOf(
  notebooks: Record<string, Notebook | string>,
  body: (site: string) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    for (const [name, notebook] of Object.entries(notebooks)) {
      const text = typeof notebook === "string" ? notebook : formatNotebook(notebook);
      await Deno.writeTextFile(`${folder}/${name}.ipynb`, text);
    }
    await buildBook(folder, { output: `${folder}/site` });
    await body(`${folder}/site`);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
