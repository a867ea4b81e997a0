// Steps to a loss, read off curves: where they cross it, and which of several runs counts.
import assert from "node:assert/strict";
import { datasets, fitBatch, stepsToLoss } from "isoflop";
import { assertClose, assertNear, assertRefuses } from "../support/agree.ts";

function curve(run: string, { B = 100, N = 1e6 }, loss: readonly number[]) {
  const step = Float64Array.from(loss, (_, i) => 10 * 2 ** i);
  const D = step.map((s) => s * B);
  return { run, N, step, D, C: D.map((d) => 6 * N * d), loss: Float64Array.from(loss) };
}

Deno.test("stepsToLoss() crosses a power law exactly between its checkpoints", () => {
  // L = 8 S^(-1/2): 10, 20, 40 … steps.
  const loss = [10, 20, 40, 80].map((S) => 8 * S ** -0.5);
  const { S, fastest } = stepsToLoss({ curves: [curve("a", {}, loss)] }, [1.5, 1, loss[2]!]);
  [(8 / 1.5) ** 2, 64, 40].forEach((expected, i) => assertClose(S[i]!, expected, 1e-12, "S"));
  assert.deepEqual(fastest, ["a", "a", "a"]);
});

Deno.test("stepsToLoss() takes the fastest run of a size and batch, at its first crossing", () => {
  const curves = [
    curve("late", {}, [5, 4.5, 4, 3]),
    curve("wavers", {}, [5, 4, 4.6, 4.5]),
    curve("larger batch", { B: 400 }, [4, 3.5, 3, 2.5]),
    curve("larger model", { N: 2e6 }, [5, 5, 5, 4]),
  ];
  const table = stepsToLoss({ curves }, [4, 3]);
  assert.deepEqual(table.N, [1e6, 1e6, 2e6, 1e6, 1e6, 2e6]);
  assert.deepEqual(table.B, [100, 400, 100, 100, 400, 100]);
  assert.deepEqual(table.loss, [4, 4, 4, 3, 3, 3]);
  assert.deepEqual(table.S, [20, 10, 80, 80, 40, Infinity]);
  assert.deepEqual(table.fastest, [
    ...["wavers", "larger batch", "larger model"],
    ...["late", "larger batch", null],
  ]);
});

Deno.test("on the ladder stepsToLoss() and fitBatch() give the table of its README", async () => {
  const table = stepsToLoss(await datasets.load("ladder-batch"), [4.8, 4.6, 4.5, 4.4, 4.3]);
  const printed = [
    [950, 424, 253, 138, 85, 66, 48, 41],
    [1689, 883, 435, 232, 141, 104, 74, 64],
    [2801, 1265, 635, 327, 190, 128, 93, 76],
    [4903, 2206, 864, 490, 265, 158, 129, 99],
    [Infinity, 4107, 1697, 716, 398, 215, 154, 129],
  ].flat();
  table.S.forEach((S, i) =>
    S === Infinity ? assert.equal(printed[i], S) : assertNear(S, printed[i]!, 0.5, `row ${i}`)
  );
  const fit = fitBatch(table);
  // In ln S: "7.8 k and 12.2 k" of the last two.
  assertNear(fit.targets[3]!.fit!.coef.B_crit, 7800, 50, "at 4.4");
  assertNear(fit.targets[4]!.fit!.coef.B_crit, 12_200, 50, "at 4.3");
  assert.deepEqual(fit.targets[4]!.unreached, [128]);
  assert.equal(fit.targets[4]!.label, "loss 4.3");
});

Deno.test("stepsToLoss() refuses curves without steps, changing batches, and losses that are none", () => {
  const good = curve("a", {}, [5, 4]);
  const { step: _, ...without } = good;
  assertRefuses(() => stepsToLoss({ curves: [without] }, [4]), [
    "Cannot count steps to a loss",
    "  needed: the step of every checkpoint",
    '  found: none in "a"',
  ]);
  const growing = { ...good, D: Float64Array.of(1000, 4000) };
  assertRefuses(() => stepsToLoss({ curves: [growing] }, [4]), [
    "Cannot count steps to a loss",
    "  needed: as many tokens in every step of a run",
    '  found: 200 to step 20 of "a", 100 to step 10',
  ]);
  for (
    const [curves, losses, found] of [
      [[good], [0], "a loss of 0"],
      [[good], [], "no loss"],
      [[], [4], "no curve"],
    ] as const
  ) {
    assertRefuses(() => stepsToLoss({ curves }, losses), [
      "Cannot count steps to a loss",
      "  needed: training curves, and losses above 0 and finite",
      `  found: ${found}`,
    ]);
  }
});
