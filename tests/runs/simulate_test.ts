import assert from "node:assert/strict";
import { chinchilla, presetNamed } from "isoflop/laws";
import { grid, simulate } from "isoflop/runs";

const epoch = presetNamed("chinchilla:epoch");

Deno.test("simulate() without noise gives the published test vectors", () => {
  // Losses of Hoffmann et al. (2022), equation 10, at six published models.
  const rounded = presetNamed("chinchilla:hoffmann-rounded");
  const models = { N: [280e9, 70e9, 175e9, 530e9], D: [300e9, 1.4e12, 300e9, 270e9] };
  const runs = simulate(rounded, models, { noise: 0, seed: 1 });
  const expected = [1.993258, 1.936645, 2.002288, 1.990615];
  runs.loss.forEach((loss, i) => assert.ok(Math.abs(loss - expected[i]!) < 1e-6));
  assert.deepEqual(Array.from(runs.C), models.N.map((n, i) => 6 * n * models.D[i]!));
});

Deno.test("simulate() repeats itself with a seed, and not with another", () => {
  const design = grid({ N: [1e8, 1e9], C: [1e19, 1e20] });
  const losses = (seed: number) => Array.from(simulate(epoch, design, { noise: 0.01, seed }).loss);
  assert.deepEqual(losses(1), losses(1));
  assert.notDeepEqual(losses(1), losses(2));
});

Deno.test("simulate() adds Gaussian noise of the given size to ln loss", () => {
  const n = 20_000;
  const design = { N: new Float64Array(n).fill(1e9), D: new Float64Array(n).fill(2e10) };
  const exact = epoch.predict!({ N: 1e9, D: 2e10 });
  const runs = simulate(epoch, design, { noise: 0.02, seed: 3 });
  const z = Array.from(runs.loss, (loss) => Math.log(loss / exact) / 0.02);
  const mean = z.reduce((sum, x) => sum + x, 0) / n;
  const variance = z.reduce((sum, x) => sum + (x - mean) ** 2, 0) / n;
  const kurtosis = z.reduce((sum, x) => sum + (x - mean) ** 4, 0) / n / variance ** 2;
  // Four standard errors of each: 1/√n, √(2/n), √(24/n).
  assert.ok(Math.abs(mean) < 4 / Math.sqrt(n), `mean ${mean}`);
  assert.ok(Math.abs(variance - 1) < 4 * Math.sqrt(2 / n), `variance ${variance}`);
  assert.ok(Math.abs(kurtosis - 3) < 4 * Math.sqrt(24 / n), `kurtosis ${kurtosis}`);
});

Deno.test("simulate() says what it is, everywhere", () => {
  const coef = { E: 1.5, A: 400, B: 1000, alpha: 0.35, beta: 0.35 };
  const runs = simulate({ law: chinchilla, coef }, { N: [1e9], D: [2e10] }, { noise: 0, seed: 7 });
  assert.deepEqual(runs.source, {
    name: "chinchilla",
    committable: true,
    simulated: { law: "chinchilla", coef, noise: 0, seed: 7 },
  });
  assert.match(runs.summary(), /^1 simulated run from chinchilla: /);
  assert.match(
    String(runs),
    /^1 simulated run from chinchilla\n\nsimulated from +chinchilla: E 1.5/,
  );
  assert.match(String(runs.where("N>0")), /simulated/);
});

Deno.test("simulate() refuses what has no meaning", () => {
  const one = { N: [1e9], D: [1e10] };
  const options = { noise: 0, seed: 1 };
  assert.throws(() => simulate(presetNamed("chinchilla:approach1"), one, options), {
    message: [
      "Cannot simulate runs of chinchilla:approach1",
      "  needed: coefficients that give a loss",
      "  found: a frontier alone",
      `  cure: take another preset, such as "chinchilla:epoch"`,
    ].join("\n"),
  });
  assert.throws(
    () => simulate({ law: chinchilla, coef: { E: 1, A: 1, B: 1, alpha: 1 } }, one, options),
    {
      message: [
        "Cannot simulate runs of chinchilla",
        "  needed: a number for each of E, A, B, alpha, beta",
        "  found: undefined for beta",
      ].join("\n"),
    },
  );
  const cases: [() => unknown, string, string][] = [
    [
      () => simulate(epoch, { N: [1, 2], D: [1] }, options),
      "as many N as D, at least one",
      "2 N and 1 D",
    ],
    [
      () => simulate(epoch, { N: [], D: [] }, options),
      "as many N as D, at least one",
      "0 N and 0 D",
    ],
    [
      () => simulate(epoch, { N: [1, 0], D: [1, 1] }, options),
      "N > 0 at every point",
      "0 at point 1",
    ],
    [
      () => simulate(epoch, { N: [1], D: [NaN] }, options),
      "D > 0 at every point",
      "NaN at point 0",
    ],
    [() => simulate(epoch, one, { noise: -1, seed: 1 }), "noise of 0 or more", "-1"],
    [() => simulate(epoch, one, { noise: 0, seed: 0.5 }), "a whole number as the seed", "0.5"],
  ];
  for (const [call, needs, found] of cases) {
    assert.throws(call, {
      message: [
        "Cannot simulate runs of chinchilla:epoch",
        `  needed: ${needs}`,
        `  found: ${found}`,
      ].join("\n"),
    });
  }
});

