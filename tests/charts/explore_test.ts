// The figures with sliders compute in Vega what the library computes in TypeScript.
import assert from "node:assert/strict";
import { exploreSurface } from "isoflop/charts";
import { chinchilla, type ChinchillaCoef, presetNamed, tokensForLoss } from "isoflop/laws";
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
