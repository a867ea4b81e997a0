import assert from "node:assert/strict";
import { heldOut, linearAndLog } from "isoflop/charts";
import { presetNamed } from "isoflop/laws";
import { grid, simulate } from "isoflop/runs";

const run = { N: 1e9, D: 2e10, C: 1.2e20, predicted: 2.5, low: 2.4, high: 2.6 };

Deno.test("heldOut() says how many are inside, and the largest miss", () => {
  const runs = [{ ...run, loss: 2.45, inside: true }, { ...run, loss: 2, inside: false }];
  const { description, spec } = heldOut({ runs, level: 0.9 });
  assert.equal(
    description,
    "Predicted and observed loss of 2 held-out runs. 1 of 2 is inside its 90 % prediction " +
      "interval. The largest miss is 25.0 % too high: 2.500 instead of 2.000 nats/token.",
  );
  assert.deepEqual(spec.title.subtitle, [
    "bar: 90 % prediction interval; line: predicted; circle: observed, hollow outside the bar",
  ]);
});

Deno.test("heldOut() draws predictions without intervals, and marks other people's rows", () => {
  const runs = [{ ...run, loss: 2.6, low: null, high: null, inside: null }];
  const chart = heldOut({ runs, level: 0.95, source: { name: "theirs", committable: false } });
  assert.equal(chart.publicRows, true);
  assert.match(chart.description, /of 1 held-out run\. The largest miss is 3\.8 % too low/);
});

Deno.test("heldOut() refuses to draw nothing", () => {
  assert.throws(() => heldOut({ runs: [], level: 0.95 }), {
    message: "Cannot draw held-out runs\n" +
      "  needed: at least one, as heldOut(fit, runs) gives them\n  found: none",
  });
  assert.throws(() => heldOut({} as never), {
    message: "Cannot draw held-out runs\n" +
      "  needed: at least one, as heldOut(fit, runs) gives them\n  found: no runs with predictions",
  });
});

Deno.test("linearAndLog() labels the linear axis from zero in even steps", () => {
  const design = grid({ N: [1e8, 1e9], D: [1e9, 1e10] });
  const runs = simulate(presetNamed("chinchilla:epoch"), design, { noise: 0, seed: 1 });
  const { hconcat } = linearAndLog(runs).spec as unknown as {
    hconcat: { encoding: { x: { axis: { values: number[] }; scale: { type?: string } } } }[];
  };
  const [linear, log] = hconcat.map(({ encoding }) => encoding.x);
  assert.deepEqual(linear!.axis.values, [0, 2e19, 4e19, 6e19]);
  assert.equal(linear!.scale.type, undefined);
  assert.equal(log!.scale.type, "log");
});
