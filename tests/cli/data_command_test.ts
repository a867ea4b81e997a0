import assert from "node:assert/strict";
import { datasets } from "isoflop";
import { assertRefused, Folder, isoflop } from "./support.ts";

Deno.test("isoflop data list names every data set of the registry", async () => {
  const { code, out, err } = await isoflop("data", "list", "--json");
  assert.equal(code, 0);
  assert.equal(err, "");
  const names = JSON.parse(out).datasets.map(({ name }: { name: string }) => name);
  assert.deepEqual(names, datasets.list().map(({ name }) => name));
  const text = (await isoflop("data", "list")).out;
  for (const name of names) assert.match(text, new RegExp(`^${name} `, "m"));
});

Deno.test("isoflop data path prints a path and nothing else", async () => {
  const { code, out } = await isoflop("data", "path", "chinchilla-epoch");
  assert.equal(code, 0);
  assert.equal(out, `${datasets.path("chinchilla-epoch")}\n`);
  const json = JSON.parse((await isoflop("data", "path", "chinchilla-epoch", "--json")).out);
  assert.equal(json.path, datasets.path("chinchilla-epoch"));
  assert.equal(json.columns, "N=Model Size,C=Training FLOP,loss=loss");
});

Deno.test("isoflop data list says that the ladder is here, whatever the cache", async () => {
  const { out } = await isoflop("data", "list");
  for (const name of ["ladder", "ladder-curves"]) {
    assert.match(out, new RegExp(`^${name} +\\d+  yes +MIT +`, "m"));
  }
  const json = JSON.parse((await isoflop("data", "list", "--json")).out);
  const [ladder] = json.datasets;
  assert.deepEqual([ladder.name, ladder.cached], ["ladder", true]);
  assert.equal(ladder.path, datasets.path("ladder"));
});

Deno.test("isoflop data path of a shipped table has no note, and its path is a file", async () => {
  for (const name of ["ladder", "ladder-curves"]) {
    const outcome = await isoflop("data", "path", name);
    assert.deepEqual(outcome, { code: 0, out: `${datasets.path(name)}\n`, err: "" });
    assert.ok(Deno.statSync(outcome.out.trim()).isFile);
  }
});

Deno.test("isoflop data fetch of a shipped table prints its path and downloads nothing", async () => {
  using folder = new Folder();
  await withCache(folder, async () => {
    for (const name of ["ladder", "ladder-curves"]) {
      assert.deepEqual(await isoflop("data", "fetch", name), {
        code: 0,
        out: `${datasets.path(name)}\n`,
        err: "note: it comes with the package; there was nothing to download\n",
      });
    }
    const { out } = await isoflop("data", "fetch", "ladder", "--json");
    assert.deepEqual(JSON.parse(out), {
      name: "ladder",
      path: datasets.path("ladder"),
      cached: true,
      columns: "N=N,D=D,C=C,loss=loss",
    });
    assert.deepEqual(folder.names(), []);
  });
});

Deno.test("isoflop fit reads the shipped tables by their own column names", async () => {
  const runs = [datasets.path("ladder"), "--where", "sweep=isoflop"];
  const law = JSON.parse((await isoflop("fit", ...runs, "--json")).out);
  assert.equal(law.n, 56);
  const { code, err } = await isoflop("fit", datasets.path("ladder-curves"), "--approach", "1");
  assert.equal(code, 0, err);
});

Deno.test("isoflop data suggests the data set that was meant", async () => {
  using folder = new Folder();
  for (const verb of ["path", "fetch"]) {
    await assertRefused(folder, ["data", verb, "chinchila-epoch"], [
      'Cannot find the data set "chinchila-epoch"',
      '  needed: one of "ladder", "ladder-curves", "ladder-batch", "chinchilla-epoch", "isoflop-experiments", ' +
      '"critical-batch-zhang", "data-constrained-muennighoff" and "overtraining-gadre"',
      '  found: "chinchila-epoch"',
      '  cure: did you mean "chinchilla-epoch"?',
    ]);
  }
});

Deno.test("isoflop data fetch refuses a table in the cache that is not the pinned one", async () => {
  using folder = new Folder();
  await withCache(folder, async () => {
    Deno.mkdirSync(folder.at("chinchilla-epoch"));
    folder.write("chinchilla-epoch/svg_extracted_data.csv", "not it");
    await assertRefused(folder, ["data", "fetch", "chinchilla-epoch"], [
      'Cannot use the table "chinchilla-epoch/svg_extracted_data.csv"',
      "  needed: SHA-256 193478df4e90f040016431996c45682659306840ecdadf83cfb9cd5ca0aa1b30",
      "  found: SHA-256 06121725c433ccd0469b52730a723e66a9c1e31c67c42b1dba6b501f0bf94c9d",
      "  cure: delete the file; it will be downloaded again",
    ]);
  });
});

/** Runs the body with the folder as the cache of downloaded tables. */
async function withCache(folder: Folder, body: () => Promise<void>): Promise<void> {
  const before = Deno.env.get("ISOFLOP_DATA");
  Deno.env.set("ISOFLOP_DATA", folder.path);
  try {
    await body();
  } finally {
    if (before === undefined) Deno.env.delete("ISOFLOP_DATA");
    else Deno.env.set("ISOFLOP_DATA", before);
  }
}
