// Sliders in JupyterLab's own rendering of a chart, moved with the keyboard. The numbers that follow
// are held against the library's in tests/charts/explore_jupyterlab_test.ts: the same Vega, the same chart.
import assert from "node:assert/strict";
import { explorePlan } from "isoflop/charts";
import { presetNamed } from "isoflop/laws";
import { browserPath } from "../support/browser.ts";
import { testByHand } from "../support/drive.ts";
import { jupyterLab } from "./bundle.ts";

const script = browserPath ? await jupyterLab() : null;
const name = "explorePlan in JupyterLab has nine named controls, and a key draws it anew";

if (script === null && browserPath) {
  Deno.test({ name: `${name} (its packages cannot be had here)`, ignore: true, fn: () => {} });
} else {
  testByHand(name, () => {
    const chart = explorePlan(
      ["data-constrained:muennighoff", "chinchilla:epoch"].map(presetNamed),
    );
    const data = { "application/vnd.vegalite.v5+json": chart.spec };
    const outputs = JSON.stringify([{ name: "plan", data, metadata: {} }]);
    return `<!DOCTYPE html><meta charset="utf-8"><title>JupyterLab</title><body><script>${script}</script>` +
      `<script>renderOutputs(${outputs.replaceAll("</", "<\\/")}, true);` +
      `</script></body>`;
  }, async (page) => {
    await page.ask(`new Promise((done) => {
      const look = () => document.body.dataset.done ? done() : setTimeout(look, 20);
      look();
    })`);
    const names = await page.ask<string[]>(
      `[...document.querySelectorAll("input, select")].map((at) => at.closest("label").textContent)`,
    );
    assert.equal(names.length, 9);
    assert.match(names[0]!, /^Budget, training and serving: log₁₀ of FLOP/);
    const picture = `document.querySelector("canvas").toDataURL()`;
    const before = await page.ask<string>(picture);
    await page.ask(`document.querySelector('[name="p_logDemand"]').focus()`);
    await page.press("ArrowRight", 20);
    await page.ask(`new Promise((done) => setTimeout(done, 200))`);
    assert.notEqual(await page.ask(picture), before);
    assert.equal(await page.ask(`document.querySelector('[name="p_logDemand"]').value`), "13");
  });
}
