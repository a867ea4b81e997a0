// The shipped training curves of the ladder: one for every run, from its first step to its last.
import assert from "node:assert/strict";
import * as datasets from "isoflop/datasets";
import { parquetTable, type Row, rows } from "../ladder/rows.ts";

interface Point {
  readonly run: string;
  readonly sweep: string;
  readonly N: number;
  readonly cycle: number | null;
  readonly step: number;
  readonly D: number;
  readonly loss: number;
  readonly val_loss: number | null;
}

const frame = parquetTable("curves.parquet");
const points = frame.toRecords() as unknown as Point[];
const curves = Map.groupBy(points, ({ run }) => run);

/** Fails unless the body holds for every run and its curve. */
function eachCurve(body: (row: Row, curve: Point[]) => void): void {
  for (const row of rows) body(row, curves.get(row.run)!);
}

Deno.test("curves.parquet has a curve for every run, and none else, in the same order", () => {
  assert.deepEqual(Array.from(curves.keys()), rows.map(({ run }) => run));
  eachCurve(({ run, sweep, N }, curve) => {
    for (const point of curve) assert.deepEqual([point.N, point.sweep], [N, sweep], run);
  });
});

Deno.test("cycle is the cosine's length of the run, and empty where the rate is constant", () => {
  const lengths = new Set<number>();
  eachCurve(({ run, schedule, cosine_length }, curve) => {
    for (const { cycle } of curve) assert.equal(cycle, cosine_length, run);
    assert.equal(cosine_length === null, schedule === "constant", run);
    if (cosine_length !== null) lengths.add(cosine_length);
  });
  assert.deepEqual([...lengths].sort(), [1, 1.25, 1.5, 2, 5]);
});

Deno.test("curves.parquet has no other empty cell but val_loss, which the batch sweep alone has", () => {
  for (const name of frame.columns.filter((name) => name !== "val_loss" && name !== "cycle")) {
    assert.equal(frame.getColumn(name).nullCount(), 0, name);
  }
  for (const { run, sweep, val_loss } of points) {
    assert.equal(val_loss !== null, sweep === "batch", run);
  }
});

Deno.test("D of a curve is step · batch, from the first step to the D of the run", () => {
  eachCurve(({ run, D, steps, batch }, curve) => {
    for (const point of curve) assert.equal(point.D, point.step * batch, run);
    assert.deepEqual([curve[0]!.step, curve[0]!.D], [1, batch], run);
    assert.deepEqual([curve.at(-1)!.step, curve.at(-1)!.D], [steps, D], run);
  });
});

Deno.test("D increases along a curve, about evenly in ln D, in 70 to 100 checkpoints", () => {
  eachCurve(({ run, steps }, curve) => {
    // 100 marks on a log scale; early ones fall on the same step. The shortest run has 612 steps.
    assert.ok(curve.length >= 70 && curve.length <= 100, `${run}: ${curve.length}`);
    const ratio = steps ** (1 / 99);
    curve.slice(1).forEach(({ step }, i) => {
      const before = curve[i]!.step;
      assert.ok(step > before, run);
      // A mark is rounded to a whole step, and so is the one before.
      assert.ok(step <= ratio * (before + 0.5) + 0.5, `${run}: ${before} to ${step}`);
    });
  });
});

Deno.test("the loss begins at ln 512 = 6.24 and a little more: untrained models guess", () => {
  eachCurve(({ run, width }, [first]) => {
    // Logits are a normalised vector times embeddings of deviation .1: N(0, .01 d), which costs
    // .005 d nats. One batch shows it to .1 √d over the root of the targets that differ in it; the
    // smallest batch is one window of 128 tokens, in which frequent tokens recur: 25 at least.
    const expected = Math.log(512) + 0.005 * width;
    const tolerance = 0.1 * Math.sqrt(width) / Math.sqrt(25);
    assert.ok(Math.abs(first!.loss - expected) < tolerance, `${run}: ${first!.loss}`);
  });
});

Deno.test("the last checkpoint is the train_loss of the run, near its validation loss", () => {
  eachCurve(({ run, sweep, train_loss, loss, loss_se, D }, curve) => {
    assert.equal(curve.at(-1)!.loss, train_loss, run);
    if (sweep === "repetition") return; // repeated tokens are learnt by heart
    // Both are of unseen text: the mean of 2048 windows, and of the windows since the checkpoint
    // before. A window has 45 standard errors of 2048.
    const windows = (D - curve.at(-2)!.D) / 128;
    const both = Math.hypot(loss_se, loss_se * 45 / Math.sqrt(windows));
    // Four of them; and as much again as the loss falls from checkpoint to checkpoint.
    const falling = Math.abs(curve.at(-2)!.loss - train_loss);
    assert.ok(Math.abs(train_loss - loss) < 4 * both + falling, `${run}: ${train_loss - loss}`);
  });
});

Deno.test("runs of one seed and one batch see the same windows first: their curves begin alike", () => {
  const alike = Map.groupBy(
    rows,
    ({ width, layers, seed, batch }) => [width, layers, seed, batch].join(),
  );
  let compared = 0;
  for (const group of alike.values()) {
    const first = group.map(({ run }) => curves.get(run)![0]!.loss);
    for (const loss of first) assert.equal(loss, first[0], group[0]!.run);
    compared += group.length - 1;
  }
  assert.ok(compared > 10);
});

Deno.test("load() of the curves has every run, as the table has it", async () => {
  const loaded = await datasets.load("ladder-curves");
  assert.equal(loaded.length, rows.length);
  for (const curve of loaded.curves) {
    const expected = curves.get(curve.run)!;
    assert.deepEqual(Array.from(curve.D), expected.map(({ D }) => D), curve.run);
    assert.deepEqual(Array.from(curve.loss), expected.map(({ loss }) => loss), curve.run);
    assert.deepEqual(Array.from(curve.step!), expected.map(({ step }) => step), curve.run);
    assert.equal(curve.cycle ?? null, expected[0]!.cycle, curve.run);
  }
});
