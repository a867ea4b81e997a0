// The pairs of a text: gradients against differences, their noise against batches.
import assert from "node:assert/strict";
import { noiseScale, PairModel } from "isoflop";
import { assertClose, assertRefuses } from "../support/agree.ts";

const text = "she sells sea shells on the sea shore, and the shells she sells are sea shells";
const model = new PairModel(text);
const { logits, curve } = model.train({ B: 4, rate: 1, steps: 60, seed: 1 });

Deno.test("the loss of a long training is the conditional entropy of the pairs", () => {
  const letters = text.replace(/[^a-z]+/g, " ");
  const pairs = Array.from({ length: letters.length - 1 }, (_, i) => letters.slice(i, i + 2));
  const count = (of: string[]) => Map.groupBy(of, (x) => x);
  const entropy = [...count(pairs).values()].reduce((sum, same) => {
    const from = pairs.filter(([a]) => a === same[0]![0]).length;
    return sum - same.length / pairs.length * Math.log(same.length / from);
  }, 0);
  // A loss without a minimum: where one letter always follows, its logit grows for ever.
  const { curve } = model.train({ B: 4096, rate: 20, steps: 3000, seed: 1 });
  assert.ok(curve.loss.at(-1)! > entropy);
  // That tail falls as one over rate times steps.
  assertClose(curve.loss.at(-1)!, entropy, 0.003, "loss");
});

Deno.test("|G|² over the text is the squared norm of the loss's differences", () => {
  let squared = 0;
  for (let k = 0; k < 729; k++) {
    const h = 1e-5, up = logits.slice(), down = logits.slice();
    up[k]! += h;
    down[k]! -= h;
    squared += ((model.loss(up) - model.loss(down)) / (2 * h)) ** 2;
  }
  // Central differences: h² of a third derivative, and rounding over h.
  assertClose(model.noise(logits).squaredNorm, squared, 1e-7, "|G|²");
});

Deno.test("batches of 2 and of 32 give the noise scale that is computed over all pairs", () => {
  const mean = (B: number) => model.gradientNorm(logits, { B, batches: 20_000, seed: 3 });
  const { B_simple, trace } = noiseScale(mean(2), mean(32));
  const exact = model.noise(logits);
  // Means of 20 000 norms whose standard deviation is about their size: four standard errors.
  assertClose(trace, exact.trace, 0.03, "trace");
  assertClose(B_simple!, exact.B_simple, 0.1, "B_simple");
});

Deno.test("B_noise is tr HΣ / GᵀHG with the Hessian by differences of the gradient", () => {
  // A text of two letters and no space: two rows, small enough to write out.
  const ab = new PairModel("abbabaabbb"), zero = new Float64Array(729);
  // Rows a: 3 pairs to b, 1 to a; b: 2 to a, 3 to b. p = 1/27 everywhere.
  const counts = { a: [[1, 0], [3, 1]], b: [[2, 0], [3, 1]] } as const;
  let bent = 0, single = 0;
  for (const [row, begin] of [[counts.a, 4], [counts.b, 5]] as const) {
    const bend = (v: number[]) => {
      const mean = v.reduce((s, x) => s + x / 27, 0);
      return begin / 9 * (v.reduce((s, x) => s + x * x / 27, 0) - mean ** 2);
    };
    const g = Array.from({ length: 27 }, () => begin / 9 / 27);
    for (const [n, b] of row) {
      g[b]! -= n / 9;
      single += n / 9 * bend(Array.from({ length: 27 }, (_, k) => 1 / 27 - (k === b ? 1 : 0)));
    }
    bent += bend(g);
  }
  // Rounding.
  assertClose(ab.noise(zero).B_noise, (single - bent) / bent, 1e-12, "B_noise");
});

Deno.test("a training is the same with the same seed, and its curve counts pairs", () => {
  const again = model.train({ B: 4, rate: 1, steps: 60, seed: 1 });
  assert.deepEqual(again.curve, curve);
  assert.equal(curve.step!.at(-1), 60);
  assert.equal(curve.D.at(-1), 240);
  assert.equal(curve.C.at(-1), 6 * 729 * 240);
});

Deno.test("PairModel refuses a text without letters, half a pair, and a rate of 0", () => {
  assertRefuses(() => new PairModel("1, 2"), [
    "Cannot learn the pairs of a text",
    "  needed: at least three letters, a to z",
    '  found: "1, 2"',
  ]);
  const good = { B: 4, rate: 1, steps: 10, seed: 1 };
  assertRefuses(() => model.train({ ...good, B: 0.5 }), [
    "Cannot train on the pairs of a text",
    '  needed: whole numbers above 0 as "B", "steps" and "repeats"',
    "  found: B = 0.5",
  ]);
  assertRefuses(() => model.train({ ...good, rate: 0 }), [
    "Cannot train on the pairs of a text",
    "  needed: a rate above 0 and finite",
    "  found: 0",
  ]);
  assertRefuses(() => model.gradientNorm(logits, { B: 4, batches: 0, seed: 1 }), [
    "Cannot measure gradients of the pairs of a text",
    '  needed: whole numbers above 0 as "B" and "batches"',
    "  found: batches = 0",
  ]);
});
