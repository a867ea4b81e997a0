// Compute in the units that people pay in. Source: printed accounts of training runs.
import assert from "node:assert/strict";
import { accelerators, computeWithin, trainingBill } from "isoflop";
import { assertClose, assertNear, assertRefuses } from "../support/agree.ts";

Deno.test("trainingBill() has LLaMA 65B's days at the MFU that its authors report", () => {
  // Touvron et al. (2023), section 2.4: 380 tokens per second and GPU on 2048 A100 80 GB, 1.4 T tokens
  // in about 21 days. 6 · 65.2e9 · 380 / 312e12 is an MFU of 47.6 %.
  const bill = trainingBill(6 * 65.2e9 * 1.4e12, {
    ...{ accelerator: "a100", count: 2048, mfu: 6 * 65.2e9 * 380 / 312e12 },
  });
  assertNear(bill.days!, 21, 0.5);
  // Table 15 prints 1 022 362 GPU-hours and 449 MWh, with a PUE of 1.1.
  assertClose(bill.hours, 1_022_362, 0.01);
  const cooled = trainingBill(bill.C, {
    ...{ accelerator: "a100", mfu: bill.mfu, powerFactor: 1.1 },
  });
  assertClose(cooled.megawattHours!, 449, 0.01);
});

Deno.test("computeWithin() is the inverse of trainingBill()", () => {
  for (const accelerator of Object.keys(accelerators)) {
    const cluster = { accelerator, count: 256, mfu: 0.4 };
    assertClose(trainingBill(computeWithin({ ...cluster, days: 30 }), cluster).days!, 30, 1e-12);
  }
});

Deno.test("a bill says which number was assumed, and has none where nothing is known", () => {
  const bill = trainingBill(1e21, { accelerator: "H200 SXM" });
  assert.equal(bill.days, null);
  assert.equal(bill.dollars, null);
  assert.equal(bill.mfu, 0.4);
  assert.match(bill.notes[0]!, /^An MFU of 40 % is assumed/);
  assert.match(String(bill), /No price of H200 SXM is known; give one\./);
  const priced = trainingBill(1e21, { accelerator: "h200", dollarsPerHour: 3, mfu: 0.5 });
  assertClose(priced.dollars!, 3 * priced.hours, 1e-12);
  assert.equal(trainingBill(1e21, { accelerator: "tpuv4" }).megawattHours, null);
});

Deno.test("trainingBill() lists the accelerators that it knows", () => {
  assertRefuses(() => trainingBill(1e21, { accelerator: "h1000" }), [
    'Cannot find the accelerator "h1000"',
    '  needed: one of "v100", "a100", "a100-40gb", "h100", "h100-pcie", "h200", "b200", "mi300x", ' +
    '"tpuv4" and "tpuv5p"',
    '  found: "h1000"',
    '  cure: did you mean "h100"?',
  ]);
  assertRefuses(() => trainingBill(1e21, { accelerator: "h100", mfu: 40 }), [
    "Cannot price a training run",
    "  needed: an MFU above 0 and up to 1",
    "  found: 40",
  ]);
  assertRefuses(() => trainingBill(1e21, { accelerator: "v100", precision: "fp8" }), [
    "Cannot price a training run",
    "  needed: a rate of the V100 SXM2 in fp8",
    "  found: rates in bf16",
  ]);
});
