import assert from "node:assert/strict";
import { pathToFileURL } from "node:url";
import pl from "nodejs-polars";
import { readRuns } from "isoflop/runs";
import { withFiles } from "./files.ts";

const rows = [
  { N: 7e7, D: 1.4e9, loss: 3.5, run: "a", seed: 1 },
  { N: 7e8, D: 1.4e10, loss: 2.5, run: "b", seed: 2 },
];

Deno.test("readRuns() reads the same runs from every format", async () => {
  const csv = "N,D,loss,run,seed\n7e7,1.4e9,3.5,a,1\n7e8,1.4e10,2.5,b,2\n";
  const columns = Object.fromEntries(
    (["N", "D", "loss", "run", "seed"] as const).map((key) => [key, rows.map((row) => row[key])]),
  );
  const frame = pl.DataFrame(columns);
  const files = {
    "runs.csv": csv,
    "UPPER.CSV": csv,
    "mark.csv": "\ufeff" + csv,
    "windows.csv": csv.replaceAll("\n", "\r\n"),
    "spaces.csv": csv.replaceAll(",", " , ").replaceAll(/ ([ab]) /g, "$1"),
    "blank.csv": `\n${csv.replace("\n7e8", "\n\n7e8")}\n\n`,
    "no end.csv": csv.trimEnd(),
    "records.json": JSON.stringify(rows),
    "columns.JSON": JSON.stringify(columns),
    "lines.ndjson": rows.map((row) => JSON.stringify(row)).join("\n\n") + "\n",
    "lines.jsonl": rows.map((row) => JSON.stringify(row)).join("\r\n"),
    "runs.parquet": frame.writeParquet() as unknown as Uint8Array,
  };
  await withFiles(files, async (path) => {
    for (const name of Object.keys(files)) {
      const runs = await readRuns(path(name));
      assert.deepEqual(Array.from(runs.N), [7e7, 7e8], name);
      assert.deepEqual(Array.from(runs.D), [1.4e9, 1.4e10], name);
      assert.deepEqual(Array.from(runs.C), [6 * 7e7 * 1.4e9, 6 * 7e8 * 1.4e10], name);
      assert.deepEqual(Array.from(runs.loss), [3.5, 2.5], name);
      assert.deepEqual(runs.run, ["a", "b"], name);
      assert.deepEqual(runs.frame.columns, ["N", "D", "C", "loss", "run", "seed"], name);
      assert.deepEqual(runs.frame.getColumn("seed").toArray(), [1, 2], name);
      assert.equal(runs.source.name, name);
      assert.deepEqual(runs.notes, ["C is computed as 6ND."], name);
    }
    const url = pathToFileURL(path("no end.csv"));
    assert.equal((await readRuns(url)).length, 2);
    assert.equal((await readRuns(url.href)).source.name, "no end.csv");
  });
});

Deno.test("readRuns() takes a frame at once, and leaves it as it was", () => {
  const frame = pl.DataFrame(rows);
  const runs = readRuns(frame);
  assert.deepEqual(Array.from(runs.D), [1.4e9, 1.4e10]);
  assert.deepEqual(frame.columns, ["N", "D", "loss", "run", "seed"]);
  assert.equal(runs.source.digest, undefined);
});

Deno.test("readRuns() gives the digest of the file", async () => {
  // sha256sum of this text
  await withFiles({ "runs.csv": "N,D,loss\n1,2,3\n" }, async (path) => {
    const { source } = await readRuns(path("runs.csv"));
    assert.equal(
      source.digest,
      "059fb5ed8543c074277d63332758b5afe30f2caf630d9da77dc467d049d5e7ad",
    );
  });
});

Deno.test("readRuns() computes whichever of N, D and C is missing", () => {
  const all = { N: 2e9, D: 3e10, C: 6 * 2e9 * 3e10 };
  for (const [missing, note] of [["N", "C/(6D)"], ["D", "C/(6N)"], ["C", "6ND"]] as const) {
    const { [missing]: value, ...two } = all;
    const runs = readRuns(pl.DataFrame([{ ...two, loss: 2 }]));
    assert.equal(runs[missing][0], value);
    assert.deepEqual(runs.notes, [`${missing} is computed as ${note}.`]);
  }
});

Deno.test("readRuns() uses three given columns as they are and notes a difference above 2 %", () => {
  const frame = (...ratios: number[]) =>
    pl.DataFrame(ratios.map((ratio) => ({ N: 1e9, D: 1e10, C: 6e19 * ratio, loss: 2 })));
  assert.deepEqual(readRuns(frame(1, 1.0199, 0.9801)).notes, []);
  const runs = readRuns(frame(1, 1.05, 0.9));
  assert.deepEqual(Array.from(runs.C), [6e19, 6.3e19, 5.4e19]);
  assert.deepEqual(runs.notes, [
    "C differs from 6ND by more than 2 % in 2 of 3 rows: C/(6ND) is 0.9000 to 1.050. " +
    "Each column is used as it is.",
  ]);
});

