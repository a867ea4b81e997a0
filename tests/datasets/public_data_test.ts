import assert from "node:assert/strict";
import * as datasets from "isoflop/datasets";
import type { Runs } from "isoflop/runs";

const cached = new Set(datasets.list().filter((set) => set.cached).map(({ name }) => name));

function testOn(name: string, what: string, body: (runs: Runs) => void): void {
  Deno.test({
    name: `${what} (needs the public data set ${name})`,
    ignore: !cached.has(name),
    fn: async () => body(await datasets.load(name)),
  });
}

function range(values: Float64Array): string[] {
  return [Math.min(...values), Math.max(...values)].map((x) => x.toExponential(3));
}

testOn("chinchilla-epoch", "load() gives the 245 runs of Epoch's replication", (runs) => {
  assert.equal(runs.length, 245);
  assert.deepEqual(range(runs.N), ["5.733e+7", "1.618e+10"]);
  assert.deepEqual(range(runs.C), ["1.397e+18", "1.296e+22"]);
  assert.deepEqual(range(runs.D), ["2.451e+8", "3.178e+11"]);
  assert.equal(Math.min(...runs.loss).toFixed(6), "2.077394");
  assert.equal(Math.max(...runs.loss).toFixed(6), "5.005582");
  assert.equal(new Set(runs.loss).size, 99);
  assert.equal(runs.source.committable, false);
  assert.deepEqual(runs.notes, ["D is computed as C/(6N)."]);
});

testOn(
  "chinchilla-epoch",
  "highestLoss() finds the five outliers that Epoch leaves out",
  (runs) => {
    const outliers = runs.highestLoss(5);
    assert.deepEqual(outliers.rows, [0, 1, 2, 3, 4]);
    const losses = outliers.rows.map((row) => runs.loss[row]!.toFixed(6));
    assert.deepEqual(losses, ["5.005582", "4.665232", "3.765563", "3.793872", "3.446995"]);
    const ratios = outliers.rows.map((row) => (runs.D[row]! / runs.N[row]!).toFixed(3));
    assert.deepEqual(ratios, ["0.036", "0.173", "0.233", "0.308", "0.404"]);
    assert.equal(runs.without(outliers).length, 240);
  },
);

testOn("isoflop-experiments", "load() gives the eight experiments, outliers marked", (runs) => {
  assert.equal(runs.length, 947);
  // Rows, and rows without outliers, as counted by the collectors.
  const expected: [string, number, number][] = [
    ["epochai_chinchilla__massivetext__chinchilla", 123, 85],
    ["ml_scalefit__massivetext__chinchilla", 124, 89],
    ["llama_3__raw_loss", 133, 116],
    ["llama_3__exp_loss", 133, 115],
    ["marin_202603__comma__llama_2", 85, 80],
    ["marin_202603__dclm__llama_2", 85, 79],
    ["marin_202603__nemotron__llama_2", 88, 80],
    ["misfitting__fineweb_c4__transformer", 176, 106],
  ];
  for (const [experiment, rows, clean] of expected) {
    assert.equal(runs.where({ experiment }).length, rows, experiment);
    assert.equal(runs.where({ experiment, outlier: false }).length, clean, experiment);
  }
});

testOn(
  "isoflop-experiments",
  "load() keeps the stated budgets, and notes how far from 6ND",
  (runs) => {
    assert.deepEqual(runs.notes, [
      "C differs from 6ND by more than 2 % in 329 of 947 rows: C/(6ND) is 0.7421 to 1.111. " +
      "Each column is used as it is.",
    ]);
    const epoch = runs.where({ experiment: "epochai_chinchilla__massivetext__chinchilla" });
    // Hoffmann et al. (2022), Approach 2: nine budgets from 6e18 to 3e21 FLOP.
    assert.deepEqual(
      Array.from(new Set(epoch.C)).sort((a, b) => a - b),
      [6e18, 1e19, 3e19, 6e19, 1e20, 3e20, 6e20, 1e21, 3e21],
    );
  },
);
