import assert from "node:assert/strict";
import { bands, intervals, profile, rollout } from "isoflop/charts";

const points = [1, 2, 4, 8, 16].map((value) => ({ value, rise: Math.log2(value / 4) ** 2 }));
const curve = {
  ...{ name: "E", unit: "nats/token", estimate: 4, points, threshold: 3.84, logged: true },
  ...{ interval: { low: 0, high: 15.5, open: ["low" as const] }, wald: null },
};
const row = (C: number, predicted: number) => ({
  at: { C, N: C ** 0.5 },
  predicted,
  confidence: { low: predicted - 0.01, high: predicted + 0.01 },
  prediction: { low: predicted - 0.03, high: predicted + 0.03 },
});

Deno.test("profile() says in the picture on which side it is open", async () => {
  const chart = profile(curve);
  assert.match(await chart.svg(), /◄ open: never rises past 3\.84/);
  assert.match(chart.description, /open towards small values and ends at 15\.5\.$/);
});

Deno.test("profile() is drawn through the ends of its interval", () => {
  const lines = JSON.stringify(profile(curve).spec);
  assert.match(lines, /\{"value":15\.5,"rise":3\.84\}/);
});

Deno.test("profile() needs three points", () => {
  assert.throws(() => profile({ ...curve, points: points.slice(3) }), {
    message: "Cannot draw a profile\n  needed: at least three points of it\n  found: 2",
  });
});

Deno.test("bands() names both bands however near to each other", async () => {
  const svg = await bands([row(1e20, 2.5), row(1e21, 2.3)]).svg();
  const heights = ["where the law is", "where one more run will be"].map((text) =>
    Number(svg.match(new RegExp(`translate\\([\\d.]+,([\\d.]+)\\)[^>]*>${text}<`))![1])
  );
  // A line of 11 pixels and some air.
  assert.ok(heights[0]! - heights[1]! >= 14.5, `${heights}`);
});

Deno.test("bands() takes a function for the axis, and refuses one without values", () => {
  const rows = [row(1e20, 2.5), row(1e21, 2.3)];
  const chart = bands(rows, {
    x: ({ C, N }) => C! / N! ** 2 / N!,
    xTitle: "Tokens per parameter D/N",
  });
  assert.match(chart.description, /between x = 3\.16e-11 and x = 1\.00e-10/);
  assert.throws(() => bands(rows, { x: "D" }), {
    message: "Cannot draw bands\n  needed: a positive D at every point\n  found: points of C, N",
  });
});

Deno.test("bands() with other people's runs is marked, and without runs it is not", () => {
  const rows = [row(1e20, 2.5), row(1e21, 2.3)], source = { name: "theirs", committable: false };
  assert.equal(bands(rows, { source, runs: [{ x: 2e20, y: 2.4 }] }).publicRows, true);
  assert.equal(bands(rows, { source }).publicRows, false);
});

Deno.test("bands() needs two values across", () => {
  assert.throws(() => bands([row(1e20, 2.5), row(1e20, 2.5)]), {
    message: "Cannot draw bands\n  needed: at least two points with different values across, as " +
      "bands(fit, points) gives them\n  found: 1",
  });
});

Deno.test("intervals() holds a truth beyond an open side, and writes no number there", () => {
  const { description } = intervals([
    { label: "open", interval: { estimate: 2, low: 1, high: 3, open: ["high"] } },
    { label: "closed", interval: { estimate: 2, low: 1, high: 3 }, note: "12 runs" },
    { label: "infinite", interval: { estimate: 2, low: -Infinity, high: 3 } },
  ], { truth: { value: 5, label: "truth" }, unit: "E (nats/token)" });
  assert.equal(
    description,
    "Intervals of E (nats/token): open 2.00  [1.00, open]; closed 2.00  [1.00, 3.00]  12 runs; " +
      "infinite 2.00  [open, 3.00]. 1 of 3 holds truth 5.00.",
  );
});

Deno.test("intervals() refuses ends that are no numbers, and a logarithm of what is below zero", () => {
  const of = (low: number) => [{ label: "A", interval: { estimate: 2, low, high: 3 } }];
  assert.throws(() => intervals(of(NaN)), {
    message: "Cannot draw intervals\n  needed: two ends each; infinite ones and those named in " +
      'open are drawn as open\n  found: NaN to 3 of "A"',
  });
  assert.throws(() => intervals(of(-1), { log: true }), {
    message: "Cannot draw intervals on a logarithmic axis\n  needed: estimates and ends above " +
      "zero\n  found: -1",
  });
});

Deno.test("rollout() counts no prediction without an interval as inside, and shows calibration", () => {
  const one = { factor: 3, error: 0.01, observed: 2, predicted: 2.02 };
  const rows = [{ ...one, bands: [null] }, { ...one, bands: [{ low: 2.01, high: 2.1 }] }];
  const rolled = { by: "C", level: 0.95, windows: [{ cut: 1e20, fitted: 40, rows }] };
  assert.match(rollout(rolled).description, /; 0 of 1 are inside the 95 % prediction interval\.$/);
  assert.equal("hconcat" in rollout(rolled).spec, false);
  const calibrated = rollout({ ...rolled, calibration: [{ level: 0.95, share: 0 }] });
  assert.equal("hconcat" in calibrated.spec, true);
  assert.throws(() => rollout({ ...rolled, windows: [] }), {
    message: "Cannot draw a roll-out\n  needed: at least one cut with predictions\n" +
      "  found: 0 cuts without",
  });
});
