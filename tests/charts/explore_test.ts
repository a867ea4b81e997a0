// The figures with sliders compute in Vega what the library computes in TypeScript.
import assert from "node:assert/strict";
import { exploreBudget, exploreFloor, exploreSurface } from "isoflop/charts";
import {
  chinchilla,
  type ChinchillaCoef,
  powerLawWithFloor,
  presetNamed,
  tokensForLoss,
} from "isoflop/laws";
import { allocate } from "isoflop/plan";
import { count, significant } from "isoflop/text";
import { liveView } from "../support/live_view.ts";

const epoch = presetNamed("chinchilla:epoch");

/** The same operations in another order: rounding is all that may differ. */
function near(found: number, wanted: number, within = 1e-11): void {
  assert.ok(Math.abs(found / wanted - 1) < within, `${found} is not ${wanted}`);
}

Deno.test("exploreSurface: N*, D* and the loss are the library's wherever the sliders stand", async () => {
  const view = await liveView(exploreSurface(epoch));
  const settings = [
    {},
    { logC: 19.35 },
    { E: 1.4, A: 150, B: 6000 },
    { alpha: 0.2, beta: 0.5, logC: 25 },
    { alpha: 0.48, beta: 0.3, A: 1800, B: 900, E: 1.9 },
  ];
  let now: Record<string, number> = { ...epoch.coef!, logC: 23 };
  for (const change of settings) {
    now = { ...now, ...change };
    await view.set(change);
    const coef = now as unknown as ChinchillaCoef, C = 10 ** now.logC!;
    const { N, D, loss } = chinchilla.frontier(coef);
    near(view.get("N"), N.coef * C ** N.exponent);
    near(view.get("D"), D.coef * C ** D.exponent);
    near(view.get("loss"), loss!(C));
    const valley = view.rows("N", "D", "loss", "budget");
    assert.ok(valley.length > 30, `${valley.length} points of the valleys`);
    for (const row of valley) {
      near(row.loss!, chinchilla.predict(coef, { N: row.N!, D: row.D! }));
      near(6 * row.N! * row.D!, row.C!);
    }
    const lines = view.rows("least", "C");
    assert.ok(lines.length > 30, `${lines.length} points of the lines`);
    for (const { N, D, loss } of lines) {
      // Near the least size a rounding of N is a large change of D.
      const digits = 1e-9 +
        1e-13 / Math.abs(N! / (coef.A / (loss! - coef.E)) ** (1 / coef.alpha) - 1);
      near(D!, tokensForLoss(coef, { N: N!, loss: loss! }), digits);
    }
  }
});

Deno.test("exploreBudget: N*, D* and their ratio are those of allocate(), in numbers and in words", async () => {
  const policies = ["hoffmann", "epoch", "approach1"].map((name) =>
    presetNamed(`chinchilla:${name}`)
  );
  const view = await liveView(exploreBudget(policies));
  for (const logC of [18, 20.35, 23, 23.76, 25.95]) {
    await view.set({ logC });
    const words = view.rows("cell", "value").map(({ value }) => String(value));
    policies.forEach((of, i) => {
      const plan = allocate(of, { C: 10 ** logC });
      near(view.get(`N${i}`), plan.N);
      near(view.get(`D${i}`), plan.D);
      near(view.get(`ratio${i}`), plan.tokensPerParameter);
      const written = [count(plan.N), count(plan.D), significant(plan.tokensPerParameter)];
      assert.deepEqual(words.slice(1 + 3 * i, 4 + 3 * i), written);
    });
  }
});

Deno.test("exploreFloor: the curve is the power law with a floor, the line its tangent", async () => {
  const view = await liveView(exploreFloor(epoch));
  const law = powerLawWithFloor();
  const excess = epoch.frontier.loss!(1e20) - epoch.coef!.E!;
  near(view.get("loss"), epoch.frontier.loss!(1e20));
  for (const change of [{}, { E: 0.5, logC: 21.5 }, { gamma: 0.05, decades: 6 }, { E: 2.3 }]) {
    await view.set(change);
    const E = view.get("E"), gamma = view.get("gamma"), C = view.get("C"), to = view.get("to");
    const coef = { E, K: excess * 1e20 ** gamma, gamma };
    near(view.get("loss"), law.predict(coef, { C }));
    near(view.get("there"), law.predict(coef, { C: to }));
    // A central difference of the logarithm has an error of h² and one of rounding / h.
    const h = 1e-5;
    const [below, above] = [Math.exp(-h), Math.exp(h)].map((by) =>
      law.predict(coef, { C: C * by })
    );
    const slope = -Math.log(above! / below!) / (2 * h);
    near(view.get("slope"), slope, 1e-8);
    near(view.get("straight"), view.get("loss") * (to / C) ** -slope, 1e-7);
    for (const { C, loss } of view.rows("part", "loss", "shown")) {
      near(loss!, law.predict(coef, { C: C! }));
    }
  }
});

Deno.test("exploreFloor: a power law without its floor is its own straight line", async () => {
  const view = await liveView(exploreFloor(epoch));
  await view.set({ subtract_ticked: true });
  const curve = view.rows("part", "loss", "shown").filter(({ C }) => C! > 1e22);
  const E = view.get("E"), gamma = view.get("gamma");
  for (const { C, shown } of curve) near(shown!, (2.5534 - E) * (C! / 1e20) ** -gamma, 1e-4);
  assert.ok(curve.length > 20);
});
