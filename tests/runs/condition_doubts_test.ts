import assert from "node:assert/strict";
import pl from "nodejs-polars";
import { readCurves, scanEnvelope } from "isoflop/runs";
import { message, withFiles } from "./files.ts";

const rows = [
  "run,N,D,loss,lr,outlier,split,empty",
  "a,1e8,1e9,4,0.1,true,train,",
  "a,1e8,2e9,3.5,0.1,False,train,",
  "b,2e8,1e9,5,0.2,false,test,",
  "b,2e8,2e9,3,0.2,true,test,",
  "",
].join("\n");

const refused: [where: string, needs: string, found: string][] = [
  ["outlier!=maybe", "true or false", '"maybe"'],
  ["outlier=1", "true or false", '"1"'],
  ["outlier>1", "a column of numbers", '"true" in it'],
  ["lr!=abc", "a number to compare with", '"abc"'],
  ["lr=true", "a number to compare with", '"true"'],
  ["lr>abc", "a number to compare with", '"abc"'],
  ["lr>", "a number to compare with", '""'],
  ["N!=abc", "a number to compare with", '"abc"'],
  ["C!=abc", "a number to compare with", '"abc"'],
  ["run>5", "a column of numbers", '"a" in it'],
  ["split<=5", "a column of numbers", '"train" in it'],
];

for (const [where, needs, found] of refused) {
  Deno.test(`scanEnvelope() refuses ${where} in the words of readCurves()`, async () => {
    const files = {
      "log.csv": rows,
      "quotes.csv": rows.replace("run", '"run"'),
      "log.parquet": "",
    };
    await withFiles(files, async (path) => {
      pl.readCSV(rows.replace("False", "false"), { inferSchemaLength: 9 })
        .writeParquet(path("log.parquet"));
      const [, column, operator, value] = /^(\w+)(\W+)(\w*)$/.exec(where)!;
      const expected = [
        `Cannot select rows where ${column} ${operator} ${value || "(empty)"}`,
        `  needed: ${needs}`,
        `  found: ${found}`,
      ].join("\n");
      for (const name of Object.keys(files)) {
        for (const read of [readCurves, scanEnvelope]) {
          assert.equal(await message(read(path(name), { where: [where] }), path), expected, name);
        }
      }
    });
  });
}

Deno.test("scanEnvelope() selects the rows that readCurves() selects, odd cells included", async () => {
  const odd = [
    "run,N,D,loss,tag,hex,gap,truth",
    "a,1e8,1e9,4,True,0x10, 5,TRUE",
    "a,1e8,2e9,3.5,x,y,6,false",
    "b,2e8,1e9,5,true,3,z,False",
    "b,2e8,2e9,3,inf,17,nan,true",
    "",
  ].join("\n");
  const conditions: [where: string, kept: number[]][] = [
    ["tag=true", [2]],
    ["tag!=true", [0, 1, 3]],
    ["tag!=x", [0, 2, 3]],
    ["hex>=16", [0, 3]],
    ["hex=16", [0]],
    ["gap=5", [0]],
    ["gap<6", [0]],
    ["gap!=nan", [0, 1, 2]],
    ["truth=true", [0, 3]],
    ["truth!=TRUE", [1, 2]],
    ["truth!=", [0, 1, 2, 3]],
    ["run!=5", [0, 1, 2, 3]],
  ];
  const body = odd.slice(odd.indexOf("\n") + 1);
  // Later tokens, and the same cells.
  const later = body.replaceAll(",1e9,", ",3e9,").replaceAll(",2e9,", ",4e9,");
  await withFiles({ "log.csv": odd, "twice.csv": odd + later, "log.parquet": "" }, async (path) => {
    for (const [where, kept] of conditions) {
      const scanned = await scanEnvelope(path("log.csv"), { where: [where], perDecade: 1e6 });
      // Every row has a C of its own, but for the third, which has the second's and a greater loss.
      const expected = kept.includes(1) ? kept.filter((row) => row !== 2) : kept;
      const losses = expected.map((row) => [4, 3.5, 5, 3][row]!);
      assert.deepEqual(Array.from(scanned.loss), losses, where);
      // No run of this table has a single checkpoint.
      const { notes } = await readCurves(path("twice.csv"), { where: [where] });
      const count = `${2 * kept.length} of 8 rows, those where `;
      assert.equal(notes[0]!.slice(0, count.length), count);
    }
    // A text column of a Parquet file is text, whatever it looks like.
    pl.DataFrame({
      run: ["a", "a"],
      N: [1e8, 1e8],
      D: [1e9, 2e9],
      loss: [4, 3],
      truth: ["True", "true"],
      number: ["1", "2"],
    }).writeParquet(path("log.parquet"));
    for (const [where, losses] of [["truth=true", [3]], ["number!=abc", [4, 3]]] as const) {
      const scanned = await scanEnvelope(path("log.parquet"), { where: [where] });
      assert.deepEqual(Array.from(scanned.loss), losses, where);
    }
  });
});

Deno.test("scanEnvelope() judges a column without cells as readCurves() does", async () => {
  await withFiles({ "log.csv": rows }, async (path) => {
    for (const where of ["empty>5", "empty=x"]) {
      const scanned = await message(scanEnvelope(path("log.csv"), { where: [where] }), path);
      assert.match(scanned, /needed: at least one row where empty [>=] [5x]\n {2}found: none$/);
      const read = await message(readCurves(path("log.csv"), { where: [where] }), path);
      assert.match(read, /found: none among 4 rows$/);
    }
    const kept = await scanEnvelope(path("log.csv"), { where: ["empty!=x"] });
    assert.equal(kept.C.length, 3);
  });
});
