import assert from "node:assert/strict";
import pl from "nodejs-polars";
import { readRuns, type ReadRunsOptions } from "isoflop/runs";
import { message, withFiles } from "./files.ts";

type Bad = [
  name: string,
  content: string | Uint8Array,
  needed: string,
  found: string,
  cure?: string | undefined,
  options?: ReadRunsOptions,
];

const csvNeeded = "comma-separated values, as many in every row as in the header";
const csvCure =
  "put fields that hold commas or quotes in double quotes, and write numbers without commas";
const utf8 = "comma-separated values in UTF-8";
const lossNeeded = "loss > 0 in every row";
const jsonNeeded = "an array of records, or a record of columns of equal length";
const bytes = (...values: number[]) => Uint8Array.from(values);

/** One line per file: its name, what is in it, and what the message says. */
const bad: Bad[] = [
  // the file as a whole
  ["empty.csv", "", "a header and at least one row", "an empty file"],
  ["blank.csv", "\n\r\n", "a header and at least one row", "an empty file"],
  ["header.csv", "N,D,loss\n", "a header and at least one row", "a header only"],
  ["header, blank.csv", "N,D,loss\n\n\n", "a header and at least one row", "a header only"],
  ["zip.csv", "PK\x03\x04abc", utf8, "a ZIP or Excel file"],
  ["gzip.csv", bytes(0x1f, 0x8b, 8, 0), utf8, "a gzip file"],
  ["utf-16.csv", bytes(0xff, 0xfe, 78, 0, 44, 0), utf8, "UTF-16 text"],
  ["parquet.csv", "PAR1", utf8, "a Parquet file"],
  ["nul.csv", "N,D,loss\n1,\0,3\n", utf8, "binary data (a zero byte at offset 11)"],
  [
    "latin-1.csv",
    bytes(78, 44, 0xe9, 10, 49, 44, 50, 10),
    utf8,
    "bytes that are not UTF-8",
    "save the file as UTF-8",
  ],
  [
    "mac.csv",
    "N,D,loss\r1,2,3\r",
    utf8,
    "lines that end in carriage returns alone",
    "end them in newlines",
  ],
  ["junk.parquet", "hello", "a Parquet file", "bytes that are not Parquet, or cut short"],
  ["empty.parquet", "", "a Parquet file", "an empty file"],
  [
    "semicolons.csv",
    "N;D;loss\n1;2;3,5\n",
    "comma-separated values",
    `one column "N;D;loss", as if separated by semicolons`,
    "save the table with commas between columns and points in numbers",
  ],
  // the shape of CSV
  [
    "long.csv",
    "N,D,loss\n1,2,3\n1,000,2,3\n",
    csvNeeded,
    "4 fields where the header has 3 on line 3",
    csvCure,
  ],
  [
    "short.csv",
    'N,D,loss\n"1",2\n',
    csvNeeded,
    "2 fields where the header has 3 on line 2",
    csvCure,
  ],
  [
    "open.csv",
    'N,D,loss\n1,2,"3\n4,5,6\n',
    csvNeeded,
    "a double quote that is never closed on line 2",
    csvCure,
  ],
  [
    "middle.csv",
    'N,D,loss\n1,5" disk,3\n',
    csvNeeded,
    "a double quote in the middle of a field on line 2",
    csvCure,
  ],
  [
    "after.csv",
    'N,D,loss\n1,"a"b,3\n',
    csvNeeded,
    "text after a closing double quote on line 2",
    csvCure,
  ],
  [
    "twice.csv",
    "N,D,loss,N\n1,2,3,4\n",
    "a header with a different name for every column",
    `"N" twice`,
  ],
  [
    "unnamed.csv",
    "N,D,loss,,\n1,2,3,,\n",
    "a header with a different name for every column",
    "several columns without a name",
  ],
  [
    "tabs.csv",
    "N\tD\tloss\n1\t2\t3\n",
    "comma-separated values",
    `one column "N\\tD\\tloss", as if separated by tabs`,
    "save the table with commas between columns and points in numbers",
  ],
  // columns
  [
    "names.csv",
    "params,tokens,val_loss,x\n1,2,3,4\n",
    "columns for the loss and for two of N, D and C",
    `the columns "params", "tokens", "val_loss" and "x"`,
    `name the columns, perhaps "N=params,D=tokens,loss=val_loss"`,
  ],
  [
    "names, odd.csv",
    'loss,"D, tokens",C\n1,2,3\n',
    "columns for the loss and for two of N, D and C",
    `the columns "loss", "D, tokens" and "C"`,
    `name the columns, perhaps 'D="D, tokens",C=C,loss=loss'`,
  ],
  [
    "misnamed.csv",
    "parms,D,loss\n1,2,3\n",
    `a column "params" for N`,
    `the columns "parms", "D" and "loss"`,
    `did you mean "parms"?`,
    { columns: "N=params" },
  ],
  [
    "many.csv",
    `${Array.from("abcefghijkmopqrs").join()}\n${"1,".repeat(15)}1\n`,
    "columns for the loss and for two of N, D and C",
    `the columns "a", "b", "c", "e", "f", "g", "h", "i", "j", "k" and 6 more`,
    `name the columns, as in "N=params,D=tokens,loss=val_loss"`,
  ],
  // values
  [
    "text.csv",
    "N,D,loss\n1,2,3\n\n1,2,n/a\n",
    lossNeeded,
    `the text "n/a" in column "loss", row 2 (line 4)`,
  ],
  [
    "quoted newline.csv",
    'N,D,loss,note\n1,2,3,"two\nlines"\n1,2,x,\n',
    lossNeeded,
    `the text "x" in column "loss", row 2 (line 4)`,
  ],
  [
    "thousands.csv",
    'N,D,loss\n"1,000",2,3\n',
    "N > 0 in every row",
    `the text "1,000" in column "N", row 1 (line 2)`,
    "write the number without commas",
  ],
  [
    "comma.csv",
    'N,D,loss\n1,2,"3,5"\n',
    lossNeeded,
    `the text "3,5" in column "loss", row 1 (line 2)`,
    "write the number with a decimal point",
  ],
  [
    "suffix.csv",
    "N,D,loss\n70B,2,3\n",
    "N > 0 in every row",
    `the text "70B" in column "N", row 1 (line 2)`,
    `write plain numbers, and the unit once after the column's name, as in "N=params:M"`,
  ],
  [
    "long text.csv",
    `N,D,loss\n1,2,${"x".repeat(100)}\n`,
    lossNeeded,
    `the text "${"x".repeat(59)}…" in column "loss", row 1 (line 2)`,
  ],
  [
    "null.csv",
    "N,D,loss\n1,,3\n",
    "D > 0 in every row",
    `an empty cell in column "D", row 1 (line 2)`,
  ],
  ["nan.csv", "N,D,loss\n1,2,NaN\n", lossNeeded, `NaN in column "loss", row 1 (line 2)`],
  ["inf.csv", "N,D,loss\n1,2,-inf\n", lossNeeded, `-Infinity in column "loss", row 1 (line 2)`],
  [
    "huge.csv",
    "N,D,loss\n1e400,2,3\n",
    "N > 0 in every row",
    `Infinity in column "N", row 1 (line 2)`,
  ],
  ["zero.csv", "N,D,loss\n1,2,0\n", lossNeeded, `0 in column "loss", row 1 (line 2)`],
  [
    "negative.csv",
    "N,D,loss\n1,-2e9,3\n",
    "D > 0 in every row",
    `-2000000000 in column "D", row 1 (line 2)`,
  ],
  ["bool.csv", "N,D,loss\ntrue,2,3\n", "N > 0 in every row", `true and false in column "N"`],
  [
    "range.csv",
    "N,D,loss\n1e200,1e200,3\n",
    "C = 6ND within the range of numbers",
    "C = ∞, row 1 (line 2)",
  ],
  [
    "tiny.csv",
    "N,C,loss\n1e200,1e-200,3\n",
    "D = C/(6N) within the range of numbers",
    "D = 0, row 1 (line 2)",
  ],
  [
    "step.csv",
    "N,D,loss,step\n1,2,3,-1\n",
    "step ≥ 0 in every row",
    `-1 in column "step", row 1 (line 2)`,
  ],
  [
    "run.csv",
    "N,D,loss,run\n1,2,3,\n",
    "the name of a run in every row",
    `an empty cell in column "run", row 1 (line 2)`,
  ],
  // rows after a condition, still counted in the file
  [
    "where.csv",
    "N,D,loss,kind\n1,2,3,a\n1,2,3,b\n1,2,0,a\n",
    lossNeeded,
    `0 in column "loss", row 3 (line 4)`,
    undefined,
    { where: ["kind=a"] },
  ],
  [
    "none left.csv",
    "N,D,loss,kind\n1,2,3,a\n",
    "at least one row where kind = b and N > 0",
    "none among 1 row",
    undefined,
    { where: ["kind=b", "N>0"] },
  ],
  // JSON
  ["empty.json", " ", jsonNeeded, "an empty file"],
  ["number.json", "3", jsonNeeded, "the number 3"],
  ["none.json", "[]", jsonNeeded, "no records"],
  ["empty records.json", "[{}]", jsonNeeded, "records without fields"],
  ["arrays.json", "[[1,2,3]]", jsonNeeded, "an array, row 1"],
  ["no columns.json", "{}", jsonNeeded, "a record without columns"],
  ["nested.json", `{"data":{"N":[1]}}`, jsonNeeded, `a record under "data"`],
  ["unequal.json", `{"N":[1,2],"D":[1]}`, jsonNeeded, `2 and 1 cells in "N" and "D"`],
  ["no rows.json", `{"N":[],"D":[]}`, jsonNeeded, "columns without a row"],
  [
    "null.json",
    `[{"N":1,"D":2,"loss":3},{"N":1,"loss":3}]`,
    "D > 0 in every row",
    `an empty cell in column "D", row 2`,
  ],
  [
    "object.json",
    `[{"N":1,"D":2,"loss":{"eval":3}}]`,
    lossNeeded,
    `the text "{\\"eval\\":3}" in column "loss", row 1`,
  ],
  [
    "mixed.json",
    `[{"N":1,"D":2,"loss":3},{"N":1,"D":2,"loss":"?"}]`,
    lossNeeded,
    `the text "?" in column "loss", row 2`,
  ],
  [
    "huge.json",
    `[{"N":1e400,"D":2,"loss":3}]`,
    "N > 0 in every row",
    `Infinity in column "N", row 1`,
  ],
  [
    "text.ndjson",
    `{"N":1,"D":2,"loss":3}\n\n[1]\n`,
    "one JSON record per line",
    "an array, row 2 (line 3)",
  ],
  ["empty.ndjson", "\n\n", "one JSON record per line", "no records"],
  ["latin-1.json", bytes(0x22, 0xe9, 0x22), jsonNeeded, "bytes that are not UTF-8"],
];

