import assert from "node:assert/strict";
import { cosineLength, type CosineLengthOptions } from "isoflop/charts";
import { presetNamed } from "isoflop/laws";
import { simulateCurves } from "isoflop/runs";
import { layersOf, rowsOf, textsOf } from "./_layers.ts";

// The lengths of Hoffmann's Figure A1.
const cycle = [1, 1.1, 1.25, 1.5, 2, 5];
const design = { N: cycle.map(() => 4e8), D: cycle.map(() => 8e9) };
const epoch = presetNamed("chinchilla:epoch");
const curves = simulateCurves(epoch, design, { noise: 0, seed: 1, cycle, premium: 0.04 });
const chart = cosineLength(curves);

Deno.test("cosineLength() draws schedules that decay to a tenth over their own length", () => {
  const lines = rowsOf(layersOf(chart, 0)[0]);
  const rate = (cycle: number, share: number) =>
    lines.find((row) => row.cycle === cycle && row.share === share)!.rate;
  for (const c of cycle) assert.equal(rate(c, 0), 1);
  assert.equal(rate(1, 1), 0.1);
  assert.equal(rate(1, 0.5), 0.55);
  assert.equal(rate(2, 1), 0.55);
  // 0.1 + 0.45 (1 + cos 36°), cos 36° = (1 + √5)/4.
  assert.ok(Math.abs(rate(5, 1)! - (0.55 + 0.45 * (1 + Math.sqrt(5)) / 4)) < 1e-6);
});

Deno.test("cosineLength() says by how much the loss ends above that of the shortest cosine", () => {
  const ends = rowsOf(layersOf(chart, 2).find(({ mark }) => mark.type === "circle"));
  assert.deepEqual(ends.map((end) => end.cycle), cycle);
  for (const end of ends) {
    // Of simulated curves: the premium, times what is left of the learning rate's decay.
    const left = (1 + Math.cos(Math.PI / end.cycle!)) / 2;
    assert.ok(Math.abs(end.percent! - 4 * left) < 1e-4, `${end.percent}`);
  }
  assert.match(
    chart.description,
    /The largest excess is 3\.6 %, with a cosine of 5 × the training/,
  );
});

Deno.test("cosineLength() draws a warm-up, and a decay to zero over what is left of the cosine", () => {
  const options = { floor: 0, warmup: 0.05 };
  const zero = cosineLength(curves, options);
  const lines = rowsOf(layersOf(zero, 0)[0]);
  const rate = (cycle: number, share: number) =>
    lines.find((row) => row.cycle === cycle && row.share === share)!.rate!;
  for (const c of cycle) assert.deepEqual([0, 0.025, 0.05].map((s) => rate(c, s)), [0, 0.5, 1]);
  assert.equal(rate(1, 1), 0);
  // Half way from .05 to 1.1 is .575, and a twelfth of a turn from there sin 30° = 1/2 from it.
  assert.ok(Math.abs(rate(1.1, 0.575) - 0.5) < 1e-6);
  assert.ok(Math.abs(rate(1.1, 0.4) - 0.75) < 1e-6);
  assert.match(JSON.stringify(zero.spec), /schedules decay to zero/);
  assert.match(JSON.stringify(chart.spec), /schedules decay to a tenth/);
});

Deno.test("cosineLength() names seeds of one length once, and joins their means", () => {
  const seeds = [1, 2].map((seed) =>
    simulateCurves(epoch, design, { noise: 0.01, seed, cycle }).curves
  );
  const twice = cosineLength({ curves: seeds.flat() });
  assert.deepEqual(textsOf(twice, 1).toSorted(), textsOf(chart, 1).toSorted());
  const layers = layersOf(twice, 2);
  assert.equal(rowsOf(layers.find(({ mark }) => mark.type === "circle")).length, 12);
  const line = rowsOf(layers.find(({ mark }) => mark.type === "line"));
  const end = (length: number) =>
    seeds.map((some) => some[cycle.indexOf(length)]!.loss.at(-1)!).reduce((a, b) => a + b) / 2;
  for (const { cycle: length, percent } of line) {
    assert.ok(Math.abs(percent! - 100 * (end(length!) / end(1) - 1)) < 1e-3, `${length}`);
  }
  assert.equal(line.length, 6);
});

Deno.test("cosineLength() compares runs of the same size and length alone", () => {
  const mixed = { N: [4e8, 4e8, 1e9, 1e9], D: [8e9, 8e9, 2e10, 2e10] };
  const two = simulateCurves(epoch, mixed, { noise: 0, seed: 1, cycle: [1, 2, 1, 2] });
  const ends = rowsOf(layersOf(cosineLength(two), 2).find(({ mark }) => mark.type === "circle"));
  assert.deepEqual(ends.map(({ percent }) => Math.round(percent!)), [0, 0, 2, 2]);
});

Deno.test("cosineLength() labels every line, and starts the loss where it is told", () => {
  const names = ["1 ×", "1.1 ×", "1.25 ×", "1.5 ×", "2 ×", "5 ×"];
  for (const panel of [0, 1]) assert.deepEqual(textsOf(chart, panel).toSorted(), names);
  const least = (from: number) =>
    Math.min(...rowsOf(layersOf(cosineLength(curves, { from }), 1)[0]).map(({ D }) => D!));
  assert.ok(least(0) < 0.02 * 8e9 && least(0.5) >= 0.5 * 8e9);
});

Deno.test("cosineLength() counts a curve without a length as one of its training", () => {
  const plain = curves.curves.map(({ cycle: _, ...curve }, i) =>
    i === 0 ? curve : curves.curves[i]!
  );
  assert.equal(
    cosineLength({ curves: plain }).description,
    cosineLength({ ...curves, curves: curves.curves }).description.replace(/ These are .*/, ""),
  );
});

Deno.test("cosineLength() refuses one length, and a share that is none", () => {
  const one = simulateCurves(epoch, design, { noise: 0, seed: 1 });
  assert.throws(() => cosineLength(one), {
    name: "InputError",
    message: [
      "Cannot draw the effect of the cosine's length",
      "  needed: training curves with two or more lengths of the cosine",
      "  found: 6 curves, all of 1 × the training",
      "  cure: give each curve its cycle: simulateCurves() does, and readCurves() has a column for it",
    ].join("\n"),
  });
  const refused: [options: CosineLengthOptions, whole: string][] = [
    [{ from: 1 }, "from: a share of the training"],
    [{ warmup: 1 }, "warmup: a share of the training"],
    [{ floor: 1 }, "floor: a share of the highest learning rate"],
  ];
  for (const [options, whole] of refused) {
    assert.throws(() => cosineLength(curves, options), {
      message: [
        "Cannot draw the effect of the cosine's length",
        `  needed: ${whole}, at least 0 and below 1`,
        "  found: 1",
      ].join("\n"),
    });
  }
});
