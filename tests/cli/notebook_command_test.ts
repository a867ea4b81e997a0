// These start the real kernel; what it does with notebooks is tested in tests/kernel and tests/book.
import assert from "node:assert/strict";
import { assertRefused, Folder, isoflop } from "./support.ts";

const source = `// %% [markdown]
// # A notebook

// %%
console.log(6 * 7);
`;

function withSource(text: string): Folder {
  const folder = new Folder();
  Deno.mkdirSync(folder.at("src"));
  folder.write("src/01_name.ts", text);
  return folder;
}

Deno.test("isoflop notebook builds, checks, pulls and makes pages", async () => {
  using folder = withSource(source);
  const file = folder.at("01_name.ipynb");
  const answer = async (...args: string[]) => {
    const { code, out, err } = await isoflop("notebook", ...args, "--json");
    assert.equal(code, 0, err);
    return JSON.parse(out);
  };
  const built = await answer("build", folder.at("src/01_name.ts"));
  assert.deepEqual(built, { file: folder.at("src/01_name.ts"), output: file, cells: 1, data: {} });
  assert.match(Deno.readTextFileSync(file), /"42\\n"/);

  const checked = await answer("check", file);
  assert.deepEqual(checked, { file, status: "fresh", message: "what its source gives" });

  const pulled = await answer("pull", file, "-o", folder.at("again.ts"));
  assert.deepEqual(pulled, { file, output: folder.at("again.ts") });
  assert.equal(Deno.readTextFileSync(folder.at("again.ts")), source);

  assert.deepEqual(await answer("page", file, "-o", folder.at("p.html")), {
    file,
    output: folder.at("p.html"),
  });
  assert.match(Deno.readTextFileSync(folder.at("p.html")), /<title>A notebook<\/title>/);
});

Deno.test("isoflop notebook run keeps nothing unless it is told where", async () => {
  using folder = withSource(source);
  const file = folder.at("src/01_name.ts");
  const { code, out, err } = await isoflop("notebook", "run", file);
  assert.equal(code, 0);
  assert.equal(folder.without(out), "src/01_name.ts: 1 cells ran\n");
  assert.equal(err, "01_name.ts: 2 of 2, done\n");
  assert.deepEqual(folder.names(), ["src"]);
  const target = folder.at("ran.ipynb");
  const { out: json } = await isoflop("notebook", "run", file, "-o", target, "--json");
  assert.deepEqual(JSON.parse(json), { file, output: target, cells: 1, data: {} });
  assert.match(Deno.readTextFileSync(target), /"42\\n"/);
});

Deno.test("isoflop notebook names the cell that throws, exit 2", async () => {
  using folder = withSource(`${source}\n// %%\nthrow new Error("no more");\n`);
  for (const verb of ["run", "build"]) {
    const { code, out, err } = await isoflop("notebook", verb, folder.at("src/01_name.ts"));
    assert.equal(code, 2);
    assert.equal(out, "");
    assert.ok(
      folder.without(err).endsWith(
        `Cannot run "src/01_name.ts"
  needed: cells that run from the top without an error
  found: Cell 3: Error: no more
`,
      ),
      err,
    );
    assert.deepEqual(folder.names(), ["src"]);
  }
});

Deno.test("isoflop notebook check ends with 2 when the source has moved on", async () => {
  using folder = withSource(source);
  const file = folder.at("01_name.ipynb");
  await isoflop("notebook", "build", folder.at("src/01_name.ts"));
  folder.write("src/01_name.ts", source.replace("6 * 7", "6 * 9"));
  const { code, out, err } = await isoflop("notebook", "check", file);
  assert.equal(code, 2);
  assert.equal(out, "");
  assert.equal(
    folder.without(err),
    `01_name.ipynb: stale: $.cells[1].source: the source has changed since the notebook was built
  stored: "console.log(6 * 7);"
  fresh: "console.log(6 * 9);"
`,
  );
  const { out: json } = await isoflop("notebook", "check", file, "--json");
  assert.equal(JSON.parse(json).status, "stale");
});

