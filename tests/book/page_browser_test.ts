import assert from "node:assert/strict";
import { page, readNotebook } from "isoflop/book";
import { testInBrowser } from "../support/browser.ts";
import { sample } from "./sample.ts";

testInBrowser("page() draws its chart in a browser, without a complaint", async (visit) => {
  const { dom, complaints } = await visit(await page(sample));
  assert.match(dom, /class="chart has-still is-live"/);
  assert.equal(dom.match(/<path aria-label="[^"]*" role="graphics-symbol"/g)?.length, 12);
  assert.deepEqual(complaints, []);
});

testInBrowser("page() lets no script run that is not its own", async (visit) => {
  const html = (await page(sample)).replace(
    "<td>7.5",
    `<td><img src="x" onerror="document.title = 'run'"><script>document.title = "run"</script>`,
  );
  const { dom } = await visit(html);
  assert.doesNotMatch(dom, /<title>run/);
});

testInBrowser(
  "the committed lesson is a page with fifteen figures and no complaint",
  async (visit) => {
    const notebook = await readNotebook(
      new URL("../../notebooks/02_chinchilla.ipynb", import.meta.url).pathname,
    );
    const { dom, complaints } = await visit(await page(notebook));
    assert.deepEqual(complaints, []);
    assert.equal(dom.match(/<figure/g)?.length, 15);
    // Where the rows are not ours to commit there are pictures; so there are, with a button for the
    // chart, where panels are too wide for the column. Six are alive.
    assert.equal(dom.match(/ is-live"/g)?.length, 6);
  },
);

testInBrowser(
  "05_how_sure_are_we is a page with eight figures, a banner where runs are simulated, and no complaint",
  async (visit) => {
    const notebook = await readNotebook(
      new URL("../../notebooks/05_how_sure_are_we.ipynb", import.meta.url).pathname,
    );
    const { dom, complaints } = await visit(await page(notebook));
    assert.deepEqual(complaints, []);
    assert.equal(dom.match(/<figure/g)?.length, 8);
    // The intervals of the sixty simulated experiments.
    assert.equal(dom.match(/simulated runs, not published data/g)!.length >= 2, true);
  },
);
