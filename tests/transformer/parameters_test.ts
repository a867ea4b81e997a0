import assert from "node:assert/strict";
import { publishedTable } from "isoflop/datasets";
import { countParameters, parameters } from "isoflop/transformer";
import { gpt2, mixtral, tableA9 } from "./_models.ts";

// Kaplan et al. (2020), equation 2.1: 12·layers·d².
for (
  const [layers, dModel, N] of [
    [12, 768, 84934656],
    [48, 1600, 1474560000],
    [96, 12288, 173946175488],
    [6, 4288, 1323859968],
    [2, 128, 393216],
  ] as const
) {
  Deno.test(`kaplan.params: N of ${layers} layers of width ${dModel} is ${N}`, () => {
    const plain = { layers, dModel, heads: 1, vocabulary: 50257, context: 1024 };
    assert.equal(countParameters(plain, "kaplan"), N);
    assert.equal(parameters(plain).nonEmbedding, N);
    // Biases, norms and another vocabulary are none of Kaplan's N.
    const dressed = { ...plain, biases: true, norms: "layer", vocabulary: 99 } as const;
    assert.equal(countParameters(dressed, "kaplan"), N);
  });
}

Deno.test("kaplan: embedding and positions of GPT-2 are (n_vocab + n_ctx)·d_model", () => {
  const { embedding, positions } = parameters(gpt2);
  assert.equal(embedding + positions, 39383808);
});

// The notebook of nanoGPT leaves positions out: 123.653376 M; the checkpoint has 124.439808 M.
Deno.test("nanogpt: GPT-2 has 123653376 parameters without positions", () => {
  const N = parameters(gpt2);
  assert.equal(N.total - N.positions, 123653376);
  assert.equal(N.total, 123653376 + 1024 * 768);
  assert.equal(N.active, N.total);
});

Deno.test("the parts add up, and an untied head is one matrix more", () => {
  for (const model of [gpt2, mixtral]) {
    const N = parameters(model);
    const { embedding, positions, attention, feedForward, norms, head } = N;
    assert.equal(N.total, embedding + positions + attention + feedForward + norms + head);
    assert.equal(N.nonEmbedding, N.total - embedding - positions - head);
  }
  const untied = parameters({ ...gpt2, tied: false });
  assert.equal(untied.total - parameters(gpt2).total, 50257 * 768);
});

Deno.test("all 50 models of Table A9 are within 0.81 % of the printed N", async () => {
  const models = await tableA9();
  assert.equal(models.length, 50);
  const off = models.map(({ printed, model }) => countParameters(model, "hoffmann") / printed - 1);
  assert.ok(Math.max(...off.map(Math.abs)) <= 0.0081);
  // The formula's own numbers, computed apart: first and last row of the table.
  assert.equal(countParameters(models[0]!.model, "hoffmann"), 43646976);
  assert.equal(countParameters(models[49]!.model, "hoffmann"), 16180838400);
  // Relative positions, tied, without biases and norms, are the same sum from the shape itself.
  for (const { model } of models) {
    assert.equal(parameters(model).total, countParameters(model, "hoffmann"));
  }
});

Deno.test("Table A9 without the relative positions is off by up to 7.7 %", async () => {
  const off = (await tableA9()).map(({ printed, model }) =>
    Math.abs(parameters({ ...model, positions: "rotary" }).total / printed - 1)
  );
  assert.equal((100 * Math.max(...off)).toFixed(1), "7.7");
});

// d_ff = 256·ceil(8d/3/256) of a gated model, V = 50432.
Deno.test("porian: N at (d, layers) = (1856, 6) is 347324416", () => {
  const model = { layers: 6, dModel: 1856, heads: 29, dFf: 5120, gated: true } as const;
  const N = countParameters({ ...model, vocabulary: 50432, context: 2048 }, "porian");
  assert.equal(N, 347324416);
});

// 46.7 B is published with the model; 12.9 B active has not been checked in a source.
Deno.test("a mixture: Mixtral 8x7B has 46.7 B parameters, as in the table of landmarks", async () => {
  const landmarks = await publishedTable("landmark_models");
  const published = landmarks.find(({ model }) => model === "Mixtral 8x7B")!.N!;
  const { total, active } = parameters(mixtral);
  // Half a unit of the last printed digit.
  assert.ok(Math.abs(total - published) < 0.05e9, `${total}`);
  assert.equal((active / 1e9).toFixed(1), "12.9");
  // Counted by hand: six of eight experts of three matrices are left out in each layer.
  assert.equal(total - active, 32 * 6 * 3 * 4096 * 14336);
});

Deno.test("shared experts are active, and have no place in the router", () => {
  const shared = { ...mixtral, experts: { count: 8, active: 2, shared: 1 } };
  const more = 32 * 3 * 4096 * 14336;
  assert.equal(parameters(shared).total - parameters(mixtral).total, more);
  assert.equal(parameters(shared).active - parameters(mixtral).active, more);
});

Deno.test("GQA: with a quarter of the heads, keys and values have a quarter of the parameters", () => {
  const grouped = parameters(mixtral).attention;
  const full = parameters({ ...mixtral, kvHeads: 32 }).attention;
  assert.equal(full - grouped, 32 * 2 * 4096 * 24 * 128);
});
