import assert from "node:assert/strict";
import { Fit, fitLaw, profileCurve, squaredLog } from "isoflop/fit";
import { chinchilla, presetNamed } from "isoflop/laws";
import { grid, simulate } from "isoflop/runs";

const truth = presetNamed("chinchilla:epoch");
const design = grid({ N: [1e8, 3e8, 1e9, 3e9], D: [1e9, 1e10, 1e11] });
const runs = simulate(truth, design, { noise: 0.005, seed: 1 });
const fit = fitLaw(runs, chinchilla, { objective: squaredLog() });

/** Another law by identity, so that it takes the way of any law and not the fast one. */
const held = (value: number) =>
  fitLaw(runs, chinchilla, { objective: squaredLog(), coefs: { beta: { fixed: value } } });
const squares = (of: { readonly residuals: Float64Array }) =>
  of.residuals.reduce((sum, r) => sum + r * r, 0);

Deno.test("profileCurve(): the rise is (RSS with β held − RSS) / σ̂², by fits with β fixed", () => {
  const { points, estimate } = profileCurve(fit, "beta", { points: 7 });
  assert.equal(estimate, fit.coef.beta);
  assert.equal(points.length, 8, "the estimate is one more");
  const noise = squares(fit) / (12 - 5);
  for (const { value, rise } of points) {
    const expected = (squares(held(value)) - squares(fit)) / noise;
    // Both are minima found to about 1e-8 of the objective, whose unit is σ̂² = RSS/7.
    assert.ok(Math.abs(rise - expected) < 1e-5, `${value}: ${rise} is not ${expected}`);
  }
});

Deno.test("profileCurve(): a function of the coefficients has the profile of its name", () => {
  const range = [0.3, 0.4] as const;
  const byName = profileCurve(fit, "alpha", { points: 9, range });
  const byFunction = profileCurve(fit, ({ alpha }) => alpha, { points: 9, range, name: "mine" });
  assert.equal(byFunction.name, "mine");
  byName.points.forEach(({ value, rise }, i) => {
    assert.equal(byFunction.points[i]!.value, value);
    // One holds a coordinate, the other a Lagrangian: they stop at 1e-8 of a unit.
    assert.ok(Math.abs(byFunction.points[i]!.rise - rise) < 1e-5);
  });
});

Deno.test("profileCurve(): the interval is that of the fit, with half as much again on both sides", () => {
  const { points, interval, wald, estimate, logged } = profileCurve(fit, "beta", { level: 0.8 });
  assert.deepEqual(interval, fit.interval("beta", 0.8, "profile"));
  assert.deepEqual(wald, fit.interval("beta", 0.8, "wald"));
  assert.equal(logged, false);
  const ratio = (points.at(-1)!.value - estimate) / (interval!.high - estimate);
  // Rounding of a sum of steps.
  assert.ok(Math.abs(ratio - 1.5) < 1e-9);
});

Deno.test("profileCurve(): A is walked in its logarithm", () => {
  const { points, logged, estimate } = profileCurve(fit, "A", { points: 5 });
  assert.equal(logged, true);
  const steps = points.filter(({ value }) => value !== estimate).map(({ value }) =>
    Math.log(value)
  );
  const gaps = steps.slice(1).map((v, i) => v - steps[i]!);
  for (const gap of gaps) assert.ok(Math.abs(gap - gaps[0]!) < 1e-9);
});

Deno.test("profileCurve() refuses a range, a number of points and a fit that it cannot use", () => {
  assert.throws(() => profileCurve(fit, "beta", { points: 2 }), {
    message: "Cannot profile beta\n  needed: a whole number of points, 3 or more\n  found: 2",
  });
  assert.throws(() => profileCurve(fit, "A", { range: [0, 500] }), {
    message: "Cannot profile A\n  needed: a range from a smaller to a larger number, both above " +
      "zero\n  found: 0 to 500",
  });
  const saved = Fit.fromJSON(JSON.parse(JSON.stringify(fit)));
  assert.throws(() => profileCurve(saved, "beta"), {
    message: "Cannot profile a coefficient of this fit\n  needed: the runs, for refits\n" +
      "  found: a fit that was read from a file\n  cure: fit the runs again",
  });
});
