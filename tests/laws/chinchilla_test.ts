import assert from "node:assert/strict";
import { chinchilla, type ChinchillaCoef, presetNamed } from "isoflop/laws";
import { assertClose, assertRefuses } from "../support/agree.ts";

const coef = chinchilla.presets.epoch.coef as ChinchillaCoef;

Deno.test("chinchilla.gradient() agrees with central differences of predict()", () => {
  for (const at of [{ N: 7e7, D: 2e9 }, { N: 7e10, D: 1.4e12 }]) {
    const gradient = chinchilla.gradient(coef, at);
    for (const term of chinchilla.coefNames) {
      const step = 1e-6 * Math.abs(coef[term]);
      const moved = (by: number) => chinchilla.predict({ ...coef, [term]: coef[term] + by }, at);
      // A central difference with a relative step of 1e-6 keeps about eight digits.
      assertClose(gradient[term], (moved(step) - moved(-step)) / (2 * step), 1e-6, term);
    }
  }
});

Deno.test("chinchilla.frontier() is where no move along 6ND = C lowers the loss", () => {
  const { N, D, loss } = chinchilla.frontier(coef);
  for (const C of [1e18, 5.76e23, 1e26]) {
    const best = { N: N.coef * C ** N.exponent, D: D.coef * C ** D.exponent };
    assertClose(6 * best.N * best.D, C, 1e-12, "6ND");
    assertClose(chinchilla.predict(coef, best), loss!(C), 1e-12, "loss");
    for (const factor of [0.5, 0.99, 1.01, 2]) {
      const moved = { N: factor * best.N, D: best.D / factor };
      assert.ok(chinchilla.predict(coef, moved) > loss!(C), `${factor}`);
    }
  }
});

Deno.test("chinchilla.frontier() inverts itself", () => {
  const { loss, compute } = chinchilla.frontier(coef);
  assertClose(compute!(loss!(5.76e23)), 5.76e23, 1e-9);
  assert.equal(compute!(coef.E), Infinity);
});

// Table 2 of Hoffmann et al. prints a = 0.46 for Approach 3; the rounded exponents give 0.4516.
Deno.test("chinchilla.derive() gives the printed exponents only from unrounded coefficients", () => {
  const a = (name: "hoffmann" | "hoffmann-rounded") =>
    chinchilla.derive(chinchilla.presets[name].coef as ChinchillaCoef).a.toFixed(4);
  assert.equal(a("hoffmann"), "0.4565");
  assert.equal(a("hoffmann-rounded"), "0.4516");
});

Deno.test("presetNamed() suggests the nearest name", () => {
  assertRefuses(() => presetNamed("chinchilla:epohc"), [
    'Cannot find the preset "chinchilla:epohc"',
    '  needed: one of "chinchilla:epoch", "chinchilla:epoch-notebook", "chinchilla:hoffmann", ' +
    '"chinchilla:hoffmann-rounded", "chinchilla:sardana", "chinchilla:approach1", "chinchilla:approach2" and ' +
    '"chinchilla:approach3"',
    '  found: "chinchilla:epohc"',
    '  cure: did you mean "chinchilla:epoch"?',
  ]);
});
