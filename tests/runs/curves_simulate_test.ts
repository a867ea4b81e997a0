import assert from "node:assert/strict";
import { presetNamed } from "isoflop/laws";
import { simulate, simulateCurves } from "isoflop/runs";

const epoch = presetNamed("chinchilla:epoch");
const law = epoch.predict!;
const design = { N: [1e8, 1e9, 1e9], D: [2e9, 2e10, 1e11] };

Deno.test("simulateCurves(): a run whose cosine is its length ends on the law, above it before", () => {
  const { curves } = simulateCurves(epoch, design, { noise: 0, seed: 1 });
  curves.forEach(({ N, D, C, loss }, k) => {
    assert.equal(N, design.N[k]);
    assert.equal(D.length, 200);
    assert.equal(D.at(-1), design.D[k]);
    // cos π is −1 to the last bit.
    assert.equal(loss.at(-1), law({ N, D: D.at(-1)! }));
    for (let i = 0; i < 199; i++) {
      assert.ok(D[i]! < D[i + 1]! && loss[i]! > law({ N, D: D[i]! }));
      assert.equal(C[i], 6 * N * D[i]!);
    }
  });
});

Deno.test("simulateCurves(): the premium follows the learning rate", () => {
  const options = { noise: 0, seed: 1, premium: 0.1, cycle: [1, 2, 5], checkpoints: 8 };
  const { curves } = simulateCurves(epoch, design, options);
  curves.forEach(({ N, D, loss, cycle }, k) => {
    assert.equal(cycle, options.cycle[k]);
    D.forEach((tokens, i) => {
      const rate = 0.1 + 0.45 * (1 + Math.cos((Math.PI * tokens) / (cycle! * design.D[k]!)));
      const expected = law({ N, D: tokens }) * (1 + (0.1 * (rate - 0.1)) / 0.9);
      // The same formula with its roundings in another order.
      assert.ok(Math.abs(loss[i]! / expected - 1) < 1e-14);
    });
  });
  // Halfway through its cosine a run is half the premium above the law.
  assert.ok(Math.abs(curves[1]!.loss.at(-1)! / law({ N: 1e9, D: 2e10 }) - 1.05) < 1e-14);
});

Deno.test(`simulateCurves(): on the schedule "law" every checkpoint lies on it`, () => {
  const { curves, notes } = simulateCurves(epoch, design, { noise: 0, seed: 1, schedule: "law" });
  for (const { N, D, loss, cycle } of curves) {
    assert.deepEqual(loss, D.map((tokens) => law({ N, D: tokens })));
    assert.equal(cycle, undefined);
  }
  assert.deepEqual(notes, ["Every checkpoint lies on the law, as if it were the end of a run."]);
});

Deno.test("simulateCurves(): the noise is the run's, that of simulate() with the same seed", () => {
  const options = { noise: 0.02, seed: 5 };
  const { curves } = simulateCurves(epoch, design, { ...options, schedule: "law" });
  const runs = simulate(epoch, design, options);
  curves.forEach(({ N, D, loss }, k) => {
    assert.equal(loss.at(-1), runs.loss[k]);
    const factor = loss[0]! / law({ N, D: D[0]! });
    // One factor for the whole run.
    loss.forEach((x, i) => assert.ok(Math.abs(x / law({ N, D: D[i]! }) / factor - 1) < 1e-14));
  });
});

Deno.test("simulateCurves(): jitter is Gaussian, the checkpoint's own, and leaves the noise alone", () => {
  const one = { N: [1e9], D: [2e10] };
  const options = { noise: 0.02, seed: 5, schedule: "law", checkpoints: 10_000 } as const;
  const plain = simulateCurves(epoch, one, options).curves[0]!;
  const rough = simulateCurves(epoch, one, { ...options, jitter: 0.01 }).curves[0]!;
  const z = Array.from(rough.loss, (loss, i) => Math.log(loss / plain.loss[i]!) / 0.01);
  const mean = z.reduce((sum, x) => sum + x, 0) / z.length;
  const variance = z.reduce((sum, x) => sum + (x - mean) ** 2, 0) / z.length;
  const lag = z.slice(1).reduce((sum, x, i) => sum + (x - mean) * (z[i]! - mean), 0) / z.length;
  // Four standard errors of each: 1/√n, √(2/n), 1/√n.
  assert.ok(Math.abs(mean) < 0.04 && Math.abs(variance - 1) < 0.057 && Math.abs(lag) < 0.04);
  assert.deepEqual(simulateCurves(epoch, one, { ...options, jitter: 0.01 }).curves[0], rough);
});

Deno.test("simulateCurves() names runs by size, horizon and cosine, each differently", () => {
  const same = { N: [1e8, 1e8, 1e8, 1e8], D: [2e9, 2e9, 2e9, 4e9] };
  const { curves } = simulateCurves(epoch, same, { noise: 0, seed: 1, cycle: [1, 1.25, 1, 1] });
  assert.deepEqual(curves.map(({ run }) => run), [
    "100 M, 2.00 B tokens",
    "100 M, 2.00 B tokens, cosine × 1.25",
    "100 M, 2.00 B tokens (2)",
    "100 M, 4.00 B tokens",
  ]);
});

Deno.test("simulateCurves() says what it is, and that the premium is an assumption", () => {
  const curves = simulateCurves(epoch, design, { noise: 0.01, seed: 3, jitter: 0.002 });
  assert.deepEqual(curves.source, {
    name: "chinchilla:epoch",
    committable: true,
    simulated: { law: "chinchilla", coef: epoch.coef, noise: 0.01, seed: 3 },
  });
  assert.deepEqual(curves.notes, [
    "Before the learning rate has decayed the loss lies up to 4.00 % above the law: an assumption " +
    "for teaching, not a measurement.",
    "Every checkpoint has noise of 0.00200 of its own.",
  ]);
});

Deno.test("simulateCurves() refuses what has no meaning", () => {
  const options = { noise: 0, seed: 1 };
  const bad: [options: object, needed: string, found: string][] = [
    [{ noise: -1 }, "noise of 0 or more", "-1"],
    [{ jitter: NaN }, "jitter of 0 or more", "NaN"],
    [{ premium: -0.1 }, "premium of 0 or more", "-0.1"],
    [{ seed: 1.5 }, "a whole number as the seed", "1.5"],
    [{ checkpoints: 1 }, "a whole number of checkpoints, at least 2", "1"],
    [{ schedule: "linear" }, `the schedule "cosine" or "law"`, `"linear"`],
    [{ cycle: 0.5 }, "cycles of 1 or more", "0.5"],
    [{ cycle: [1, 2] }, "one cycle, or one for each of the 3 runs", "2 cycles"],
  ];
  for (const [wrong, needed, found] of bad) {
    assert.throws(() => simulateCurves(epoch, design, { ...options, ...wrong }), {
      message: [
        "Cannot simulate training curves of chinchilla:epoch",
        `  needed: ${needed}`,
        `  found: ${found}`,
      ].join("\n"),
    });
  }
  assert.throws(() => simulateCurves(epoch, { N: [1e8], D: [] }, options), {
    message: [
      "Cannot simulate training curves of chinchilla:epoch",
      "  needed: as many N as D, at least one",
      "  found: 1 N and 0 D",
    ].join("\n"),
  });
  assert.throws(() => simulateCurves(presetNamed("chinchilla:approach1"), design, options), {
    message: [
      "Cannot simulate training curves of chinchilla:approach1",
      "  needed: coefficients that give a loss",
      "  found: a frontier alone",
      `  cure: take another preset, such as "chinchilla:epoch"`,
    ].join("\n"),
  });
});
