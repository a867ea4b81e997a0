// Profiles against their own definition: an independent refit with the quantity held at an end.
import assert from "node:assert/strict";
import {
  chinchilla,
  datasets,
  defineLaw,
  fitLaw,
  grid,
  presetNamed,
  profileCurve,
  simulate,
  squaredLog,
} from "isoflop";
import { assertClose, assertRefuses } from "../support/agree.ts";

const epoch = presetNamed("chinchilla:epoch");
const design = grid({ N: [1e8, 3e8, 1e9, 3e9, 1e10], D: [2e9, 6e9, 2e10, 6e10, 2e11] });
const objective = squaredLog();
const runs = simulate(epoch, design, { noise: 0.005, seed: 1 });
const fit = fitLaw(runs, chinchilla, { objective });
/** F(1, 20) at 95 %, in units of the residual variance: scipy.stats.t.ppf(.975, 20)². */
const rise = 4.35124350332929 * fit.value / 20;

Deno.test("Fit.interval() by profile ends where a refit with the coefficient held has risen by F", () => {
  for (const term of ["E", "A", "alpha", "beta"] as const) {
    const { low, high } = fit.interval(term, 0.95, "profile")!;
    for (const end of [low, high]) {
      const held = fitLaw(runs, chinchilla, { objective, coefs: { [term]: { fixed: end } } });
      // The walk ends within 1e-4 of t, which is 2e-4 of the rise.
      assertClose(held.value - fit.value, rise, 5e-4, `${term} = ${end}`);
    }
  }
});

Deno.test("Fit.interval() by profile of a derived quantity is that of the law written with it", () => {
  // a = β/(α + β) and the sum s of both in place of α and β.
  const law = defineLaw({
    name: "by a",
    coefNames: ["E", "A", "B", "a", "s"],
    regressors: ["N", "D"],
    predict: ({ E, A, B, a, s }, { N, D }) => E + A * N ** (-s * (1 - a)) + B * D ** (-s * a),
    rules: {
      E: { positive: true },
      A: { positive: true },
      B: { positive: true },
      a: { low: 0, high: 1 },
      s: { low: 0, high: 6 },
    },
  });
  const other = fitLaw(runs, law, { objective });
  const derived = fit.interval("a", 0.95, "profile")!;
  const own = other.interval("a", 0.95, "profile")!;
  assertClose(derived.low, own.low, 1e-4);
  assertClose(derived.high, own.high, 1e-4);
});

Deno.test("Fit.interval() by profile does not mind how a quantity is written", () => {
  const ratio = fit.interval(({ A, B }) => A / B, 0.95, "profile")!;
  const inLogs = fit.interval(({ A, B }) => Math.log(A) - Math.log(B), 0.95, "profile")!;
  assertClose(Math.log(ratio.low), inLogs.low, 1e-3);
  assertClose(Math.log(ratio.high), inLogs.high, 1e-3);
});

Deno.test("Fit.interval() by profile is open where the ladder does not show a floor", async () => {
  const ladder = (await datasets.load("ladder")).where("sweep=isoflop");
  const E = fitLaw(ladder, chinchilla, { objective }).interval("E", 0.95, "profile")!;
  assert.deepEqual(E.open, ["low"]);
  assert.equal(E.low, 0);
  const held = (value: number) =>
    fitLaw(ladder, chinchilla, { objective, coefs: { E: { fixed: value } } }).value;
  const free = fitLaw(ladder, chinchilla, { objective }).value;
  // scipy.stats.t.ppf(.975, 51)²
  const limit = 4.030392595291193 * free / 51;
  assert(held(1e-9) - free < limit);
  assertClose(held(E.high) - free, limit, 5e-4);
});

Deno.test("Fit.interval() by profile of a coefficient at zero goes up from there", () => {
  const C = Array.from({ length: 12 }, (_, i) => 10 ** (18 + i / 3));
  const loss = C.map((c, i) => 40 * c ** -0.06 * (1 + 0.02 * Math.sin(i)));
  const floor = defineLaw({
    name: "floor",
    coefNames: ["E", "K", "gamma"],
    regressors: ["C"],
    predict: ({ E, K, gamma }, { C }) => E + K * C ** -gamma,
    rules: { E: { positive: true }, K: { positive: true }, gamma: { low: 0, high: 1 } },
  });
  const zero = fitLaw({ C, loss }, floor, { objective });
  assert.equal(zero.coef.E, 0);
  assert.equal(zero.status, "bound");
  const { low, high, open } = zero.interval("E", 0.95, "profile")!;
  assert.deepEqual([low, open], [0, ["low"]]);
  const held = fitLaw({ C, loss }, floor, { objective, coefs: { E: { fixed: high } } });
  // scipy.stats.t.ppf(.975, 9)²
  assertClose(held.value - zero.value, 5.117355029199227 * zero.value / 9, 5e-4);
});

Deno.test("profileCurve() rises to the threshold at the ends, and is zero at the estimate", () => {
  const { points, threshold, interval, estimate } = profileCurve(fit, "beta", { points: 41 });
  assertClose(threshold, 4.35124350332929, 1e-6);
  // And the estimate itself.
  assert.equal(points.length, 42);
  for (const { value, rise } of points) {
    assert.equal(rise < threshold, interval!.low < value && value < interval!.high, `${value}`);
  }
  const nearest = points.reduce((a, b) =>
    Math.abs(b.value - estimate) < Math.abs(a.value - estimate) ? b : a
  );
  assert(nearest.rise < 0.01, `${nearest.rise}`);
  assertRefuses(() => profileCurve(fit, "gamma" as "beta"), [
    'Cannot give an interval for "gamma"',
    "  needed: a coefficient, a derived quantity, or a function of the coefficients",
    '  found: the law "chinchilla" has "E", "A", "B", "alpha", "beta", "a", "b" and "G"',
  ]);
});
