// Tables of repeated and over-trained runs: derived from a notebook, or taken from its source by hand; read
// from the cache, or, of repeated runs, simulated.
import assert from "node:assert/strict";
import { averageError, dataConstrained, datasets, downstream, downstreamError } from "isoflop";
import { fitLaw, gadre, held, huberLog, presetNamed } from "isoflop";
import { downloadSet } from "../../lib/datasets/load.ts";
import { muennighoffTable } from "../../lib/datasets/muennighoff_table.ts";
import { dataSetNamed } from "../../lib/datasets/registry.ts";
import { sha256 } from "../../lib/runs/digest.ts";
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

Deno.test(`${overtrained} cannot be downloaded, and says what to do`, async () => {
  await withEmptyCache(async (cacheDir) => {
    await assert.rejects(datasets.load(overtrained, { cacheDir }), (error: Error) => {
      const lines = error.message.split("\n");
      assert.equal(lines[0], `Cannot download the data set "${overtrained}"`);
      assert.equal(lines[2], "  found: a table that is taken from its source by hand");
      const cure = `set ISOFLOP_DATA to a folder that holds ${overtrained}/models.csv, or load ` +
        "simulated runs with { standIn: true }";
      assert.equal(lines[3], `  cure: ${cure}`);
      return true;
    });
  });
});

// Lines as the notebook has printed them: the first of the table, and one of every way to write a number.
const printed = [
  "2b832b4b 2.81 32.0 4.0 2.722962",
  "7m100m100m 0.007098752 0.1 0.1 8.102005",
  "14m900b100m 0.0141 900.0 0.1 4.304018",
  "3b926b26b 3.89971072 26.0 26.0 2.916993",
];

const notebookOf = (lines: readonly string[]) =>
  new TextEncoder().encode(JSON.stringify({
    cells: [
      { cell_type: "markdown", source: ["2b832b4b 1 1 1 1"], metadata: { id: "other" } },
      {
        ...{ cell_type: "code", source: [], metadata: { id: "7_T_IE3gj3rR" } },
        outputs: [{ name: "stdout", text: lines.map((line) => `${line}\n`) }],
      },
    ],
  }));

Deno.test("muennighoffTable() takes the runs from what their notebook has printed", () => {
  const text = new TextDecoder().decode(muennighoffTable(notebookOf(printed)));
  assert.deepEqual(text.split("\r\n"), [
    "name,params,tokens,unique_tokens,loss",
    "2b832b4b,2810000000.0,32000000000.0,4000000000.0,2.722962",
    "7m100m100m,7098752.0,100000000.0,100000000.0,8.102005",
    "14m900b100m,14100000.0,900000000000.0,100000000.0,4.304018",
    "3b926b26b,3899710720.0,26000000000.0,26000000000.0,2.916993",
    "",
  ]);
  assert.throws(() => muennighoffTable(new TextEncoder().encode('{"cells":[{}]}')), {
    message: /needed: a cell "7_T_IE3gj3rR" that has printed them\n {2}found: 1 cells without/,
  });
});

Deno.test({
  name: `${repeated} is downloaded and derived, to the digest of the table (needs it)`,
  ignore: !listed[repeated]!.cached,
  fn: async () => {
    const table = await Deno.readTextFile(datasets.path(repeated));
    const notebook = notebookOf(
      table.trim().split("\r\n").slice(1).map((line) => {
        const [name, N, D, U, loss] = line.split(",");
        const billions = (x: string) => `${Number(x) / 1e9}`.replace(/^\d+$/, "$&.0");
        return [name, ...[N!, D!, U!].map(billions), loss].join(" ");
      }),
    );
    const set = dataSetNamed(repeated);
    const pinned = { ...set.pinned!, sha256: await sha256(notebook) };
    await withEmptyCache(async (cacheDir) => {
      const fetch = () => Promise.resolve(new Response(notebook));
      const path = await downloadSet({ ...set, pinned }, { cacheDir, fetch });
      assert.equal(await sha256(await Deno.readFile(path)), set.sha256);
      // A notebook that gives another table leaves nothing behind.
      const other = notebookOf(printed);
      const wrong = { ...set, pinned: { ...pinned, sha256: await sha256(other) } };
      await Deno.remove(path);
      await assert.rejects(
        downloadSet(wrong, { cacheDir, fetch: () => Promise.resolve(new Response(other)) }),
        /needed: SHA-256 b938feff/,
      );
      await assert.rejects(Deno.stat(path), Deno.errors.NotFound);
    });
  },
});

Deno.test(`the stand-in of ${repeated} is marked, and gives back what it was made of`, async () => {
  await withEmptyCache(async (cacheDir) => {
    const fetch = () => Promise.reject(new TypeError("no network"));
    const runs = await datasets.load(repeated, { cacheDir, fetch, standIn: true });
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

Deno.test(`the stand-in of ${overtrained} is marked, and its two stages are what they were made of`, async () => {
  await withEmptyCache(async (cacheDir) => {
    const runs = await datasets.load(overtrained, { cacheDir, standIn: true });
    assert.equal(runs.length, 105);
    assert.ok(runs.source.simulated);
    assert.match(runs.notes[0]!, /^Simulated from gadre:c4 and downstream-error:c4-46 and/);
    const set = runs.where({ train_set: "rpj" });
    const table = { N: set.N, D: set.D, loss: set.loss, error: averageError(set) };
    const [first, second] = [fitLaw(table, gadre), fitLaw(table, downstreamError)];
    const at = { N: 3e9, D: 6e10 }, published = presetNamed("gadre:redpajama");
    const there = downstreamError.predict(
      presetNamed("downstream-error:redpajama-46").coef as never,
      { loss: published.predict!(at) },
    );
    const { loss, error } = downstream(first, second).predict(at);
    // 35 models with .5 % of noise on the loss and .005 on the error.
    assertClose(loss, published.predict!(at), 0.01);
    assertClose(error, there, 0.02);
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
