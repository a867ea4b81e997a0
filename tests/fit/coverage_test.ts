// Whether 95 % intervals of fits hold 95 % of the time, on some designs. The study that
// `deno task study:uncertainty` runs has all of them and 1000 repetitions: tests/studies/uncertainty.md.
import assert from "node:assert/strict";
import { intervalCoverage } from "../studies/interval_coverage.ts";
import { intervalDesigns } from "../studies/interval_designs.ts";

// Of 80 intervals at 95 %, 76 ± 2 hold the truth: 69 is three and a half deviations below. What
// supposes independent rows where runs share their luck holds it two times in three, 53 ± 4 of 80.
const repetitions = 80, least = 69;

const tried = [
  "Gaussian, own law, 240 runs",
  "120 runs × 5 checkpoints, runs drawn",
  "weights: relative, 120 runs",
];
for (const design of intervalDesigns.filter(({ name }) => tried.includes(name))) {
  Deno.test(`interval(): 95 % hold the truth, or do not, as theory says: ${design.name}`, () => {
    const found = intervalCoverage(design, { repetitions, draws: 150, seed: 7000 });
    for (const { method, quantity, inside } of found) {
      const count = Math.round(repetitions * inside), what = `${method} of ${quantity}: ${count}`;
      if (design.hold.includes(method)) assert.ok(count >= least, what);
      if (design.fail?.includes(method)) assert.ok(count < least, what);
    }
  });
}

Deno.test("interval(): the designs that are tried here are those of the study", () => {
  assert.equal(intervalDesigns.filter(({ name }) => tried.includes(name)).length, tried.length);
});
