// Published numbers: fits to C < 1e20, 3e20 and 1e21 of Epoch's points of Hoffmann's Figure 4, the
// five highest losses out, found independently with SciPy (variable projection, then scaled BFGS).
import assert from "node:assert/strict";
import {
  chinchilla,
  defineLaw,
  fitLaw,
  grid,
  huberLog,
  presetNamed,
  rollout,
  simulate,
  squared,
  squaredLog,
} from "isoflop";
import { assertNear, assertRefuses } from "../support/agree.ts";
import { testOnPublicRuns, withoutOutliers } from "../support/public_data.ts";

const dataset = "chinchilla-epoch";

testOnPublicRuns(dataset, "rollout() finds the published errors and betas of three cuts", (all) => {
  const { windows } = rollout(withoutOutliers(all), chinchilla, { cuts: [1e20, 3e20, 1e21] });
  const published = [[136, .890, .470], [177, 1.002, .453], [217, 1.051, .396]] as const;
  published.forEach(([n, percent, beta], i) => {
    const window = windows[i]!;
    assert.equal(window.fitted, n);
    assert.equal(window.rows.length, 240 - n);
    // Half a unit of the last printed digit.
    assertNear(100 * window.meanError, percent, 5.1e-4, "MAPE");
    assertNear(window.coef!.beta!, beta, 5.1e-4, "beta");
  });
});

testOnPublicRuns(dataset, "rollout() with draws differs in the intervals alone", (all) => {
  const runs = withoutOutliers(all), cuts = [3e20];
  const bootstrap = { draws: 100, seed: 1 };
  const [with_] = rollout(runs, chinchilla, { cuts, bootstrap }).windows;
  const [without] = rollout(runs, chinchilla, { cuts }).windows;
  assert.equal(with_!.meanError, without!.meanError);
  assert.equal(with_!.rows[0]!.bands[0]!.method, "bootstrap");
  assert.equal(without!.rows[0]!.bands[0]!.method, "wald");
});

const sweep = () =>
  simulate(
    presetNamed("chinchilla:epoch"),
    grid({ N: [1e8, 2e8, 4e8, 8e8, 16e8, 32e8], C: [1e19, 3e19, 1e20, 3e20, 1e21] }),
    { noise: 0.004, seed: 5 },
  );

Deno.test("rollout() cuts an IsoFLOP sweep at its budgets, from a third of the runs on", () => {
  const { windows, by } = rollout(sweep(), chinchilla, { objective: squaredLog() });
  assert.equal(by, "C");
  assert.deepEqual(windows.map(({ cut, fitted }) => [Number(cut.toPrecision(6)), fitted]), [
    [1e20, 12],
    [3e20, 18],
    [1e21, 24],
  ]);
});

Deno.test("rollout() cuts a continuum below 50, 60, 70, 80 and 90 % of its runs", () => {
  // Steps of 20 %: no two runs share a budget.
  const C = Array.from({ length: 40 }, (_, i) => 1e18 * 1.2 ** i);
  const loss = C.map((c, i) => power({ K: 60, gamma: 0.07 }, c) * (1 + 0.002 * Math.sin(5 * i)));
  const { windows } = rollout({ C, loss }, powerLaw);
  // 40 values: the quantiles are between two, and the value after is the cut.
  assert.deepEqual(windows.map(({ fitted }) => fitted), [20, 24, 28, 32, 36]);
});

Deno.test("rollout() takes a window from the fit of its rows alone", () => {
  const runs = sweep();
  const objective = huberLog();
  const [window] = rollout(runs, chinchilla, { cuts: [2e20], objective }).windows;
  const rows = Array.from(runs.C.keys());
  const below = rows.filter((i) => runs.C[i]! < 2e20),
    above = rows.filter((i) => runs.C[i]! > 2e20);
  const pick = (of: readonly number[]) => ({
    N: of.map((i) => runs.N[i]!),
    D: of.map((i) => runs.D[i]!),
    loss: of.map((i) => runs.loss[i]!),
  });
  const fit = fitLaw(pick(below), chinchilla, { objective });
  assert.deepEqual(window!.coef, fit.coef);
  const errors = above.map((i) =>
    Math.abs(fit.predict({ N: runs.N[i]!, D: runs.D[i]! }) / runs.loss[i]! - 1)
  );
  // Ratio and sum are taken in another order.
  assertNear(window!.meanError, errors.reduce((a, b) => a + b) / errors.length, 1e-15);
  assertNear(window!.worstError, Math.max(...errors), 1e-15);
  assert.deepEqual(window!.rows.map(({ row }) => row), above);
  assertNear(window!.rows.at(-1)!.factor, runs.C[above.at(-1)!]! / 1e20, 1e-9);
});

