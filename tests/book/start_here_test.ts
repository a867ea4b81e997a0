// The first lesson runs on the runs that come with the package: it needs no download, and every
// number of its self-check agrees. That it is what its source gives is tested in notebooks_test.ts.
import assert from "node:assert/strict";
import { page, readNotebook } from "isoflop/book";
import { datasets } from "isoflop";
import { testInBrowser } from "../support/browser.ts";

const folder = new URL("../../notebooks/", import.meta.url);
const figures = { "00_start_here": 8, "00_start_here_solutions": 0 };

for (const [name, expected] of Object.entries(figures)) {
  Deno.test(`${name} has ${expected} figures, no error and no number that is none`, async () => {
    const outputs = await outputsOf(new URL(`${name}.ipynb`, folder).pathname);
    assert.equal(outputs.filter(({ type }) => type === "error").length, 0);
    assert.equal(outputs.filter(({ png }) => png).length, expected);
    assert.ok(outputs.length > 5, `${outputs.length} outputs`);
    for (const { text } of outputs) assert.doesNotMatch(text, /\bNaN\b|undefined|\[object /);
  });

  Deno.test(`${name} runs to its end without a connection, on real runs`, async () => {
    const data = await runOffline(name);
    const shipped = datasets.list().filter((entry) => entry.name.startsWith("ladder"));
    const digests = Object.fromEntries(shipped.map(({ name, sha256 }) => [name, sha256]));
    const { ladder } = digests;
    assert.deepEqual(data, name === "00_start_here" ? digests : { ladder });
  });
}

Deno.test("00_start_here agrees with SciPy in every number of its check", async () => {
  const outputs = await outputsOf(new URL("00_start_here.ipynb", folder).pathname);
  const checks = outputs.flatMap(({ text }) => /^(\d+) of (\d+) numbers agree/.exec(text) ?? []);
  assert.ok(checks.length >= 5 * 3, "a check is missing");
  for (let i = 0; i < checks.length; i += 3) assert.equal(checks[i + 1], checks[i + 2]);
});

testInBrowser("the first lesson is a page with eight figures and no complaint", async (visit) => {
  const notebook = await readNotebook(new URL("00_start_here.ipynb", folder).pathname);
  const { dom, complaints } = await visit(await page(notebook));
  assert.deepEqual(complaints, []);
  assert.equal(dom.match(/<figure/g)?.length, 8);
});

async function outputsOf(file: string) {
  const { cells } = await readNotebook(file);
  const outputs = cells.flatMap((cell) => cell.cell_type === "code" ? cell.outputs : []);
  return outputs.map((output) => {
    const data = "data" in output ? output.data : {};
    const text = "text" in output ? output.text : data["text/plain"] ?? "";
    return { type: output.output_type, png: "image/png" in data, text: [text].flat().join("") };
  });
}

async function runOffline(name: string): Promise<unknown> {
  const empty = Deno.makeTempDirSync();
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "lib/cli/main.ts", "notebook", "run", `notebooks/src/${name}.ts`, "--json"],
    cwd: new URL("../", folder),
    // A proxy at a closed port: every address is out of reach, at once.
    env: { ISOFLOP_DATA: empty, HTTPS_PROXY: "http://127.0.0.1:9", HTTP_PROXY: "" },
  }).output();
  Deno.removeSync(empty, { recursive: true });
  const text = new TextDecoder();
  assert.equal(code, 0, text.decode(stderr));
  return JSON.parse(text.decode(stdout)).data;
}
