// Every kind of result as JupyterLab 4 renders it, with JupyterLab's own code in a real browser: by
// `show` and by the last expression of a cell, in a notebook that is trusted and in one that is not.
import assert from "node:assert/strict";
import { browserPath, testInBrowser } from "../support/browser.ts";
import { jupyterLab } from "./bundle.ts";
import { kinds, outputsOfKernel } from "../front_ends/_results.ts";

const script = browserPath ? await jupyterLab() : null;
const outputs = script ? await outputsOfKernel() : [];

for (const trusted of [true, false]) {
  const notebook = trusted ? "a trusted notebook" : "an untrusted notebook";
  if (script === null && browserPath) {
    Deno.test({
      name: `JupyterLab renders ${notebook} (its packages cannot be had here)`,
      ignore: true,
      fn: () => {},
    });
    continue;
  }
  testInBrowser(`JupyterLab renders every kind of result in ${notebook}`, async (visit) => {
    const { dom, complaints } = await visit(
      `<!DOCTYPE html><meta charset="utf-8"><title>JupyterLab</title><body><script>${script}</script>` +
        `<script>renderOutputs(${
          JSON.stringify(outputs).replaceAll("</", "<\\/")
        }, ${trusted});</script></body>`,
    );
    // Vega-Lite says what it would have said in a notebook: nothing.
    assert.deepEqual(complaints.filter((line) => !/Permissions-Policy/.test(line)), []);
    assert.match(dom, /data-done="yes"/);
    const sections = new Map(
      dom.split("<article").slice(1).map((part) => [/data-name="([^"]*)"/.exec(part)![1]!, part]),
    );
    for (const [kind, [, type, seen]] of Object.entries(kinds)) {
      for (const way of ["show", "last expression"]) {
        const section = sections.get(`${kind} by ${way}`)!;
        assert.match(section, new RegExp(`data-type="${type.replaceAll(/[.+]/g, "\\$&")}"`), kind);
        assert.match(section, seen, `${kind} by ${way}`);
      }
    }
    // The chart is drawn, not its picture.
    assert.doesNotMatch(sections.get("chart by show")!, /<img/);
    assert.match(sections.get("progress by show")!, /100 %|done|3 of 3/);
  });
}
