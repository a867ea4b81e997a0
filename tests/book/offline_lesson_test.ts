// The lesson never fails for lack of data: without a cache and without a connection it runs on
// simulated runs, says so, and its own check still holds. What comes with the package is there all the same.
import assert from "node:assert/strict";
import { page, readNotebook } from "isoflop/book";
import { datasets } from "isoflop";
import { testInBrowser } from "../support/browser.ts";

const needed = {
  "02_chinchilla": {
    sets: ["chinchilla-epoch", "isoflop-experiments"],
    shipped: ["ladder", "ladder-curves"],
  },
  "02_chinchilla_solutions": { sets: ["chinchilla-epoch"], shipped: ["ladder-curves"] },
  "04_critical_batch_size": {
    sets: ["critical-batch-zhang"],
    shipped: ["ladder", "ladder-batch"],
  },
  "04_critical_batch_size_solutions": {
    sets: ["critical-batch-zhang"],
    shipped: ["ladder-batch"],
  },
  "05_how_sure_are_we": { sets: ["chinchilla-epoch"], shipped: ["ladder"] },
  "05_how_sure_are_we_solutions": { sets: ["chinchilla-epoch"], shipped: ["ladder"] },
};
for (const [name, { sets, shipped }] of Object.entries(needed)) {
  Deno.test(`${name} runs to its end without data and without a connection`, async () => {
    using lesson = await withoutData(name);
    assert.equal(lesson.code, 0, lesson.err);
    for (const set of sets) {
      const note = `note: ${set} could not be had, so this shows simulated runs`;
      assert.ok(lesson.err.includes(note), lesson.err);
    }
    const simulated = Object.fromEntries(sets.map((set) => [set, "simulated"]));
    const real = datasets.list().filter(({ name }) => shipped.includes(name))
      .map(({ name, sha256 }) => [name, sha256]);
    assert.deepEqual(JSON.parse(lesson.out).data, { ...simulated, ...Object.fromEntries(real) });
  });
}

testInBrowser(
  "the lesson without data is a page that says so, all figures alive",
  async (visit) => {
    using lesson = await withoutData("02_chinchilla");
    const { dom, complaints } = await visit(await page(await readNotebook(lesson.file)));
    assert.deepEqual(complaints, []);
    assert.match(
      dom,
      /<p class="banner" role="note">chinchilla-epoch and isoflop-experiments could not be had/,
    );
    assert.equal(dom.match(/<figure/g)?.length, 15);
    // The six of two or three panels are too wide for the column: pictures, with a button for the chart.
    assert.equal(dom.match(/ is-live"/g)?.length, 9);
    // The ladder is real: four of its figures are here, two of them alive.
    assert.equal(dom.match(/>simulated runs, not published data</g)?.length, 7);
  },
);

async function withoutData(name: string) {
  const folder = Deno.makeTempDirSync();
  const file = `${folder}/${name}.ipynb`;
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      ...["run", "-A", "lib/cli/main.ts", "notebook", "run", `notebooks/src/${name}.ts`],
      ...["-o", file, "--json"],
    ],
    cwd: new URL("../../", import.meta.url),
    // A proxy at a closed port: every address is out of reach, at once.
    env: { ISOFLOP_DATA: folder, HTTPS_PROXY: "http://127.0.0.1:9", HTTP_PROXY: "" },
  }).output();
  const text = new TextDecoder();
  return {
    ...{ code, file, out: text.decode(stdout), err: text.decode(stderr) },
    [Symbol.dispose]: () => Deno.removeSync(folder, { recursive: true }),
  };
}
