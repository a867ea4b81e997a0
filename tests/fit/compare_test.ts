import assert from "node:assert/strict";
import {
  absolute,
  absoluteLog,
  asymmetric,
  chinchilla,
  compare,
  defineLaw,
  grid,
  huber,
  type Objective,
  presetNamed,
  rho,
  rollout,
  simulate,
  squared,
  squaredLog,
  studentT,
} from "isoflop";
import { likelihood } from "../../lib/fit/likelihood.ts";
import { assertClose, assertNear, assertRefuses } from "../support/agree.ts";

const power = defineLaw({
  name: "power",
  coefNames: ["K", "gamma"],
  regressors: ["C"],
  predict: ({ K, gamma }, { C }) => K * C ** -gamma,
  rules: { K: { positive: true }, gamma: { low: 0, high: 2 } },
});

const floor = defineLaw({
  name: "power with floor",
  coefNames: ["E", "K", "gamma"],
  regressors: ["C"],
  predict: ({ E, K, gamma }, { C }) => E + K * C ** -gamma,
  rules: { E: { positive: true }, K: { positive: true }, gamma: { low: 0, high: 2 } },
});

/** Losses with a floor of E, and the noise of a simulation. */
function compute(E: number, seed: number, n = 30) {
  const C = Array.from({ length: n }, (_, i) => 10 ** (17 + (5 * i) / n));
  const design = { N: C.map(() => 1e8), D: C.map((c) => c / 6e8) };
  const law = presetNamed("chinchilla:epoch");
  const noisy = simulate(law, design, { noise: 0.005, seed });
  const exact = simulate(law, design, { noise: 0, seed });
  const loss = C.map((c, i) => (E + 300 * c ** -0.13) * noisy.loss[i]! / exact.loss[i]!);
  return { C, loss };
}

const residuals = Array.from({ length: 60 }, (_, i) => Math.sin(3 * i) * (1 + (i % 7)) / 10);

const sum = (objective: Objective, scale = 1) =>
  residuals.reduce((total, r) => total + rho(objective, r, scale), 0);

Deno.test("the likelihood of squares is the Gaussian one, of absolute deviations Laplace's", () => {
  const n = residuals.length;
  const squares = residuals.reduce((total, r) => total + r * r, 0);
  const sizes = residuals.reduce((total, r) => total + Math.abs(r), 0);
  const sd = Math.sqrt(squares / n), b = sizes / n;
  const gauss = residuals.reduce(
    (total, r) => total - r * r / (2 * sd * sd) - Math.log(sd * Math.sqrt(2 * Math.PI)),
    0,
  );
  const laplace = residuals.reduce((total, r) => total - Math.abs(r) / b - Math.log(2 * b), 0);
  assertClose(likelihood(squared(), sum(squared()), n, null)!.logLikelihood, gauss, 1e-13);
  assertClose(likelihood(absolute(), sum(absolute()), n, null)!.logLikelihood, laplace, 1e-13);
});

Deno.test("Huber's likelihood becomes the Gaussian one for δ → ∞ and Laplace's for δ → 0", () => {
  const n = residuals.length;
  const wide = likelihood(huber(1e3), sum(huber(1e3)), n, null)!;
  // ½r² instead of r²: κ is twice that of squares, the likelihood the same.
  const gauss = likelihood(squared(), sum(squared()), n, null)!;
  assertClose(wide.logLikelihood, gauss.logLikelihood, 1e-13);
  assertClose(wide.scale, 2 * gauss.scale, 1e-13);
  const narrow = likelihood(huber(1e-9), sum(huber(1e-9)), n, null)!;
  const laplace = likelihood(absolute(), sum(absolute()), n, null)!;
  // The bend is 1e-8 of a residual.
  assertClose(narrow.logLikelihood, laplace.logLikelihood, 1e-7);
  assertClose(1e-9 * narrow.scale, laplace.scale, 1e-7);
});

