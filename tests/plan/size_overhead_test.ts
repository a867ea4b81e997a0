// The overhead of a smaller model. Source: de Vries (2023), his formula written out once more, and the
// printed statements of his text; Villalobos & Atkinson (2023) for the exchange of training and inference.
import assert from "node:assert/strict";
import { allocate, efficientSpan, lossAt, overheadOfSize, presetNamed, tradeOff } from "isoflop";
import { assertClose, assertNear, assertRefuses } from "../support/agree.ts";

const sardana = presetNamed("chinchilla:sardana");
const [alpha, beta] = [0.336, 0.283];
const ask = (share: number, C = 1e22) => overheadOfSize(sardana, { C, share });

Deno.test("overheadOfSize() has de Vries' k_D at every compute", () => {
  for (const kN of [0.2, 0.5, 0.9, 1.3, 3]) {
    const kD = (1 - (kN ** -alpha - 1) * beta / alpha) ** (-1 / beta);
    for (const C of [1e18, 1e22, 1e26]) assertClose(ask(kN, C).kD, kD, 1e-9, `k_D at ${kN}`);
  }
});

Deno.test("overheadOfSize() says what de Vries prints: 2.8, 20, 100 and 188 percent", () => {
  assert.equal((100 * ask(0.75).overhead).toFixed(1), "2.8");
  assert.equal(Math.floor(100 * ask(0.5).overhead), 20);
  // He calls the size of about 30 % critical, where compute doubles.
  assertNear(ask(0.5).critical, 0.3, 0.01);
  assert.equal(Math.floor(100 * ask(0.25).overhead), 188);
  // LLaMA 7B: 4.14e22 FLOP, a best model of 12.52 B on 551 B tokens.
  const llama = overheadOfSize(sardana, { C: 4.14e22, share: 0.57 });
  assertNear(llama.best.N / 1e9, 12.52, 0.02);
  assertNear(llama.best.D / 1e9, 551, 1);
  assert.equal(Math.floor(100 * llama.overhead), 12);
});

Deno.test("the overhead is none at k_N = 1, and grows on both sides", () => {
  assertNear(ask(1).overhead, 0, 1e-10);
  for (const by of [1e-3, 1e-2]) {
    // At its least a curve is flat: half of its bend times the square.
    assertNear(ask(1 - by).overhead, 0, by ** 2);
    assertNear(ask(1 + by).overhead, 0, by ** 2);
  }
  assert.ok(ask(0.8).overhead > 0 && ask(1.2).overhead > 0);
  assert.equal(ask(1).breakEven, 0);
});

Deno.test("below the least size no number of tokens is enough", () => {
  const least = (1 + alpha / beta) ** (-1 / alpha);
  assertClose(ask(0.5).least, least, 1e-9);
  assert.equal(ask(0.99 * least).D, Infinity);
  assert.ok(ask(1.01 * least).D < Infinity);
});

Deno.test("tradeOff() keeps the loss, and its exchange is the slope of the curve", () => {
  const law = presetNamed("chinchilla:hoffmann-rounded");
  // L(TC = 5.88e23, IC = 1.4e11) is Chinchilla's 1.936645.
  const loss = lossAt(law, { N: 70e9, D: 1.4e12 }).loss!;
  assertNear(loss, 1.936645, 5e-7);
  const rows = tradeOff(law, { loss, sizes: [0.2, 2], points: 2001, tokens: 1e12 });
  for (const [i, row] of rows.entries()) {
    assertClose(1.69 + 406.4 * row.N ** -0.34 + 410.7 * row.D ** -0.28, loss, 1e-12);
    assertClose(row.totalC, 6 * row.N * row.D + 2 * row.N * 1e12, 1e-12);
    const [before, after] = [rows[i - 1], rows[i + 1]];
    if (!before || !after) continue;
    const slope = Math.log(after.trainingC / before.trainingC) / Math.log(after.N / before.N);
    assertNear(row.exchange, -slope, 1e-4);
  }
});

Deno.test("efficientSpan() has the 1.2 orders of training of Villalobos & Atkinson", () => {
  // They print 0.7 orders of inference for over-training; by this formula they are 0.8.
  const span = efficientSpan(presetNamed("chinchilla:hoffmann-rounded"), { loss: 1.95 });
  assert.equal(span.training.toFixed(1), "1.2");
  assertNear(span.inference, 0.7, 0.12);
});

Deno.test("overheadOfSize() says what it needs", () => {
  assertRefuses(() => overheadOfSize(sardana, { C: 1e22 } as never), [
    "Cannot compare a model of another size",
    "  needed: a quality, C or loss, and a size, N or share",
    "  found: C",
  ]);
  assertRefuses(() => overheadOfSize(sardana, { loss: 1.6, share: 0.5 }), [
    "Cannot compare a model of another size",
    "  needed: a loss above the irreducible 1.6900 nats/token of Sardana et al. 2024",
    "  found: 1.6",
  ]);
  assertClose(
    overheadOfSize(sardana, { C: 1e22, N: 1e9 }).best.N,
    allocate(sardana, { C: 1e22 }).N,
    1e-12,
  );
});
