// Lessons on what comes with the package need no download, the others run on simulated runs without one,
// and every number of their self-checks agrees. That a lesson is what its source gives is tested in notebooks_test.ts.
import assert from "node:assert/strict";
import { readNotebook } from "isoflop/book";
import { datasets } from "isoflop";

const folder = new URL("../../notebooks/", import.meta.url);

/** The tables that a lesson loads, its figures, and how many numbers each of its checks has. */
const lessons: Readonly<
  Record<string, {
    data: readonly string[];
    figures: number;
    checks: readonly number[];
    /** Tables of other people, which runs stand in for where there is no connection. */
    simulated?: readonly string[];
  }>
> = {
  "00_start_here": { data: ["ladder", "ladder-curves"], figures: 8, checks: [2, 5, 5, 3, 2] },
  "00_start_here_solutions": { data: ["ladder"], figures: 0, checks: [] },
  "01_kaplan": { data: ["ladder", "ladder-curves"], figures: 10, checks: [9, 4] },
  "01_kaplan_solutions": { data: ["ladder"], figures: 1, checks: [] },
  "03_over_training": {
    ...{ data: ["ladder"], figures: 8, checks: [7, 2, 2] },
    simulated: ["chinchilla-epoch", "isoflop-experiments"],
  },
  "03_over_training_solutions": { data: ["ladder"], figures: 2, checks: [] },
  "06_kaplan_or_chinchilla": { data: ["ladder", "ladder-curves"], figures: 6, checks: [7, 3, 6] },
  "06_kaplan_or_chinchilla_solutions": { data: ["ladder"], figures: 0, checks: [] },
  "07_repeating_data": {
    ...{ data: ["ladder"], figures: 6, checks: [6, 4, 1] },
    simulated: ["data-constrained-muennighoff"],
  },
  "07_repeating_data_solutions": {
    ...{ data: ["ladder"], figures: 0, checks: [] },
    simulated: ["data-constrained-muennighoff"],
  },
  "09_from_loss_to_tasks": {
    ...{ data: [], figures: 4, checks: [21, 2] },
    simulated: ["overtraining-gadre"],
  },
  "09_from_loss_to_tasks_solutions": {
    ...{ data: [], figures: 0, checks: [] },
    simulated: ["overtraining-gadre"],
  },
  "08_what_should_i_train": { data: ["ladder"], figures: 5, checks: [4, 2, 2] },
  "08_what_should_i_train_solutions": { data: [], figures: 0, checks: [] },
};

for (const [lesson, { data, figures, checks, simulated = [] }] of Object.entries(lessons)) {
  Deno.test(`${lesson} has ${figures} figures, no error and no number that is none`, async () => {
    const outputs = await outputsOf(lesson);
    assert.equal(outputs.filter(({ type }) => type === "error").length, 0);
    assert.equal(outputs.filter(({ png }) => png).length, figures);
    assert.ok(outputs.length >= 4, `${outputs.length} outputs`);
    for (const { text } of outputs) assert.doesNotMatch(text, /\bNaN\b|undefined|\[object /);
  });

  Deno.test(`${lesson} agrees with the papers in every number of its checks`, async () => {
    const outputs = await outputsOf(lesson);
    const found = outputs.flatMap(({ text }) => {
      const [, agree, all] = /^(\d+) of (\d+) numbers agree/.exec(text) ?? [];
      return all ? [[Number(agree), Number(all)]] : [];
    });
    assert.deepEqual(found, checks.map((n) => [n, n]));
  });

  const digests = datasets.list().filter((entry) => data.includes(entry.name))
    .map(({ name, sha256 }) => [name, sha256]);
  if (simulated.length === 0) {
    // That it is built without a connection is tested in notebooks_test.ts.
    Deno.test(`${lesson} is built on what comes with the package alone`, async () => {
      const { metadata } = await readNotebook(new URL(`${lesson}.ipynb`, folder).pathname);
      const { data: used = {} } = metadata.isoflop as { data?: Record<string, string> };
      assert.deepEqual(used, Object.fromEntries(digests));
    });
    continue;
  }
  Deno.test(`${lesson} runs without a connection, on simulated runs where it has to`, async () => {
    const standIns = simulated.map((name) => [name, "simulated"]);
    assert.deepEqual(await runOffline(lesson), Object.fromEntries([...digests, ...standIns]));
  });
}

async function outputsOf(lesson: string) {
  const { cells } = await readNotebook(new URL(`${lesson}.ipynb`, folder).pathname);
  const outputs = cells.flatMap((cell) => cell.cell_type === "code" ? cell.outputs : []);
  return outputs.map((output) => {
    const data = "data" in output ? output.data : {};
    const text = "text" in output ? output.text : data["text/plain"] ?? "";
    return { type: output.output_type, png: "image/png" in data, text: [text].flat().join("") };
  });
}

async function runOffline(lesson: string): Promise<unknown> {
  const empty = Deno.makeTempDirSync();
  const source = `notebooks/src/${lesson}.ts`;
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "lib/cli/main.ts", "notebook", "run", source, "--json"],
    cwd: new URL("../", folder),
    // A proxy at a closed port: every address is out of reach, at once.
    env: { ISOFLOP_DATA: empty, HTTPS_PROXY: "http://127.0.0.1:9", HTTP_PROXY: "" },
  }).output();
  Deno.removeSync(empty, { recursive: true });
  const text = new TextDecoder();
  assert.equal(code, 0, text.decode(stderr));
  return JSON.parse(text.decode(stdout)).data;
}
