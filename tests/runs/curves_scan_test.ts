import assert from "node:assert/strict";
import pl from "nodejs-polars";
import { scanEnvelope } from "isoflop/runs";
import { carefulBlocks } from "../../lib/runs/careful_blocks.ts";
import { tableFile } from "../../lib/runs/open_file.ts";
import { withFiles } from "./files.ts";

interface Row {
  readonly run: string;
  readonly N: number;
  readonly D: number;
  readonly loss: number;
  readonly split: string;
}

/** A hundred thousand checkpoints of twenty runs, mixed, in which equal losses are common. */
function table(): Row[] {
  const rows: Row[] = [];
  for (let i = 0; i < 100_000; i++) {
    const run = (7 * i) % 20;
    const N = Math.round(1e7 * 1.37 ** run);
    const D = 1e6 * (1 + Math.floor(i / 20));
    const loss = 1.8 + 480 / N ** 0.35 + 2000 / D ** 0.37 + 0.02 * Math.sin(1.3 * i);
    const split = i % 3 === 0 ? "test" : "train";
    rows.push({ run: `run ${run}`, N, D, loss: Math.round(1e3 * loss) / 1e3, split });
  }
  return rows;
}

/** The same envelope by a loop over the rows. */
function loop(rows: readonly Row[], perDecade: number) {
  const best = new Map<number, Row & { C: number }>();
  for (const row of rows) {
    const C = 6 * row.N * row.D;
    const bin = Math.floor((perDecade * Math.log(C)) / Math.LN10);
    const known = best.get(bin);
    // Of equal losses the one with the least C.
    const isLess = !known || row.loss < known.loss || (row.loss === known.loss && C < known.C);
    if (isLess) best.set(bin, { ...row, C });
  }
  const entries = Array.from(best.entries()).sort(([a], [b]) => a - b).map(([, row]) => row);
  const names = Array.from(new Set(entries.map(({ run }) => run)));
  return {
    C: entries.map(({ C }) => C),
    N: entries.map(({ N }) => N),
    D: entries.map(({ D }) => D),
    loss: entries.map(({ loss }) => loss),
    curve: entries.map(({ run }) => names.indexOf(run)),
    run: entries.map(({ run }) => run),
  };
}

function plain(envelope: Awaited<ReturnType<typeof scanEnvelope>>) {
  const { C, N, D, loss, curve, run } = envelope;
  return {
    C: Array.from(C),
    N: Array.from(N),
    D: Array.from(D),
    loss: Array.from(loss),
    curve: Array.from(curve),
    run: Array.from(run),
  };
}

const rows = table();
const csv = (of: readonly Row[]) =>
  ["run,N,D,loss,split", ...of.map((row) => Object.values(row).join())].join("\n");

Deno.test("scanEnvelope() equals a loop over 100,000 rows, from CSV, Parquet, blocks and files", async () => {
  const frame = pl.DataFrame({
    run: rows.map(({ run }) => run),
    N: BigInt64Array.from(rows, ({ N }) => BigInt(N)) as never,
    D: Float64Array.from(rows, ({ D }) => D),
    loss: Float64Array.from(rows, ({ loss }) => loss),
    split: rows.map(({ split }) => split),
  });
  const expected = loop(rows, 50);
  assert.ok(expected.C.length > 150 && new Set(expected.run).size > 10);
  await withFiles({
    "curves.csv": csv(rows),
    "curves.parquet": "",
    // Quotes send the file to the careful reader.
    "quotes.csv": csv(rows).replaceAll(/^run (\d+)/gm, '"run $1"'),
    "part-1.csv": csv(rows.slice(0, 30_000)),
    "part-2.csv": csv(rows.slice(30_000)),
  }, async (path) => {
    frame.writeParquet(path("curves.parquet"));
    for (const name of ["curves.csv", "curves.parquet", "quotes.csv", "part-*.csv"]) {
      assert.deepEqual(plain(await scanEnvelope(path(name))), expected, name);
    }
    const coarse = await scanEnvelope(path("curves.csv"), { perDecade: 3.5 });
    assert.deepEqual(plain(coarse), loop(rows, 3.5));
  });
});

