import assert from "node:assert/strict";
import { budgets } from "isoflop/runs";
import { stream } from "isoflop/numeric";
import { testOnPublicRuns } from "../support/public_data.ts";

/** Uniform in [0, 1), by seed. */
function uniform(seed: number): () => number {
  const draw = stream("isoflop", seed);
  return () => draw(2 ** 30) / 2 ** 30;
}

Deno.test("budgets() takes repeated values as they are, however few runs they have", () => {
  const C = [1e18, 1e19, 1e18, 1e19, 1e18, 1.05e19, 1.05e19];
  const N = [3, 1, 1, 2, 2, 5, 4];
  assert.deepEqual(budgets(C, N), [
    { C: 1e18, rows: [2, 4, 0] },
    { C: 1e19, rows: [1, 3] },
    { C: 1.05e19, rows: [6, 5] },
  ]);
});

Deno.test("budgets() finds budgets that scatter by a few percent", () => {
  const layouts = [[2, 1.5, 10, 0.03], [5, 2, 9, 0.02], [9, 1.5, 12, 0.03], [5, 3, 4, 0.05]];
  for (const [count, ratio, runs, scatter] of layouts as [number, number, number, number][]) {
    for (let seed = 1; seed <= 50; seed++) {
      const random = uniform(seed);
      const C = Array.from(
        { length: count * runs },
        (_, i) => 1e18 * ratio ** (i % count) * (1 + scatter * (2 * random() - 1)),
      );
      const found = budgets(C, C);
      assert.deepEqual(found.map(({ rows }) => rows.length), Array(count).fill(runs));
      found.forEach(({ rows }, k) => assert.ok(rows.every((row) => row % count === k)));
    }
  }
});

Deno.test("budgets() finds none in a continuum, whatever chance puts together", () => {
  for (const runs of [10, 20, 40, 80, 160, 300]) {
    let mistaken = 0;
    for (let seed = 1; seed <= 100; seed++) {
      const random = uniform(seed);
      const C = Array.from({ length: runs }, () => 10 ** (18 + 4 * random()));
      if (budgets(C, C).length > 0) mistaken++;
    }
    // Some clusters of a random continuum do look like budgets: one table in fifty may.
    assert.ok(mistaken <= 2, `${mistaken} of 100 tables of ${runs} runs`);
  }
});

testOnPublicRuns(
  "chinchilla-epoch",
  "budgets() finds Hoffmann's nine among runs read off a figure, which put them 3 to 10 % low",
  ({ C, N }) => {
    const stated = [6e18, 1e19, 3e19, 6e19, 1e20, 3e20, 6e20, 1e21, 3e21];
    const found = budgets(C, N).map((budget) => budget.C);
    for (const budget of stated) {
      const near = found.filter((value) => value > 0.88 * budget && value < 1.02 * budget);
      assert.equal(near.length, 1, `${budget}: ${near}`);
    }
    // One more is a chance meeting: eight runs at 1.7e20.
    assert.ok(found.length <= 10);
  },
);

Deno.test("budgets() keeps a budget of five sizes beside one of seven with three seeds each", () => {
  const sizes = (C: number, count: number, seeds: number) =>
    Array.from({ length: count * seeds }, (_, i) => ({
      // Whole steps of training move compute by a few thousandths.
      C: C * (1 + (i % 7 - 3) / 1000),
      N: 1e4 * 1.6 ** (i % count),
    }));
  const runs = [...sizes(2e11, 7, 3), ...sizes(6e11, 7, 1), ...sizes(2e12, 5, 1)];
  const found = budgets(runs.map(({ C }) => C), runs.map(({ N }) => N));
  assert.deepEqual(found.map(({ rows }) => rows.length), [21, 7, 5]);
});
