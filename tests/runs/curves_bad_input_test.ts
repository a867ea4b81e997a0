import assert from "node:assert/strict";
import pl from "nodejs-polars";
import { readCurves, type ReadCurvesOptions, scanEnvelope } from "isoflop/runs";
import { message, withFiles } from "./files.ts";

type Bad = [
  what: string,
  content: string,
  message: string[],
  options?: ReadCurvesOptions,
];

const needs = (what: string, needed: string, found: string, cure?: string): string[] => [
  `Cannot read ${what} from "log.csv"`,
  `  needed: ${needed}`,
  `  found: ${found}`,
  ...(cure === undefined ? [] : [`  cure: ${cure}`]),
];
const curves = (needed: string, found: string, cure?: string) =>
  needs("training curves", needed, found, cure);
const runs = (needed: string, found: string, cure?: string) => needs("runs", needed, found, cure);

const resumed = `if the training was resumed, restarts "last" lets later rows replace earlier ones`;
const head = "run,step,N,D,loss\n";

/** What a table must have: `scanEnvelope()` refuses the same. */
const both: Bad[] = [
  [
    "no column for the run",
    "run_id,N,D,loss\na,1e8,1e9,4\n",
    curves(
      "a column for the name of the run",
      `the columns "run_id", "N", "D" and "loss"`,
      `name the column, perhaps "run=run_id"`,
    ),
  ],
  [
    "no column that may be the run",
    "N,D,loss\n1e8,1e9,4\n",
    curves(
      "a column for the name of the run",
      `the columns "N", "D" and "loss"`,
      `name the column, as in "run=experiment"`,
    ),
  ],
  [
    "no loss",
    "run,N,D,val\na,1e8,1e9,4\n",
    curves(
      "a column for the loss",
      `the columns "run", "N", "D" and "val"`,
      `name the column, as in "loss=val_loss"`,
    ),
  ],
  [
    "a step alone",
    "run,step,N,loss\na,1,1e8,4\n",
    curves(
      "a column for the tokens seen, D, or for the FLOP spent, C: a step does not say how many",
      `the columns "run", "step", "N" and "loss"`,
      `name the column, as in "D=tokens_seen"`,
    ),
  ],
  [
    "tokens under another name",
    "run,step,N,loss,total tokens\na,1,1e8,4,1e9\n",
    curves(
      "a column for the tokens seen, D, or for the FLOP spent, C: a step does not say how many",
      `the columns "run", "step", "N", "loss" and "total tokens"`,
      `name the column, perhaps "D=total tokens"`,
    ),
  ],
  [
    "FLOP under another name",
    "run,step,N,loss,flops\na,1,1e8,4,1e9\n",
    curves(
      "a column for the tokens seen, D, or for the FLOP spent, C: a step does not say how many",
      `the columns "run", "step", "N", "loss" and "flops"`,
      `name the column, perhaps "C=flops"`,
    ),
  ],
  [
    "no N",
    "run,D,loss\na,1e9,4\n",
    curves(
      "a column for N, or sizes by run",
      `the columns "run", "D" and "loss"`,
      `name the column, as in "N=params", or give the sizes: { "name of the run": 1e8, … }`,
    ),
  ],
  [
    "N twice",
    "run,N,D,loss\na,1e8,1e9,4\n",
    curves(
      "N from a column or from sizes, not both",
      `sizes, and the column "N"`,
      "leave out one of them",
    ),
    { sizes: { a: 1e8 } },
  ],
  [
    "a run without a size",
    "run,D,loss\nsmall-1,1e9,4\nsmall-1,2e9,3\nsmall-2,1e9,4\n",
    curves(
      "a size for every run",
      `none for the run "small-2", among 1 sizes`,
      `the nearest name with a size is "small-1"`,
    ),
    { sizes: { "small-1": 1e8 } },
  ],
  [
    "no such column",
    "run,N,D,loss\na,1e8,1e9,4\n",
    runs(
      `a column "tokns" for D`,
      `the columns "run", "N", "D" and "loss"`,
    ),
    { columns: "D=tokns" },
  ],
  ["an empty file", "", runs("a header and at least one row", "an empty file")],
  ["a header only", head, runs("a header and at least one row", "a header only")],
  [
    "zero tokens",
    `${head}a,0,1e8,0,11\na,1,1e8,1e9,4\n`,
    runs(
      "D > 0 in every row",
      `0 in column "D", row 1 (line 2), run "a"`,
      `leave such rows out, by the condition "D>0"`,
    ),
  ],
  [
    "a negative loss",
    `${head}a,1,1e8,1e9,4\nb,1,1e8,1e9,-4\n`,
    runs("loss > 0 in every row", `-4 in column "loss", row 2 (line 3), run "b"`),
  ],
  [
    "a loss that is no number",
    `${head}a,1,1e8,1e9,4\nb,1,1e8,1e9,diverged\n`,
    runs("loss > 0 in every row", `the text "diverged" in column "loss", row 2 (line 3), run "b"`),
  ],
  [
    "NaN",
    `${head}a,1,1e8,1e9,4\nb,1,1e8,1e9,nan\n`,
    runs("loss > 0 in every row", `NaN in column "loss", row 2 (line 3), run "b"`),
  ],
  [
    "infinite tokens",
    `${head}a,1,1e8,inf,4\n`,
    runs("D > 0 in every row", `Infinity in column "D", row 1 (line 2), run "a"`),
  ],
  [
    "an empty cell",
    `${head}a,1,1e8,1e9,4\nb,1,1e8,,4\n`,
    runs("D > 0 in every row", `an empty cell in column "D", row 2 (line 3), run "b"`),
  ],
  [
    "a run without a name",
    `${head}a,1,1e8,1e9,4\n,1,1e8,1e9,4\n`,
    runs(
      "the name of a run in every row",
      `an empty cell in column "run", row 2 (line 3), run ""`,
    ),
  ],
  [
    "a row too long",
    `${head}a,1,1e8,1,000,4\n`,
    runs(
      "comma-separated values, as many in every row as in the header",
      "6 fields where the header has 5 on line 2",
      "put fields that hold commas or quotes in double quotes, and write numbers without commas",
    ),
  ],
  [
    "a row too short",
    `${head}a,1,1e8,1e9\n`,
    runs(
      "comma-separated values, as many in every row as in the header",
      "4 fields where the header has 5 on line 2",
      "put fields that hold commas or quotes in double quotes, and write numbers without commas",
    ),
  ],
  [
    "quotes that do not pair up",
    `${head}"a,1,1e8,1e9,4\nb,1,1e8,1e9,4\n`,
    runs(
      "comma-separated values, as many in every row as in the header",
      "a double quote that is never closed on line 2",
      "put fields that hold commas or quotes in double quotes, and write numbers without commas",
    ),
  ],
  [
    "an unknown column in a condition",
    `${head}a,1,1e8,1e9,4\n`,
    [
      "Cannot select rows where splt = train",
      `  needed: a column "splt" in "log.csv"`,
      `  found: the columns "run", "step", "N", "D" and "loss"`,
    ],
    { where: ["splt=train"] },
  ],
];

