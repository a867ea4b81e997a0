// GitHub runs no script in a notebook, takes an SVG before a PNG and strips what is in it, and shows plain
// text where it has nothing better. It cannot be opened here, so its rules are held against the files.
import assert from "node:assert/strict";
import { readNotebook } from "isoflop/book";

const folder = new URL("../../notebooks/", import.meta.url);
/** GitHub gives up on large notebooks; where exactly is not published. */
const largest = 2e6;

for (const { name } of Deno.readDirSync(folder)) {
  if (!name.endsWith(".ipynb")) continue;
  Deno.test(`${name} keeps GitHub's rules: pictures with sizes, no SVG, text for everything`, async () => {
    const file = new URL(name, folder);
    assert.ok(Deno.statSync(file).size <= largest, `${Deno.statSync(file).size} bytes`);
    const { cells } = await readNotebook(file.pathname);
    for (const [i, cell] of cells.entries()) {
      if (cell.cell_type !== "code") continue;
      for (const output of cell.outputs) {
        if (!("data" in output)) continue;
        const types = Object.keys(output.data), where = `cell ${i + 1}: ${types}`;
        assert.ok(types.includes("text/plain"), where);
        assert.ok(!types.includes("image/svg+xml"), where);
        if (!types.some((type) => type.startsWith("application/vnd.vega"))) continue;
        assert.ok(types.includes("image/png") && !types.includes("text/html"), where);
        const size = output.metadata["image/png"] as { width: number; height: number };
        assert.ok(size.width > 100 && size.height > 50, where);
      }
    }
  });
}
