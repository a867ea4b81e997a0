// Lesson 08 runs on what comes with the package, and its figures go on computing in the page, without
// a kernel and without a network. That it is what its source gives is tested in notebooks_test.ts.
import assert from "node:assert/strict";
import { page, readNotebook } from "isoflop/book";
import { datasets } from "isoflop";
import { presetNamed } from "isoflop/laws";
import { allocate, planRepeated } from "isoflop/plan";
import { keepViews, testByHand } from "../support/drive.ts";

const folder = new URL("../../notebooks/", import.meta.url);
const name = "08_what_should_i_train";

for (const [lesson, figures] of [[name, 5], [`${name}_solutions`, 0]] as const) {
  Deno.test(`${lesson} has ${figures} figures, no error and no number that is none`, async () => {
    const outputs = await outputsOf(lesson);
    assert.equal(outputs.filter(({ type }) => type === "error").length, 0);
    assert.equal(outputs.filter(({ png }) => png).length, figures);
    assert.ok(outputs.length >= 4, `${outputs.length} outputs`);
    for (const { text } of outputs) assert.doesNotMatch(text, /\bNaN\b|undefined|\[object /);
  });

  Deno.test(`${lesson} runs to its end without a connection`, async () => {
    const { sha256 } = datasets.list().find(({ name }) => name === "ladder")!;
    assert.deepEqual(await runOffline(lesson), lesson === name ? { ladder: sha256 } : {});
  });
}

Deno.test("08_what_should_i_train agrees with the papers in every number of its checks", async () => {
  const outputs = await outputsOf(name);
  const checks = outputs.flatMap(({ text }) => {
    const found = /^(\d+) of (\d+) numbers agree/.exec(text);
    return found ? [[Number(found[1]), Number(found[2])]] : [];
  });
  assert.deepEqual(checks, [[4, 4], [2, 2], [2, 2]]);
});

testByHand(
  "lesson 08 is a page whose five figures follow the keyboard, with the library's numbers",
  async () => {
    const notebook = await readNotebook(new URL(`${name}.ipynb`, folder).pathname);
    return keepViews(await page(notebook));
  },
  async (tab) => {
    await tab.ask(`new Promise((done) => {
      const look = () => views.length >= 5 ? done() : setTimeout(look, 20);
      look();
    })`);
    assert.equal(await tab.ask(`document.querySelectorAll("figure.is-live").length`), 5);
    const focus = (figure: number, control: string) =>
      tab.ask(`document.querySelectorAll("figure")[${figure}]
        .querySelector('[name="p_${control}"]').focus()`);
    const numbers = (figure: number, ...names: string[]) =>
      tab.ask<number[]>(`views[${figure}].runAsync().then(() =>
        ${JSON.stringify(names)}.map((name) => views[${figure}].signal("p_" + name)))`);
    const near = (found: readonly number[], wanted: readonly number[]) =>
      found.forEach((x, i) => assert.ok(Math.abs(x / wanted[i]! - 1) < 1e-6, `${x} ${wanted[i]}`));

    await focus(1, "logC");
    await tab.press("ArrowRight", 10);
    const [hoffmann, epoch] = ["hoffmann", "epoch"].map((preset) =>
      allocate(presetNamed(`chinchilla:${preset}`), { C: 10 ** 23.5 })
    );
    near(await numbers(1, "N0", "D0", "N1", "D1"), [
      ...[hoffmann!.N, hoffmann!.D, epoch!.N, epoch!.D],
    ]);

    await focus(4, "logDemand");
    await tab.press("Home");
    await focus(4, "logU");
    await tab.press("ArrowLeft", 40);
    const plan = planRepeated(presetNamed("data-constrained:muennighoff"), { C: 1e23, U: 1e11 });
    near(await numbers(4, "N", "D", "loss", "epochs"), [plan.N, plan.D, plan.loss!, plan.epochs]);

    assert.deepEqual(tab.complaints, []);
    assert.deepEqual(tab.requests, []);
  },
);

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