Deno.test("readRuns() converts units", () => {
  const frame = pl.DataFrame({ p: [70], t: [1.4], f: [100], bits: [2.5], s: [1000] });
  const runs = readRuns(frame, { columns: "N=p:B,D=t:T,C=f:PF-day,loss=bits:bits,step=s" });
  assert.equal(runs.N[0], 70e9);
  assert.equal(runs.D[0], 1.4e12);
  // Kaplan et al. (2020): one PF-day is 1e15 · 24 · 3600 = 8.64e19 FLOP.
  assert.equal(runs.C[0], 8.64e21);
  assert.equal(runs.loss[0], 2.5 * Math.LN2);
  assert.deepEqual(runs.frame.columns, ["N", "D", "C", "loss", "step"]);
  assert.equal(runs.notes[0], "N is converted from B.");
});

Deno.test("readRuns() keeps the table's own N when another column is N", () => {
  const frame = pl.DataFrame({ N: [1], params: [2e9], D: [3e9], loss: [4] });
  const runs = readRuns(frame, { columns: { N: "params" } });
  assert.equal(runs.N[0], 2e9);
  assert.deepEqual(runs.frame.columns, ["N", "D", "C", "loss", "N (table)"]);
  assert.ok(runs.notes.includes(`The table's own column "N" is called "N (table)".`));
});

Deno.test("readRuns() keeps names of runs as they are written", async () => {
  await withFiles({ "runs.csv": "N,D,loss,run\n1,2,3,007\n1,2,3,1e5\n" }, async (path) => {
    assert.deepEqual((await readRuns(path("runs.csv"))).run, ["007", "1e5"]);
  });
  assert.deepEqual(readRuns(pl.DataFrame([{ N: 1, D: 2, loss: 3, run: 12 }])).run, ["12"]);
});

Deno.test("readRuns() casts integers, those beyond 2^53 too", async () => {
  const D = pl.Series("D", [9007199254740993n, 15_000_000_000_000n]).cast(pl.Int64);
  const N = pl.Series("N", [405e9, 70e9]).cast(pl.UInt64);
  const frame = pl.DataFrame([N, D, pl.Series("loss", [1.5, 2]).cast(pl.Float32)]);
  await withFiles(
    { "big.parquet": frame.writeParquet() as unknown as Uint8Array },
    async (path) => {
      const runs = await readRuns(path("big.parquet"));
      assert.deepEqual(Array.from(runs.D), [9007199254740992, 15e12]);
      // Int64 overflows here: 6·N·D = 2.2e28.
      assert.equal(runs.C[0], 6 * 405e9 * 9007199254740992);
      for (const column of runs.frame.getColumns()) assert.equal(column.dtype.variant, "Float64");
    },
  );
});

Deno.test("readRuns() selects rows before it checks them", async () => {
  const table = "kind,N,D,loss\ngood,70,1e9,3\nbad,-1,1e9,nan\ngood,700,1e10,2\nbad,,,\n";
  await withFiles({ "runs.csv": table }, async (path) => {
    const columns = "N=N:M";
    const where = async (...conditions: string[]) =>
      Array.from((await readRuns(path("runs.csv"), { columns, where: conditions })).loss);
    assert.deepEqual(await where("kind=good"), [3, 2]);
    assert.deepEqual(await where("kind!=bad", "N>1e8"), [2]);
    // C is not in the table: 6 · 70e6 · 1e9 = 4.2e17.
    assert.deepEqual(await where("kind=good", "C<1e18"), [3]);
    assert.deepEqual(await where("kind=good", "C=4.2e17"), [3]);
    const runs = await readRuns(path("runs.csv"), { columns, where: ["kind=good"] });
    assert.equal(runs.notes[0], "2 of 4 rows, those where kind = good.");
    assert.equal(runs.dropped, 0);
  });
});

Deno.test("readRuns() understands Python's True and False", async () => {
  const table = "N,D,loss,outlier\n1,2,3,True\n1,2,4,False\n";
  await withFiles({ "runs.csv": table }, async (path) => {
    const runs = await readRuns(path("runs.csv"), { where: ["outlier=False"] });
    assert.deepEqual(Array.from(runs.loss), [4]);
    assert.equal(runs.frame.getColumn("outlier").dtype.variant, "Bool");
  });
});