/** What needs the rows of a run side by side. */
const ordered: Bad[] = [
  [
    "steps that go back",
    `${head}a,10,1e8,1e9,4\nb,5,1e8,1e9,4\na,20,1e8,2e9,3\na,15,1e8,3e9,3\n`,
    curves(
      "steps that increase within a run",
      `step 15 after 20 in row 4 (line 5), run "a"`,
      resumed,
    ),
  ],
  [
    "a step twice",
    `${head}a,10,1e8,1e9,4\na,10,1e8,2e9,3\n`,
    curves(
      "steps that increase within a run",
      `step 10 twice, again in row 2 (line 3), run "a"`,
      resumed,
    ),
  ],
  [
    "tokens that go back, without a step",
    "run,N,D,loss\na,1e8,2e9,4\na,1e8,1e9,3\n",
    curves(
      "tokens that increase within a run",
      `D 1000000000 after 2000000000 in row 2 (line 3), run "a"`,
      resumed,
    ),
  ],
  [
    "tokens that stand still while steps go on",
    `${head}a,1,1e8,1e9,4\na,2,1e8,1e9,3\n`,
    curves(
      "tokens that increase within a run",
      `D 1000000000 after 1000000000 in row 2 (line 3), run "a"`,
    ),
  ],
  [
    "FLOP that go back",
    "run,N,D,C,loss\na,1e8,1e9,6e17,4\na,1e8,2e9,5e17,3\n",
    curves(
      "FLOP that increase within a run",
      `C 5.00000e17 after 6.00000e17 in row 2 (line 3), run "a"`,
    ),
  ],
  [
    "N that changes",
    `${head}a,1,1e8,1e9,4\na,2,2e8,2e9,3\n`,
    curves(
      "one N for all checkpoints of a run",
      `200 M after 100 M in row 2 (line 3), run "a"`,
      "use the name of another run where the model changes",
    ),
  ],
  [
    "a cosine of length zero",
    "run,N,D,loss,cycle\na,1e8,1e9,4,\nb,1e8,2e9,3,0\n",
    runs(
      "cycle > 0 or an empty cell in every row",
      `0 in column "cycle", row 2 (line 3), run "b"`,
    ),
  ],
  [
    "a cosine's length that is no number",
    "run,N,D,loss,schedule\na,1e8,1e9,4,1\na,1e8,2e9,3,constant\n",
    runs(
      "cycle > 0 or an empty cell in every row",
      `the text "constant" in column "schedule", row 2 (line 3), run "a"`,
    ),
    { columns: "cycle=schedule" },
  ],
  [
    "an infinite cosine",
    "run,N,D,loss,cycle\na,1e8,1e9,4,1\na,1e8,2e9,3,inf\n",
    runs(
      "cycle > 0 or an empty cell in every row",
      `Infinity in column "cycle", row 2 (line 3), run "a"`,
    ),
  ],
  [
    "a cosine whose length changes",
    "run,N,D,loss,cycle\na,1e8,1e9,4,1\nb,1e8,1e9,4,2\na,1e8,2e9,3,1.25\n",
    curves(
      "one cycle for all checkpoints of a run",
      `1.25000 after 1 in row 3 (line 4), run "a"`,
      "use the name of another run where the schedule changes",
    ),
  ],
  [
    "a cosine's length that is not everywhere in a run",
    "run,N,D,loss,cycle\na,1e8,1e9,4,1\na,1e8,2e9,3,\n",
    curves(
      "one cycle for all checkpoints of a run",
      `an empty cell after 1 in row 2 (line 3), run "a"`,
      "use the name of another run where the schedule changes",
    ),
  ],
  [
    "an unknown quantity, with the length of the cosine among those it knows",
    "run,N,D,loss\na,1e8,1e9,4\n",
    [
      'Cannot understand the columns "cycles=x"',
      '  needed: pairs such as "N=params:M,D=tokens:B,loss=loss"',
      '  found: "cycles", which is not one of "N", "D", "C", "loss", "run", "step" and "cycle"',
      '  cure: did you mean "cycle"?',
    ],
    { columns: "cycles=x" as string },
  ],
  [
    "no run with two checkpoints",
    `${head}a,1,1e8,1e9,4\nb,1,1e8,1e9,4\n`,
    curves("a run with two checkpoints or more", "2 runs, and each has one"),
  ],
];