Deno.test("grid() crosses sizes with budgets or with tokens, within limits", () => {
  assert.deepEqual(grid({ N: [1, 2], D: [10, 30] }), { N: [1, 2, 1, 2], D: [10, 10, 30, 30] });
  const { N, D } = grid({ N: [1e8, 1e9, 1e10], C: [6e19], tokensPerParameter: [1, 100] });
  assert.deepEqual([N, D], [[1e9], [1e10]]);
  for (
    const [call, needs, found] of [
      [() => grid({ N: [1] }), "either C or D beside N", "neither"],
      [() => grid({ N: [1], C: [1], D: [1] }), "either C or D beside N", "both"],
      [() => grid({ N: [-1], C: [1] }), "N > 0", "-1"],
      [() => grid({ N: [1], C: [Infinity] }), "C > 0", "Infinity"],
      [
        () => grid({ N: [1], D: [1], tokensPerParameter: [2, 3] }),
        "a pair with 2 to 3 tokens per parameter",
        "none among 1",
      ],
    ] as const
  ) {
    assert.throws(call, {
      message: `Cannot make a grid of runs\n  needed: ${needs}\n  found: ${found}`,
    });
  }
});

Deno.test("simulate() with checkpoints gives rows of a run one luck, and rows a noise of their own", () => {
  const design = grid({ N: Array.from({ length: 40 }, (_, i) => 1e8 * 1.1 ** i), D: [2e10] });
  const checkpoints = { count: 25, shared: 0.02, from: 0.1 };
  const runs = simulate(epoch, design, { noise: 0.005, seed: 4, checkpoints });
  assert.equal(runs.length, 1000);
  assert.equal(new Set(runs.run).size, 40);
  const left = Array.from(
    runs.loss,
    (loss, i) => Math.log(loss / epoch.predict!({ N: runs.N[i]!, D: runs.D[i]! })),
  );
  const means = Array.from({ length: 40 }, (_, k) => {
    const own = left.slice(25 * k, 25 * (k + 1));
    return own.reduce((sum, r) => sum + r, 0) / 25;
  });
  const within = left.map((r, i) => r - means[Math.floor(i / 25)]!);
  const sd = (values: number[]) => Math.hypot(...values) / Math.sqrt(values.length);
  // Four standard errors: 1/√80 of .02, 1/√1920 of .005.
  assert(Math.abs(sd(means) - 0.02) < 4 * 0.02 / Math.sqrt(80), `${sd(means)}`);
  assert(Math.abs(sd(within) - 0.005) < 4 * 0.005 / Math.sqrt(1920), `${sd(within)}`);
  assert.equal(runs.D[0]!.toPrecision(6), "2.00000e+9");
  assert.equal(runs.D[24], 2e10);
});

Deno.test("simulate() refuses checkpoints without meaning", () => {
  const of = (checkpoints: { count: number; shared: number; from?: number }) => () =>
    simulate(epoch, { N: [1e9], D: [2e10] }, { noise: 0, seed: 1, checkpoints });
  const refusal = (needs: string, found: string) => ({
    message: `Cannot simulate runs of chinchilla:epoch\n  needed: ${needs}\n  found: ${found}`,
  });
  assert.throws(of({ count: 1, shared: 0 }), refusal("2 or more checkpoints, a whole number", "1"));
  assert.throws(of({ count: 3, shared: -1 }), refusal("shared noise of 0 or more", "-1"));
  assert.throws(
    of({ count: 3, shared: 0, from: 1 }),
    refusal("a first checkpoint between 0 and 1", "1"),
  );
});
