// Plans with repeated data. Source: Muennighoff et al. (2023); its authors' README and a numerical optimum
// of their law; the law written out once more in this file.
import assert from "node:assert/strict";
import {
  allocate,
  dataConstrained,
  epochsWithin,
  fitLaw,
  held,
  huberLog,
  planRepeated,
  presetNamed,
} from "isoflop";
import { assertClose, assertRefuses } from "../support/agree.ts";

const published = presetNamed("data-constrained:muennighoff");
const coef = published.coef as Record<string, number>;

/** The law once more, by 1 − exp where the shipped one has expm1. */
function lossBy(
  { E, A, B, alpha, R_D, R_N }: Record<string, number>,
  N: number,
  D: number,
  U: number,
) {
  const worth = (x: number, R: number) => 1 + R * (1 - Math.exp(-(x - 1) / R));
  const seen = Math.min(D, U);
  const enough = Math.min(N, U * (A! / B!) ** (1 / alpha!));
  const size = enough * worth(N / enough, R_N!), data = seen * worth(D / seen, R_D!);
  return E! + A! * size ** -alpha! + B! * data ** -alpha!;
}

Deno.test("planRepeated() finds the optimum of 25 B unique tokens at 9.206e21 FLOP", () => {
  // Printed: N ≈ 6.79e9, D ≈ 2.26e11, 9.04 epochs, loss 2.225510; flat, so 2 % on N and 1e-6 on the loss.
  const plan = planRepeated(published, { C: 9.206e21, U: 25e9 });
  assertClose(plan.N, 6.79e9, 0.02);
  assertClose(plan.epochs, 9.04, 0.02);
  assertClose(plan.loss!, 2.22551, 1e-6);
  assertClose(6 * plan.N * plan.D, 9.206e21, 1e-12);
  // Better than either allocation of the README: the recommended one and Chinchilla's.
  assert.ok(plan.loss! < 2.2256440889984477);
});

Deno.test("planRepeated() finds no better N by looking at ten thousand", () => {
  for (const [C, U] of [[1e20, 1e9], [1e22, 25e9], [1e24, 1e11], [1e21, 1e8]] as const) {
    const plan = planRepeated(published, { C, U });
    let least = Infinity;
    for (let i = -5000; i <= 5000; i++) {
      const N = allocate(published, { C }).N * Math.exp(i / 500);
      least = Math.min(least, lossBy(coef, N, C / (6 * N), U));
    }
    assert.ok(plan.loss! <= least * (1 + 1e-13), `${plan.loss} at ${plan.N}, ${least} by looking`);
    assertClose(plan.loss!, least, 1e-6);
  }
});

Deno.test("planRepeated() with unlimited unique tokens is allocate(), to the last digit", () => {
  for (const C of [1e19, 5.76e23]) {
    const free = allocate(published, { C });
    for (const U of [free.D, 10 * free.D, 1e40]) {
      const { N, D, loss, epochs } = planRepeated(published, { C, U });
      assert.deepEqual([N, D, loss, epochs], [free.N, free.D, free.loss, free.D / U]);
    }
    // Just short of enough it is just beside it.
    const near = planRepeated(published, { C, U: free.D * (1 - 1e-6) });
    assertClose(near.N, free.N, 1e-3);
    assertClose(near.loss!, free.loss!, 1e-9);
  }
});

Deno.test("more unique tokens never raise the loss of a plan, nor its epochs", () => {
  const plans = [1e9, 3e9, 1e10, 3e10, 1e11, 3e11].map((U) =>
    planRepeated(published, { C: 1e22, U })
  );
  plans.slice(1).forEach((plan, i) => {
    assert.ok(plan.loss! <= plans[i]!.loss!);
    assert.ok(plan.epochs < plans[i]!.epochs);
  });
});

Deno.test("planRepeated() to a loss is the inverse of planRepeated() of a budget", () => {
  const there = planRepeated(published, { C: 9.206e21, U: 25e9 });
  const back = planRepeated(published, { loss: there.loss!, U: 25e9 });
  // dlnL/dlnC is about .03 here, and the loss is good to 1e-15.
  assertClose(back.C, 9.206e21, 1e-10);
});

Deno.test("epochsWithin() gives back the epochs of the printed losses", () => {
  // L at 84 B, 42 B, 21 B and 12 B unique tokens of 84 B, twelve digits printed.
  const fresh = 2.28841667296;
  for (const [U, loss] of [[42e9, 2.29279307791], [21e9, 2.30820370738], [12e9, 2.33332515317]]) {
    const limit = epochsWithin(published, { N: 4.2e9, D: 84e9, excess: loss! / fresh - 1 });
    assertClose(limit.epochs, 84e9 / U!, 1e-8);
    assertClose(limit.U, U!, 1e-8);
  }
  const { epochs } = epochsWithin(published, { N: 4.2e9, D: 84e9 });
  assertClose(lossBy(coef, 4.2e9, 84e9, 84e9 / epochs), 1.01 * fresh, 1e-11);
});

