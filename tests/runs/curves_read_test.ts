import assert from "node:assert/strict";
import pl from "nodejs-polars";
import { type Curves, readCurves, readRuns, scanEnvelope } from "isoflop/runs";
import { withFiles } from "./files.ts";

const table = [
  "run,step,N,tokens,loss,split",
  "a,10,100,1,4,train",
  "b,10,200,1,5,train",
  "a,20,100,2,3.5,train",
  "a,20,100,2,3.6,test",
  "b,20,200,2,3.25,train",
].join("\n");
const columns = "N=N:M,D=tokens:B";

/** The curves as plain numbers. */
function plain(curves: Curves) {
  return curves.curves.map(({ run, N, D, C, loss, step }) => ({
    run,
    N,
    D: Array.from(D),
    C: Array.from(C),
    loss: Array.from(loss),
    ...(step && { step: Array.from(step) }),
  }));
}

const a = { run: "a", N: 1e8, D: [1e9, 2e9], C: [6e17, 1.2e18], loss: [4, 3.5], step: [10, 20] };
const b = { run: "b", N: 2e8, D: [1e9, 2e9], C: [1.2e18, 2.4e18], loss: [5, 3.25], step: [10, 20] };

Deno.test("readCurves() reads rows of several runs between one another, in units of their own", async () => {
  await withFiles({ "log.csv": table }, async (path) => {
    const curves = await readCurves(path("log.csv"), { columns, where: ["split=train"] });
    assert.deepEqual(plain(curves), [a, b]);
    assert.equal(curves.rows, 4);
    assert.deepEqual(curves.source, { name: "log.csv", committable: true });
    assert.deepEqual(curves.notes, [
      "4 of 5 rows, those where split = train.",
      "N is converted from M.",
      "D is converted from B.",
      "C is computed as 6ND.",
    ]);
  });
});

Deno.test("readCurves() gives the same for CSV, quotes, CRLF, Parquet, JSON, NDJSON and a frame", async () => {
  const train = table.split("\n").filter((line) => !line.endsWith("test"));
  const frame = pl.readCSV(train.join("\n"), { inferSchemaLength: 100 });
  // Int64 columns, as logs have them: 6·N·D would overflow in them.
  assert.equal(frame.getColumn("N").dtype.variant, "Int64");
  const records = frame.toRecords();
  await withFiles({
    "log.csv": train.join("\n"),
    "quotes.csv": train.map((line) => line.replace(/^([ab])/, '"$1"')).join("\n"),
    "crlf.csv": `\ufeff${train.join("\r\n")}\r\n\r\n`,
    "space.csv": train.map((line, i) => i ? line.replaceAll(/(\d+)/g, " $1 ") : line).join("\n")
      .replaceAll(" . ", "."),
    "log.parquet": "",
    "log.json": JSON.stringify(records),
    "log.ndjson": records.map((row) => JSON.stringify(row)).join("\n"),
  }, async (path) => {
    frame.writeParquet(path("log.parquet"));
    for (
      const name of ["log.csv", "quotes.csv", "crlf.csv", "log.parquet", "log.json", "log.ndjson"]
    ) {
      assert.deepEqual(plain(await readCurves(path(name), { columns })), [a, b], name);
    }
    assert.deepEqual(plain(await readCurves(path("space.csv"), { columns })), [a, b]);
    assert.deepEqual(plain(await readCurves(frame, { columns })), [a, b]);
  });
});