Deno.test("calibration holds what it says where law and noise are as supposed", () => {
  const counts = [0.5, 0.8, 0.95].map((level) => ({ level, n: 0, inside: 0 }));
  for (let seed = 1; seed <= 40; seed++) {
    const C = Array.from({ length: 30 }, (_, i) => 10 ** (17 + i / 8));
    const design = { N: C.map(() => 1e8), D: C.map((c) => c / 6e8) };
    const noise = simulate(presetNamed("chinchilla:epoch"), design, { noise: 0.01, seed });
    const exact = simulate(presetNamed("chinchilla:epoch"), design, { noise: 0, seed });
    const loss = C.map((c, i) =>
      power({ K: 60, gamma: 0.07 }, c) * noise.loss[i]! / exact.loss[i]!
    );
    const held = rollout({ C, loss }, powerLaw, { cuts: [1e19], objective: squaredLog() });
    held.calibration.forEach(({ n, inside }, k) => {
      counts[k]!.n += n;
      counts[k]!.inside += inside;
    });
  }
  // 560 predictions, those of one seed share the error of their fit: ± 3 standard errors of some
  // 200 independent ones at 50 % are 10 points.
  for (const { level, n, inside } of counts) {
    assertNear(inside / n, level, 3 * Math.sqrt(level * (1 - level) / 200), `${level}`);
  }
});

Deno.test("byFactor and calibration count every prediction once", () => {
  const held = rollout(sweep(), chinchilla, { objective: squaredLog() });
  const n = held.windows.reduce((sum, { rows }) => sum + rows.length, 0);
  assert.equal(held.byFactor.reduce((sum, bin) => sum + bin.n, 0), n);
  for (const { n: each } of held.calibration) assert.equal(each, n);
  const mean = held.byFactor.reduce((sum, bin) => sum + bin.n * bin.meanError, 0) / n;
  assertNear(held.meanError, mean, 1e-14);
});

Deno.test("rollout() by any column of any law, and not only by a regressor", () => {
  const step = Array.from({ length: 24 }, (_, i) => i + 1);
  const C = step.map((i) => 10 ** (17 + (i * 7 % 24) / 6));
  const loss = C.map((c) => power({ K: 60, gamma: 0.07 }, c));
  const runs = { C, loss, step };
  const { windows, by } = rollout(runs, powerLaw, { by: "step", cuts: [13] });
  assert.equal(by, "step");
  assert.deepEqual(windows[0]!.rows.map(({ value }) => value), step.slice(12));
  // Exact data: what is left is rounding.
  assert.ok(windows[0]!.worstError < 1e-9);
});

Deno.test("rollout() of a response of its own, in its own space", () => {
  const x = Array.from({ length: 12 }, (_, i) => i + 1);
  const line = defineLaw({
    name: "line",
    coefNames: ["a", "b"],
    regressors: ["x"],
    response: "y",
    predict: ({ a, b }, { x }) => a + b * x,
  });
  const held = rollout({ x, y: x.map((v) => 3 - 2 * v) }, line, {
    cuts: [7],
    objective: squared(),
  });
  assert.equal(held.by, "x");
  assert.ok(held.worstError < 1e-9);
});

Deno.test("a run that reaches beyond a cut is not fitted below it", () => {
  // Three checkpoints of each run, at C, 2C and 4C.
  const start = [1e17, 2e17, 4e17, 8e17, 16e17, 32e17, 64e17, 128e17];
  const C = start.flatMap((c) => [c, 2 * c, 4 * c]);
  const run = start.flatMap((_, i) => [i, i, i]);
  const loss = C.map((c) => power({ K: 60, gamma: 0.07 }, c));
  const [window] = rollout({ C, loss, run }, powerLaw, { cuts: [32e17] }).windows;
  // Runs 0 to 2 end at 4e17, 8e17 and 16e17; run 3 ends at 32e17, runs 4 and 5 begin below.
  assert.equal(window!.fitted, 9);
  assert.equal(window!.apart, 2 + 1);
  assert.equal(window!.rows.length, 12);
});

Deno.test("rollout() cuts runs with checkpoints by where they end", () => {
  // 20 runs of ten checkpoints each, the first of which all are small.
  const ends = Array.from({ length: 20 }, (_, i) => 1e18 * 1.3 ** i);
  const C = ends.flatMap((end) => Array.from({ length: 10 }, (_, j) => end * 10 ** (j / 3 - 3)));
  const run = ends.flatMap((_, i) => new Array<number>(10).fill(i));
  const loss = C.map((c, i) => power({ K: 60, gamma: 0.07 }, c) * (1 + 0.002 * Math.sin(5 * i)));
  const { windows } = rollout({ C, loss, run }, powerLaw);
  // Half of the runs and more, whole: the quantile of 20 ends is between two, the next is the cut.
  assert.deepEqual(windows.map(({ fitted }) => fitted), [100, 120, 140, 160, 180]);
  const { fitted, cut } = fitLaw({ C, loss, run }, powerLaw).rollout!;
  assert.equal(fitted, 140);
  assert.equal(cut, ends[14]);
});

