// What the kernel hides, in a notebook that somebody wrote in Jupyter, far from the package.
import assert from "node:assert/strict";
import { cellErrors, type Notebook, runNotebook } from "../../lib/kernel/mod.ts";

function notebook(...sources: string[]): Notebook {
  const cells = sources.map((source, i) => ({
    ...{ cell_type: "code" as const, id: `cell-${i + 1}`, metadata: {}, source },
    ...{ outputs: [], execution_count: null },
  }));
  return { cells, metadata: {}, nbformat: 4, nbformat_minor: 5 };
}

/** A folder in which the package is known by nothing but this package itself. */
async function far(body: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "isoflop-far-" });
  try {
    await body(folder);
    assert.deepEqual(Array.from(Deno.readDirSync(folder)), [], "nothing is left");
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const hidden: readonly [what: string, cell: string, says: RegExp][] = [
  ["a syntax error", "const a = 1;\nconst b = ;", /^Cell 2, line 2: SyntaxError: Expression/],
  [
    "an export that is missing",
    '\nimport { fitLaw, fitLawz } from "isoflop";',
    /^Cell 2, line 2: .* no exported member .*'fitLawz'/,
  ],
  [
    "a file that is not there",
    'import { a } from "./none.ts";',
    /^Cell 2, line 1: Cannot find module/,
  ],
  [
    "a name that nobody maps",
    'import { a } from "nobody-maps-me";',
    /^Cell 2, line 1: .*nobody-maps-me/,
  ],
];

for (const [what, cell, says] of hidden) {
  Deno.test(`cellErrors() names cell and line of ${what}`, () =>
    far(async (folder) => {
      const errors = await cellErrors(notebook("const N = 1;", cell, "N"), folder);
      assert.equal(errors.length, 1, errors.join("\n"));
      assert.match(errors[0]!, says);
    }));
}

Deno.test("cellErrors() is content with what the kernel runs: types, and names declared twice", () =>
  far(async (folder) => {
    const cells = [
      'import { chinchilla } from "isoflop/laws";\nconst N: number = "a word";',
      "const N = 2;\nawait 0;",
      "N + chinchilla.coefNames.length",
    ];
    assert.deepEqual(await cellErrors(notebook(...cells), folder), []);
    const run = await runNotebook(notebook(...cells), { cwd: folder });
    assert.equal(run.failure, null);
    const last = run.notebook.cells[2]!;
    const [output] = last.cell_type === "code" ? last.outputs : [];
    assert.deepEqual(output?.output_type === "execute_result" && output.data, {
      "text/plain": "7",
    });
  }));
