// Charts of repeated data and of over-training: what they draw is what laws and plans say.
import assert from "node:assert/strict";
import { errorByLoss, overTraining, repeatedPlane, repetition } from "isoflop/charts";
import { repeatedContour, roundLosses } from "../../lib/charts/repeated_contours.ts";
import { planRepeated, presetNamed } from "isoflop";
import { assertClose, assertRefuses } from "../support/agree.ts";

const law = presetNamed("data-constrained:muennighoff");

Deno.test("repeatedContour() has the loss all along, into the flat parts", () => {
  const U = 25e9, loss = 2.2;
  const lossAt = (N: number, D: number) => law.predict!({ N, D, U } as { N: number; D: number });
  const window = { N: [2e8, 5e10], D: [7e9, 3e12] } as const;
  const { points } = repeatedContour(lossAt, loss, window);
  for (const { N, D } of points) assertClose(lossAt(N, D), loss, 1e-6);
  // It leaves at the top and on the right: neither more data nor more parameters do any more.
  assert.ok(points[0]!.D > 2.9e12 && points.at(-1)!.N > 4.8e10);
  const steps = points.slice(1).map(({ N, D }, i) => [N - points[i]!.N, D - points[i]!.D]);
  assert.ok(steps.every(([n, d]) => n! >= 0 && d! <= 0));
});

Deno.test("roundLosses() are round, and some dozen at most", () => {
  assert.deepEqual(roundLosses([2.17, 2.52]), [2.2, 2.25, 2.3, 2.35, 2.4, 2.45, 2.5]);
  assert.ok(roundLosses([3.7, 8.1]).length <= 12);
});

Deno.test("repeatedPlane() marks the plan of its budget", () => {
  const { N, epochs } = planRepeated(law, { C: 9.206e21, U: 25e9 });
  const { description, spec } = repeatedPlane(null, law, { U: 25e9, C: 9.206e21 });
  assert.match(
    description,
    new RegExp(`${(N / 1e9).toFixed(2)} B parameters and ${epochs.toFixed(2)}`),
  );
  assert.ok(JSON.stringify(spec).includes(`"N":${Number(N.toPrecision(6))}`));
});

Deno.test("repetition() finds the models with the most epochs, and moves lines when told", () => {
  const runs = {
    N: [1e8, 1e8, 1e8, 1e9, 1e9],
    D: [1e9, 2e9, 4e9, 1e9, 2e9],
    U: [1e9, 1e9, 1e9, 1e9, 1e9],
    loss: [4, 3.8, 3.7, 3.9, 3.7],
  };
  const chart = repetition(runs, law, { shifted: true });
  assert.match(chart.description, /100 M on 1 B unique, 3 points from 4 at 1 to 3\.7 at 4\.$/);
  assert.doesNotMatch(chart.description, /1 B on 1 B/);
  // The line goes through the run of one epoch.
  const values = JSON.stringify(chart.spec).match(/\{"x":1,"y":([\d.]+),"label":""/);
  assertClose(Number(values![1]), 4, 0.02);
});

Deno.test("charts of repeated data say what they need", () => {
  const runs = { N: [1e8], D: [1e9], U: [1e9], loss: [4] };
  assertRefuses(() => repetition(runs, law), [
    "Cannot draw loss against epochs",
    "  needed: 1 to 6 models that were trained on repeated data",
    "  found: 0",
    "  cure: name them, as in { groups: [{ N: 4.2e9, D: 84e9 }] }",
  ]);
  assertRefuses(() => repeatedPlane(runs, law, { U: 2e9 }), [
    "Cannot draw runs with repeated data",
    "  needed: runs with 2.00 B unique tokens",
    "  found: none",
    "  cure: give the U of some of the runs, or draw the law alone",
  ]);
  assertRefuses(() => repeatedPlane(null, presetNamed("chinchilla:epoch"), { U: 1e9, C: 1e20 }), [
    "Cannot plan with repeated data",
    "  needed: a law that says what repetition does, of N, D and U, the unique tokens",
    '  found: the law "chinchilla", to which all tokens are new',
    "  cure: take data-constrained:muennighoff, or fit dataConstrained to runs that repeat",
  ]);
});

Deno.test("overTraining() and errorByLoss() tell fitted models from held-out ones", () => {
  const predict = presetNamed("gadre:c4").predict!;
  const fitted = { N: [1e7, 1e8], D: [2e8, 2e9], outcome: [5.2, 3.7] };
  const heldOut = { N: [1e9], D: [6.4e11], outcome: [2.5] };
  const { description, spec } = overTraining({ predict, fitted, heldOut });
  assert.match(
    description,
    /^Loss against compute of 3 models, 1\.2e16 to 3\.84e21 FLOP, at 20 to 640/,
  );
  const off = 100 * Math.abs(predict({ N: 1e9, D: 6.4e11 }) / 2.5 - 1);
  assert.match(
    description,
    new RegExp(`up to ${off.toPrecision(3)} % of the 1 model held out\\.$`),
  );
  assert.match(spec.title.subtitle!.join(), /hollow: held out/);
  assert.throws(() => overTraining({ predict, fitted: { N: [], D: [], outcome: [] } }), {
    message: /needed: models that the law was fitted to/,
  });
  const models = { loss: [3, 4], error: [0.6, 0.7] };
  const chart = errorByLoss([{ label: "C4", law: { predict: () => 0.65 }, fitted: models }]);
  assert.match(chart.description, /C4, 2 points from 0\.6 at 3 to 0\.7 at 4/);
  assert.doesNotMatch(chart.spec.title.subtitle!.join(), /hollow/);
});
