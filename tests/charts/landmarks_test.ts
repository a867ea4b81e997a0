import assert from "node:assert/strict";
import { landmarks } from "isoflop/charts";
import { landmarkModels } from "isoflop/datasets";
import { fitLaw } from "isoflop/fit";
import { presetNamed } from "isoflop/laws";
import { allocate } from "isoflop/plan";
import { testOnPublicRuns, withoutOutliers } from "../support/public_data.ts";
import { simulatedRuns } from "./_gallery.ts";
import { type LayerShape, layersOf, rowsOf } from "./_layers.ts";

const models = await landmarkModels();
const policies = ["kaplan:table6", "chinchilla:hoffmann", "chinchilla:epoch", "llama3:refit"]
  .map(presetNamed);

function points(layers: readonly LayerShape[]) {
  return rowsOf(layers.find(({ mark }) => mark.type === "circle"));
}

Deno.test("landmarks() draws every verified model by year and against compute", () => {
  const chart = landmarks(models, policies);
  const [byYear, byCompute] = [points(layersOf(chart)), points(layersOf(chart, 1))];
  for (const drawn of [byYear, byCompute]) {
    assert.deepEqual(
      drawn.map(({ name, ratio }) => [name, ratio]),
      models.map(({ name, D, N }) => [name, Number((D / N).toPrecision(6))]),
    );
  }
  // March 2022 is the middle of the third twelfth of the year.
  const chinchilla = byYear.find(({ name }) => name === "Chinchilla")!;
  assert.equal(chinchilla.year, 2022.21);
  assert.equal(byCompute.find(({ name }) => name === "Chinchilla")!.C, 5.88e23);
});

Deno.test("landmarks() draws the advice of each policy, as allocate() gives it", () => {
  const layers = layersOf(landmarks(models, policies), 1);
  const line = rowsOf(layers.find(({ mark }) => mark.type === "line"));
  policies.forEach((of, series) => {
    const own = line.filter((row) => row.series === series);
    assert.ok(own.length > 10);
    for (const { x, y } of own) {
      const { D, N } = allocate(of, { C: x! });
      assert.ok(Math.abs(y! / (D / N) - 1) < 1e-5, `${of.name} at ${x}`);
    }
  });
});

Deno.test("landmarks() has a band for a fit with draws, none for one without", () => {
  const bands = (bootstrap?: { draws: number; seed: number }) => {
    const fit = fitLaw(simulatedRuns(), undefined, bootstrap ? { bootstrap } : {});
    return layersOf(landmarks(models, [fit]), 1).filter(({ mark }) => mark.type === "area").length;
  };
  assert.deepEqual([bands({ draws: 60, seed: 1 }), bands()], [1, 0]);
});

testOnPublicRuns(
  "chinchilla-epoch",
  "landmarks() on the published points: 18 tokens per parameter for Chinchilla's compute, and a band",
  (runs) => {
    const fit = fitLaw(withoutOutliers(runs), undefined, { bootstrap: { draws: 100, seed: 42 } });
    const layers = layersOf(landmarks(models, [fit], { names: ["Epoch 2024, refitted"] }), 1);
    const line = rowsOf(layers.find(({ mark }) => mark.type === "line"));
    const near = line.reduce((a, b) =>
      Math.abs(Math.log(b.x! / 5.76e23)) < Math.abs(Math.log(a.x! / 5.76e23)) ? b : a
    );
    // SciPy's minimum of the same objective has 73.19e9 parameters and 1.312e12 tokens for 5.76e23 FLOP, or
    // 17.9; the nearest point of the line is up to a tenth of a decade off, along which D/N falls by .5 %.
    assert.ok(Math.abs(near.y! / 17.9 - 1) < 0.012, `${near.y} at ${near.x}`);
    const band = rowsOf(layers.find(({ mark }) => mark.type === "area"));
    assert.ok(band.every(({ low, high }) => low! < high!));
  },
);

Deno.test("landmarks() says of whom N counts no embeddings", () => {
  const { subtitle } = landmarks(models, policies).spec.title;
  assert.match(subtitle!.join(" "), /N without embeddings: Kaplan et al\. 2020, Table 6$/);
});

Deno.test("landmarks() refuses a model without a month", () => {
  const [model] = models;
  assert.throws(() => landmarks([{ ...model!, date: "spring 2020" }], policies), {
    name: "InputError",
    message: [
      "Cannot draw landmark models",
      "  needed: at least one model, each with the month of its appearance, as in 2022-03",
      '  found: "spring 2020" of GPT-3 175B',
    ].join("\n"),
  });
});

Deno.test("landmarks() refuses names that are not as many as the policies", () => {
  assert.throws(() => landmarks(models, policies, { names: ["Kaplan"] }), {
    message:
      "Cannot draw landmark models\n  needed: a name for each of 4 policies\n  found: 1 name",
  });
});
