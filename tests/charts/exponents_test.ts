import assert from "node:assert/strict";
import { exponents } from "isoflop/charts";
import { publishedTable } from "isoflop/datasets";
import { fitLaw, fitValleys } from "isoflop/fit";
import { presetNamed } from "isoflop/laws";
import { simulatedRuns, sweep } from "./_gallery.ts";
import { layersOf, rowsOf } from "./_layers.ts";

Deno.test("exponents() draws Table 2 as it is printed", async () => {
  const table = await publishedTable("hoffmann_table_2");
  const chart = exponents(table);
  for (const [panel, term] of [[0, "a"], [1, "b"]] as const) {
    const [rule, bars, dots] = layersOf(chart, panel);
    assert.deepEqual(rowsOf(rule).map(({ half }) => half), [0.5]);
    assert.deepEqual(rowsOf(dots).map(({ value }) => value), table.map((row) => row[term]));
    // Kaplan's row has no interval.
    assert.deepEqual(
      rowsOf(bars).map(({ low, high }) => [low, high]),
      table.slice(0, 3).map((row) => [row[`${term}_low`], row[`${term}_high`]]),
    );
  }
  assert.deepEqual(chart.spec.title.subtitle, ["bars: 80 % intervals; vertical line: ½"]);
});

Deno.test("exponents() takes the intervals of fits at the level asked for", () => {
  const bootstrap = { draws: 40, seed: 1 };
  const valleys = fitValleys(sweep(), { bootstrap });
  const parametric = fitLaw(simulatedRuns(), undefined, { bootstrap });
  const chart = exponents([valleys, parametric], { level: 0.5 });
  for (const [panel, term] of [[0, "a"], [1, "b"]] as const) {
    for (const [i, fit] of [valleys, parametric].entries()) {
      const { value, low, high } = rowsOf(layersOf(chart, panel)[1])[i]!;
      const interval = fit.interval(term, 0.5)!;
      const drawn = [value, low, high], known = [fit.derived[term], interval.low, interval.high];
      known.forEach((x, k) => assert.equal(drawn[k], Number(x.toPrecision(6))));
    }
  }
  assert.equal(chart.spec.title.subtitle![1], "bars: 50 % intervals; vertical line: ½");
});

Deno.test("exponents() tells fits from what was published, whose intervals keep their level", () => {
  const fit = fitValleys(sweep(), { bootstrap: { draws: 40, seed: 1 } });
  const chart = exponents([fit, presetNamed("chinchilla:approach2")], { level: 0.95 });
  assert.equal(
    chart.spec.title.subtitle![1],
    "dots: fits; diamonds: published; bars: 95 and 80 % intervals; vertical line: ½",
  );
  const [, bars, dots] = layersOf(chart);
  assert.deepEqual(rowsOf(dots).map((row) => row.published), [false, true]);
  const { low, high, level } = rowsOf(bars)[1]!;
  assert.deepEqual([low, high, level], [0.462, 0.534, "80 %"]);
});

Deno.test("exponents() numbers fits of one name, one row each", () => {
  const fits = [fitValleys(sweep()), fitValleys(sweep())];
  assert.deepEqual(rowsOf(layersOf(exponents(fits)).at(-1)).map(({ name }) => name), [
    "Approach 2 1",
    "Approach 2 2",
  ]);
});

Deno.test("exponents() keeps apart rows of one name", async () => {
  const [row] = await publishedTable("hoffmann_table_2");
  const names = rowsOf(layersOf(exponents([row!, row!])).at(-1)).map(({ name }) => name);
  assert.equal(new Set(names).size, 2);
});

Deno.test("exponents() refuses nothing to compare, and a fit that has no frontier", () => {
  assert.throws(() => exponents([]), {
    name: "InputError",
    message: [
      "Cannot compare exponents",
      "  needed: at least one fit, preset or row of a published table",
      "  found: none",
    ].join("\n"),
  });
  const runs = simulatedRuns();
  const lost = fitLaw({ N: runs.N.map(() => 1e9), D: runs.D, loss: runs.loss });
  assert.throws(
    () => exponents([lost]),
    /^InputError: Cannot compare exponents\n[^]*found: .* = NaN in the fit to 49 runs \(not-identified: /,
  );
});
