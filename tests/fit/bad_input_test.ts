import assert from "node:assert/strict";
import { chinchilla, Fit, fitLaw, huberLog, objectiveNamed } from "isoflop";
import { assertRefuses } from "../support/agree.ts";

const runs = {
  N: [1e8, 1e8, 1e9, 1e9, 1e10, 1e10],
  D: [1e9, 1e10, 1e9, 1e11, 1e10, 1e11],
  loss: [3.98, 3.21, 3.42, 2.31, 2.49, 2.19],
};

for (
  const [name, value] of [["zero", 0], ["negative", -3], ["NaN", NaN], ["∞", Infinity]] as const
) {
  for (const column of ["N", "D", "loss"] as const) {
    Deno.test(`fitLaw() refuses a ${name} ${column}`, () => {
      const broken = { ...runs, [column]: runs[column].with(4, value) };
      assertRefuses(() => fitLaw(broken), [
        'Cannot fit "chinchilla"',
        `  needed: ${column} > 0 and finite in every row`,
        `  found: ${value} in row 5 of column "${column}"`,
        "  cure: leave that row out, or correct it",
      ]);
    });
  }
}

Deno.test("fitLaw() refuses fewer runs than coefficients + 1", () => {
  const few = { N: runs.N.slice(1), D: runs.D.slice(1), loss: runs.loss.slice(1) };
  assertRefuses(() => fitLaw(few), [
    'Cannot fit "chinchilla"',
    "  needed: at least 6 runs for its 5 coefficients",
    "  found: 5 runs",
  ]);
});

Deno.test("fitLaw() refuses what is no table, and says when it is only promised", () => {
  const needed = "  needed: runs with N, D and loss, one entry per run";
  const promised = Promise.resolve(runs) as unknown as typeof runs;
  assertRefuses(() => fitLaw(promised), [
    'Cannot fit "chinchilla"',
    needed,
    "  found: a promise of runs",
    "  cure: await it first",
  ]);
  const { N, D } = runs;
  assertRefuses(() => fitLaw({ N, D } as typeof runs), [
    'Cannot fit "chinchilla"',
    needed,
    "  found: no loss",
  ]);
});

Deno.test("fitLaw() refuses the name of a law in place of the law", () => {
  assertRefuses(() => fitLaw(runs, "chinchilla" as unknown as typeof chinchilla), [
    'Cannot fit "chinchilla"',
    "  needed: a law with coefficients and a function predict",
    "  found: its name alone",
    '  cure: import { chinchilla } from "isoflop", or make one with defineLaw',
  ]);
});

Deno.test("fitLaw() refuses columns of different lengths", () => {
  assertRefuses(() => fitLaw({ ...runs, D: [1e9] }), [
    'Cannot fit "chinchilla"',
    "  needed: N, D, loss and run of one length",
    "  found: 6 of N, 1 of D, 6 of loss",
  ]);
});

Deno.test("fitLaw() refuses a number of draws that is none", () => {
  const draws = (draws: number) => () =>
    fitLaw(runs, chinchilla, { bootstrap: { draws, seed: 1 } });
  for (const count of [0, -4, 2.5, NaN]) {
    assertRefuses(draws(count), [
      "Cannot bootstrap",
      "  needed: a whole number of draws, at least 1",
      `  found: ${count}`,
    ]);
  }
});

Deno.test("fitLaw() refuses a seed that is not whole", () => {
  assertRefuses(() => fitLaw(runs, chinchilla, { bootstrap: { draws: 10, seed: 0.5 } }), [
    "Cannot draw random numbers",
    "  needed: a whole number from 0 to 4294967295 as the seed",
    "  found: 0.5",
    "  cure: give seed: 1, or any other, so that the digits can be had again",
  ]);
});

Deno.test("fitLaw() refuses to bootstrap over a handful of runs with checkpoints", () => {
  const run = ["a", "a", "a", "b", "b", "b"];
  assertRefuses(() => fitLaw({ ...runs, run }, chinchilla, { bootstrap: { draws: 9, seed: 1 } }), [
    "Cannot bootstrap over runs",
    "  needed: at least 6 runs to draw from",
    "  found: 2 runs with 6 checkpoints",
    "  cure: leave the bootstrap out, or add runs",
  ]);
});

Deno.test("huberLog() refuses a bend that is not positive", () => {
  assertRefuses(() => huberLog(0), [
    "Cannot use Huber's loss",
    "  needed: a delta > 0, in the units of the residual",
    "  found: delta = 0",
    "  cure: leave it out for 1e-3, the value of Hoffmann et al.",
  ]);
});

Deno.test("objectiveNamed() suggests the nearest name", () => {
  assertRefuses(() => objectiveNamed("hubr-log"), [
    'Cannot use the objective "hubr-log"',
    '  needed: one of "huber-log", "squared-log", "absolute-log", "asymmetric-log", "student-t-log", "squared", "huber", "absolute", "asymmetric" and "student-t"',
    '  found: "hubr-log"',
    '  cure: did you mean "huber-log"?',
  ]);
});

Deno.test("Fit.interval() refuses a level in percent", () => {
  assertRefuses(() => fitLaw(runs).interval("E", 95), [
    "Cannot make an interval",
    "  needed: a level between 0 and 1",
    "  found: 95",
    "  cure: 0.95 for 95 %",
  ]);
});

Deno.test("Fit.fromJSON() refuses what is not a fit", () => {
  const needed = '  needed: what Fit.toJSON() or "isoflop fit --save" wrote (format "isoflop-fit")';
  const refused: [unknown, string][] = [
    [null, "null"],
    [[1, 2], 'an object without "format"'],
    [{ format: "other" }, 'format "other"'],
    [{ ...JSON.parse(JSON.stringify(fitLaw(runs))), coef: {} }, "a fit with parts missing"],
  ];
  for (const [json, found] of refused) {
    assertRefuses(() => Fit.fromJSON(json), ["Cannot read a fit", needed, `  found: ${found}`]);
  }
});

Deno.test("Fit.fromJSON() refuses a later format rather than misread it", () => {
  const later = { ...JSON.parse(JSON.stringify(fitLaw(runs))), version: 2 };
  assertRefuses(() => Fit.fromJSON(later), [
    "Cannot read a fit",
    '  needed: format version 1 of the law "chinchilla"',
    '  found: version 2 of the law "chinchilla"',
    "  cure: use the version of isoflop that wrote it, or fit again",
  ]);
});

Deno.test("Fit.fromJSON() gives back every digit and the same report", () => {
  const fit = fitLaw(runs, chinchilla, { bootstrap: { draws: 20, seed: 1 } });
  const again = Fit.fromJSON(JSON.parse(JSON.stringify(fit)));
  assert.equal(again.toString(), fit.toString());
  assert.deepEqual(again.draws, fit.draws);
  assert.deepEqual(again.residuals, fit.residuals);
});