for (const [what, content, expected, options] of [...both, ...ordered]) {
  Deno.test(`readCurves() refuses ${what}`, async () => {
    await withFiles({ "log.csv": content }, async (path) => {
      assert.equal(
        await message(readCurves(path("log.csv"), options), path),
        expected.join("\n"),
      );
    });
  });
}

Deno.test("scanEnvelope() refuses what readCurves() refuses, in the same words", async () => {
  for (const [what, content, expected, options = {}] of both) {
    await withFiles({ "log.csv": content }, async (path) => {
      const { columns = {}, where = [], sizes } = options;
      const scan = scanEnvelope(path("log.csv"), { columns, where, ...(sizes && { sizes }) });
      assert.equal(await message(scan, path), expected.join("\n"), what);
    });
  }
});

Deno.test("readCurves() refuses patterns that match nothing, with what there is", async () => {
  const files = { "a.parquet": "", "b.csv": "", "c.csv": "", "d.csv": "" };
  await withFiles(files, async (path) => {
    await Deno.mkdir(path("logs"));
    const root = path("x").slice(0, -2);
    const cases: [pattern: string, found: string, cure?: string][] = [
      ["*.json", `none of the files in "ROOT", which has "a.parquet", "b.csv" and 2 more`],
      [
        "a*.csv",
        `none of the files in "ROOT", which has "a.parquet", "b.csv" and 2 more`,
        `did you mean "ROOT/b.csv"?`,
      ],
      ["logs/*.csv", `no files in "ROOT/logs"`],
      ["lgs/*.csv", `no folder "ROOT/lgs"`, `did you mean "ROOT/logs/*.csv"?`],
      ["nowhere at all/*.csv", `no folder "ROOT/nowhere at all"`],
    ];
    for (const [pattern, found, cure] of cases) {
      const lines = [
        `Cannot read training curves from "ROOT/${pattern}"`,
        "  needed: at least one file that the pattern matches",
        `  found: ${found}`,
        ...(cure === undefined ? [] : [`  cure: ${cure}`]),
      ];
      await assert.rejects(readCurves(path(pattern)), {
        message: lines.join("\n").replaceAll("ROOT", root),
      });
      await assert.rejects(scanEnvelope(path(pattern)), {
        message: lines.join("\n").replaceAll("ROOT", root),
      });
    }
  });
});

