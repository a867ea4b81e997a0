import assert from "node:assert/strict";
import { DataFrame } from "nodejs-polars";
import { type Chart, isoLoss } from "isoflop/charts";
import { type FrontEnd, type Output, show } from "isoflop/display";
import { fitLaw } from "isoflop/fit";
import { presetNamed } from "isoflop/laws";
import { simulatedRuns } from "../charts/_gallery.ts";

const chart = isoLoss(null, presetNamed("chinchilla:epoch"), { C: 5.76e23 });

Deno.test("show() sends a chart as Vega-Lite 5, a sized PNG and text, and nothing else", async () => {
  const { sent, on } = notebook();
  await show(chart, { on });
  const [{ data, metadata }] = sent as [Output];
  assert.deepEqual(Object.keys(data), [
    "application/vnd.vegalite.v5+json",
    "image/png",
    "text/plain",
  ]);
  const { width, height } = await chart.png();
  assert.deepEqual(metadata, { "image/png": { width, height } });
  assert.equal(data["text/plain"], String(chart));
  assert.match(JSON.stringify(data["application/vnd.vegalite.v5+json"]), /vega-lite\/v5\.json/);
});

Deno.test("show() waits until the output has left", async () => {
  const { on } = notebook();
  const start = performance.now();
  await show("text", { on });
  assert.ok(performance.now() - start >= 19);
});

Deno.test("show() passes a name on, and asks for an update", async () => {
  const { sent, on } = notebook();
  await show("first", { on, id: "answer" });
  await show("second", { on, id: "answer", update: true });
  assert.deepEqual(sent.map(({ id, update }) => [id, update]), [
    ["answer", undefined],
    ["answer", true],
  ]);
});

Deno.test("show() sends a report as HTML and text", async () => {
  const { sent, on } = notebook();
  const fit = fitLaw(simulatedRuns());
  await show(fit, { on });
  assert.deepEqual(sent[0]!.data, { "text/html": fit.toHTML(), "text/plain": fit.toString() });
  assert.equal(sent[0]!.metadata, undefined);
});

Deno.test("show() sends a data frame as an escaped table with its shape", async () => {
  const { sent, on } = notebook();
  await show(DataFrame({ "<img onerror=x>": ["</script>", "b"], N: [1.5, 2] }), { on });
  const { "text/html": html, "text/plain": text } = sent[0]!.data as Record<string, string>;
  assert.doesNotMatch(html!, /<img|<\/script/);
  assert.match(html!, /&lt;img onerror=x&gt;/);
  assert.match(html!, /2 rows × 2 columns/);
  assert.equal(
    text,
    "<img onerror=x>    N\n</script>        1.5\nb                  2\n\n2 rows × 2 columns",
  );
});

Deno.test("show() adds text to a bundle that has none, from the object's own words", async () => {
  const { sent, on } = notebook();
  class Picture {
    [Symbol.for("Jupyter.display")](): Record<string, string> {
      return { "text/html": "<b>picture</b>" };
    }
    toString(): string {
      return "picture";
    }
  }
  await show(new Picture(), { on });
  assert.deepEqual(sent[0]!.data, { "text/html": "<b>picture</b>", "text/plain": "picture" });
});

Deno.test("show() sends plain values as text", async () => {
  const { sent, on } = notebook();
  for (const value of ["words", 42, null, undefined, [1, 2], { a: 1 }]) await show(value, { on });
  assert.deepEqual(sent.map(({ data }) => data["text/plain"]), [
    ...["words", "42", "null", "undefined", "[ 1, 2 ]", "{ a: 1 }"],
  ]);
});

Deno.test("show() marks rows that must stay out of committed files, with words in their place", async () => {
  const { sent, on } = notebook();
  const runs = simulatedRuns();
  const theirs = {
    source: { name: "theirs", committable: false },
    summary: () => "245 runs of chinchilla-epoch",
    toString: () => "N D\n1 2",
    [Symbol.for("Jupyter.display")]: () => ({ "text/plain": "N D\n1 2" }),
  };
  const figure: Chart = Object.assign(Object.create(chart), { publicRows: true });
  for (const what of [theirs, figure, runs, chart]) await show(what, { on });
  const marks = sent.map(({ metadata }) => metadata?.isoflop);
  assert.deepEqual(marks, [
    { publicRows: true, summary: "245 runs of chinchilla-epoch" },
    { publicRows: true, summary: String(chart) },
    undefined,
    undefined,
  ]);
});

Deno.test("show() prints in a terminal: for a chart its caption, and how to keep it", async () => {
  const printed: string[] = [];
  const on = { print: (text: string) => void printed.push(text) };
  await show(chart, { on });
  await show("words", { on });
  assert.equal(
    printed[0],
    `${chart}\n\n(a chart: keep it with chart.save("figure.html"), .svg, .png or .json)`,
  );
  assert.equal(printed[1], "words");
});

function notebook(): { sent: Output[]; on: FrontEnd } {
  const sent: Output[] = [];
  return {
    sent,
    on: {
      print: () => assert.fail("printed"),
      send: (output) => {
        sent.push(output);
        return Promise.resolve();
      },
    },
  };
}