Deno.test("isoflop notebook check runs a notebook that has no source, from a folder far away", async () => {
  using folder = new Folder();
  const cells = ['import { petaflopDays } from "isoflop/laws";', "petaflopDays(8.64e19)"].map((
    source,
  ) => ({ cell_type: "code", metadata: {}, source, outputs: [], execution_count: null }));
  const file = folder.write(
    "mine.ipynb",
    JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 }),
  );
  const { code, out, err } = await isoflop("notebook", "check", file);
  assert.equal(code, 0, err);
  assert.equal(
    folder.without(out),
    "mine.ipynb: runs: its cells run from the top, and there is no source in src/ to compare it with\n",
  );
  assert.deepEqual(folder.names(), ["mine.ipynb"]);
});

const notNotebooks = {
  "text.ipynb": "%% not JSON",
  "old.ipynb": '{"nbformat": 3, "worksheets": []}',
  "python.ipynb": JSON.stringify({
    cells: [],
    metadata: { kernelspec: { name: "python3", language: "python" } },
    nbformat: 4,
    nbformat_minor: 5,
  }),
};

const refused: [words: string, says: string[]][] = [
  ["run @none.ts", ['Cannot run "none.ts"', "  needed: a file", "  found: nothing there"]],
  ["build @none.ipynb", [
    'Cannot build "none.ipynb"',
    "  needed: a file that ends in .ts",
    "  found: nothing there",
  ]],
  ["check @src", [
    'Cannot check "src"',
    "  needed: a file that ends in .ipynb",
    "  found: a folder",
  ]],
  ["pull @src/01_name.ts", [
    'Cannot pull "src/01_name.ts"',
    "  needed: a file that ends in .ipynb",
    '  found: "src/01_name.ts"',
  ]],
  ["page @broken.ipynb -o @p.html", [
    'Cannot read "broken.ipynb"',
    '  needed: "nbformat": 4 and a list of cells',
    '  found: "nbformat": none',
  ]],
  ...["run", "check"].flatMap((verb): [string, string[]][] => [
    [`${verb} @text.ipynb`, [
      'Cannot read "text.ipynb"',
      "  needed: JSON",
      "  found: Unexpected token '%', \"%% not JSON\" is not valid JSON",
    ]],
    [`${verb} @old.ipynb`, [
      'Cannot read "old.ipynb"',
      '  needed: "nbformat": 4 and a list of cells',
      '  found: "nbformat": 3',
      "  cure: open and save it in Jupyter, or: jupyter nbconvert --to notebook FILE",
    ]],
    [`${verb} @python.ipynb`, [
      'Cannot run "python.ipynb"',
      "  needed: a notebook of TypeScript or JavaScript, for the Deno kernel",
      '  found: one of python for the kernel "python3"',
      '  cure: run it in Jupyter with that kernel, or choose the kernel "isoflop" and write TypeScript',
    ]],
  ]),
  ["build @text.ipynb", [
    'Cannot build "text.ipynb"',
    "  needed: a file that ends in .ts",
    '  found: "text.ipynb"',
  ]],
  ["page @broken.ipynb -o @none/p.html", [
    'Cannot write "none/p.html"',
    '  needed: the folder "none"',
    "  found: no such folder",
    "  cure: make the folder first",
  ]],
  ["run @src/01_name.ts --timeout 0", [
    "Cannot use --timeout 0",
    "  needed: a number of seconds above 0",
    "  found: 0",
  ]],
];

for (const [words, says] of refused) {
  Deno.test(`isoflop notebook refuses ${words.replaceAll("@", "")}`, async () => {
    using folder = withSource(source);
    folder.write("broken.ipynb", "{}");
    for (const [name, text] of Object.entries(notNotebooks)) folder.write(name, text);
    const args = words.split(" ").map((word) => word.replace("@", `${folder.path}/`));
    await assertRefused(folder, ["notebook", ...args], says);
  });
}
