// Plans from Kaplan's laws: Table 6, the data that a model needs, and what N counts.
import assert from "node:assert/strict";
import { allocate, budgetFor, chinchilla, dataWithin, lossAt, presetNamed } from "isoflop";
import { assertClose, assertNear, assertRefuses } from "../support/agree.ts";

const table6 = presetNamed("kaplan:table6");
const day = 8.64e19;

Deno.test("allocate() of kaplan:table6 takes C or C_min: 2e20 spent is 1e20 of C_min", () => {
  const [spent, least] = [allocate(table6, { C: 2e20 }), allocate(table6, { C_min: 1e20 })];
  assert.deepEqual([spent.N, spent.batch], [least.N, least.batch]);
  assert.equal(spent.batch!.C_min, 1e20);
  assert.equal(least.C, 2e20);
});

Deno.test("allocate() of kaplan:table6 prints both computes, batch, steps and what N counts", () => {
  const text = allocate(table6, { C_min: 10 * day }).toString();
  assert.match(text, /C_min +8\.64e20 +FLOP: 10\.0 PF-days/);
  assert.match(text, /parameters without embeddings/);
  assert.match(text, /B +3\.48 M +tokens, the critical batch/);
});

Deno.test("allocate() refuses C_min of a source without a critical batch, and both at once", () => {
  assertRefuses(() => allocate(chinchilla.presets.epoch, { C_min: 1e21 }), [
    "Cannot allocate a budget",
    "  needed: C, the compute spent; or C_min alone, of a source with a critical batch",
    "  found: C_min for Epoch 2024",
    "  cure: give C, or plan from kaplan:table6",
  ]);
  assertRefuses(() => allocate(table6, { C: 1e21, C_min: 1e21 } as never), [
    "Cannot allocate a budget",
    "  needed: C, the compute spent; or C_min alone, of a source with a critical batch",
    "  found: C and C_min",
    "  cure: give one of them",
  ]);
});

Deno.test("budgetFor() of kaplan:table6 gives back the loss of a budget", () => {
  const { loss } = allocate(table6, { C: 1e22 });
  assertClose(budgetFor(table6, { loss: loss! }).C, 1e22, 1e-12, "C");
});

Deno.test("dataWithin() solves Kaplan's (4.3): δL is .021770529 at N = 1e9, D = 2.2e10", () => {
  const { D, loss } = dataWithin(presetNamed("kaplan-joint:table2"), {
    ...{ N: 1e9, delta: 0.021770528904402786 },
  });
  assertClose(D, 2.2e10, 1e-9, "D");
  assertClose(loss!, 2.3693163430934017, 1e-12, "loss");
});

Deno.test("dataWithin() of a Chinchilla law is its closed form", () => {
  const { E, A, B, alpha, beta } = chinchilla.presets.epoch.coef as Record<string, number>;
  const D = (B! / (0.05 * (E! + A! / 7e10 ** alpha!))) ** (1 / beta!);
  assertClose(dataWithin(chinchilla.presets.epoch, { N: 7e10, delta: 0.05 }).D, D, 1e-9, "D");
});

Deno.test("dataWithin() refuses a frontier alone", () => {
  assertRefuses(() => dataWithin(table6, { N: 1e9 }), [
    "Cannot say how much data a model needs",
    "  needed: a law of the loss at N and D, such as kaplan-joint:table2",
    "  found: Kaplan et al. 2020, Table 6, which has none",
  ]);
});

Deno.test("lossAt() refuses an N that counts what the law does not, with the call that converts", () => {
  const joint = presetNamed("kaplan-joint:table2");
  assertRefuses(() => lossAt(joint, { N: 124e6, D: 1e10, nConvention: "total" }), [
    "Cannot predict a loss",
    "  needed: an N of parameters without embeddings, as Kaplan et al. 2020, L(N, D) counts",
    "  found: one of every parameter",
    '  cure: countParameters(shape, "kaplan")',
  ]);
  assertRefuses(
    () => lossAt(chinchilla.presets.epoch, { N: 85e6, D: 1e10, nConvention: "non-embedding" }),
    [
      "Cannot predict a loss",
      "  needed: an N of every parameter, as Epoch 2024 counts",
      "  found: one of parameters without embeddings",
      '  cure: countParameters(shape, "hoffmann"), or totalParameters(N) where the shape is not known',
    ],
  );
  const { loss } = lossAt(joint, { N: 1e9, D: 2.2e10, nConvention: "non-embedding" });
  assertNear(loss!, 2.3693163, 5e-8, "what fits is answered");
});
