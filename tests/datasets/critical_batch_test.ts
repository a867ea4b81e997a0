// Zhang's table of steps is taken from a notebook by hand: it is read from the cache or simulated.
import assert from "node:assert/strict";
import { datasets, fitBatch } from "isoflop";

const name = "critical-batch-zhang";
const listed = datasets.list().find((entry) => entry.name === name)!;

Deno.test({
  name: `${name} has nine batches of five models, and may not be committed (needs it)`,
  ignore: !listed.cached,
  fn: async () => {
    const steps = await datasets.load(name);
    assert.equal(steps.length, listed.rows);
    assert.equal(steps.source.committable, false);
    assert.equal(steps.source.digest, listed.sha256);
    assert.deepEqual([...new Set(steps.run)], ["85M", "151M", "302M", "604M", "1.2B"]);
    assert.deepEqual([...new Set(steps.column("length"))], [512]);
    const batches = Array.from({ length: 9 }, (_, i) => 64 * 2 ** i);
    assert.deepEqual([...new Set(steps.column("batch"))], batches);
  },
});

Deno.test(`${name} cannot be downloaded, and says what to do`, async () => {
  await withEmptyCache(async (cacheDir) => {
    await assert.rejects(datasets.load(name, { cacheDir }), {
      name: "InputError",
      message: [
        `Cannot download the data set "${name}"`,
        "  needed: the numbers in cell 5 of the notebook, with the columns model,params,target_loss," +
        "batch_sequences,sequence_length,steps, of https://raw.githubusercontent.com/hlzhang109/" +
        "critical-batch-size/c5b509d8cf276bb40388172a08f9d6f644cf44dc/plots/chinchilla.ipynb",
        "  found: a table that is taken from its source by hand",
        `  cure: set ISOFLOP_DATA to a folder that holds ${name}/steps.csv, or load simulated steps ` +
        "with { standIn: true }",
      ].join("\n"),
    });
  });
});

Deno.test(`the stand-in of ${name} is marked, and its exponent is in its interval`, async () => {
  await withEmptyCache(async (cacheDir) => {
    const steps = await datasets.load(name, { cacheDir, standIn: true });
    assert.equal(steps.length, 45);
    assert.ok(steps.source.simulated);
    assert.match(steps.notes[0]!, /^Simulated from S\(B\) = S_min \(1 \+ B_crit\/B\), because/);
    const fit = fitBatch(steps);
    assert.match(fit.toString(), /simulated, not published/);
    const { low, high } = fit.power("N").interval()!;
    assert.ok(low < 0.6 && 0.6 < high);
    assert.equal(datasets.loaded()[name], "simulated");
  });
});

async function withEmptyCache(body: (cacheDir: string) => Promise<void>): Promise<void> {
  const cacheDir = await Deno.makeTempDir();
  try {
    await body(cacheDir);
  } finally {
    await Deno.remove(cacheDir, { recursive: true });
  }
}
