import assert from "node:assert/strict";
import pl from "nodejs-polars";
import { readRuns, RowSelection, Runs } from "isoflop/runs";
import type { RunsSource } from "isoflop/runs";

const frame = pl.DataFrame({
  N: [1e8, 2e8, 3e8, 4e8, 5e8],
  D: [2e9, 2e9, 2e9, 2e9, 2e9],
  loss: [3, 5, 4, 5, 2],
  kind: ["a", "b", "a", "b", "a"],
});

Deno.test("highestLoss() takes exactly k rows, of equal ones the earlier", () => {
  const runs = readRuns(frame);
  assert.deepEqual(runs.highestLoss(1).rows, [1]);
  assert.deepEqual(runs.highestLoss(2).rows, [1, 3]);
  assert.deepEqual(runs.highestLoss(3).rows, [1, 2, 3]);
  assert.deepEqual(runs.highestLoss(0).rows, []);
  assert.equal(String(runs.highestLoss(1)), "the run with the highest loss\n\nrows, from 0  1");
  assert.equal(runs.highestLoss(3).description, "the 3 runs with the highest loss");
  for (const k of [6, -1, 1.5, NaN]) {
    assert.throws(() => runs.highestLoss(k), {
      message: [
        `Cannot choose the ${k} runs with the highest loss`,
        "  needed: a whole number from 0 to 5",
        `  found: ${k}`,
      ].join("\n"),
    });
  }
});

Deno.test("without() leaves rows out, says so, and leaves the table as it was", () => {
  const runs = readRuns(frame);
  const kept = runs.without(runs.highestLoss(2));
  assert.deepEqual(Array.from(kept.loss), [3, 4, 2]);
  assert.deepEqual(Array.from(kept.N), [1e8, 3e8, 5e8]);
  assert.deepEqual(kept.frame.getColumn("kind").toArray(), ["a", "a", "a"]);
  assert.equal(kept.dropped, 2);
  assert.equal(kept.source, runs.source);
  assert.equal(kept.notes.at(-1), "Left out: the 2 runs with the highest loss.");
  assert.equal(runs.length, 5);
  assert.equal(runs.dropped, 0);
  const twice = kept.without([0]);
  assert.equal(twice.dropped, 3);
  assert.deepEqual(Array.from(twice.loss), [4, 2]);
  assert.equal(runs.without(runs.highestLoss(0)), runs);
  const named = runs.without(new RowSelection([4, 0, 0], "the runs that diverged"));
  assert.equal(named.dropped, 2);
  assert.equal(named.notes.at(-1), "Left out: the runs that diverged.");
});

Deno.test("without() refuses rows of another table, rows that are not there, and all rows", () => {
  const runs = readRuns(frame);
  const kept = runs.without([0]);
  assert.throws(() => kept.without(runs.highestLoss(1)), {
    message: [
      "Cannot leave out the run with the highest loss",
      "  needed: a selection from this very table",
      "  found: one from another table",
    ].join("\n"),
  });
  assert.throws(() => runs.without([5]), {
    message: "Cannot leave out row 5\n  needed: rows from 0 to 4\n  found: row 5",
  });
  assert.throws(() => runs.without([0, 0.5]), /found: row 0.5/);
  assert.throws(() => runs.without(runs.highestLoss(5)), {
    message: [
      "Cannot leave out the 5 runs with the highest loss",
      "  needed: at least one row left",
      "  found: 5 rows, all left out",
    ].join("\n"),
  });
});

Deno.test("where() takes a text, a record of values or a function", () => {
  const runs = readRuns(frame);
  assert.deepEqual(Array.from(runs.where("kind=b").N), [2e8, 4e8]);
  assert.deepEqual(Array.from(runs.where({ kind: "a", loss: 4 }).N), [3e8]);
  assert.deepEqual(Array.from(runs.where((row) => Number(row.N) > 2e8).loss), [4, 5, 2]);
  assert.deepEqual(Array.from(runs.where((_, i) => i === 0).loss), [3]);
  const b = runs.where("kind=b");
  assert.equal(b.notes.at(-1), "2 of 5 rows, those where kind = b.");
  assert.equal(b.dropped, 0);
  assert.equal(runs.where("N>0"), runs);
});