Deno.test("readCurves() takes the length of a run's cosine, where there is one", async () => {
  const log =
    "run,N,D,loss,cosine\na,1e8,1e9,4,1.25\na,1e8,2e9,3,1.25\nb,1e8,1e9,4,\nb,1e8,2e9,3,\n";
  const none = log.replaceAll("1.25", "");
  const columns = "cycle=cosine";
  const lengths = ({ curves }: Curves) => curves.map(({ cycle }) => cycle);
  await withFiles({ "log.csv": log, "none.csv": none, "log.parquet": "" }, async (path) => {
    const frame = pl.readCSV(log, { inferSchemaLength: 100 });
    frame.writeParquet(path("log.parquet"));
    for (const input of [path("log.csv"), path("log.parquet"), frame]) {
      const curves = await readCurves(input, { columns });
      assert.deepEqual(lengths(curves), [1.25, undefined]);
      assert.deepEqual(curves.where(({ cycle }) => cycle === 1.25).length, 1);
    }
    assert.deepEqual(lengths(await readCurves(path("none.csv"), { columns })), [
      undefined,
      undefined,
    ]);
    assert.deepEqual(lengths(await readCurves(path("log.csv"))), [undefined, undefined]);
    const where = ["cycle>1"];
    const long = await readCurves(path("log.csv"), { columns, where });
    assert.deepEqual(long.curves.map(({ run }) => run), ["a"]);
    const scanned = await scanEnvelope(path("log.csv"), { columns, where });
    assert.deepEqual([...new Set(scanned.run)], ["a"]);
    // A table of runs has no such quantity: the column is one of the table's own.
    await assert.rejects(readRuns(path("log.csv"), { columns }), /"cycle", which is not one of/);
  });
});

Deno.test("readCurves() takes N from sizes, a record or a file", async () => {
  const log = "run,D,loss\n007,1e9,4\n8,1e9,5\n007,2e9,3.5\n8,2e9,3\n";
  await withFiles({ "log.csv": log, "sizes.csv": "run,N\n8,2e8\n007,1e8\n9,1\n" }, async (path) => {
    const record = await readCurves(path("log.csv"), { sizes: { "007": 1e8, "8": 2e8 } });
    assert.deepEqual(record.curves.map(({ run, N }) => [run, N]), [["007", 1e8], ["8", 2e8]]);
    const file = await readCurves(path("log.csv"), { sizes: path("sizes.csv") });
    assert.deepEqual(plain(file), plain(record));
    assert.deepEqual(file.notes, ["N is from sizes by run.", "C is computed as 6ND."]);
    // A condition on N knows the sizes; runs that it leaves out need none.
    const large = await readCurves(path("log.csv"), { sizes: { "8": 2e8 }, where: ["N>1e8"] });
    assert.deepEqual(large.curves.map(({ run }) => run), ["8"]);
  });
});

Deno.test("readCurves() uses an exact count of FLOP as it is, and computes D where it is missing", async () => {
  const both = "run,N,D,C,loss\na,1e8,1e9,7e17,4\na,1e8,2e9,1.4e18,3\n";
  const alone = "run,N,C,loss\na,1e8,7e17,4\na,1e8,1.4e18,3\n";
  await withFiles({ "both.csv": both, "alone.csv": alone }, async (path) => {
    const [exact] = plain(await readCurves(path("both.csv")));
    assert.deepEqual([exact!.D, exact!.C], [[1e9, 2e9], [7e17, 1.4e18]]);
    const computed = await readCurves(path("alone.csv"));
    assert.deepEqual(plain(computed)[0]!.D, [7e17 / 6e8, 1.4e18 / 6e8]);
    assert.deepEqual(computed.notes, ["D is computed as C/(6N)."]);
  });
});

Deno.test("readCurves() takes a pattern of logs, one per run, or a list of files", async () => {
  const log = (loss: number) => `step,tokens,loss\n1,1e9,${loss}\n2,2e9,${loss - 1}\n`;
  await withFiles({
    "b.csv": log(5),
    "a.csv": log(4),
    "c.txt": "no table",
  }, async (path) => {
    const sizes = { a: 1e8, b: 2e8 };
    const options = { columns: "D=tokens", sizes };
    const heard: [number, number][] = [];
    const curves = await readCurves(path("*.csv"), {
      ...options,
      onProgress: (done, total) => heard.push([done, total]),
    });
    assert.deepEqual(plain(curves), [
      { ...a, step: [1, 2], loss: [4, 3] },
      { ...b, step: [1, 2], loss: [5, 4] },
    ]);
    assert.equal(curves.source.name, path("*.csv"));
    assert.equal(
      curves.notes[0],
      "The 2 files have no column for the run: each file is one run, named after it.",
    );
    assert.deepEqual(heard, [[1, 2], [2, 2]]);
    const listed = await readCurves([path("b.csv"), path("a.csv")], options);
    assert.deepEqual(listed.curves.map(({ run }) => run), ["b", "a"]);
    assert.equal(listed.source.name, "2 files");
    assert.equal((await readCurves(path("[a].csv"), options)).length, 1);
  });
});

