import assert from "node:assert/strict";
import { linearChannel } from "../../lib/charts/linear_axis.ts";
import { thinned } from "../../lib/charts/thinned.ts";

Deno.test("thinned() keeps the ends and even steps of the logarithm between them", () => {
  const values = Array.from({ length: 1000 }, (_, i) => i + 1);
  const kept = thinned(values, 31);
  assert.equal(kept[0], 0);
  assert.equal(kept.at(-1), 999);
  assert.ok(kept.length <= 32 && kept.length >= 25, `${kept.length}`);
  // Where there are values enough, steps are a thirtieth of three decades, rounded to a value.
  const steps = kept.filter((i) => i > 50 && i < 900).map((i) => values[i]!);
  for (const [i, x] of steps.slice(1).entries()) {
    assert.ok(Math.abs(Math.log10(x / steps[i]!) - 0.1) < 0.02, `${steps[i]} to ${x}`);
  }
});

Deno.test("thinned() keeps everything where there is little", () => {
  assert.deepEqual(thinned([1, 10, 100], 3), [0, 1, 2]);
  assert.deepEqual(thinned([], 3), []);
});

Deno.test("linearChannel() has round steps, written as people write them", () => {
  const axis = (domain: [number, number], unit: "count" | "ratio") =>
    linearChannel(domain, unit, "title").axis;
  assert.deepEqual(axis([0, 8e9], "count").values, [0, 2e9, 4e9, 6e9, 8e9]);
  assert.match(axis([0, 8e9], "count").labelExpr, /^\["0","2 B","4 B","6 B","8 B"\]/);
  assert.deepEqual(axis([0, 1], "ratio").values, [0, 0.2, 0.4, 0.6, 0.8, 1]);
  assert.deepEqual(axis([0, 2.4e11], "count").values, [0, 5e10, 1e11, 1.5e11, 2e11]);
  assert.deepEqual(axis([1.6e9, 8e9], "count").values, [2e9, 4e9, 6e9, 8e9]);
  assert.deepEqual(linearChannel([1.6e9, 8e9], "count", "title").scale.domain, [1.6e9, 8e9]);
});
