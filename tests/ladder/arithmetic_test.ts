// Counts that follow from the shape of a model and the length of its run. See data/ladder/train.py.
import assert from "node:assert/strict";
import { rows } from "./rows.ts";

for (const sweep of new Set(rows.map((row) => row.sweep))) {
  const of = rows.filter((row) => row.sweep === sweep);

  Deno.test(`${sweep}: N = 12 d² l + 512 d, with the embedding, which is the head`, () => {
    for (const { run, N, N_nonembedding, width: d, layers: l, vocabulary } of of) {
      assert.equal(vocabulary, 512, run);
      assert.equal(N_nonembedding, 12 * d ** 2 * l, run);
      assert.equal(N, 12 * d ** 2 * l + 512 * d, run);
    }
  });

  Deno.test(`${sweep}: C = 6ND, C_exact = (6N + 12 l·128·d) D, D = steps · batch, exactly`, () => {
    for (const { run, N, D, C, C_exact, width: d, layers: l, context, ...row } of of) {
      assert.equal(context, 128, run);
      // Below 2^53 every one of these is a whole number that a double holds.
      assert.ok(C_exact < 2 ** 53, run);
      assert.equal(C, 6 * N * D, run);
      assert.equal(C_exact, (6 * N + 12 * l * 128 * d) * D, run);
      assert.equal(D, row.steps * row.batch, run);
      assert.equal(row.batch % 128, 0, `${run}: whole windows`);
    }
  });

  Deno.test(`${sweep}: the learning rate is 6e-3 √(64/d) times its factor`, () => {
    for (const { run, lr, lr_factor, width } of of) {
      const rule = 6e-3 * Math.sqrt(64 / width) * lr_factor;
      // Python and JavaScript order the product differently: a rounding or two.
      assert.ok(Math.abs(lr / rule - 1) < 1e-15, run);
    }
  });

  Deno.test(`${sweep}: heads share the width evenly`, () => {
    for (const { run, width, heads } of of) assert.equal(width % heads, 0, run);
  });

  Deno.test(`${sweep}: no token is seen twice, but by epochs`, () => {
    for (const { run, D, epochs, unique_tokens } of of) {
      assert.equal(D, epochs * unique_tokens, run);
      if (sweep !== "repetition") assert.equal(epochs, 1, run);
    }
  });

  Deno.test(`${sweep}: nats per byte are nats per token over one and the same bytes per token`, () => {
    for (const { run, loss, loss_per_byte } of of) {
      // 2.149 bytes per validation token, as corpus.py counts them; both losses have six decimals.
      assert.ok(Math.abs(loss / loss_per_byte - 2.149) < 1e-3, run);
      assert.ok(
        Math.abs(loss / loss_per_byte - rows[0]!.loss / rows[0]!.loss_per_byte) < 3e-6,
        run,
      );
    }
  });

  Deno.test(`${sweep}: the loss beats guessing, and its standard error is that of 2048 windows`, () => {
    for (const { run, loss, loss_se, train_loss } of of) {
      assert.ok(loss > 0 && loss < Math.log(512), run);
      assert.ok(train_loss > 0 && train_loss < Math.log(512), run);
      // Windows of 128 tokens deviate by .15 to .35 nats; over √2048 = 45 that is .0033 to .0077.
      // A model that has seen its text many times is sure of itself, and its windows deviate more.
      const most = sweep === "repetition" ? 0.012 : 0.008;
      assert.ok(loss_se > 0.003 && loss_se < most, `${run}: ${loss_se}`);
    }
  });
}

Deno.test("C is the budget within .5 %, the rounding to whole steps", () => {
  const budgeted = rows.filter(({ budget }) => budget !== null);
  assert.deepEqual(
    new Set(budgeted.map(({ sweep }) => sweep)),
    new Set(rows.map(({ sweep }) => sweep)).intersection(
      new Set(["isoflop", "held-out", "schedule", "shape"]),
    ),
  );
  for (const { run, budget, C } of budgeted) {
    // Half a step of the shortest run, which has 612, is .08 %.
    assert.ok(Math.abs(C / budget! - 1) < 0.005, run);
  }
});

Deno.test("the data of a run differ from budget to budget in length only: the batch follows D", () => {
  for (const { run, sweep, D, batch } of rows) {
    if (sweep === "batch") continue;
    // About one three-thousandth of the run, a power of two from 128 to 1024.
    const wish = 2 ** Math.round(Math.log2(D / 3000 / 128)) * 128;
    assert.equal(batch, Math.min(1024, Math.max(128, wish)), run);
  }
});
