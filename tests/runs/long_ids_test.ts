import assert from "node:assert/strict";
import pl from "nodejs-polars";
import { readCurves, readRuns, scanEnvelope } from "isoflop/runs";
import { runCodes } from "../../lib/runs/run_codes.ts";
import { withFiles } from "./files.ts";

// 2^53 and its neighbour, which JavaScript's numbers and Float64 round to 2^53.
const ids = ["9007199254740992", "9007199254740993"] as const;
const sizes = { [ids[0]]: 1e8, [ids[1]]: 2e8 };

/** Two checkpoints of each of two runs, mixed. */
function frame(): pl.DataFrame {
  const run = BigInt64Array.from([0, 1, 0, 1], (i) => BigInt(ids[i]!));
  return pl.DataFrame([
    pl.Series("run", run as never),
    pl.Series("N", [1e8, 2e8, 1e8, 2e8]),
    pl.Series("D", [1e9, 1e9, 2e9, 2e9]),
    pl.Series("loss", [4, 5, 3.5, 3]),
  ]);
}

const csv = [
  "run,N,D,loss",
  `${ids[0]},1e8,1e9,4`,
  `${ids[1]},2e8,1e9,5`,
  `${ids[0]},1e8,2e9,3.5`,
  `${ids[1]},2e8,2e9,3`,
  "",
].join("\n");

const files = { "log.csv": csv, "quotes.csv": csv.replace("run", '"run"'), "log.parquet": "" };

Deno.test("runCodes() keeps integers apart that are one double, with and without empty cells", () => {
  const run = frame().getColumn("run");
  assert.equal(run.dtype.variant, "Int64");
  assert.deepEqual(runCodes(run).names, ids);
  assert.deepEqual(Array.from(runCodes(run).code), [0, 1, 0, 1]);
  const some = pl.Series("run", [ids[0], null, ids[1]], pl.Utf8).cast(pl.Int64);
  assert.deepEqual(runCodes(some).names, [ids[0], "", ids[1]]);
  // Numbers with decimals are still their shortest digits.
  assert.deepEqual(runCodes(pl.Series("run", [1.5, 2, 1.5])).names, ["1.5", "2"]);
});

Deno.test("readCurves() gives runs their exact digits, from a frame, CSV and Parquet", async () => {
  const sized = `run,D,loss\n${ids[0]},1e9,4\n${ids[1]},1e9,5\n${ids[0]},2e9,3\n${ids[1]},2e9,3\n`;
  await withFiles({ ...files, "sized.csv": sized }, async (path) => {
    frame().writeParquet(path("log.parquet"));
    for (const input of [frame(), ...Object.keys(files).map(path)]) {
      const { curves } = await readCurves(input);
      assert.deepEqual(curves.map(({ run, N }) => [run, N]), [[ids[0], 1e8], [ids[1], 2e8]]);
      const one = await readCurves(input, { where: [`run=${ids[1]}`] });
      assert.deepEqual(one.curves.map(({ run }) => run), [ids[1]]);
    }
    for (const input of [frame().drop("N"), path("sized.csv")]) {
      const { curves } = await readCurves(input, { sizes });
      assert.deepEqual(curves.map(({ run, N }) => [run, N]), [[ids[0], 1e8], [ids[1], 2e8]]);
    }
  });
});

Deno.test("readCurves() names a run by its exact digits where it refuses a row", async () => {
  const bad = frame().withColumn(pl.Series("loss", [4, 5, 3.5, NaN]));
  await assert.rejects(readCurves(bad), {
    message: [
      'Cannot read runs from "the data frame"',
      "  needed: loss > 0 in every row",
      `  found: NaN in column "loss", row 4, run "${ids[1]}"`,
    ].join("\n"),
  });
});

Deno.test("readCurves() joins files whose runs are integers in one and decimals in another", async () => {
  const part = (run: pl.Series) => frame().drop("run").withColumn(run);
  await withFiles({ "a.parquet": "", "b.parquet": "" }, async (path) => {
    part(pl.Series("run", [1, 2, 1, 2], pl.Int64)).writeParquet(path("a.parquet"));
    part(pl.Series("run", [3, 4.5, 3, 4.5], pl.Float64)).writeParquet(path("b.parquet"));
    const { curves } = await readCurves([path("a.parquet"), path("b.parquet")]);
    assert.deepEqual(curves.map(({ run }) => run), ["1", "2", "3", "4.5"]);
  });
});

Deno.test("scanEnvelope() gives runs their exact digits, from CSV and Parquet", async () => {
  await withFiles(files, async (path) => {
    frame().writeParquet(path("log.parquet"));
    for (const name of Object.keys(files)) {
      // 6e17 | 1.2e18, 1.2e18 and 2.4e18, the least of which the second run has.
      const { run } = await scanEnvelope(path(name), { perDecade: 1 });
      assert.deepEqual(run, ids, name);
      const one = await scanEnvelope(path(name), { perDecade: 1, where: [`run!=${ids[1]}`] });
      assert.deepEqual(one.run, [ids[0], ids[0]], name);
    }
    frame().drop("N").writeParquet(path("log.parquet"));
    const { run, N } = await scanEnvelope(path("log.parquet"), { perDecade: 1, sizes });
    assert.deepEqual([run, Array.from(N)], [ids, [1e8, 2e8]]);
  });
});

Deno.test("readRuns() gives runs their exact digits, from a frame, CSV and Parquet", async () => {
  await withFiles(files, async (path) => {
    frame().writeParquet(path("log.parquet"));
    for (const input of [frame(), ...Object.keys(files).map(path)]) {
      const { run } = await readRuns(input);
      assert.deepEqual(Array.from(run!), [...ids, ...ids]);
    }
  });
});
