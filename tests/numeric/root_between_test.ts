import assert from "node:assert/strict";
import { rootBetween } from "isoflop/numeric";
import { assertNear } from "../support/agree.ts";

Deno.test("rootBetween() finds roots known in closed form", () => {
  const known: readonly [(x: number) => number, number, number, number][] = [
    [(x) => Math.cos(x), 1, 3, Math.PI / 2],
    [(x) => Math.exp(x) - 5, -20, 20, Math.log(5)],
    [(x) => 7 - x ** 3, 0, 100, Math.cbrt(7)],
    [(x) => x, -1, 3, 0],
    // Flat on one side, steep on the other: what a loss near its floor looks like.
    [(x) => Math.exp(-x) - 1e-12, 0, 100, 12 * Math.LN10],
  ];
  for (const [f, low, high, root] of known) {
    assertNear(rootBetween(f, low, high), root, 1e-12 * Math.max(1, Math.abs(high)), `${f}`);
  }
});

Deno.test("rootBetween() gives an end that is a root, and NaN where no sign changes", () => {
  assert.equal(rootBetween((x) => x - 1, 1, 2), 1);
  assert.equal(rootBetween((x) => x - 2, 1, 2), 2);
  assert.ok(Number.isNaN(rootBetween((x) => x * x + 1, -1, 1)));
});

Deno.test("rootBetween() asks for few values", () => {
  let asked = 0;
  rootBetween((x) => (asked++, Math.exp(x) - 5), -20, 20);
  // Halving would take 52 and more.
  assert.ok(asked < 40, `${asked} values`);
});