Deno.test("scanEnvelope() is the same at every call, whichever thread is first", async () => {
  await withFiles({ "curves.csv": csv(rows) }, async (path) => {
    const first = await scanEnvelope(path("curves.csv"), { perDecade: 2 });
    for (let i = 0; i < 5; i++) {
      assert.deepEqual(await scanEnvelope(path("curves.csv"), { perDecade: 2 }), first);
    }
  });
});

Deno.test("scanEnvelope() selects rows as readRuns() does", async () => {
  const conditions: [where: string, kept: (row: Row) => boolean][] = [
    ["split=train", ({ split }) => split === "train"],
    ["split!=train", ({ split }) => split !== "train"],
    ["split!=", () => true],
    ["N>1e8", ({ N }) => N > 1e8],
    ["D<=1e9", ({ D }) => D <= 1e9],
    ["loss>=3", ({ loss }) => loss >= 3],
    ["C<1e18", ({ N, D }) => 6 * N * D < 1e18],
    ["run=run 3", ({ run }) => run === "run 3"],
  ];
  await withFiles({
    "curves.csv": csv(rows),
    "quotes.csv": csv(rows).replaceAll(/^run (\d+)/gm, '"run $1"'),
  }, async (path) => {
    for (const [where, kept] of conditions) {
      const expected = loop(rows.filter(kept), 10);
      for (const name of ["curves.csv", "quotes.csv"]) {
        const scanned = await scanEnvelope(path(name), { where: [where], perDecade: 10 });
        assert.deepEqual(plain(scanned), expected, `${where} in ${name}`);
      }
    }
    const nothing = "Cannot read training curves from " + JSON.stringify(path("curves.csv")) +
      "\n  needed: at least one row where loss < 0 and N > 1\n  found: none";
    await assert.rejects(
      scanEnvelope(path("curves.csv"), { where: ["loss<0", "N>1"] }),
      { message: nothing },
    );
  });
});

Deno.test("scanEnvelope() puts powers of ten into the bin that begins with them", async () => {
  const decades = Array.from({ length: 10 }, (_, i) => Number(`1e${15 + i}`));
  for (const perDecade of [1, 50]) {
    // A row on the edge, and one above it in the same bin whose loss is greater.
    const above = 10 ** (0.9 / perDecade);
    const lines = decades.flatMap((C) => [`a,1e8,${C},3`, `b,1e8,${C * above},4`]);
    // And for 50 bins the one just below the edge, which has a bin of its own.
    if (perDecade > 1) lines.push(...decades.map((C) => `c,1e8,${C / 1.01},5`));
    await withFiles({ "edges.csv": ["run,N,C,loss", ...lines].join("\n") }, async (path) => {
      const { C, run } = await scanEnvelope(path("edges.csv"), { perDecade });
      const edges = Array.from(C).filter((_, i) => run[i] === "a");
      assert.deepEqual(edges, decades);
      assert.equal(run.includes("b"), false);
      assert.equal(run.filter((name) => name === "c").length, perDecade > 1 ? 10 : 0);
    });
  }
});

