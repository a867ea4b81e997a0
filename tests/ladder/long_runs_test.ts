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
  for (const runs of sizes.values()) {
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
    assert.deepEqual(new Set(runs.map(({ unique_tokens }) => unique_tokens)), new Set([200_192]));
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

testOnSweep("repetition", "repeated tokens are never better than as many fresh ones", (of) => {
  // Any run of the same size, rate and schedule on fresh tokens; where D is not the same, one that
  // is shorter has to be worse than the repeated one for the repeated one to say anything.
  const fresh = rows.filter(({ epochs, schedule, cosine_length, lr_factor, sweep }) =>
    epochs === 1 && schedule === "cosine" && cosine_length === 1 && lr_factor === 1 &&
    sweep !== "shape"
  );
  let compared = 0;
  for (const repeated of of.filter(({ epochs }) => epochs > 1)) {
    const rivals = fresh.filter(({ width, layers, D }) =>
      width === repeated.width && layers === repeated.layers && D <= repeated.D * 1.02
    );
    for (const rival of rivals) {
      if (rival.D < repeated.D * 0.98) continue;
      compared++;
      assert.ok(repeated.loss > rival.loss * (1 - noise), `${repeated.run} beats ${rival.run}`);
    }
  }
  assert.ok(compared > 0);
});
