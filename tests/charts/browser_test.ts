import assert from "node:assert/strict";
import type { Chart } from "isoflop/charts";
import { testInBrowser } from "../support/browser.ts";
import { gallery } from "./_gallery.ts";

testInBrowser("Chart.html() draws itself again in a browser without a network", async (visit) => {
  const { isoLoss, residuals } = gallery();
  for (const chart of [isoLoss, residuals] as Chart[]) {
    const { dom, complaints } = await visit(await chart.html());
    assert.deepEqual(complaints, []);
    assert.match(dom, /class="vega-embed/);
    assert.match(dom, /<svg[^>]*class="marks"/);
    assert.ok((dom.match(/aria-roledescription="circle"/g)?.length ?? 0) >= 49);
  }
});
