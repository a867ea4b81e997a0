// Every kind of result as JupyterLab 4 renders it, with JupyterLab's own code in a real browser: by
// `show` and by the last expression of a cell, in a notebook that is trusted and in one that is not.
import assert from "node:assert/strict";
import { KernelClient } from "isoflop/kernel";
import { browserPath, testInBrowser } from "../support/browser.ts";
import { jupyterLab } from "./bundle.ts";

const setup =
  `import { allocate, charts, chinchilla, equation, fitLaw, grid, presetNamed, progress, show,
  simulate } from "isoflop";
const law = presetNamed("chinchilla:epoch");
const runs = simulate(law, grid({ N: [1e8, 2e8, 4e8, 8e8], D: [2e9, 8e9, 3e10] }), { noise: 0.01, seed: 1 });
const fit = fitLaw(runs, chinchilla);
undefined`;

/** A cell for each kind, the type that JupyterLab takes of its output, and what has to be seen. */
const kinds = {
  runs: ["runs", "text/html", /simulated/],
  fit: ["fit", "text/html", /alpha/],
  plan: ["allocate(law, { C: 1e21 })", "text/html", /tokens per parameter/],
  chart: [
    "charts.lossCompute(runs)",
    "application/vnd.vegalite.v5+json",
    /<canvas[^>]* width="[1-9]/,
  ],
  equation: ["equation(chinchilla)", "text/latex", /frac/],
} as const;

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

/** What the kernel sends for every kind, in both ways. */
async function outputsOfKernel() {
  await using kernel = await KernelClient.start({
    cwd: new URL("../../notebooks", import.meta.url).pathname,
    env: { NO_COLOR: "1" },
  });
  assert.equal((await kernel.execute(setup)).status, "ok");
  const cells = [
    ...Object.entries(kinds).flatMap(([kind, [code]]) => [
      [`${kind} by show`, `await show(${code})`],
      [`${kind} by last expression`, code],
    ]),
    [
      "progress by show",
      "const bar = progress({ total: 3, label: 'steps' });" +
      "for (let i = 1; i <= 3; i++) bar.update(i); bar.done(); undefined",
    ],
  ] as const;
  const found = [];
  for (const [name, code] of cells) {
    const { outputs } = await kernel.execute(code);
    const last = outputs.at(-1);
    assert.ok(last && "data" in last, `${name}: ${JSON.stringify(outputs).slice(0, 300)}`);
    found.push({ name, data: last.data, metadata: last.metadata });
  }
  return found;
}
