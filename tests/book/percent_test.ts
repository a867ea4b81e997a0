import assert from "node:assert/strict";
import { cellLine, formatPercent, parsePercent } from "../../lib/book/mod.ts";
import { InputError } from "../../lib/text/mod.ts";

const source = `// A licence.

// %% [markdown]
// # Fit
//
// $L(N) = E + A N^{-\\alpha}$
//
//     indented

// %% tags=["parameters","slow"]
let quick = false;

// %%
import pl from "nodejs-polars";

const frame = pl.DataFrame({ N: [1e6, 1e9] });
frame;
`;

Deno.test("parsePercent() reads header, cells, tags and lines", () => {
  const parsed = parsePercent(source);
  assert.equal(parsed.header, "// A licence.");
  assert.deepEqual(parsed.lines, [4, 11, 14]);
  assert.deepEqual(parsed.notebook.cells, [
    {
      cell_type: "markdown",
      id: "cell-01",
      metadata: {},
      source: "# Fit\n\n$L(N) = E + A N^{-\\alpha}$\n\n    indented",
    },
    {
      cell_type: "code",
      id: "cell-02",
      metadata: { tags: ["parameters", "slow"] },
      source: "let quick = false;",
      execution_count: null,
      outputs: [],
    },
    {
      cell_type: "code",
      id: "cell-03",
      metadata: {},
      source:
        'import pl from "nodejs-polars";\n\nconst frame = pl.DataFrame({ N: [1e6, 1e9] });\nframe;',
      execution_count: null,
      outputs: [],
    },
  ]);
});

Deno.test("formatPercent() gives back what parsePercent() has read", () => {
  const { header, notebook } = parsePercent(source);
  assert.equal(formatPercent(notebook, header), source);
  assert.equal(
    formatPercent(parsePercent(source.replaceAll("\n", "\r\n")).notebook, header),
    source,
  );
  assert.equal(formatPercent(parsePercent("").notebook), "\n");
});

Deno.test("cellLine() finds the cell of a line", () => {
  const parsed = parsePercent(source);
  assert.equal(cellLine(parsed, 1), null);
  assert.deepEqual(cellLine(parsed, 6), { number: 1, line: 3 });
  assert.deepEqual(cellLine(parsed, 17), { number: 3, line: 4 });
});

function message(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    assert.ok(error instanceof InputError);
    return error.message;
  }
  assert.fail("nothing was thrown");
}

Deno.test("parsePercent() says which line it cannot read", () => {
  const needed =
    '  needed: cells that begin with "// %%", "// %% [markdown]" or "// %% tags=["parameters"]"';
  for (
    const marker of ["// %% [markdwon]", "// %% tags=[slow]", "// %% tags=[1]", "// %% A title"]
  ) {
    assert.equal(
      message(() => parsePercent(`// %%\n1\n${marker}\n`)),
      `Cannot read the notebook's source\n${needed}\n  found: ${JSON.stringify(marker)} in line 3`,
    );
  }
  assert.equal(
    message(() => parsePercent("// %% [markdown]\n// text\nconst a = 1;\n")),
    [
      "Cannot read the notebook's source",
      '  needed: comments only in a cell of prose, and "// %%" before the next cell of code',
      '  found: "const a = 1;" in line 3',
    ].join("\n"),
  );
});

Deno.test("formatPercent() refuses a line that would begin another cell", () => {
  const { notebook } = parsePercent("// %% [markdown]\n// text\n");
  const cells = [{ ...notebook.cells[0]!, source: "text\n%% more" }];
  assert.equal(
    message(() => formatPercent({ ...notebook, cells })),
    [
      "Cannot write the notebook as percent format",
      '  needed: cells without lines that begin with "%%"',
      '  found: "// %% more" in cell 1',
    ].join("\n"),
  );
});