Deno.test("scanEnvelope() takes units, sizes, exact FLOP, and names of runs from files", async () => {
  await withFiles({
    "log.csv": "id,tokens,bits\n1,1,4\n2,1,5\n1,2,3.5\n2,2,3\n",
    "flop.csv": "run,N,C,loss\na,1e8,6.6e17,4\n",
    "runs-a.csv": "D,loss\n1e9,4\n",
    "runs-b.csv": "D,loss\n1e9,5\n",
  }, async (path) => {
    const sized = await scanEnvelope(path("log.csv"), {
      columns: "run=id,D=tokens:B,loss=bits:bits",
      sizes: { 1: 1e8, 2: 2e8 },
      perDecade: 1,
    });
    // 6e17 | 1.2e18, 1.2e18 and 2.4e18
    assert.deepEqual(plain(sized), {
      C: [6e17, 2.4e18],
      N: [1e8, 2e8],
      D: [1e9, 2e9],
      loss: [4 * Math.LN2, 3 * Math.LN2],
      curve: [0, 1],
      run: ["1", "2"],
    });
    const exact = await scanEnvelope(path("flop.csv"));
    assert.deepEqual([exact.C[0], exact.D[0]], [6.6e17, 6.6e17 / 6e8]);
    const heard: [number, number][] = [];
    const named = await scanEnvelope(path("runs-*.csv"), {
      sizes: { "runs-a": 1e8, "runs-b": 2e8 },
      onProgress: (done, total) => heard.push([done, total]),
    });
    assert.deepEqual(named.run, ["runs-a", "runs-b"]);
    assert.deepEqual(heard, [[1, 2], [2, 2]]);
  });
});

Deno.test("scanEnvelope() leaves the thread free", async () => {
  const lines = csv(rows);
  const body = lines.slice(lines.indexOf("\n"));
  await withFiles({ "curves.csv": lines + body.repeat(9) }, async (path) => {
    let ticks = 0;
    const timer = setInterval(() => ticks++, 1);
    await scanEnvelope(path("curves.csv"));
    clearInterval(timer);
    // A million rows and the start of a worker take some hundred milliseconds.
    assert.ok(ticks >= 20, `${ticks} ticks`);
  });
});

Deno.test("scanEnvelope() finds a bad row of a Parquet file, and one behind the first block", async () => {
  const frame = pl.DataFrame({
    run: ["a", "a", "b"],
    N: [1e8, 1e8, 1e8],
    D: [1e9, 2e9, 1e9],
    loss: [4, 3, NaN],
  });
  await withFiles({ "log.parquet": "" }, async (path) => {
    frame.writeParquet(path("log.parquet"));
    await assert.rejects(scanEnvelope(path("log.parquet")), {
      message: [
        `Cannot read runs from ${JSON.stringify(path("log.parquet"))}`,
        "  needed: loss > 0 in every row",
        `  found: NaN in column "loss", row 3, run "b"`,
      ].join("\n"),
    });
    const places: string[] = [];
    const blocks = carefulBlocks(tableFile(path("log.parquet")), [], { rows: 2 });
    for await (const { frame, place } of blocks) {
      for (let row = 0; row < frame.height; row++) places.push(place(row));
    }
    assert.deepEqual(places, ["row 1", "row 2", "row 3"]);
  });
});

Deno.test("carefulBlocks() cuts CSV between records, and every row knows its line", async () => {
  const text = '\nrun,x\r\n"a\nb",1\r\n\r\nc,2\r\n"d",3\n"e\n\n",4\n\n\n\n';
  await withFiles({ "log.csv": text }, async (path) => {
    const file = tableFile(path("log.csv"));
    for (let bytes = 20; bytes < text.length + 2; bytes++) {
      const found: [string, number, string][] = [];
      for await (const { frame, place } of carefulBlocks(file, ["run"], { bytes })) {
        const [run, x] = [frame.getColumn("run").toArray(), frame.getColumn("x").toArray()];
        for (let row = 0; row < frame.height; row++) {
          found.push([String(run[row]), Number(x[row]), place(row)]);
        }
      }
      assert.deepEqual(found, [
        ["a\nb", 1, "row 1 (line 3)"],
        ["c", 2, "row 2 (line 6)"],
        ["d", 3, "row 3 (line 7)"],
        ["e\n\n", 4, "row 4 (line 8)"],
      ], `${bytes} bytes`);
    }
  });
});

Deno.test("scanEnvelope() refuses bins without meaning", async () => {
  for (const perDecade of [0, -1, NaN, 1e7]) {
    await assert.rejects(scanEnvelope("log.csv", { perDecade }), {
      message: [
        "Cannot find the envelope of training curves",
        "  needed: a positive number of bins per decade, at most a million",
        `  found: ${perDecade}`,
      ].join("\n"),
    });
  }
});
