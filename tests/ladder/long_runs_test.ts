// Far beyond the best length: over-training on fresh tokens, and repetition of the same ones.
import assert from "node:assert/strict";
import { groups, noise, type Row, rows, testOnSweep } from "./rows.ts";

const byLength = (of: readonly Row[]): Row[] => of.toSorted((a, b) => a.D - b.D);
const gains = (of: readonly Row[]): number[] =>
  of.slice(1).map(({ loss }, i) => of[i]!.loss - loss);
const sum = (of: readonly number[]): number => of.reduce((a, b) => a + b, 0);

testOnSweep("over-training", "four sizes at 20 to 640 tokens per parameter, in doublings", (of) => {
  const sizes = groups(of, ({ width }) => width);
  assert.deepEqual(Array.from(sizes.keys()).sort((a, b) => a - b), [8, 12, 16, 24]);
  for (const [width, runs] of sizes) {
    // The largest size would need 21 million tokens for 640: it ends at 320.
    assert.equal(runs.length, width === 24 ? 5 : 6);
    const ratios = byLength(runs).map(({ N, D }) => D / N);
    // The rounding to whole steps.
    ratios.forEach((ratio, i) => assert.ok(Math.abs(ratio / (20 * 2 ** i) - 1) < 0.005));
  }
});

testOnSweep("over-training", "the loss of a size falls as its tokens double", (of) => {
  for (const [width, runs] of groups(of, ({ width }) => width)) {
    const ordered = byLength(runs);
    for (const [i, gain] of gains(ordered).entries()) {
      assert.ok(gain > -noise * ordered[i]!.loss, `${width}: doubling ${i + 1} gives ${gain}`);
    }
    assert.ok(sum(gains(ordered)) > 3 * noise * ordered[0]!.loss, `${width}: in all`);
  }
});

testOnSweep("over-training", "the last doublings give less than the first ones", (of) => {
  for (const [width, runs] of groups(of, ({ width }) => width)) {
    const gain = gains(byLength(runs));
    const [first, last] = [sum(gain.slice(0, 2)), sum(gain.slice(-2))];
    assert.ok(last < first, `${width}: ${first}, then ${last}`);
  }
});

testOnSweep("repetition", "three sizes see the same tokens 1 to 64 times, in doublings", (of) => {
  const sizes = groups(of, ({ width }) => width);
  assert.equal(sizes.size, 3);
  for (const runs of sizes.values()) {
    assert.deepEqual(byLength(runs).map(({ epochs }) => epochs), [1, 2, 4, 8, 16, 32, 64]);
    assert.deepEqual(new Set(runs.map(({ unique_tokens }) => unique_tokens)), new Set([100_096]));
  }
});

testOnSweep(
  "repetition",
  "repetition bends the curve: the 64th epoch gives less than the second",
  (of) => {
    for (const [width, runs] of groups(of, ({ width }) => width)) {
      const gain = gains(byLength(runs));
      assert.ok(gain.at(-1)! < gain[0]!, `${width}: ${gain}`);
      assert.ok(gain[0]! > 0, `${width}: a second look is worth having`);
    }
  },
);

testOnSweep("repetition", "no run is better than one on as many fresh tokens, or more", (of) => {
  // Same size, rate and schedule. A longer fresh run is no less of a rival: it only has it easier.
  const fresh = rows.filter((row) =>
    row.epochs === 1 && row.schedule === "cosine" && row.cosine_length === 1 && row.lr_factor === 1
  );
  const repeated = of.filter(({ epochs }) => epochs > 1);
  const compared = repeated.map((run) => {
    const { width, layers, D, loss } = run;
    const rivals = byLength(
      fresh.filter((row) => row.width === width && row.layers === layers && row.D > D * 0.99),
    );
    for (const rival of rivals) {
      assert.ok(loss > rival.loss * (1 - noise), `${run.run} beats ${rival.run}`);
    }
    return rivals.length;
  });
  assert.ok(compared.filter((n) => n > 0).length > repeated.length / 2);
});
