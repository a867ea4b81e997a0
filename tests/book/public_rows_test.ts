import assert from "node:assert/strict";
import { notebookOf, type Output, withoutPublicRows } from "../../lib/book/mod.ts";

function kept(output: Output): Output {
  const stripped = withoutPublicRows(notebookOf([
    {
      cell_type: "code",
      id: "cell-01",
      metadata: {},
      source: "",
      execution_count: 1,
      outputs: [output],
    },
  ])).cells[0];
  assert.ok(stripped?.cell_type === "code");
  return stripped.outputs[0]!;
}

const rows = { data: { values: [{ N: 1e9, loss: 2.1 }] } };

Deno.test("withoutPublicRows() leaves picture and text of a chart", () => {
  const metadata = { "image/png": { width: 1, height: 1 }, isoflop: { publicRows: true } };
  const chart: Output = {
    output_type: "display_data",
    data: {
      "application/vnd.vegalite.v5+json": rows,
      "image/png": "iVBO",
      "text/plain": "A chart",
    },
    metadata,
  };
  assert.deepEqual(kept(chart), {
    output_type: "display_data",
    data: { "image/png": "iVBO", "text/plain": "A chart" },
    metadata,
  });
});

Deno.test("withoutPublicRows() leaves the summary of a table", () => {
  const table: Output = {
    output_type: "execute_result",
    execution_count: 1,
    data: { "text/html": "<table>1e9</table>", "text/plain": "1e9" },
    metadata: { isoflop: { publicRows: true, summary: "245 runs" } },
  };
  assert.deepEqual(kept(table), { ...table, data: { "text/plain": "245 runs" } });
});

Deno.test("withoutPublicRows() knows a chart that was a last expression", () => {
  const usermeta = { isoflop: { publicRows: true } };
  const chart: Output = {
    output_type: "execute_result",
    execution_count: 1,
    data: {
      "application/vnd.vegalite.v5+json": { ...rows, usermeta },
      "image/png": "iVBO",
      "text/plain": "A chart",
    },
    metadata: {},
  };
  assert.deepEqual(kept(chart), {
    ...chart,
    data: { "image/png": "iVBO", "text/plain": "A chart" },
  });
});

Deno.test("withoutPublicRows() leaves everything else", () => {
  const own: Output = {
    output_type: "display_data",
    data: { "application/vnd.vegalite.v5+json": rows, "image/png": "iVBO" },
    metadata: { "image/png": { width: 1, height: 1 } },
  };
  assert.deepEqual(kept(own), own);
});

Deno.test("withoutPublicRows() leaves no polars frame where public data were loaded", () => {
  const frame: Output = {
    output_type: "execute_result",
    execution_count: 1,
    data: { "application/vnd.dataresource+json": rows, "text/html": "<table>1e9</table>" },
    metadata: {},
  };
  const cell = {
    cell_type: "code" as const,
    ...{ id: "cell-01", metadata: {}, source: "", execution_count: 1, outputs: [frame] },
  };
  const keptIn = (data: Record<string, string>) => {
    const notebook = notebookOf([cell]);
    const metadata = { ...notebook.metadata, isoflop: { data } };
    const [only] = withoutPublicRows({ ...notebook, metadata }).cells;
    return only?.cell_type === "code" ? JSON.stringify(only.outputs) : "";
  };
  assert.doesNotMatch(keptIn({ "chinchilla-epoch": "1934" }), /1e9|1000000000/);
  assert.match(keptIn({ "chinchilla-epoch": "simulated" }), /1e9/);
});
