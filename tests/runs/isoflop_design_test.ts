import assert from "node:assert/strict";
import { isoflopDesign, presetNamed } from "isoflop";
import { assertClose, assertRefuses } from "../support/agree.ts";

const { frontier } = presetNamed("chinchilla:epoch");

Deno.test("isoflopDesign() spends every budget, at equal ratios about the best size", () => {
  const C = [1e18, 1e20], sizes = 5, within = 8;
  const { N, D } = isoflopDesign(frontier, { C, within, sizes });
  assert.equal(N.length, 10);
  N.forEach((n, i) => assertClose(6 * n * D[i]!, C[Math.floor(i / sizes)]!, 1e-14));
  C.forEach((budget, k) => {
    const best = frontier.N.coef * budget ** frontier.N.exponent;
    const own = N.slice(k * sizes, (k + 1) * sizes);
    own.forEach((n, i) => assertClose(n, best * 8 ** ((i - 2) / 2), 1e-14));
  });
});

const refused: [options: Parameters<typeof isoflopDesign>[1], needs: string, found: string][] = [
  [{ C: [], within: 4 }, "budgets in FLOP, all > 0", "none"],
  [{ C: [1e18, -1], within: 4 }, "budgets in FLOP, all > 0", "-1"],
  [{ C: [1e18], within: 1 }, "within > 1", "1"],
  [{ C: [1e18], within: 4, sizes: 2 }, "a whole number of sizes, at least 3", "2"],
];
for (const [options, needs, found] of refused) {
  Deno.test(`isoflopDesign() refuses ${JSON.stringify(options)}`, () => {
    assertRefuses(() => isoflopDesign(frontier, options), [
      "Cannot design an IsoFLOP sweep",
      `  needed: ${needs}`,
      `  found: ${found}`,
    ]);
  });
}

for (const [coef, exponent] of [[NaN, NaN], [0.1, NaN], [0, 0.5], [Infinity, 0.5]] as const) {
  Deno.test(`isoflopDesign() refuses the frontier ${coef} · C^${exponent}`, () => {
    const failed = { N: { coef, exponent } };
    assertRefuses(() => isoflopDesign(failed, { C: [1e18], within: 4 }), [
      "Cannot design an IsoFLOP sweep",
      "  needed: a frontier with numbers",
      `  found: N* = ${coef} · C^${exponent}`,
    ]);
  });
}
