// Bi et al. (2024), Hu et al. (2024), Li et al. (2025), Zhang et al. (2024), and the schedules of Hägele
// et al. (2024): what the test vectors leave open, and the errata.
import assert from "node:assert/strict";
import {
  cosineRate,
  deepseekAllocation,
  deepseekHyperparameters,
  kaplanBatch,
  minicpmBatch,
  minicpmTokensPerParameter,
  plateauRate,
  stepLaw,
  zhangBatch,
} from "isoflop";
import { assertClose, assertNear, assertRefuses } from "../support/agree.ts";

Deno.test("deepseekHyperparameters() at 1e20 FLOP: rate 9.8599817e-4, D 1.9045296e10", () => {
  assertClose(deepseekHyperparameters(1e20).learningRate, 0.00098599817, 1e-8, "rate");
  assertClose(deepseekAllocation(1e20).D, 1.9045296e10, 1e-8, "D");
});

Deno.test("deepseekAllocation(): M·D is C, without a factor 6, to the rounding of the constants", () => {
  for (const C of [1e17, 1e20, 1e24]) {
    const { M, D } = deepseekAllocation(C);
    assertClose(M * D, C, 2e-4, "1.00012 as printed");
  }
});

Deno.test("minicpmTokensPerParameter(): 192 in billions, thousands in plain units", () => {
  // The paper's K² = .01 and η = −.10 with N, D and C in plain units.
  const plain = (C: number) => 1 / (0.01 * (C / 6) ** -0.1);
  assert.ok(plain(1e18) > 5e3 && plain(1e24) < 2.2e4, "not 192");
  assertNear(minicpmTokensPerParameter(4.1e21), 192, 0.5, "192");
});

Deno.test("minicpmBatch() falls faster with the loss than Kaplan's: 6.24 and 4.76", () => {
  const power = (batch: (loss: number) => number) => Math.log2(batch(2) / batch(4));
  assertNear(power(minicpmBatch), 6.24, 1e-12, "MiniCPM");
  const kaplan = (loss: number) => kaplanBatch.predict({ B_star: 2.1e8, alpha_B: 0.21 }, { loss });
  assertNear(power(kaplan), 1 / 0.21, 1e-12, "Kaplan");
});

Deno.test("stepLaw() at 1e9, 1e11: a batch of 1107714.9 tokens", () => {
  assertClose(stepLaw({ N: 1e9, D: 1e11 }).batch, 1107714.9, 1e-7, "batch");
});

Deno.test("zhangBatch() goes through the five models of the paper's table within 4 %", () => {
  // B* of the fits of steps; the line has a scatter of its own.
  const table = [[85e6, 745.32], [151e6, 955.16], [302e6, 1393.73], [604e6, 1888.52], [
    1.2e9,
    2533.41,
  ]];
  for (const [N, B] of table) assertClose(zhangBatch(N!), B!, 0.04, `${N}`);
});

Deno.test("plateauRate() is 0 at the end, 1 on the plateau, and the same both ways without cooldown", () => {
  const schedule = { steps: 10_000, warmup: 300, cooldown: 2000 };
  assert.deepEqual([8000, 10_000].map((n) => plateauRate(n, schedule)), [1, 0]);
  assertNear(plateauRate(9000, schedule), 0.29289322, 5e-9, "1 − √½");
  assert.equal(plateauRate(10_000, { steps: 10_000, cooldown: 0 }), 1);
});

Deno.test("cosineRate() starts at 1 after the warm-up and ends at its floor", () => {
  const schedule = { steps: 1000, warmup: 100 };
  assert.equal(cosineRate(100, schedule), 1);
  assertNear(cosineRate(1000, schedule), 0.1, 1e-15, "a tenth");
  assertNear(cosineRate(1000, { ...schedule, floor: 0 }), 0, 1e-15, "zero");
});

Deno.test("schedules refuse steps outside the run, and parts that do not fit", () => {
  assertRefuses(() => plateauRate(11, { steps: 10, cooldown: 2 }), [
    "Cannot give the rate of a schedule",
    "  needed: a step from 0 to 10",
    "  found: 11",
  ]);
  assertRefuses(() => plateauRate(1, { steps: 10, warmup: 6, cooldown: 5 }), [
    "Cannot give the rate of a schedule",
    "  needed: warm-up and cooldown that fit into the steps",
    "  found: 6 and 5 of 10",
  ]);
  assertRefuses(() => cosineRate(1, { steps: 10, warmup: 10 }), [
    "Cannot give the rate of a schedule",
    "  needed: a warm-up shorter than the run, and a floor from 0 to 1",
    "  found: a warm-up of 10 of 10 steps, a floor of 0.1",
  ]);
});
