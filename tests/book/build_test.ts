import assert from "node:assert/strict";
import { join } from "node:path";
import {
  buildNotebook,
  checkNotebook,
  pullNotebook,
  readNotebook,
  writeNotebook,
} from "../../lib/book/mod.ts";

const source = `// %% [markdown]
// # A sum

// %%
import { loaded, load } from "isoflop/datasets";
load("small");

// %%
console.log(1 + 1, Object.keys(loaded()).length);
`;

const datasets = `const names: Record<string, string> = {};
export const load = (name: string): void => void (names[name] = "0123456789abcdef");
export const loaded = (): Record<string, string> => names;
`;

/** A project with one notebook, and datasets of its own. */
async function inProject(
  run: (notebooks: string, write: (name: string, text: string) => Promise<void>) => Promise<void>,
): Promise<void> {
  const dir = await Deno.makeTempDir({ prefix: "isoflop-book-" });
  const write = (name: string, text: string) => Deno.writeTextFile(join(dir, name), text);
  try {
    await Deno.mkdir(join(dir, "notebooks", "src"), { recursive: true });
    await write("deno.json", `{ "imports": { "isoflop/datasets": "./datasets.ts" } }`);
    await write("datasets.ts", datasets);
    await write("notebooks/src/01_sum.ts", source);
    await run(join(dir, "notebooks"), write);
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
}

Deno.test("buildNotebook() runs the source beside the notebooks and notes the data", () =>
  inProject(async (notebooks) => {
    const path = await buildNotebook(join(notebooks, "src", "01_sum.ts"));
    assert.equal(path, join(notebooks, "01_sum.ipynb"));
    const { cells, metadata } = await readNotebook(path);
    assert.deepEqual(metadata.isoflop, { data: { small: "0123456789abcdef" } });
    assert.deepEqual(cells.map((cell) => cell.cell_type === "code" && cell.outputs), [false, [], [{
      output_type: "stream",
      name: "stdout",
      text: "2 1\n",
    }]]);
    const first = await Deno.readTextFile(path);
    await buildNotebook(join(notebooks, "src", "01_sum.ts"));
    assert.equal(await Deno.readTextFile(path), first, "the same bytes on every build");
    assert.deepEqual(await checkNotebook(path), { status: "fresh" });
  }));

Deno.test("buildNotebook() keeps public rows under out, and only there", () =>
  inProject(async (notebooks, write) => {
    await write(
      "notebooks/src/02_rows.ts",
      `// %%
await Deno.jupyter.broadcast("display_data", {
  data: { "text/html": "<table>1e9</table>", "text/plain": "1e9" },
  metadata: { isoflop: { publicRows: true, summary: "245 runs" } },
  transient: {},
});
`,
    );
    const file = join(notebooks, "src", "02_rows.ts");
    const data = async (path: string) => {
      const [cell] = (await readNotebook(path)).cells;
      const output = cell?.cell_type === "code" ? cell.outputs[0] : undefined;
      return output?.output_type === "display_data" ? output.data : null;
    };
    assert.deepEqual(await data(await buildNotebook(file)), { "text/plain": "245 runs" });
    const out = join(notebooks, "..", "out", "02_rows.ipynb");
    assert.deepEqual(await data(await buildNotebook(file, out)), {
      "text/html": "<table>1e9</table>",
      "text/plain": "1e9",
    });
  }));

Deno.test("buildNotebook() writes nothing when a cell fails, and says why", () =>
  inProject(async (notebooks, write) => {
    await write(
      "notebooks/src/01_sum.ts",
      `// %%\nimport { lod } from "isoflop/datasets";\n\nlod("small");\n`,
    );
    await assert.rejects(buildNotebook(join(notebooks, "src", "01_sum.ts")), {
      name: "KernelError",
      message: "Cell 1: TypeError: lod is not a function\n" +
        `  deno check says: Cell 1, line 1: '"../datasets.ts"' has no exported member named 'lod'. ` +
        "Did you mean 'load'? (TS2724)",
    });
    assert.deepEqual(Array.from(Deno.readDirSync(notebooks), ({ name }) => name), ["src"]);
  }));

Deno.test("checkNotebook() names the first difference of an output", () =>
  inProject(async (notebooks, write) => {
    const path = await buildNotebook(join(notebooks, "src", "01_sum.ts"));
    const text = await Deno.readTextFile(path);
    await write("notebooks/01_sum.ipynb", text.replace("2 1\\n", "3 1\\n"));
    assert.deepEqual(await checkNotebook(path), {
      status: "stale",
      difference: { path: "$.cells[2].outputs[0].text", stored: "3 1\n", fresh: "2 1\n" },
      message: "$.cells[2].outputs[0].text: the outputs differ from those of a fresh run\n" +
        '  stored: "3 1\\n"\n  fresh: "2 1\\n"',
    });
  }));

Deno.test("checkNotebook() notices an edited source without running it", () =>
  inProject(async (notebooks, write) => {
    const path = await buildNotebook(join(notebooks, "src", "01_sum.ts"));
    await write("notebooks/src/01_sum.ts", source.replace("1 + 1", "1 + 2"));
    const result = await checkNotebook(path);
    assert.equal(
      result.status === "stale" && result.message,
      "$.cells[2].source: the source has changed since the notebook was built\n" +
        '  stored: "console.log(1 + 1, Object.keys(loaded()).length);"\n' +
        '  fresh: "console.log(1 + 2, Object.keys(loaded()).length);"',
    );
  }));

Deno.test("checkNotebook() compares nothing when the data are others", () =>
  inProject(async (notebooks, write) => {
    const path = await buildNotebook(join(notebooks, "src", "01_sum.ts"));
    await write("datasets.ts", datasets.replace("0123456789abcdef", "simulated"));
    assert.deepEqual(await checkNotebook(path), {
      status: "ignored",
      reason: 'data set "small": the notebook was built with the table 0123456789ab…, ' +
        "this run has simulated rows",
    });
  }));

Deno.test("checkNotebook() names cell and line of what the kernel hides", () =>
  inProject(async (notebooks, write) => {
    const path = join(notebooks, "01_sum.ipynb");
    const file = join(notebooks, "src", "01_sum.ts");
    const stored = await readNotebook(await buildNotebook(file));
    const hidden: [cell: string, message: string][] = [
      ["const a = 1;\nconst b = ;", "Cell 3, line 2: SyntaxError: Expression expected"],
      [
        `import { nothing } from "isoflop/datasets";\nnothing;`,
        `Cell 3, line 1: Module '"../datasets.ts"' has no exported member 'nothing'. (TS2305)`,
      ],
      [
        `\n\nimport "../missing.ts";`,
        "Cell 3, line 1: Cannot find module 'missing.ts'. (TS2307)",
      ],
    ];
    for (const [cell, message] of hidden) {
      await write("notebooks/src/01_sum.ts", source.replace(/console.*\n/, cell + "\n"));
      const cells = stored.cells.with(2, { ...stored.cells[2]!, source: cell.trim() });
      await writeNotebook(path, { ...stored, cells });
      const result = await checkNotebook(path);
      assert.equal(result.status === "failed" && result.message, message);
    }
  }));

Deno.test("pullNotebook() takes an edited notebook back into its source", () =>
  inProject(async (notebooks, write) => {
    const file = join(notebooks, "src", "01_sum.ts");
    await write("notebooks/src/01_sum.ts", `// A licence.\n\n${source}`);
    const path = await buildNotebook(file);
    const text = await Deno.readTextFile(path);
    await write("notebooks/01_sum.ipynb", text.replace("# A sum", "# Another sum"));
    assert.equal(await pullNotebook(path), file);
    assert.equal(
      await Deno.readTextFile(file),
      `// A licence.\n\n${source.replace("# A sum", "# Another sum")}`,
    );
  }));

Deno.test("checkNotebook() and buildNotebook() say which file is missing", async () => {
  const message = (name: string) =>
    `Cannot read "${name}"\n  needed: a file of that name\n  found: nothing there`;
  await assert.rejects(checkNotebook("no_such.ipynb"), { message: message("no_such.ipynb") });
  await assert.rejects(buildNotebook("no_such.ts"), { message: message("no_such.ts") });
});

Deno.test("buildNotebook() does not take a late print for the list of loaded data", () =>
  inProject(async (notebooks, write) => {
    const late =
      `${source}\n// %%\nsetTimeout(() => console.log('{"late": "print"}'), 150);\nundefined;\n`;
    await write("notebooks/src/01_sum.ts", late);
    const { metadata } = await readNotebook(
      await buildNotebook(join(notebooks, "src", "01_sum.ts")),
    );
    assert.deepEqual(metadata.isoflop, { data: { small: "0123456789abcdef" } });
  }));