for (const [name, content, needed, found, cure, options] of bad) {
  Deno.test(`readRuns() refuses ${name}: ${found}`, async () => {
    await withFiles({ [name]: content }, async (path) => {
      const expected = [
        `Cannot read runs from ${JSON.stringify(name)}`,
        `  needed: ${needed}`,
        `  found: ${found}`,
        ...(cure === undefined ? [] : [`  cure: ${cure}`]),
      ];
      assert.equal(await message(readRuns(path(name), options), path), expected.join("\n"));
    });
  });
}

Deno.test("readRuns() refuses text that is not JSON, and says on which line", async () => {
  const files = { "cut.json": '[{"N":1', "cut.ndjson": '{"N":1}\n{"N":' };
  await withFiles(files, async (path) => {
    assert.match(
      await message(readRuns(path("cut.json")), path),
      /found: text that is not JSON \(/,
    );
    const text = await message(readRuns(path("cut.ndjson")), path);
    assert.match(text, /found: text that is not JSON \(.*\) on line 2$/);
  });
});

Deno.test("readRuns() suggests the file that has nearly the name", async () => {
  await withFiles({ "sweep.csv": "N,D,loss\n1,2,3\n" }, async (path) => {
    assert.equal(
      await message(readRuns(path("swep.csv")), path),
      [
        `Cannot read runs from "swep.csv"`,
        "  needed: a file",
        "  found: no file of that name",
        `  cure: did you mean "sweep.csv"?`,
      ].join("\n"),
    );
    assert.equal(
      await message(readRuns(path("no/folder.csv")), path),
      [
        `Cannot read runs from "no/folder.csv"`,
        "  needed: a file",
        `  found: no folder "no"`,
      ].join("\n"),
    );
  });
});

Deno.test("readRuns() refuses a folder, an unknown extension and another scheme", async () => {
  await withFiles({ "runs.xlsx": "", "runs": "" }, async (path) => {
    await Deno.mkdir(path("folder"));
    await Deno.mkdir(path("folder.csv"));
    const needs = "a file that ends in .csv, .parquet, .json, .ndjson or .jsonl";
    const cases = [
      ["folder", "a table file", "a folder"],
      ["folder.csv", "a table file", "a folder"],
      ["runs.xlsx", needs, `the extension ".xlsx"`],
      ["runs", needs, "no extension"],
    ] as const;
    for (const [name, needed, found] of cases) {
      const promise = (async () => await readRuns(path(name)))();
      assert.equal(
        await message(promise, path),
        `Cannot read runs from "${name}"\n  needed: ${needed}\n  found: ${found}`,
      );
    }
  });
  await assert.rejects(async () => await readRuns(new URL("https://example.org/runs.csv")), {
    message: [
      `Cannot read runs from "https://example.org/runs.csv"`,
      "  needed: a path or a file: URL",
      `  found: the scheme "https:"`,
      "  cure: download the file first",
    ].join("\n"),
  });
});

Deno.test({
  name: "readRuns() says so when Deno may not read the file",
  permissions: { read: false },
  async fn() {
    await assert.rejects(async () => await readRuns("runs.csv"), {
      message: [
        `Cannot read runs from "runs.csv"`,
        "  needed: a file that may be read",
        "  found: Deno was started without permission to read it",
        "  cure: run with --allow-read",
      ].join("\n"),
    });
  },
});

Deno.test({
  name: "readRuns() says so when the file system denies access (not as root)",
  ignore: Deno.build.os === "windows" || Deno.uid() === 0,
  async fn() {
    await withFiles({ "secret.csv": "N,D,loss\n1,2,3\n" }, async (path) => {
      await Deno.chmod(path("secret.csv"), 0);
      assert.equal(
        await message(readRuns(path("secret.csv")), path),
        [
          `Cannot read runs from "secret.csv"`,
          "  needed: a file that may be read",
          "  found: the file system denies access",
        ].join("\n"),
      );
    });
  },
});

Deno.test("readRuns() refuses a condition on a column that is not there", async () => {
  await withFiles({ "runs.csv": "N,D,loss,experiment\n1,2,3,a\n" }, async (path) => {
    assert.equal(
      await message(readRuns(path("runs.csv"), { where: ["experimnt=a"] }), path),
      [
        `Cannot select rows where experimnt = a`,
        `  needed: a column "experimnt" in "runs.csv"`,
        `  found: the columns "N", "D", "loss" and "experiment"`,
        `  cure: did you mean "experiment"?`,
      ].join("\n"),
    );
  });
});

Deno.test("readRuns() refuses frames without rows, with dates for numbers, and what is no frame", () => {
  const when = pl.Series("N", [new Date(0)]);
  assert.throws(() => readRuns(pl.DataFrame([when, pl.Series("D", [1]), pl.Series("loss", [1])])), {
    message: [
      'Cannot read runs from "the data frame"',
      "  needed: N > 0 in every row",
      `  found: values of type Datetime in column "N"`,
    ].join("\n"),
  });
  assert.throws(() => readRuns(pl.DataFrame({ N: [] })), {
    message: [
      `Cannot read runs from "the data frame"`,
      "  needed: at least one row",
      "  found: no rows",
    ].join("\n"),
  });
  assert.throws(() => readRuns([{ N: 1 }] as unknown as pl.DataFrame), {
    message: [
      "Cannot read runs",
      "  needed: a path, a file: URL or a polars DataFrame",
      "  found: object",
    ].join("\n"),
  });
});

Deno.test("readRuns() refuses an empty Parquet table and malformed columns before reading", async () => {
  const empty = pl.DataFrame({ N: pl.Series("N", [1]) }).head(0).writeParquet();
  await withFiles({ "none.parquet": empty as unknown as Uint8Array }, async (path) => {
    assert.equal(
      await message(readRuns(path("none.parquet")), path),
      [
        `Cannot read runs from "none.parquet"`,
        "  needed: at least one row",
        "  found: no rows",
      ].join("\n"),
    );
  });
  await assert.rejects(readRuns("no such file.csv", { columns: "N" }), /"N" without "="/);
});
