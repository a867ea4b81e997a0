// Porian et al. (2024): hyper-parameters by size and loss by compute, as in their repository.
import assert from "node:assert/strict";
import { porianHyperparameters, porianLossFits, powerLawWithFloor } from "isoflop/laws";
import { assertClose, assertRefuses } from "../support/agree.ts";

Deno.test("porian: B = 164 sequences and η = 0.0047 at 108 M, as the rounded rules begin", () => {
  const { batch, learningRate, beta2 } = porianHyperparameters(108e6);
  // 160 and 0.0047 are rounded to two digits.
  assertClose(batch, 160, 0.03);
  assert.equal(learningRate.toFixed(4), "0.0047");
  assert.equal(beta2, 0.99);
  assert.equal(porianHyperparameters(901e6).beta2, 0.95);
});

Deno.test("porian: the first loss fit gives 3.011443 at 8e19 FLOP", () => {
  const loss = powerLawWithFloor().predict(porianLossFits[0]!, { C: 8e19 });
  assert.equal(loss.toFixed(6), "3.011443");
});

Deno.test("porianHyperparameters() refuses a size that is none", () => {
  assertRefuses(() => porianHyperparameters(0), [
    "Cannot choose hyper-parameters by size",
    "  needed: N > 0, parameters with the head and without the embedding",
    "  found: N = 0",
  ]);
});
