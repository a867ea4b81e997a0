import assert from "node:assert/strict";
import { type Cell, type CodeCell, type Notebook, runNotebook } from "../../lib/kernel/mod.ts";

function notebook(...cells: (string | [source: string, ...tags: string[]])[]): Notebook {
  return {
    cells: cells.map((cell, i): Cell => {
      const [source, ...tags] = typeof cell === "string" ? [cell] : cell;
      const id = `cell-${i + 1}`;
      const metadata = tags.length ? { tags } : {};
      return source.startsWith("#")
        ? { cell_type: "markdown", id, metadata, source }
        : { cell_type: "code", id, metadata, source, outputs: [], execution_count: null };
    }),
    metadata: {},
    nbformat: 4,
    nbformat_minor: 5,
  };
}

function counts({ cells }: Notebook): (number | null)[] {
  return cells.filter((cell): cell is CodeCell => cell.cell_type === "code")
    .map((cell) => cell.execution_count);
}

Deno.test("runNotebook() runs the cells from the top, without colours", async () => {
  const seen: number[] = [];
  const { notebook: done, failure } = await runNotebook(
    notebook("# Prose", "const N = 70e9", "({ N })"),
    { onCell: ({ number, total }) => seen.push(number / total) },
  );
  assert.equal(failure, null);
  assert.deepEqual(counts(done), [1, 2]);
  assert.deepEqual(done.cells[2]?.cell_type === "code" && done.cells[2].outputs, [{
    output_type: "execute_result",
    execution_count: 2,
    data: { "text/plain": "{ N: 70000000000 }" },
    metadata: {},
  }]);
  assert.deepEqual(seen, [2 / 3, 1]);
});

Deno.test("runNotebook() stops at an error, unless it is expected", async () => {
  const run = await runNotebook(
    notebook("# P", [`throw new RangeError("expected")`, "raises-exception"], "nope", "2"),
  );
  assert.equal(run.failure?.message, "Cell 3: ReferenceError: nope is not defined");
  assert.deepEqual(counts(run.notebook), [1, 2, null]);
});

Deno.test("runNotebook() names cell and line of what the kernel hides", async () => {
  const syntax = await runNotebook(notebook("1", "const a = 1;\n\nconst b = ;"));
  assert.equal(syntax.failure?.message, "Cell 2, line 3: SyntaxError: Expression expected");
});

Deno.test("runNotebook() names a package that cannot be had", async () => {
  const cwd = await Deno.makeTempDir({ prefix: "isoflop-run-" });
  try {
    // Nobody listens on port 9, so no network is asked.
    await Deno.writeTextFile(`${cwd}/.npmrc`, "registry=http://127.0.0.1:9\n");
    await Deno.writeTextFile(`${cwd}/deno.json`, "{}");
    const cells = notebook(`// one\nimport "npm:isoflop-has-no-such-package"`);
    const { failure } = await runNotebook(cells, { cwd });
    assert.match(failure?.message ?? "", /^Cell 1, line 2: .*isoflop-has-no-such-package/);
  } finally {
    await Deno.remove(cwd, { recursive: true });
  }
});

Deno.test("runNotebook() leaves nothing in the folder of the notebook", async () => {
  const cwd = await Deno.makeTempDir({ prefix: "isoflop-run-" });
  try {
    await runNotebook(notebook("const b = ;"), { cwd });
    assert.deepEqual(Array.from(Deno.readDirSync(cwd)), []);
  } finally {
    await Deno.remove(cwd, { recursive: true });
  }
});

Deno.test("runNotebook() says that a cell took too long or ended the kernel", async () => {
  const slow = await runNotebook(notebook("1", "for (;;);", "3"), { timeout: 500 });
  assert.equal(
    slow.failure?.message,
    "Cell 2: The code took longer than 0.5 s and was interrupted",
  );
  const ended = await runNotebook(notebook("Deno.exit(4)"));
  assert.equal(
    ended.failure?.message,
    "Cell 1: The kernel ended while it was in use (exit code 4): did the code call Deno.exit()?",
  );
});

Deno.test("runNotebook() sets parameters, leaves slow cells out, and runs an epilogue", async () => {
  const { notebook: done, epilogue } = await runNotebook(
    notebook(["let draws = 4000;", "parameters"], ["draws = 1", "slow"], "draws"),
    { parameters: { draws: 10 }, quick: true, epilogue: "console.log(draws * 2)" },
  );
  const last = done.cells[2];
  assert.equal(last?.cell_type, "code");
  assert.deepEqual(last.cell_type === "code" && last.outputs[0]?.output_type, "execute_result");
  assert.deepEqual(epilogue, [{ output_type: "stream", name: "stdout", text: "20\n" }]);
});

Deno.test("runNotebook() says that the parameters are wrong", async () => {
  const { failure } = await runNotebook(notebook(["let draws = 4000;", "parameters"]), {
    parameters: { drws: 10 },
  });
  assert.equal(
    failure?.message,
    "Cell 1: its parameters could not be set: ReferenceError: drws is not defined",
  );
});

Deno.test("runNotebook() refuses parameters that no cell takes", async () => {
  await assert.rejects(
    runNotebook({ cells: [], metadata: {}, nbformat: 4, nbformat_minor: 5 }, {
      parameters: { x: 2 },
    }),
    {
      name: "InputError",
      message: 'Cannot set parameters\n  needed: a cell tagged "parameters"\n' +
        "  found: none among 0 cells",
    },
  );
});
