// Hoffmann et al. (2022), "Training Compute-Optimal Large Language Models"; Besiroglu et al. (2024).
import assert from "node:assert/strict";
import {
  allocate,
  budgetFor,
  chinchilla,
  costOfAllocation,
  fitLaw,
  grid,
  lossAt,
  presetNamed,
  simulate,
} from "isoflop";
import { assertClose, assertNear, assertRefuses } from "../support/agree.ts";

const { presets } = chinchilla;

Deno.test("allocate() gives the published answers at Gopher's 5.76e23 FLOP", () => {
  // N in billions and tokens per parameter; 40.36 is the "40B" of Hoffmann's Figure 4.
  const published = [["epoch", 72.25, 18.4], ["hoffmann", 40.36, 58.9], [
    "hoffmann-rounded",
    32.19,
    92.6,
  ]] as const;
  for (const [name, billions, ratio] of published) {
    const plan = allocate(presets[name], { C: 5.76e23 });
    assertNear(plan.N / 1e9, billions, 0.005, name);
    // 92.647 prints as 92.6 and as 92.65: half a unit of the last digit.
    assertNear(plan.tokensPerParameter, ratio, 0.05, name);
    assert.equal(plan.intervals, null);
  }
});

Deno.test("allocate() follows Hoffmann's Table 3 with the preset approach1", () => {
  // All rows but 67B, whose 6ND misses its own FLOP by 5 %, are within 0.9 %.
  for (const [N, C] of [[400e6, 1.92e19], [10e9, 1.23e22], [1e12, 1.27e26]] as const) {
    const plan = allocate(presets.approach1, { C });
    assertClose(plan.N, N, 0.009);
    assert.equal(plan.loss, null);
    assert.equal(plan.law, null);
  }
});

Deno.test("budgetFor() inverts allocate()", () => {
  const { loss, N } = allocate(presets.epoch, { C: 5.76e23 });
  const plan = budgetFor(presets.epoch, { loss: loss! });
  assertClose(plan.C, 5.76e23, 1e-9);
  assertClose(plan.N, N, 1e-9);
});

Deno.test("lossAt() leaves the loss open for a frontier alone", () => {
  const plan = lossAt(presets.approach2, { N: 70e9, D: 1.4e12 });
  assert.equal(plan.loss, null);
  assertClose(plan.C, 5.88e23, 1e-12);
});

Deno.test("costOfAllocation() is zero at the optimum and the same for N and for D", () => {
  const { C, N } = allocate(presets.epoch, { C: 1e24 });
  assertNear(costOfAllocation(presets.epoch, { C, N }).wastedShare, 0, 1e-9);
  const byN = costOfAllocation(presets.epoch, { C, N: 2 * N });
  const byD = costOfAllocation(presets.epoch, { C, D: C / (12 * N) });
  assertClose(byD.wastedShare, byN.wastedShare, 1e-9);
});

const design = grid({ N: [1e8, 3e8, 1e9, 3e9, 1e10], C: [1e19, 1e20, 1e21, 1e22] });
const runs = simulate(presetNamed("chinchilla:epoch"), design, { noise: 0.002, seed: 4 });
const fit = fitLaw(runs, chinchilla, { bootstrap: { draws: 300, seed: 2 } });

Deno.test("allocate() gives every number of a fit with draws an interval around it", () => {
  const plan = allocate(fit, { C: 1e21 });
  for (const name of ["N", "D", "tokensPerParameter", "loss"] as const) {
    const { low, high, estimate, level, method } = plan.intervals![name]!;
    assert.ok(low < estimate && estimate < high, name);
    assert.equal(estimate, plan[name]);
    assert.deepEqual([level, method], [0.95, "bootstrap"]);
  }
  assert.equal(plan.intervals!.C, null);
});

Deno.test("allocate() widens its intervals with the level", () => {
  const width = (level: number) => {
    const { low, high } = allocate(fit, { C: 1e21, level }).intervals!.N!;
    return high / low;
  };
  assert.ok(width(0.5) < width(0.8) && width(0.8) < width(0.95));
});

Deno.test("allocate() says how far beyond the runs it reaches", () => {
  const [note] = allocate(fit, { C: 1e24 }).notes.slice(-1);
  assert.equal(
    note,
    "1.00e24 FLOP is 100 times the largest fitted run: an extrapolation, and the interval knows " +
      "nothing of a law that bends beyond the data.",
  );
  assert.ok(!allocate(fit, { C: 1e21 }).notes.some((text) => text.includes("extrapolation")));
});

