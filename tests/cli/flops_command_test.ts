// `isoflop flops` says what lib/transformer says: here are published numbers through the command line.
import assert from "node:assert/strict";
import { isoflop } from "./support.ts";

const gpt2 = ["--layers", "12", "--d-model", "768", "--heads", "12"];

Deno.test("isoflop flops --json counts GPT-2 as nanoGPT and Kaplan do", async () => {
  const { code, out, err } = await isoflop("flops", ...gpt2, "--convention", "kaplan", "--json");
  assert.equal(code, 0, err);
  const { architecture, parameters, flops, tokens, trainingFlop } = JSON.parse(out);
  assert.equal(architecture.vocabulary, 50257);
  // 84 934 656 and forward 188 743 680: the test vectors of Kaplan et al. (2020), Table 1.
  assert.equal(parameters.nonEmbedding, 84934656);
  assert.equal(flops.perToken.forward, 188743680);
  assert.equal(flops.perToken.training, 3 * 188743680);
  assert.deepEqual([tokens, trainingFlop], [null, null]);
});

Deno.test("isoflop flops --tokens gives 6ND of a training", async () => {
  const { out } = await isoflop("flops", ...gpt2, "--tokens", "300B", "--json");
  const { parameters, trainingFlop } = JSON.parse(out);
  assert.equal(trainingFlop, 6 * parameters.total * 3e11);
});

Deno.test("isoflop flops --near finds a shape that counts as much as was asked for", async () => {
  const { out } = await isoflop("flops", "--near", "1B", "--vocabulary", "32000", "--json");
  const { wanted, shapes } = JSON.parse(out);
  assert.equal(wanted, 1e9);
  const { N, error, architecture: { layers, dModel, heads } } = shapes[0];
  assert(Math.abs(error) < 0.01);
  const again = await isoflop(
    ...["flops", "--vocabulary", "32000", "--json", "--layers", `${layers}`],
    ...["--d-model", `${dModel}`, "--heads", `${heads}`],
  );
  assert.equal(JSON.parse(again.out).parameters.total, N);
});

Deno.test("isoflop flops prints tables for people", async () => {
  const { out } = await isoflop("flops", ...gpt2, "--tokens", "300B");
  assert.match(out, /^total +124 M +124318464$/m);
  assert.match(out, /^per sequence of 1024 /m);
  assert.match(out, /^training: 2\.24e20 FLOP$/m);
});

const refusals: readonly (readonly [readonly string[], readonly string[]])[] = [
  [["--layers", "12"], [
    "Cannot count the parameters of a transformer",
    "  needed: --layers, --d-model and --heads, or --near for shapes",
    "  found: no --d-model, no --heads",
  ]],
  [["--layers", "12", "--d-model", "770", "--heads", "12"], [
    "Cannot count the transformer",
    "  needed: heads that divide dModel, or dHead",
    "  found: dModel = 770 and 12 heads, 64.17 numbers each",
    "  cure: use 11 heads, or give dHead",
  ]],
  [[...gpt2, "--convention", "chinchila"], [
    'Cannot count FLOP by "chinchila"',
    '  needed: one of "kaplan", "deepseek", "hoffmann" and "6ND"',
    '  found: "chinchila"',
  ]],
  [["--near", "100"], [
    "Cannot find a shape of 100 parameters (total)",
    "  needed: dModel = heads·dHead with dHead 64 or 128, dModel/layers 32 to 128, and N within 10 %",
    "  found: 3.33 M at nearest: 1 × 64 (layers × dModel)",
    "  cure: allow narrower heads or a greater error (within), or a smaller vocabulary if N counts it",
  ]],
];
for (const [args, lines] of refusals) {
  Deno.test(`isoflop flops refuses ${args.join(" ")}`, async () => {
    const { code, out, err } = await isoflop("flops", ...args);
    assert.deepEqual([code, out], [2, ""]);
    assert.equal(err, `${lines.join("\n")}\n`);
  });
}
