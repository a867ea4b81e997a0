import assert from "node:assert/strict";
import {
  compareOutputs,
  compareSources,
  type MimeData,
  type Notebook,
  notebookOf,
} from "../../lib/book/mod.ts";

function shown(data: MimeData, tags: string[] = []): Notebook {
  return notebookOf([{
    cell_type: "code",
    id: "cell-01",
    metadata: tags.length ? { tags } : {},
    source: "show(x)",
    execution_count: 1,
    outputs: [{ output_type: "display_data", data, metadata: {} }],
  }]);
}

const vega = "application/vnd.vegalite.v5+json";
const chart = (loss: number): MimeData => ({ [vega]: { data: { values: [{ N: 1e9, loss }] } } });

Deno.test("compareOutputs() forgives 1e-9 in JSON and names the path of more", () => {
  assert.equal(compareOutputs(shown(chart(2)), shown(chart(2 + 1e-9))), null);
  assert.deepEqual(compareOutputs(shown(chart(2)), shown(chart(2 + 1e-8))), {
    path: `$.cells[0].outputs[0].data["${vega}"].data.values[0].loss`,
    stored: 2,
    fresh: 2 + 1e-8,
  });
  assert.equal(compareOutputs(shown(chart(2)), shown(chart(2.001)), 1e-3), null);
});

Deno.test("compareOutputs() compares texts to the letter, and pictures not at all", () => {
  const picture = (png: string, text: string) => shown({ "image/png": png, "text/plain": text });
  assert.equal(compareOutputs(picture("a", "same"), picture("b", "same")), null);
  assert.deepEqual(compareOutputs(picture("a", "0.50"), picture("a", "0.5")), {
    path: '$.cells[0].outputs[0].data["text/plain"]',
    stored: "0.50",
    fresh: "0.5",
  });
  assert.equal(
    compareOutputs(picture("a", "same"), shown({ "text/plain": "same" }))?.path,
    '$.cells[0].outputs[0].data["image/png"]',
  );
});

Deno.test("compareOutputs() skips volatile cells and notices missing outputs", () => {
  const volatile = ["volatile"];
  assert.equal(compareOutputs(shown(chart(2), volatile), shown(chart(3), volatile)), null);
  const [cell] = shown(chart(2)).cells;
  assert.ok(cell?.cell_type === "code");
  const silent = notebookOf([{ ...cell, outputs: [] }]);
  assert.equal(compareOutputs(shown(chart(2)), silent)?.path, "$.cells[0].outputs[0]");
});

Deno.test("compareSources() sees an edited, tagged or missing cell", () => {
  const stored = shown({});
  const [cell] = stored.cells;
  assert.equal(compareSources(stored, shown(chart(2))), null);
  assert.equal(
    compareSources(stored, notebookOf([{ ...cell!, source: "show(y)" }]))?.path,
    "$.cells[0].source",
  );
  assert.equal(compareSources(stored, shown({}, ["slow"]))?.path, "$.cells[0].tags[0]");
  assert.equal(compareSources(stored, notebookOf([]))?.path, "$.cells[0]");
});
