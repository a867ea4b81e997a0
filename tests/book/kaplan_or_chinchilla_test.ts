// Lesson 06 runs on what comes with the package: it needs no download, and every number of its
// self-check agrees. That it is what its source gives is tested in notebooks_test.ts.
import assert from "node:assert/strict";
import { page, readNotebook } from "isoflop/book";
import { datasets } from "isoflop";
import { testInBrowser } from "../support/browser.ts";

const folder = new URL("../../notebooks/", import.meta.url);
const name = "06_kaplan_or_chinchilla";

for (const [lesson, figures] of [[name, 6], [`${name}_solutions`, 0]] as const) {
  Deno.test(`${lesson} has ${figures} figures, no error and no number that is none`, async () => {
    const outputs = await outputsOf(lesson);
    assert.equal(outputs.filter(({ type }) => type === "error").length, 0);
    assert.equal(outputs.filter(({ png }) => png).length, figures);
    assert.ok(outputs.length >= 5, `${outputs.length} outputs`);
    for (const { text } of outputs) assert.doesNotMatch(text, /\bNaN\b|undefined|\[object /);
  });

  Deno.test(`${lesson} runs to its end without a connection, on real runs`, async () => {
    const shipped = lesson === name ? ["ladder", "ladder-curves"] : ["ladder"];
    const digests = datasets.list().filter((entry) => shipped.includes(entry.name))
      .map(({ name, sha256 }) => [name, sha256]);
    assert.deepEqual(await runOffline(lesson), Object.fromEntries(digests));
  });
}

Deno.test("06_kaplan_or_chinchilla agrees with the papers in every number of its check", async () => {
  const outputs = await outputsOf(name);
  const checks = outputs.flatMap(({ text }) => {
    const found = /^(\d+) of (\d+) numbers agree/.exec(text);
    return found ? [[Number(found[1]), Number(found[2])]] : [];
  });
  assert.deepEqual(checks, [[7, 7], [3, 3], [6, 6]]);
});

testInBrowser("lesson 06 is a page with six figures and no complaint", async (visit) => {
  const notebook = await readNotebook(new URL(`${name}.ipynb`, folder).pathname);
  const { dom, complaints } = await visit(await page(notebook));
  assert.deepEqual(complaints, []);
  assert.equal(dom.match(/<figure/g)?.length, 6);
});

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