Deno.test("where() refuses unknown columns and conditions that nothing meets", () => {
  const runs = readRuns(frame.rename({ N: "params" }), { columns: "N=params" });
  assert.throws(() => runs.where("params>1"), {
    message: [
      "Cannot select rows where params>1",
      `  needed: a column "params"`,
      `  found: the columns "N", "D", "C", "loss" and "kind"`,
      `  cure: "params" is called "N" here`,
    ].join("\n"),
  });
  assert.throws(() => runs.where({ kin: "a" }), /cure: did you mean "kind"\?/);
  assert.throws(() => runs.where("kind=c"), {
    message: [
      "Cannot select rows where kind = c",
      "  needed: at least one such row",
      "  found: none among 5 rows",
    ].join("\n"),
  });
});

Deno.test("frame is a copy, so that changing it changes nothing", () => {
  const runs = readRuns(frame);
  const copy = runs.frame;
  copy.columns = ["a", "b", "c", "d", "e"];
  assert.deepEqual(runs.frame.columns, ["N", "D", "C", "loss", "kind"]);
});

Deno.test("run is there only when the table has it", () => {
  assert.equal("run" in readRuns(frame), false);
  const runs = readRuns(frame, { columns: "run=kind" });
  assert.deepEqual(runs.run, ["a", "b", "a", "b", "a"]);
  assert.deepEqual(runs.without([0]).run, ["b", "a", "b", "a"]);
});

Deno.test("summary() is one line of ranges with units", () => {
  assert.equal(
    readRuns(frame, { source: { name: "a sweep" } }).summary(),
    "5 runs from a sweep: N 100 M to 500 M parameters, D 2.00 B to 2.00 B tokens, " +
      "C 1.20e18 to 6.00e18 FLOP, loss 2.000 to 5.000 nats/token",
  );
});

Deno.test("report() shows few rows whole, and of many the first and the last five", () => {
  assert.equal(
    String(readRuns(frame, { source: { name: "a sweep", licence: "MIT" } })),
    `5 runs from a sweep

licence  MIT

        least  greatest  unit
N       100 M     500 M  parameters
D      2.00 B    2.00 B  tokens
C     1.20e18   6.00e18  FLOP
loss    2.000     5.000  nats/token

    N       D        C   loss  kind
100 M  2.00 B  1.20e18  3.000  a
200 M  2.00 B  2.40e18  5.000  b
300 M  2.00 B  3.60e18  4.000  a
400 M  2.00 B  4.80e18  5.000  b
500 M  2.00 B  6.00e18  2.000  a

C is computed as 6ND.`,
  );
  const many = Array.from({ length: 30 }, (_, i) => ({ N: 1e8, D: 1e9, loss: 2, row: i }));
  const text = String(readRuns(pl.DataFrame(many)));
  assert.match(text, / 4\n.*…\n.* 25\n/);
  assert.doesNotMatch(text, / 5\n| 24\n/);
});

Deno.test("report() writes data so that it cannot break out of Markdown or HTML", () => {
  const nasty = pl.DataFrame([{ N: 1, D: 2, loss: 3, note: "<img onerror=x>|\n`" }]);
  const runs = readRuns(nasty, { source: { name: "<b>" } });
  assert.doesNotMatch(runs.toHTML(), /<img|<b>/);
  assert.doesNotMatch(runs.toMarkdown(), /[^\\]<(img|b)/);
  assert.match(runs.toMarkdown(), /\| \\<img onerror=x\\>\\\| \\` \|/);
});

Deno.test("report() names columns that it has no room for", () => {
  const wide = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`x${i}`, [i]]));
  const runs = readRuns(pl.DataFrame({ N: [1], D: [1], loss: [1], ...wide }));
  assert.match(String(runs), /Columns not shown: x6, x7, .*, x25 and 4 more\./);
});

Deno.test("Runs shows itself in a notebook as HTML and as text", () => {
  const runs = readRuns(frame);
  const shown = (runs as unknown as Record<symbol, () => Record<string, string>>)[
    Symbol.for("Jupyter.display")
  ]!();
  assert.deepEqual(Object.keys(shown), ["text/html", "text/plain"]);
});

Deno.test("Runs can be made of a checked frame, with a source of one's own", () => {
  const source: RunsSource = { name: "ladder", committable: true };
  const runs = new Runs({ frame: readRuns(frame).frame, source });
  assert.equal(runs.length, 5);
  assert.deepEqual(runs.notes, []);
});
