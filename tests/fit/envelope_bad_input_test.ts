import { type Curve, type CurveData, fitEnvelope } from "isoflop";
import { assertRefuses } from "../support/agree.ts";

const cannot = "Cannot fit the envelope of training curves";

/** Three curves that can be fitted, of 100 M, 300 M and 1 B parameters. */
const good: readonly Curve[] = [1e8, 3e8, 1e9].map((N, i) => {
  const D = Float64Array.of(1e9, 2e9, 4e9, 8e9);
  const loss = Float64Array.of(4, 3.7, 3.5, 3.4).map((y) => y + 0.1 * i - 0.03 * i * i);
  return { run: `run ${i + 1}`, N, D, C: D.map((d) => 6 * N * d), loss };
});

/** The same with another second run. */
function withSecond(other: Partial<Curve>): CurveData {
  return { curves: good.map((curve, i) => i === 1 ? { ...curve, ...other } : curve) };
}

Deno.test("fitEnvelope() takes the curves that these tests damage", () => {
  fitEnvelope({ curves: good });
});

Deno.test("fitEnvelope() refuses what has no curves, a table of runs among them", () => {
  for (const none of [{}, good, { N: [1e8], D: [2e9], loss: [3] }]) {
    assertRefuses(() => fitEnvelope(none as unknown as CurveData), [
      cannot,
      "  needed: training curves: { curves: [{ run, N, D, C, loss }, …] }",
      "  found: no curves",
      "  cure: readCurves() reads them from a table",
    ]);
  }
});

Deno.test("fitEnvelope() refuses a promise: readCurves() was not awaited", () => {
  const promise = Promise.resolve({ curves: good });
  assertRefuses(() => fitEnvelope(promise as unknown as CurveData), [
    cannot,
    "  needed: training curves: { curves: [{ run, N, D, C, loss }, …] }",
    "  found: a promise of curves",
    "  cure: await it first",
  ]);
});

const fewSizes: [found: string, curves: readonly Curve[]][] = [
  ["0 sizes", []],
  ["N = 100 M in all 3 runs", good.map((curve) => ({ ...curve, N: 1e8 }))],
  ["2 sizes", good.slice(1)],
  ["2 sizes", [good[0]!, good[1]!, { ...good[1]!, run: "again" }]],
];
for (const [found, curves] of fewSizes) {
  Deno.test(`fitEnvelope() refuses ${found} among ${curves.length} runs`, () => {
    assertRefuses(() => fitEnvelope({ curves }), [
      cannot,
      "  needed: runs of at least three sizes N: the smallest and the largest are edges",
      `  found: ${found}`,
      "  cure: train more model sizes",
    ]);
  });
}

Deno.test("fitEnvelope() refuses a run with one checkpoint: it has no line", () => {
  const { D, C, loss } = good[1]!;
  const one = withSecond({ D: D.slice(3), C: C.slice(3), loss: loss.slice(3) });
  assertRefuses(() => fitEnvelope(one), [
    cannot,
    "  needed: two checkpoints of every run, for a line between them",
    '  found: 1 in the run "run 2"',
    "  cure: leave that run out, or use Approach 2 or 3 on the ends of the runs",
  ]);
});

Deno.test("fitEnvelope() refuses columns of different lengths", () => {
  assertRefuses(() => fitEnvelope(withSecond({ D: good[1]!.D.slice(1) })), [
    cannot,
    "  needed: C, D and loss of one length in every run",
    '  found: 4 of C, 3 of D, 4 of loss in the run "run 2"',
  ]);
});

for (const N of [0, -1e8, NaN, Infinity]) {
  Deno.test(`fitEnvelope() refuses a model of ${N} parameters`, () => {
    assertRefuses(() => fitEnvelope(withSecond({ N })), [
      cannot,
      "  needed: N > 0 and finite",
      `  found: ${N} in the run "run 2"`,
    ]);
  });
}

for (const column of ["C", "D", "loss"] as const) {
  for (const value of [0, -1, NaN, Infinity]) {
    Deno.test(`fitEnvelope() refuses a ${column} of ${value}, and names the run`, () => {
      assertRefuses(() => fitEnvelope(withSecond({ [column]: good[1]![column].with(2, value) })), [
        cannot,
        `  needed: ${column} > 0 and finite at every checkpoint`,
        `  found: ${value} at checkpoint 3 of the run "run 2"`,
        "  cure: leave that checkpoint out, or correct it",
      ]);
    });
  }
}

Deno.test("fitEnvelope() refuses compute that goes back, and names the run", () => {
  const C = Float64Array.of(1e18, 4e18, 2e18, 8e18);
  assertRefuses(() => fitEnvelope(withSecond({ C })), [
    cannot,
    "  needed: C that increases from checkpoint to checkpoint",
    '  found: 2.00e18 after 4.00e18 FLOP at checkpoint 3 of the run "run 2"',
    "  cure: sort the checkpoints; readCurves() does",
  ]);
});

Deno.test("fitEnvelope() refuses a seed that is no whole number", () => {
  assertRefuses(() => fitEnvelope({ curves: good }, { bootstrap: { draws: 5, seed: 1.5 } }), [
    "Cannot draw random numbers",
    "  needed: a whole number from 0 to 4294967295 as the seed",
    "  found: 1.5",
    "  cure: give seed: 1, or any other, so that the digits can be had again",
  ]);
});

for (const bins of [1, 0, -3, 2.5, NaN]) {
  Deno.test(`fitEnvelope() refuses ${bins} budgets to compare curves at`, () => {
    assertRefuses(() => fitEnvelope({ curves: good }, { bins }), [
      "Cannot find the envelope of training curves",
      "  needed: a whole number of budgets, at least 2",
      `  found: ${bins}`,
    ]);
  });
}

for (const draws of [0, -5, 1.5, NaN]) {
  Deno.test(`fitEnvelope() refuses ${draws} draws`, () => {
    assertRefuses(() => fitEnvelope({ curves: good }, { bootstrap: { draws, seed: 1 } }), [
      "Cannot bootstrap",
      "  needed: a whole number of draws, at least 1",
      `  found: ${draws}`,
    ]);
  });
}