Deno.test("a fit with draws gives intervals of epochs, and says what was held", () => {
  const { R_D: _, R_N: __, ...base } = coef as Record<"E" | "R_D" | "R_N", number>;
  const rows = [2e7, 8e7, 3e8, 1e9].flatMap((N) =>
    [1, 2, 4, 8, 16, 32, 64].map((epochs) => ({ N, D: epochs * 2e9, U: 2e9 }))
  );
  const loss = rows.map((at, i) => published.predict!(at) * (1 + 0.003 * Math.sin(7 * i)));
  const table = {
    N: rows.map(({ N }) => N),
    D: rows.map(({ D }) => D),
    U: rows.map(({ U }) => U),
    loss,
  };
  const fit = fitLaw(table, dataConstrained, {
    ...{ objective: huberLog(1e-3), coefs: held(base) },
    bootstrap: { draws: 100, seed: 1 },
  });
  const plan = planRepeated(fit, { C: 3e20, U: 2e9 });
  const { low, high } = plan.epochsInterval!;
  assert.ok(low < plan.epochs && plan.epochs < high, `${low}, ${plan.epochs}, ${high}`);
  assertClose(low, plan.intervals!.D!.low / 2e9, 1e-15);
  assert.match(plan.toString(), /doubts about E, A, B, alpha, beta: they were held/);
  assert.match(plan.toString(), /D\/U +[\d.]+ +[\d.]+ +[\d.]+ +epochs/);
  // 64 epochs were run.
  const far = planRepeated(fit, { N: 1e9, D: 2e11, U: 2e9 });
  assert.match(
    far.notes.join(),
    /100 epochs are more than any of its runs had \(64\.0\): an extra/,
  );
  assert.doesNotMatch(planRepeated(fit, { N: 1e9, D: 1e11, U: 2e9 }).notes.join(), /extrapolation/);
  const limit = epochsWithin(fit, { N: 1e9, D: 2e10 });
  assert.ok(limit.interval!.low < limit.epochs && limit.epochs < limit.interval!.high);
});

Deno.test("a plan short of unique tokens says that compute does not help", () => {
  const far = planRepeated(published, { C: 1e26, U: 25e9 });
  assert.match(far.notes.at(-1)!, /^A tenth of the compute comes within 1 % of this loss/);
  assert.doesNotMatch(planRepeated(published, { C: 9e21, U: 25e9 }).notes.join(), /A tenth/);
});

Deno.test("planRepeated() refuses what has no answer", () => {
  const { E, A, B, alpha, R_D, R_N } = coef as Record<string, number>;
  const most = { N: 25e9 * (A! / B!) ** (1 / alpha!) * (1 + R_N!), D: 25e9 * (1 + R_D!) };
  const floor = E! + A! * most.N ** -alpha! + B! * most.D ** -alpha!;
  assertRefuses(() => planRepeated(published, { loss: 2, U: 25e9 }), [
    "Cannot find the budget for a loss of 2",
    `  needed: a loss above ${floor.toFixed(4)} nats/token, all that 25.0 B unique tokens can give`,
    "  found: 2",
    "  cure: more unique tokens, or a higher loss",
  ]);
  assertRefuses(() => planRepeated(published, { C: 1e20, U: -1 }), [
    "Cannot plan with repeated data",
    "  needed: a positive number of unique tokens U",
    "  found: -1",
  ]);
  assertRefuses(() => planRepeated(published, { C: 1e20, loss: 2.5, U: 1e9 } as never), [
    "Cannot plan with repeated data",
    "  needed: one question: C, a loss, or N with D",
    "  found: C, loss, U",
  ]);
  assertRefuses(() => planRepeated(presetNamed("chinchilla:epoch"), { C: 1e20, U: 1e9 }), [
    "Cannot plan with repeated data",
    "  needed: a law that says what repetition does, of N, D and U, the unique tokens",
    '  found: the law "chinchilla", to which all tokens are new',
    "  cure: take data-constrained:muennighoff, or fit dataConstrained to runs that repeat",
  ]);
  assertRefuses(() => epochsWithin(published, { C: 1e20, excess: -0.01 }), [
    "Cannot count the epochs",
    "  needed: a positive excess of the loss",
    "  found: -0.01",
  ]);
});