for (
  const objective of [
    huber(0.05),
    huber(0.3),
    asymmetric({ penalty: 10, delta: 0.05 }),
    asymmetric({ penalty: 0.2, delta: 0.3 }),
  ]
) {
  const { name, delta, penalty } = objective;
  Deno.test(`the density of ${name}, δ ${delta}, penalty ${penalty}, has mass 1 and its κ is best`, () => {
    const n = residuals.length, value = sum(objective);
    const { logLikelihood, scale } = likelihood(objective, value, n, null)!;
    // Z by Simpson's rule on both sides of 0, where ρ has a kink, and of ± δ.
    const mass = (kappa: number) => {
      const f = (r: number) => Math.exp(-kappa * rho(objective, r));
      const far = 60 / (kappa * delta! * Math.min(1, penalty ?? 1)) + delta!;
      return simpson(f, -far, -delta!) + simpson(f, -delta!, 0) + simpson(f, 0, delta!) +
        simpson(f, delta!, far);
    };
    const at = (kappa: number) => -kappa * value - n * Math.log(mass(kappa));
    assertNear(at(scale), logLikelihood, 1e-6);
    assert.ok(at(scale * 1.02) < logLikelihood && at(scale / 1.02) < logLikelihood);
  });
}

Deno.test("the likelihood of Student's t is the sum of its log densities at the fitted scale", () => {
  const n = residuals.length, s = 0.3;
  // ν = 4: Γ(2.5)/(Γ(2) √(4π)) = 0.375.
  const density = (r: number) => 0.375 / s * (1 + (r / s) ** 2 / 4) ** -2.5;
  const direct = residuals.reduce((total, r) => total + Math.log(density(r)), 0);
  const { logLikelihood, scale } = likelihood(studentT(), sum(studentT(), s), n, s)!;
  // jStat's ln Γ has some ten digits.
  assertNear(logLikelihood, direct, 1e-7);
  assert.equal(scale, s);
});

Deno.test("AICc and BIC of squares differ as n ln(RSS/n) and the price of a coefficient do", () => {
  const runs = compute(1.8, 3);
  const n = runs.C.length;
  const { laws, ...comparison } = compare(runs, [power, floor], { objective: squaredLog() });
  const closed = (value: number, k: number) => n * Math.log(value / n) + 2 * k * n / (n - k - 1);
  const [a, b] = laws;
  // Two and three coefficients, and σ.
  assertNear(b!.aicc! - a!.aicc!, closed(b!.fit.value, 4) - closed(a!.fit.value, 3), 1e-9);
  const rss = n * Math.log(b!.fit.value / a!.fit.value);
  assertNear(b!.bic! - a!.bic!, rss + Math.log(n), 1e-9);
  assert.equal(comparison.by, "C");
});

Deno.test("AICc finds the floor where there is one, and weighs it", () => {
  const comparison = compare(compute(1.8, 1), [power, floor], { objective: squaredLog() });
  assert.equal(comparison.best("aicc")?.law.name, "power with floor");
  assert.equal(comparison.best("bic")?.law.name, "power with floor");
  assert.equal(comparison.best("heldOut")?.law.name, "power with floor");
  const [without, with_] = comparison.weights("aicc");
  assert.ok(with_! > 0.999);
  assertNear(without! + with_!, 1, 1e-15);
});

Deno.test("AICc keeps the law without a floor, in most samples, where there is none", () => {
  let kept = 0;
  for (let seed = 1; seed <= 60; seed++) {
    const best = compare(compute(0, seed), [power, floor], {
      objective: squaredLog(),
      holdOut: false,
    }).best("aicc")!;
    if (best.law.name === "power") kept++;
  }
  // A needless coefficient gains more than 2.6 in 5 % of samples: χ² with one degree of freedom,
  // half of it on the side of E < 0, which is not allowed.
  assert.ok(kept >= 51, `${kept} of 60`);
});

