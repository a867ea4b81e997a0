// Tables of repeated and over-trained runs, taken from their sources by hand: read from the cache, or, of
// repeated runs, simulated.
import assert from "node:assert/strict";
import { dataConstrained, datasets, fitLaw, held, huberLog, presetNamed } from "isoflop";
import { assertClose } from "../support/agree.ts";

const repeated = "data-constrained-muennighoff", overtrained = "overtraining-gadre";
const listed = Object.fromEntries(datasets.list().map((entry) => [entry.name, entry]));

Deno.test({
  name: `${repeated} has U, at most D, in 182 runs of up to 9000 epochs (needs it)`,
  ignore: !listed[repeated]!.cached,
  fn: async () => {
    const runs = await datasets.load(repeated);
    assert.equal(runs.length, 182);
    assert.equal(runs.source.committable, false);
    const U = runs.column("U"), epochs = runs.D.map((d, i) => d / U[i]!);
    const { ranges } = presetNamed("data-constrained:muennighoff");
    assert.deepEqual([Math.min(...epochs), Math.max(...epochs)], ranges!.epochs);
    assert.deepEqual([Math.min(...U), Math.max(...U)], ranges!.U);
    // Sizes are printed to two digits there.
    assertClose(Math.min(...runs.N), ranges!.N![0], 1e-3);
    assertClose(Math.max(...runs.N), ranges!.N![1], 1e-3);
  },
});

Deno.test({
  name: `${overtrained} has 104 models of three sets, at 5 to 640 tokens per parameter (needs it)`,
  ignore: !listed[overtrained]!.cached,
  fn: async () => {
    const runs = await datasets.load(overtrained);
    assert.equal(runs.length, 104);
    assert.equal(runs.source.committable, false);
    const M = runs.column("M");
    assert.deepEqual([Math.min(...M), Math.max(...M)], [5, 640]);
    assert.equal(runs.frame.columns.filter((name) => name.startsWith("acc_")).length, 46);
    const sets = new Set(runs.frame.getColumn("train_set").toArray());
    assert.deepEqual([...sets], ["c4_original", "rpj", "rw_original"]);
  },
});

for (const name of [repeated, overtrained]) {
  Deno.test(`${name} cannot be downloaded, and says what to do`, async () => {
    await withEmptyCache(async (cacheDir) => {
      const { file, standIn } = listed[name]!;
      await assert.rejects(datasets.load(name, { cacheDir }), (error: Error) => {
        const lines = error.message.split("\n");
        assert.equal(lines[0], `Cannot download the data set "${name}"`);
        assert.equal(lines[2], "  found: a table that is taken from its source by hand");
        const other = standIn ? ", or load simulated runs with { standIn: true }" : "";
        assert.equal(
          lines[3],
          `  cure: set ISOFLOP_DATA to a folder that holds ${name}/${file}${other}`,
        );
        return true;
      });
    });
  });
}

Deno.test(`the stand-in of ${repeated} is marked, and gives back what it was made of`, async () => {
  await withEmptyCache(async (cacheDir) => {
    const runs = await datasets.load(repeated, { cacheDir, standIn: true });
    assert.equal(runs.length, 180);
    assert.ok(runs.source.simulated);
    assert.match(runs.notes[0]!, /^Simulated from data-constrained:muennighoff, because/);
    const { R_D, R_N, ...base } = presetNamed("data-constrained:muennighoff").coef!;
    const fit = fitLaw(runs, dataConstrained, { objective: huberLog(), coefs: held(base) });
    const near = fit.interval("R_D", 0.99, "profile")!;
    assert.ok(near.low < R_D! && R_D! < near.high, `${near.low} to ${near.high}`);
    const size = fit.interval("R_N", 0.99, "profile")!;
    assert.ok(size.low < R_N! && R_N! < size.high, `${size.low} to ${size.high}`);
    assert.equal(datasets.loaded()[repeated], "simulated");
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