Deno.test("readCurves() names runs by their folders where the files have one name", async () => {
  await withFiles({ "x.csv": "" }, async (path) => {
    for (const run of ["small", "large"]) {
      await Deno.mkdir(path(`runs/${run}`), { recursive: true });
      await Deno.writeTextFile(path(`runs/${run}/log.csv`), "D,loss\n1e9,4\n2e9,3\n");
    }
    const sizes = { "small/log": 1e8, "large/log": 2e8 };
    const curves = await readCurves(path("runs/*/log.csv"), { sizes });
    assert.deepEqual(curves.curves.map(({ run, N }) => [run, N]), [
      ["large/log", 2e8],
      ["small/log", 1e8],
    ]);
  });
});

Deno.test("readCurves() joins the pieces of a run in several files, columns in any order", async () => {
  await withFiles({
    "1.csv": "run,N,D,loss\na,1e8,1e9,4\n",
    "2.csv": "loss,run,D,N\n3.5,a,2e9,1e8\n",
  }, async (path) => {
    const [curve] = plain(await readCurves([path("1.csv"), path("2.csv")]));
    const { step: _, ...rest } = a;
    assert.deepEqual(curve, rest);
  });
});

Deno.test(`readCurves({ restarts: "last" }) lets later rows replace earlier ones`, async () => {
  const steps = [1, 2, 3, 4, 3, 4, 5, 5, 2, 3];
  const rows = steps.map((step, i) => `a,1e8,${step},${step}e9,${10 - i}`);
  const log = ["run,N,step,D,loss", ...rows, "b,1e8,1,1e9,4", "b,1e8,2,2e9,3"].join("\n");
  await withFiles({ "log.csv": log }, async (path) => {
    const curves = await readCurves(path("log.csv"), { restarts: "last" });
    // What is left when each row throws out all earlier ones from its own step on.
    const kept = steps.map((step, i) => ({ step, loss: 10 - i }))
      .filter(({ step }, i) => steps.slice(i + 1).every((later) => later > step));
    assert.deepEqual(kept.map(({ step }) => step), [1, 2, 3]);
    assert.deepEqual(Array.from(curves.curves[0]!.step!), [1, 2, 3]);
    assert.deepEqual(Array.from(curves.curves[0]!.loss), kept.map(({ loss }) => loss));
    assert.equal(curves.curves[1]!.loss.length, 2);
    assert.equal(
      curves.notes.at(-1),
      "7 rows of 1 resumed run left out: later rows start again at an earlier step.",
    );
  });
});

Deno.test("readCurves() leaves out runs of a single checkpoint, with a note", async () => {
  const log = "run,N,D,loss\na,1e8,1e9,4\nx,1e8,1e9,4\na,1e8,2e9,3\ny,1e8,1e9,4\n";
  await withFiles({ "log.csv": log }, async (path) => {
    const curves = await readCurves(path("log.csv"));
    assert.deepEqual(curves.curves.map(({ run }) => run), ["a"]);
    assert.equal(curves.dropped, 2);
    assert.equal(
      curves.notes.at(-1),
      `2 of 3 runs left out, as they have a single checkpoint: "x", "y".`,
    );
  });
});

Deno.test("readCurves() keeps what is known of the source, and leaves the thread free", async () => {
  const lines = ["run,N,D,loss"];
  for (let i = 1; i <= 200_000; i++) lines.push(`a,1e8,${i}e5,${(3 + 1 / i).toFixed(6)}`);
  await withFiles({ "log.csv": lines.join("\n") }, async (path) => {
    let ticks = 0;
    const timer = setInterval(() => ticks++, 1);
    const source = { name: "theirs", committable: false };
    const curves = await readCurves(path("log.csv"), { source });
    clearInterval(timer);
    assert.equal(curves.rows, 200_000);
    assert.deepEqual(curves.source, source);
    // The worker alone takes a hundred milliseconds to start.
    assert.ok(ticks >= 5, `${ticks} ticks`);
  });
});