Deno.test("the order of the runs changes no measure", () => {
  const { C, loss } = compute(1.8, 2);
  const order = C.map((_, i) => (7 * i) % C.length);
  assert.equal(new Set(order).size, C.length);
  const mixed = { C: order.map((i) => C[i]!), loss: order.map((i) => loss[i]!) };
  const [a, b] = [{ C, loss }, mixed].map((runs) =>
    compare(runs, [power, floor], { objective: absoluteLog() })
  );
  for (const i of [0, 1]) {
    // Sums of 30 numbers in another order, and a solver that ends within its tolerance.
    assertNear(a!.laws[i]!.aicc!, b!.laws[i]!.aicc!, 1e-6);
    assertNear(a!.laws[i]!.heldOut!.meanError, b!.laws[i]!.heldOut!.meanError, 1e-6);
  }
});

Deno.test("the held-out error is that of rollout(), with the same cuts for all laws", () => {
  const runs = simulate(
    presetNamed("chinchilla:epoch"),
    grid({ N: [1e8, 2e8, 4e8, 8e8, 16e8], C: [1e19, 3e19, 1e20, 3e20, 1e21] }),
    { noise: 0.004, seed: 5 },
  );
  const { laws } = compare(runs, [chinchilla, power, floor]);
  const cuts = laws.map(({ heldOut }) => heldOut!.windows.map(({ cut }) => cut));
  assert.deepEqual(cuts[1], cuts[0]);
  assert.deepEqual(cuts[2], cuts[0]);
  assert.equal(
    laws[0]!.heldOut!.meanError,
    rollout(runs, chinchilla, { cuts: cuts[0]! }).meanError,
  );
});

Deno.test("held coefficients cost nothing, and are held in every window", () => {
  const { laws } = compare(compute(1.8, 1), [power, floor], {
    objective: squaredLog(),
    coefs: { "power with floor": { E: { fixed: 1.8 } } },
  });
  assert.deepEqual(laws.map(({ coefficients }) => coefficients), [2, 2]);
  for (const { coef } of laws[1]!.heldOut!.windows) assert.equal(coef!.E, 1.8);
});

Deno.test("too few rows for AICc: none, with a sentence", () => {
  const comparison = compare(compute(1.8, 1, 5), [power, floor], { objective: squaredLog() });
  const [a, b] = comparison.laws;
  assert.ok(a!.aicc !== null && b!.bic !== null);
  assert.equal(b!.aicc, null);
  assert.equal(
    b!.missing,
    "AICc takes more than 5 rows, for 3 coefficients and the scale of the noise; there are 5",
  );
  assert.match(comparison.toString(), /was not held against other runs: cannot roll out by "C"/);
  assert.deepEqual(comparison.weights("aicc"), [1, null]);
});

Deno.test("checkpoints of runs are named as such", () => {
  const { C, loss } = compute(1.8, 1);
  const run = C.map((_, i) => Math.floor(i / 3));
  const report = compare({ C, loss, run }, [power, floor]).toString();
  assert.match(report, /^2 laws compared on 30 rows\n/);
  assert.match(report, /The 30 rows are checkpoints of 10 runs\. AICc and BIC count rows as indep/);
});

Deno.test("compare() refuses what cannot be compared", () => {
  const runs = compute(1.8, 1);
  const accuracy = defineLaw({
    name: "accuracy",
    coefNames: ["a"],
    regressors: ["C"],
    response: "accuracy",
    predict: ({ a }, { C }) => a * Math.log(C),
  });
  assertRefuses(() => compare(runs, [power]), [
    "Cannot compare laws",
    "  needed: at least two laws",
    "  found: one",
  ]);
  assertRefuses(() => compare(runs, [power, power]), [
    "Cannot compare laws",
    "  needed: laws of different names",
    '  found: "power" twice',
  ]);
  assertRefuses(() => compare(runs, [power, accuracy]), [
    "Cannot compare laws",
    "  needed: laws of one response: likelihoods of different quantities say nothing of each other",
    '  found: laws of "loss" and "accuracy"',
  ]);
});

/** ∫f from a to b. */
function simpson(f: (x: number) => number, a: number, b: number): number {
  const n = 20_000, h = (b - a) / n;
  let total = f(a) + f(b);
  for (let i = 1; i < n; i++) total += f(a + i * h) * (i % 2 ? 4 : 2);
  return total * h / 3;
}