Deno.test("readCurves() refuses files that do not belong together", async () => {
  await withFiles({
    "a.csv": "run,N,D,loss\na,1e8,1e9,4\n",
    "b.csv": "run,N,D,val_loss\nb,1e8,1e9,4\n",
    "c.csv": "run,N,D,loss,lr\nb,1e8,1e9,4,1\n",
    "d.csv": "run,N,D,loss\nb,1e8,1e9,0\n",
    "e.parquet": "",
  }, async (path) => {
    const refusal = async (names: string[]) =>
      await message(readCurves(names.map((name) => path(name))), path);
    assert.equal(
      await refusal(["a.csv", "b.csv"]),
      [
        `Cannot read training curves from "2 files"`,
        "  needed: the same columns in every file",
        `  found: the column "loss" in "a.csv" and not in "b.csv"`,
      ].join("\n"),
    );
    assert.equal(
      await refusal(["a.csv", "c.csv"]),
      [
        `Cannot read training curves from "2 files"`,
        "  needed: the same columns in every file",
        `  found: the column "lr" in "c.csv" and not in "a.csv"`,
      ].join("\n"),
    );
    assert.equal(
      await refusal(["a.csv", "d.csv"]),
      [
        `Cannot read runs from "2 files"`,
        "  needed: loss > 0 in every row",
        `  found: 0 in column "loss", row 1 (line 2) of "d.csv", run "b"`,
      ].join("\n"),
    );
    assert.equal(
      await refusal(["a.csv", "e.parquet"]),
      [
        `Cannot read training curves from "2 files"`,
        "  needed: files of one format",
        `  found: "a.csv" and "e.parquet"`,
      ].join("\n"),
    );
    assert.equal(
      await refusal([]),
      [
        "Cannot read training curves",
        `  needed: a path, a pattern such as "logs/*.csv" or a list of paths`,
        "  found: an empty list",
      ].join("\n"),
    );
    assert.equal(
      await refusal(["a.cvs"]),
      [
        `Cannot read runs from "a.cvs"`,
        "  needed: a file that ends in .csv, .parquet, .json, .ndjson or .jsonl",
        `  found: the extension ".cvs"`,
      ].join("\n"),
    );
    assert.equal(
      await refusal(["f.csv"]),
      [
        `Cannot read runs from "f.csv"`,
        "  needed: a file",
        "  found: no file of that name",
        `  cure: did you mean "a.csv"?`,
      ].join("\n"),
    );
    assert.equal(
      await refusal(["e.parquet"]),
      [
        `Cannot read runs from "e.parquet"`,
        "  needed: a Parquet file",
        "  found: an empty file",
      ].join("\n"),
    );
  });
});

