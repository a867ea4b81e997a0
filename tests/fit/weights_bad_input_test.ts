// Weights without meaning: the whole message, for it is what people read.
import { fitLaw, type FitOptions, huberLog, squaredLog, studentTLog } from "isoflop";
import { assertRefuses } from "../support/agree.ts";

const N = [1e8, 1e8, 1e8, 1e9, 1e9, 1e9, 1e10, 1e10, 1e10];
const D = [1e9, 1e10, 1e11, 1e9, 1e10, 1e11, 1e9, 1e10, 1e11];
// Chinchilla's law with a fixed pattern in place of noise.
const loss = N.map((n, i) =>
  (1.8 + 480 * n ** -0.35 + 2100 * D[i]! ** -0.37) * (1 + 0.003 * Math.sin(2.4 * i * i))
);
const ones = N.map(() => 1);

const withWeights = (
  weights: unknown,
  objective = squaredLog(),
  { run, ...more }: { run?: string[] } & FitOptions = {},
) =>
() =>
  fitLaw({ N, D, loss, ...(run && { run }) }, undefined, {
    ...more,
    objective,
    ...(weights !== null && { weights: weights as NonNullable<FitOptions["weights"]> }),
  });

for (const meaning of ["relative", "known-sd"] as const) {
  for (const bad of [0, -1, NaN, Infinity]) {
    Deno.test(`fitLaw() refuses ${meaning} weights of ${bad}`, () => {
      assertRefuses(withWeights({ meaning, values: ones.with(3, bad) }), [
        "Cannot weight the runs",
        "  needed: values > 0 and finite",
        `  found: ${bad} in row 4`,
        "  cure: leave that row out, or correct it",
      ]);
    });
  }
}

for (const bad of [0, -2, 1.5]) {
  Deno.test(`fitLaw() refuses a count of ${bad}`, () => {
    assertRefuses(withWeights({ meaning: "count", values: ones.with(8, bad) }), [
      "Cannot weight the runs",
      "  needed: whole counts, at least 1",
      `  found: ${bad} in row 9`,
      "  cure: leave that row out, or correct it",
    ]);
  });
}

Deno.test("fitLaw() refuses weights of another length, and of a meaning that there is not", () => {
  assertRefuses(withWeights({ meaning: "relative", values: [1, 2] }), [
    "Cannot weight the runs",
    "  needed: one value for each of the 9 rows",
    "  found: 2",
  ]);
  assertRefuses(withWeights({ meaning: "importance", values: ones }), [
    "Cannot weight the runs",
    '  needed: a meaning: "known-sd", "relative" or "count"',
    '  found: "importance"',
  ]);
});

for (const objective of [huberLog(), studentTLog()]) {
  Deno.test(`fitLaw() refuses known standard deviations with ${objective.name}`, () => {
    assertRefuses(withWeights({ meaning: "known-sd", values: ones }, objective), [
      "Cannot weight the runs by known standard deviations",
      "  needed: a squared objective, whose scale they are",
      `  found: the objective ${objective.name}`,
      '  cure: choose squaredLog() or squared(), or weights with the meaning "relative", 1/sd²',
    ]);
  });
}

Deno.test("fitLaw() refuses a bootstrap of one run, however many its checkpoints", () => {
  const run = N.map(() => "only");
  assertRefuses(withWeights(null, squaredLog(), { run, bootstrap: { draws: 10, seed: 1 } }), [
    "Cannot bootstrap over runs",
    "  needed: at least 6 runs to draw from",
    "  found: 1 run with 9 checkpoints",
    "  cure: leave the bootstrap out, or add runs",
  ]);
});
