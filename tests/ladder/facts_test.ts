// What the runs show, whatever law is fitted to them.
import assert from "node:assert/strict";
import { assertNear } from "../support/agree.ts";
import { groups, noise, type Row, rows, sweepRows, testOnSweep } from "./rows.ts";

const shape = ({ width, layers }: Row) => `${width}x${layers}`;
const losses = (of: readonly Row[]) => of.map(({ loss }) => loss);
const sum = (of: readonly number[]) => of.reduce((a, b) => a + b, 0);
const least = (of: readonly Row[]) => Math.min(...losses(of));

testOnSweep(
  "isoflop",
  "seeds at 2e11 FLOP: deviation .5 % of the loss at most, .2 % pooled",
  (of) => {
    const sizes = groups(of.filter(({ budget }) => budget === 2e11), shape);
    assert.equal(sizes.size, 7);
    const variances = Array.from(sizes, ([name, seeds]) => {
      assert.deepEqual(seeds.map(({ seed }) => seed).sort(), [0, 1, 2]);
      const mean = sum(losses(seeds)) / 3;
      const variance = sum(losses(seeds).map((loss) => (loss / mean - 1) ** 2)) / 2;
      assert.ok(variance > 0, `${name}: a seed changes something`);
      assert.ok(Math.sqrt(variance) <= 0.005, `${name}: ${Math.sqrt(variance)}`);
      return variance;
    });
    // 14 degrees of freedom: known to a fifth. It is what `noise` is made of.
    assertNear(Math.sqrt(sum(variances) / 7), 0.002, 0.0004);
  },
);

testOnSweep(
  "isoflop",
  "six budgets, half a decade apart, of seven sizes over 7 times in N",
  (of) => {
    const budgets = groups(of, ({ budget }) => budget);
    assert.deepEqual(Array.from(budgets.keys()), [2e10, 6e10, 2e11, 6e11, 2e12, 6e12]);
    for (const runs of budgets.values()) {
      const N = Array.from(new Set(runs.map(({ N }) => N)));
      assert.equal(N.length, 7);
      assert.ok(Math.max(...N) / Math.min(...N) > 7);
    }
  },
);

/** Every size of a budget with its mean loss over the seeds, by size. */
const valley = (of: readonly Row[]): { N: number; loss: number }[] =>
  Array.from(groups(of, ({ N }) => N), ([N, seeds]) => ({
    N,
    loss: sum(losses(seeds)) / seeds.length,
  })).sort((a, b) => a.N - b.N);

testOnSweep(
  "isoflop",
  "at every budget the least loss is inside, with a wall on both sides",
  (of) => {
    for (const [budget, runs] of groups(of, ({ budget }) => budget)) {
      const sizes = valley(runs);
      const best = least(runs);
      for (const end of [sizes[0]!, sizes.at(-1)!]) {
        assert.ok(end.loss > best * (1 + 3 * noise), `${budget}: ${end.N} of ${best}`);
      }
    }
  },
);

testOnSweep("isoflop", "the valley's floor falls with the budget, and its size grows", (of) => {
  const floors = Array.from(
    groups(of, ({ budget }) => budget).values(),
    (runs) => valley(runs).reduce((best, size) => size.loss < best.loss ? size : best),
  );
  for (const [i, { N, loss }] of floors.slice(1).entries()) {
    assert.ok(loss < floors[i]!.loss * (1 - noise));
    assert.ok(N >= floors[i]!.N);
  }
});

testOnSweep("isoflop", "at equal N the loss falls with D", (of) => {
  for (const runs of groups(of, ({ N }) => N).values()) {
    const lengths = valleyByTokens(runs);
    for (const [i, { D, loss }] of lengths.slice(1).entries()) {
      assert.ok(D > 2 * lengths[i]!.D);
      assert.ok(loss < lengths[i]!.loss * (1 - noise));
    }
  }
});

/** The mean loss of runs of one size by their length. */
const valleyByTokens = (of: readonly Row[]): { D: number; loss: number }[] =>
  valley(of.map((row) => ({ ...row, N: row.D }))).map(({ N: D, loss }) => ({ D, loss }));

testOnSweep("held-out", "held-out budgets are 2e13 and 6e13 FLOP, which nothing else has", (of) => {
  assert.deepEqual(new Set(of.map(({ budget }) => budget)), new Set([2e13, 6e13]));
  const others = rows.filter(({ sweep }) => sweep !== "held-out");
  assert.ok(Math.max(...others.map(({ C }) => C)) < 2e13 * 0.99);
});

testOnSweep("held-out", "a larger budget goes deeper than any fitted one", (of) => {
  const [small, large] = [2e13, 6e13].map((budget) => of.filter((row) => row.budget === budget));
  assert.ok(least(small!) < least(sweepRows("isoflop")));
  assert.ok(least(large!) < least(small!));
});

testOnSweep(
  "shape",
  "eight shapes have one N within 3 %, from width = layers to 76 times that",
  (of) => {
    const N = of.map(({ N }) => N);
    assert.equal(new Set(of.map(shape)).size, 8);
    assert.ok(Math.max(...N) / Math.min(...N) < 1.06, "± 3 %");
    const ratios = of.map(({ width, layers }) => width / layers);
    assert.deepEqual([Math.min(...ratios), Math.max(...ratios)], [1, 76]);
  },
);