Deno.test("budgetFor() has an open interval where some draws never reach the loss", () => {
  const loss = fit.interval("E", 0.5)!.high;
  const plan = budgetFor(fit, { loss: Math.max(loss, fit.coef.E * 1.0001) });
  assert.equal(plan.intervals!.C!.high, Infinity);
  assert.ok(plan.notes.some((note) => /^In \d+ of 300 resamples no compute/.test(note)));
  assert.match(plan.toString(), /∞/);
});

Deno.test("lossAt() has an interval for the loss alone", () => {
  const { intervals } = lossAt(fit, { N: 1e9, D: 2e10 });
  assert.equal(intervals!.N, null);
  assert.ok(intervals!.loss!.low < intervals!.loss!.high);
});

Deno.test("plans refuse what is not a positive number", () => {
  const refused: [() => unknown, string[]][] = [
    [() => allocate(presets.epoch, { C: -1e21 }), [
      "Cannot allocate a budget",
      "  needed: a positive number of FLOP",
      "  found: -1e+21",
    ]],
    [() => lossAt(presets.epoch, { N: 0, D: 1e9 }), [
      "Cannot predict a loss",
      "  needed: a positive number of parameters N",
      "  found: 0",
    ]],
    [() => budgetFor(presets.epoch, { loss: NaN }), [
      "Cannot find the budget for a loss",
      "  needed: a positive loss in nats/token",
      "  found: NaN",
    ]],
    [() => costOfAllocation(presets.epoch, { C: 1e21, N: Infinity }), [
      "Cannot price an allocation",
      "  needed: a positive number of parameters N",
      "  found: Infinity",
    ]],
  ];
  for (const [call, lines] of refused) assertRefuses(call, lines);
});

Deno.test("plans refuse a level in percent, with draws or without", () => {
  assertRefuses(() => allocate(presets.epoch, { C: 1e21, level: 95 }), [
    "Cannot make an interval",
    "  needed: a level between 0 and 1",
    "  found: 95",
    "  cure: 0.95 for 95 %",
  ]);
});

Deno.test("costOfAllocation() refuses N and D together", () => {
  const both = { C: 1e21, N: 1e9, D: 5e9 } as unknown as { C: number; N: number };
  assertRefuses(() => costOfAllocation(presets.epoch, both), [
    "Cannot price an allocation",
    "  needed: N or D: the other follows from C = 6ND",
    "  found: N = 1000000000 and D = 5000000000",
  ]);
});

Deno.test("budgetFor() refuses a loss that no compute reaches", () => {
  assertRefuses(() => budgetFor(presets.epoch, { loss: 1.8 }), [
    "Cannot find the budget for a loss of 1.8",
    "  needed: a loss above the irreducible 1.8172 nats/token of Epoch 2024",
    "  found: 1.8",
  ]);
});

Deno.test("budgetFor() and costOfAllocation() refuse a frontier alone", () => {
  assertRefuses(() => budgetFor(presets.approach1, { loss: 2 }), [
    "Cannot find the budget for a loss of 2",
    "  needed: a source with a loss, such as chinchilla:epoch",
    "  found: Hoffmann et al. 2022, Approach 1, which is a frontier alone",
  ]);
  assertRefuses(() => costOfAllocation(presets.approach1, { C: 1e21, N: 1e9 }), [
    "Cannot price an allocation",
    "  needed: a source with a loss, such as chinchilla:epoch",
    "  found: Hoffmann et al. 2022, Approach 1, which is a frontier alone",
  ]);
});

Deno.test("allocate() refuses a fit that identifies no optimum", () => {
  const oneSize = runs.where((row) => row["N"] === 1e9);
  const flat = fitLaw({
    N: [...oneSize.N, ...oneSize.N],
    D: [...oneSize.D, ...Array.from(oneSize.D, (D) => 3 * D)],
    loss: [...oneSize.loss, ...Array.from(oneSize.loss, (loss) => 0.98 * loss)],
  });
  assertRefuses(() => allocate(flat, { C: 1e21 }), [
    "Cannot plan from this fit",
    "  needed: a fit that determines all five coefficients, with exponents above zero",
    "  found: status not-identified: all 8 runs have N = 1000000000: E, A, alpha cannot be told apart",
    "  cure: fit runs that vary N and D apart from each other, or plan from a preset",
  ]);
});