Deno.test("a window whose fit cannot be made says why, and is not dropped", () => {
  const held = rollout(sweep(), chinchilla, { cuts: [1e18, 3e19, 1e20, 1e22] });
  assert.deepEqual(held.windows.map(({ fitted, reason }) => [fitted, reason]), [
    [0, "no run below it"],
    [6, held.windows[1]!.reason],
    [12, null],
    [30, "no run at or above 1.000e22"],
  ]);
  const report = held.toString();
  assert.match(report, /Nothing predicted above 1.00e18: no run below it\./);
  assert.match(report, /Nothing predicted above 1.00e22: no run at or above 1.000e22\./);
  const few = rollout(sweep().where("N<3e8"), chinchilla, { cuts: [1e20, 1e21] });
  assert.match(
    few.windows[0]!.reason!,
    /^cannot fit "chinchilla": needed at least 6 runs for its 5 coefficients, found 4 runs$/,
  );
});

Deno.test("the roll-out of a report is a window like any other", () => {
  const runs = sweep();
  const { cut, fitted, predicted, meanError, worstError, inside, factor } = fitLaw(runs, chinchilla)
    .rollout!;
  const [window] = rollout(runs, chinchilla, { cuts: [cut] }).windows;
  assert.deepEqual([window!.fitted, window!.rows.length], [fitted, predicted]);
  assert.deepEqual(
    [window!.meanError, window!.worstError, window!.inside],
    [meanError, worstError, inside],
  );
  assertNear(Math.max(...window!.rows.map((row) => row.factor)), factor, 1e-12);
});

Deno.test("rollout() refuses what cannot be cut", () => {
  const runs = sweep();
  assertRefuses(() => rollout(runs, chinchilla, { cuts: [] }), [
    'Cannot roll out by "C"',
    "  needed: one finite number or more to cut at",
    "  found: no cuts",
    "  cure: leave the cuts out for those that the runs suggest",
  ]);
  assertRefuses(() => rollout(runs, chinchilla, { cuts: [NaN] }), [
    'Cannot roll out by "C"',
    "  needed: one finite number or more to cut at",
    "  found: NaN",
    "  cure: leave the cuts out for those that the runs suggest",
  ]);
  assertRefuses(() => rollout(runs, chinchilla, { level: 95 }), [
    "Cannot make an interval",
    "  needed: a level between 0 and 1",
    "  found: 95",
    "  cure: 0.95 for 95 %",
  ]);
  const { N, D, loss } = runs;
  assertRefuses(() => rollout({ N, D, loss, flops: N } as object, chinchilla, { by: "flop" }), [
    'Cannot roll out by "flop"',
    '  needed: a column "flop", one number per run',
    '  found: the columns "N", "D", "loss" and "flops"',
    '  cure: did you mean "flops"?',
  ]);
  assertRefuses(
    () => rollout({ N, D, loss, x: N.map(() => NaN) } as object, chinchilla, { by: "x" }),
    [
      'Cannot roll out by "x"',
      "  needed: a finite number of x for each of the 30 runs",
      "  found: NaN in row 1",
    ],
  );
  assertRefuses(() => rollout(runs.where("C<4e19"), chinchilla), [
    'Cannot roll out by "C"',
    "  needed: a cut with at least 8 runs below it and 2 above",
    "  found: 12 rows with 2 values of C",
    "  cure: give more runs, another column, or cuts of your own",
  ]);
  assertRefuses(() => rollout(runs, chinchilla, { cuts: [1e20], coefs: { E: { fixed: -1 } } }), [
    'Cannot fit E of "chinchilla"',
    "  needed: a value within [0, Infinity]",
    "  found: E held at -1",
  ]);
  assertRefuses(
    () => rollout(runs, chinchilla, { cuts: [1e20], bootstrap: { draws: 0, seed: 1 } }),
    [
      "Cannot bootstrap",
      "  needed: a whole number of draws, at least 1",
      "  found: 0",
    ],
  );
});

Deno.test("a roll-out is plain data as JSON", () => {
  const held = rollout(sweep(), chinchilla, { cuts: [1e18, 3e20] });
  const json = JSON.parse(JSON.stringify(held));
  assert.equal(json.law, "chinchilla");
  assert.deepEqual(json.windows.map((window: { predicted: number }) => window.predicted), [0, 12]);
  assert.equal(json.windows[0].meanError, null);
  const [row] = json.windows[1].rows;
  assert.ok(row.low < row.predicted && row.predicted < row.high);
});

function power({ K, gamma }: { K: number; gamma: number }, C: number): number {
  return K * C ** -gamma;
}

const powerLaw = defineLaw({
  name: "power",
  coefNames: ["K", "gamma"],
  regressors: ["C"],
  predict: ({ K, gamma }, { C }) => K * C ** -gamma,
  rules: { K: { positive: true }, gamma: { low: 0, high: 2 } },
});
