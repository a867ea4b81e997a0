// The committed notebooks are what their sources make of the data they were built with. Where that
// data cannot be had, or is another, a test reports itself as ignored under a name that says so.
import assert from "node:assert/strict";
import { checkNotebook, readNotebook } from "isoflop/book";
import { datasets } from "isoflop";

const folder = new URL("../../notebooks/", import.meta.url);
const sources = Array.from(Deno.readDirSync(new URL("src/", folder)), ({ name }) => name).sort();

for (const source of sources.filter((name) => name.endsWith(".ts"))) {
  const name = source.replace(/\.ts$/, ".ipynb");
  const file = new URL(name, folder).pathname;
  const { metadata } = await readNotebook(file);
  const { data = {} } = (metadata as { isoflop?: { data?: Record<string, string> } }).isoflop ?? {};
  const missing = Object.entries(data).filter(([dataset, digest]) =>
    !datasets.list().some((entry) =>
      entry.name === dataset && (digest === "simulated" ? !entry.cached : entry.cached)
    )
  ).map(([dataset]) => dataset);
  Deno.test({
    name: `${name} is what its source gives, without a connection` +
      (missing.length ? ` (built with ${missing.join(" and ")}, which is not here)` : ""),
    ignore: missing.length > 0,
    fn: async () => {
      const result = await offline(() => checkNotebook(file));
      assert.equal(result.status, "fresh", "message" in result ? result.message : undefined);
    },
  });

  Deno.test(`${name} holds no rows of other people's data`, () => {
    const text = Deno.readTextFileSync(file);
    // Rows of the public table: losses in its own digits, in those of a chart, and as they are shown.
    const rows = ["5.005581", "3.765563", "2.077394", "4.66523", "3.44699", "9.99e18", "9.23e18"];
    for (const digits of rows) {
      assert.ok(!text.includes(digits), `${digits} stands in ${name}`);
    }
  });

  Deno.test(`${name} stays small enough to be opened and reviewed`, async () => {
    // A figure is 70 kB as a picture of 256 colours and up to 70 kB as a live chart.
    const { cells } = await readNotebook(file);
    const figures = cells.filter((cell) => JSON.stringify(cell).includes('"image/png"')).length;
    const { size } = Deno.statSync(file);
    assert.ok(size < 1e5 + 1.4e5 * figures, `${size} bytes for ${figures} figures`);
  });
}

/** A proxy at a closed port: every address is out of reach, at once, for what is started meanwhile. */
async function offline<T>(body: () => Promise<T>): Promise<T> {
  const before = Deno.env.get("HTTPS_PROXY");
  Deno.env.set("HTTPS_PROXY", "http://127.0.0.1:9");
  try {
    return await body();
  } finally {
    if (before === undefined) Deno.env.delete("HTTPS_PROXY");
    else Deno.env.set("HTTPS_PROXY", before);
  }
}
