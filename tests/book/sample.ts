import {
  type Cell,
  type CellMetadata,
  type Notebook,
  notebookOf,
  type Output,
} from "../../lib/book/mod.ts";

/** A cell of prose. */
export function prose(source: string): Cell {
  return { cell_type: "markdown", id: crypto.randomUUID(), metadata: {}, source };
}

/** A cell of code with what it put out. */
export function code(source: string, outputs: Output[] = [], metadata: CellMetadata = {}): Cell {
  return {
    cell_type: "code",
    id: crypto.randomUUID(),
    metadata,
    source,
    outputs,
    execution_count: 1,
  };
}

/** A picture of one pixel. */
export const pixel =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

/** A chart with twelve points, some of whose names would like to end a script. */
export const chart: Output = {
  output_type: "display_data",
  data: {
    "application/vnd.vegalite.v5+json": {
      $schema: "https://vega.github.io/schema/vega-lite/v5.json",
      width: 300,
      height: 150,
      data: {
        values: Array.from(
          { length: 12 },
          (_, i) => ({ x: i, y: i * i, name: `</script><b>${i}` }),
        ),
      },
      mark: { type: "point", tooltip: true },
      encoding: {
        x: { field: "x", type: "quantitative" },
        y: { field: "y", type: "quantitative" },
        detail: { field: "name" },
      },
    },
    "image/png": pixel,
    "text/plain": "Squares\n\nTwelve squares; they grow.",
  },
  metadata: { "image/png": { width: 340, height: 200 } },
};

/** A notebook with one of everything. */
export const sample: Notebook = notebookOf([
  prose(
    "# Losses & $L(N)$\n\nSee [the next](02_next.ipynb#fit) and [a paper](https://example.org/a).",
  ),
  prose(
    "## One\n\n$$\nL = E + A N^{-\\alpha}\n$$\n\nIt costs \\$5, or $6 and 7$; $a_1 * b_1 * c_1$.",
  ),
  code("const x: number = 1;\nawait show(chart);", [chart]),
  prose("## Two\n\n| a | b |\n| --- | ---: |\n| `$x$` | 2 |"),
  code("console.log(1)", [{
    output_type: "stream",
    name: "stdout",
    text: "<i>&\u001b[31mred\u001b[0m",
  }]),
  prose("## Two\n\n<script>alert(1)</script> ![a picture](https://example.org/a.png)"),
  code("nope", [{
    output_type: "error",
    ename: "ReferenceError",
    evalue: "<b>nope</b>",
    traceback: ["ReferenceError: nope", "    at <anonymous>:1:1"],
  }], { tags: ["folded"] }),
  code("show(table)", [{
    output_type: "display_data",
    data: { "text/html": "<table><tr><td>7.5</td></tr></table>", "text/plain": "7.5" },
    metadata: {},
  }]),
  prose("<details>\n<summary>Solution</summary>\n\nIt is *two*.\n\n</details>"),
]);
