import assert from "node:assert/strict";
import { notebookOf, page } from "../../lib/book/mod.ts";
import { code, prose, sample } from "./sample.ts";

/** The page without the bundle of Vega and the style sheet. */
async function body(...cells: Parameters<typeof notebookOf>[0]): Promise<string> {
  const html = await page(notebookOf(cells));
  return html.slice(html.indexOf("<main"), html.indexOf("</main>"));
}

Deno.test("page() needs nothing but itself", async () => {
  const html = await page(sample);
  const markup = html.replaceAll(/<script[^>]*>[^]*?<\/script>/g, "");
  for (const [, url] of markup.matchAll(/\b(?:src|srcset|poster|data)="([^"]*)"/g)) {
    assert.match(url!, /^data:/);
  }
  for (const [link] of markup.matchAll(/<link\b[^>]*>/g)) assert.match(link!, /href="data:,"/);
  assert.doesNotMatch(markup, /@import|url\(/);
  assert.match(html, /Content-Security-Policy" content="default-src 'none'; /);
});

Deno.test("page() has language, title, skip link, contents and anchors", async () => {
  const html = await page(sample);
  assert.ok(html.startsWith('<!DOCTYPE html>\n<html lang="en">'));
  assert.match(html, /<title>Losses &amp; L\(N\)<\/title>/);
  assert.match(html, /<a class="skip" href="#text">/);
  assert.match(html, /<li><a href="#two-2">Two<\/a><\/li>/);
  assert.match(html, /<h2 id="two-2">Two <a class="anchor" href="#two-2"/);
  assert.doesNotMatch(await page(notebookOf([prose("# A\n\n## B")])), /<nav/);
});

Deno.test("page() typesets formulas and leaves money and code alone", async () => {
  const formula = await body(prose("$a_1 * b_1 * c_1$ and $$x$$ and `$y_1$`"));
  assert.equal(formula.match(/<math/g)?.length, 2);
  assert.doesNotMatch(formula, /<em>/);
  assert.match(formula, /<code>\$y_1\$<\/code>/);
  const money = await body(prose("It costs \\$5 or $6 and 7$, $8 today."));
  assert.match(money, /It costs \$5 or/);
  assert.match(money, /\$8 today/);
  assert.match(
    await body(prose("- item\n\n  $$\n  - x\n  $$")),
    /<li>[^]*display="block"[^]*<\/li>/,
  );
  assert.match(await body(prose("$\\frac{1$")), /<code class="unread-math">\\frac\{1<\/code>/);
});

Deno.test("page() shows the strings of notebooks and never obeys them", async () => {
  const html = await body(...sample.cells);
  assert.match(html, /&lt;script&gt;alert\(1\)&lt;\/script&gt;/);
  assert.match(html, /<pre class="text line" tabindex="0">&lt;i&gt;&amp;red<\/pre>/);
  assert.match(html, /ReferenceError: &lt;b&gt;nope&lt;\/b&gt;/);
  assert.match(html, /<a href="https:\/\/example.org\/a.png">a picture<\/a>/);
  assert.match(await body(prose("[x](javascript:alert(1))")), /\[x\]/);
  const whole = await page(sample);
  assert.equal(whole.match(/<\/script/g)?.length, whole.match(/<script/g)?.length);
});

Deno.test("page() gives a chart its picture first, with words for those who cannot see it", async () => {
  const html = await body(...sample.cells);
  assert.match(
    html,
    /<div class="still"><img src="data:image\/png;base64,[^"]+" alt="Squares\n\nTwelve squares; they grow." width="340" height="200">/,
  );
  assert.match(html, /<figcaption aria-hidden="true">Twelve squares; they grow.<\/figcaption>/);
});

Deno.test("page() carries Vega only where there is a chart", async () => {
  assert.ok((await page(sample)).length > 500_000);
  assert.ok((await page(notebookOf([prose("# A"), code("1")]))).length < 20_000);
});

Deno.test("page() folds code on request, solutions always, and leads to other pages", async () => {
  const html = await body(...sample.cells);
  assert.match(html, /<details class="code"><summary>Code<\/summary><pre tabindex="0"><code>nope/);
  assert.match(html, /<details class="code" open>/);
  assert.match(
    html,
    /<details class="fold"><summary>Solution<\/summary>|<details class="fold">\n<summary>Solution<\/summary>/,
  );
  assert.match(html, /href="02_next.html#fit"/);
  assert.match(html, /<span class="hljs-keyword">const<\/span>/);
});

Deno.test("page() says which data the notebook was built with", async () => {
  const isoflop = { data: { "chinchilla-epoch": "simulated", small: "0123456789abcdef0123" } };
  const html = await page({ ...sample, metadata: { isoflop } });
  assert.match(html, /chinchilla-epoch: simulated rows, not the published ones/);
  assert.match(html, /small, SHA-256 <code>0123456789abcdef…<\/code>/);
});
