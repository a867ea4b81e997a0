import assert from "node:assert/strict";
import { contour, contourLosses, upperExit } from "../../lib/charts/contours.ts";
import { chinchilla } from "isoflop/laws";
import { isoLoss } from "isoflop/charts";
import { presetNamed } from "isoflop/laws";

const { coef, frontier } = chinchilla.presets.hoffmann;
const surface = coef as Parameters<typeof chinchilla.predict>[0];
const view = { C: [1e18, 1e25], N: [1e7, 1e12] } as const;

Deno.test("contour() is the law: every point has the loss", () => {
  for (const loss of [3.5, 2.5, 1.9]) {
    const { points } = contour(surface, loss, view);
    assert.ok(points.length > 40);
    for (const { C, N } of points) {
      // Rounded to six digits; near the smallest model D is a steep function of N.
      const there = chinchilla.predict(surface, { N, D: C / (6 * N) });
      assert.ok(Math.abs(there - loss) < 2e-5, `${there} at N = ${N}`);
    }
  }
});

Deno.test("contour() has its least compute on the frontier", () => {
  const { points } = contour(surface, 2.2, view);
  const least = points.reduce((a, b) => (a.C < b.C ? a : b));
  assert.ok(Math.abs(least.C / frontier.compute!(2.2) - 1) < 5e-3);
  assert.ok(
    Math.abs(Math.log(least.N / (frontier.N.coef * least.C ** frontier.N.exponent))) < 0.15,
  );
});

Deno.test("contourLosses() are round, and keep their distance along the frontier", () => {
  const { loss, compute } = frontier as Required<
    { [K in keyof typeof frontier]: NonNullable<typeof frontier[K]> }
  >;
  const losses = contourLosses({ loss, compute }, [1e18, 1e25], 0.5);
  assert.ok(losses.length >= 8);
  losses.forEach((value, i) => {
    assert.equal(value, Number(value.toFixed(2)));
    const before = losses[i - 1];
    if (before !== undefined) assert.ok(Math.log10(compute(value) / compute(before)) >= 0.5);
  });
});

Deno.test("upperExit() is where the contour leaves the window", () => {
  for (const loss of [3.5, 2.5, 1.9, 1.85]) {
    const exit = upperExit(surface, loss, view)!;
    assert.ok(exit.edge === "top" ? exit.N === 1e12 : exit.C === 1e25);
    const there = chinchilla.predict(surface, { N: exit.N, D: exit.C / (6 * exit.N) });
    assert.ok(Math.abs(there - loss) < 1e-9);
  }
});

Deno.test("isoLoss() puts Gopher's budget at the 40 B of Hoffmann's Figure 4", () => {
  const chart = isoLoss(null, presetNamed("chinchilla:hoffmann"), { C: 5.76e23 });
  assert.match(chart.description, /For 5\.76e23 FLOP the best model has 40\.4 B parameters/);
});

Deno.test("isoLoss() refuses a frontier without a loss", () => {
  assert.throws(() => isoLoss(null, presetNamed("chinchilla:approach1")), {
    name: "InputError",
    message: [
      "Cannot draw lines of equal loss",
      '  needed: a fit or preset of the law "chinchilla", which has a loss for every N and D',
      '  found: the frontier "Hoffmann et al. 2022, Approach 1", which has no loss',
    ].join("\n"),
  });
});

Deno.test("isoLoss() refuses a budget that is none", () => {
  assert.throws(() => isoLoss(null, presetNamed("chinchilla:epoch"), { C: -1 }), {
    message: "Cannot mark the budget\n  needed: a positive number of FLOP\n  found: -1",
  });
});
