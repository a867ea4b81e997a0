// D/N and 6ND of the landmark models whose N and D are verified, to the three digits in which the
// sheet of published numbers gives them. Unverified rows are left out.
import assert from "node:assert/strict";
import { landmarkModels, publishedTable } from "isoflop/datasets";
import { trainingFlop } from "isoflop/transformer";

const expected: Readonly<Record<string, readonly [tokensPerParameter: number, flop: number]>> = {
  "GPT-3 175B": [1.72, 3.14e23],
  "Jurassic-1 Jumbo": [1.69, 3.2e23],
  "Megatron-Turing NLG": [0.509, 8.59e23],
  Gopher: [1.07, 5.04e23],
  LaMDA: [1.23, 1.38e23],
  Chinchilla: [20, 5.88e23],
  "PaLM 540B": [1.44, 2.53e24],
  "OPT-175B": [1.71, 3.15e23],
  "GLM-130B": [3.08, 3.12e23],
  "Galactica 120B": [3.75, 3.24e23],
  "LLaMA-7B": [149, 4.02e22],
  "LLaMA-65B": [21.5, 5.48e23],
  "Falcon-40B": [25, 2.4e23],
  "Llama 2 7B": [297, 8.09e22],
  "Llama 2 70B": [28.6, 8.4e23],
  "Falcon-180B": [19.4, 3.78e24],
  "Yi-34B": [91.2, 6.32e23],
  "Phi-3-mini": [868, 7.52e22],
  "Phi-3-small": [686, 2.02e23],
  "Phi-3-medium": [343, 4.03e23],
  "Qwen2-72B": [96.3, 3.05e24],
  "Nemotron-4 340B": [26.5, 1.84e25],
  "Llama 3.1 405B": [38.5, 3.79e25],
  "Qwen2.5-72B": [248, 7.85e24],
  "DeepSeek-V3": [400, 3.29e24],
};

Deno.test("landmarkModels(): D/N and 6ND of every verified model are as published", async () => {
  const models = await landmarkModels();
  assert.deepEqual(models.map(({ name }) => name).sort(), Object.keys(expected).sort());
  for (const { name, C, tokensPerParameter } of models) {
    assert.deepEqual(
      [Number(tokensPerParameter.toPrecision(3)), Number(C.toPrecision(3))],
      expected[name],
      name,
    );
  }
});

Deno.test("landmarkModels() go by date, and keep the published compute beside 6ND", async () => {
  const models = await landmarkModels();
  const dates = models.map(({ date }) => date);
  assert.deepEqual(dates, [...dates].sort());
  const gopher = models.find(({ name }) => name === "Gopher")!;
  assert.deepEqual([gopher.C, gopher.publishedCompute], [5.04e23, 6.31e23]);
  const mixture = models.find(({ name }) => name === "DeepSeek-V3")!;
  assert.deepEqual([mixture.N, mixture.totalN], [37e9, 671e9]);
});

Deno.test("a landmark model without N or D is marked unverified", async () => {
  const unverified = (await publishedTable("landmark_models"))
    .filter(({ status }) => status === "unverified");
  assert.ok(unverified.length > 0);
  for (const { model, N, D, status } of await publishedTable("landmark_models")) {
    if (N === null || D === null) assert.equal(status, "unverified", model);
  }
});

// Three values of Gopher's compute are in print; 6ND is none of the two that were counted.
Deno.test("Gopher: 6ND is 5.04e23, not 5.76e23 nor 6.31e23", () => {
  assert.equal(trainingFlop(280e9, 300e9), 5.04e23);
});