Deno.test("readCurves() refuses a file without a run in the company of others that name theirs", async () => {
  const log = "run_id,D,loss\na,1e9,4\na,2e9,3\n";
  await withFiles({ "a.csv": log, "b.csv": log }, async (path) => {
    const refused = readCurves([path("a.csv"), path("b.csv")], { sizes: { a: 1e8 } });
    assert.equal(
      await message(refused, path),
      [
        `Cannot read training curves from "2 files"`,
        "  needed: a column for the name of the run",
        `  found: the columns "run_id", "D" and "loss"`,
        `  cure: name the column, perhaps "run=run_id"`,
      ].join("\n"),
    );
  });
});

Deno.test("readCurves() refuses sizes and options without meaning", async () => {
  const log = "run,D,loss\na,1e9,4\na,2e9,3\n";
  await withFiles({
    "log.csv": log,
    "names.csv": "name,N\na,1e8\n",
    "twice.csv": "run,N\na,1e8\na,2e8\n",
  }, async (path) => {
    const refusal = async (options: ReadCurvesOptions) =>
      await message(readCurves(path("log.csv"), options), path);
    assert.equal(
      await refusal({ sizes: { a: -1 } }),
      [
        "Cannot use the sizes of the runs",
        "  needed: N > 0 for every run",
        `  found: -1 for the run "a"`,
      ].join("\n"),
    );
    assert.equal(
      await refusal({ sizes: path("names.csv") }),
      [
        `Cannot use the sizes in "names.csv"`,
        `  needed: the columns "run" and "N"`,
        `  found: the columns "name" and "N"`,
      ].join("\n"),
    );
    assert.equal(
      await refusal({ sizes: path("twice.csv") }),
      [
        `Cannot use the sizes in "twice.csv"`,
        "  needed: one size per run",
        `  found: 200000000 after 100000000 for the run "a", row 2 (line 3)`,
      ].join("\n"),
    );
    assert.equal(
      await refusal({ restarts: "first" as never }),
      [
        "Cannot read training curves",
        `  needed: restarts "refuse" or "last"`,
        `  found: "first"`,
      ].join("\n"),
    );
    assert.equal(
      await message(readCurves(7 as never), path),
      [
        "Cannot read training curves",
        "  needed: a path, a file: URL, a list of paths or a polars DataFrame",
        "  found: number",
      ].join("\n"),
    );
    assert.equal(
      await message(readCurves(pl.DataFrame({ run: [], N: [], D: [], loss: [] })), path),
      [
        `Cannot read training curves from "the data frame"`,
        "  needed: at least one row",
        "  found: no rows",
      ].join("\n"),
    );
  });
});

Deno.test("a pattern needs --allow-env, and says so", async () => {
  await withFiles({
    "a.csv": "run,N,D,loss\na,1e8,1e9,4\na,1e8,2e9,3\n",
    "read.ts": `import { readCurves } from ${
      JSON.stringify(new URL("../../lib/runs/mod.ts", import.meta.url).href)
    };
      try {
        console.log((await readCurves(Deno.args[0])).length);
      } catch (error) {
        console.log(error.message);
      }`,
  }, async (path) => {
    const config = new URL("../../deno.json", import.meta.url).pathname;
    const read = async (input: string) => {
      const { stdout } = await new Deno.Command(Deno.execPath(), {
        args: [
          ...["run", "--no-check", "--no-prompt", "--config", config],
          ...["--allow-ffi", "--allow-read", "--allow-sys", path("read.ts"), input],
        ],
      }).output();
      return new TextDecoder().decode(stdout).trim();
    };
    assert.equal(await read(path("a.csv")), "1");
    assert.equal(
      await read(path("*.csv")),
      [
        `Cannot read training curves from ${JSON.stringify(path("*.csv"))}`,
        "  needed: access to the environment, which patterns are expanded with",
        "  found: no permission",
        "  cure: run with --allow-env, or give a list of paths",
      ].join("\n"),
    );
  });
});
