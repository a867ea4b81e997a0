// McCandlish et al. (2018), An Empirical Model of Large-Batch Training, and the overhead of Zhang et al.
// (2024), How Does Critical Batch Size Scale in Pre-training?
import assert from "node:assert/strict";
import { batchSteps, lawNamed, noiseScale, overheadBatch } from "isoflop";
import { assertClose, assertRefuses } from "../support/agree.ts";

const coef = { S_min: 300, B_crit: 1000 };

Deno.test("S/S_min and E/E_min at 250, 1000 and 4000 with B_crit 1000 are 5, 2, 1.25 and 1.25, 2, 5", () => {
  const { E_min } = batchSteps.derive(coef);
  for (const [B, steps, examples] of [[250, 5, 1.25], [1000, 2, 2], [4000, 1.25, 5]] as const) {
    const S = batchSteps.predict(coef, { B });
    // Rounding.
    assertClose(S / 300, steps, 1e-14, "steps");
    assertClose(B * S / E_min, examples, 1e-14, "examples");
    assertClose((S / 300 - 1) * (B * S / E_min - 1), 1, 1e-13, "(S/S_min − 1)(E/E_min − 1)");
  }
});

Deno.test("Kaplan's step count: at S_min 31835.659 and the B_crit of loss 3, a batch of 2^19 takes 1e5", () => {
  // B_crit(3) = 2.1e8 / 3^(1/.21); papers print S_min to eight digits.
  const B_crit = 2.1e8 / 3 ** (1 / 0.21);
  const law = { S_min: 31835.659, B_crit };
  assertClose(batchSteps.predict(law, { B: 2 ** 19 }), 1e5, 1e-6, "S");
  assertClose(batchSteps.derive(law).E_min, 3.5737746e10, 1e-6, "E_min");
});

Deno.test("overheadBatch() is where steps exceed proportion to the first batch by the overhead", () => {
  for (const overhead of [0.2, 0.5]) {
    const B = overheadBatch(coef.B_crit, { from: 256, overhead });
    const [here, there] = [B, 256].map((B) => batchSteps.predict(coef, { B })) as [number, number];
    // Rounding.
    assertClose(here, (1 + overhead) * there * 256 / B, 1e-13, `overhead ${overhead}`);
  }
});

Deno.test("overheadBatch() refuses what is not above 0", () => {
  assertRefuses(() => overheadBatch(1000, { from: 0 }), [
    "Cannot give the batch of an overhead",
    "  needed: B_crit, from and overhead above 0 and finite",
    "  found: from = 0",
  ]);
});

Deno.test("batch-steps is found by its name", () =>
  assert.equal(lawNamed("batch-steps").name, batchSteps.name));

Deno.test("noiseScale() has no B_simple where the noise hides the gradient, or there is none", () => {
  // 100 · 0.4 is less than 10 · 5, so |G|² comes out below 0.
  const hidden = noiseScale({ B: 10, squaredNorm: 5 }, { B: 100, squaredNorm: 0.4 });
  assert.ok(hidden.squaredNorm < 0);
  assert.equal(hidden.B_simple, null);
  const quiet = noiseScale({ B: 10, squaredNorm: 2 }, { B: 100, squaredNorm: 2.1 });
  assert.ok(quiet.trace < 0);
  assert.equal(quiet.B_simple, null);
});

Deno.test("noiseScale() refuses the larger batch first, and norms that are none", () => {
  assertRefuses(() => noiseScale({ B: 100, squaredNorm: 2 }, { B: 10, squaredNorm: 5 }), [
    "Cannot estimate the noise scale",
    "  needed: positive squared norms at two batch sizes, the smaller batch first",
    "  found: 2 at 100 and 5 at 10",
  ]);
  assertRefuses(() => noiseScale({ B: 10, squaredNorm: 0 }, { B: 100, squaredNorm: 5 }), [
    "Cannot estimate the noise scale",
    "  needed: positive squared norms at two batch sizes, the smaller batch first",
    "  found: 0 at 10 and 5 at 100",
  ]);
});
