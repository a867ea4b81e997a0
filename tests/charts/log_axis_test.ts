import assert from "node:assert/strict";
import { label, logAxis, range, tidy } from "../../lib/charts/log_axis.ts";
import { textWidth } from "../../lib/charts/text_width.ts";

Deno.test("logAxis() labels decades of compute as people write them", () => {
  const axis = logAxis([1.4e18, 1.3e22], "flop", { pixels: 560 });
  assert.deepEqual(axis.labels, ["1e18", "1e19", "1e20", "1e21", "1e22"]);
  assert.ok(axis.domain[0] < 1.4e18 && axis.domain[1] > 1.3e22);
});

Deno.test("logAxis() skips decades where the labels would touch", () => {
  const axis = logAxis([1e18, 1e26], "flop", { pixels: 300 });
  assert.deepEqual(axis.labels, ["1e18", "1e20", "1e22", "1e24", "1e26"]);
  assert.ok(axis.minor.includes(1e19));
});

Deno.test("logAxis() labels steps within a decade when there are few", () => {
  const axis = logAxis([5.7e7, 1.6e10], "count", { pixels: 360, vertical: true });
  const steps = ["50 M", "100 M", "200 M", "500 M", "1 B", "2 B", "5 B", "10 B", "20 B"];
  assert.deepEqual(axis.labels, steps);
});

Deno.test("logAxis() gives all losses the same number of decimals", () => {
  assert.deepEqual(
    logAxis([2.05, 3.4], "loss", { pixels: 360, vertical: true }).labels,
    ["2.2", "2.4", "2.6", "2.8", "3.0", "3.2", "3.4"],
  );
});

Deno.test("logAxis() labels losses and ratios in even steps, and in steps of a decade beyond four", () => {
  const labels = (low: number, high: number, unit: "loss" | "ratio") =>
    logAxis([low, high], unit, { pixels: 300, vertical: true }).labels;
  assert.deepEqual(labels(2, 60, "loss"), ["2", "3", "5", "10", "20", "30", "50"]);
  assert.deepEqual(labels(0.8, 1.3, "ratio"), ["0.8", "0.9", "1.0", "1.1", "1.2", "1.3"]);
  assert.deepEqual(labels(2, 60, "ratio"), ["2", "3", "5", "10", "20", "30", "50"]);
});

Deno.test("logAxis() never crowds, whatever the range and the size", () => {
  for (const unit of ["flop", "count", "ratio", "loss"] as const) {
    for (const [low, high] of [[1, 1], [1, 1.02], [2, 5], [1, 1e3], [1e-2, 1e9], [1e17, 1e27]]) {
      for (const pixels of [60, 220, 560, 1200]) {
        const { domain, major, labels } = logAxis([low!, high!], unit, { pixels });
        assert.equal(labels.length, major.length);
        assert.ok(major.length >= 1);
        const place = (x: number) =>
          (pixels * Math.log(x / domain[0])) / Math.log(domain[1] / domain[0]);
        for (let i = 1; i < major.length; i++) {
          const room = place(major[i]!) - place(major[i - 1]!);
          assert.ok(room > textWidth(labels[i]!, 11) / 2 + textWidth(labels[i - 1]!, 11) / 2);
        }
      }
    }
  }
});

Deno.test("label() writes numbers without zeros that say nothing", () => {
  assert.deepEqual([1e21, 5.76e23, 2.5e9].map((x) => label(x, "flop")), [
    "1e21",
    "5.76e23",
    "2.5e9",
  ]);
  assert.deepEqual([1e8, 2.5e9, 7e10].map((x) => label(x, "count")), ["100 M", "2.5 B", "70 B"]);
  assert.deepEqual([20, 0.5, 1000, 20000].map((x) => label(x, "ratio")), [
    "20",
    "0.5",
    "1000",
    "20 k",
  ]);
});

Deno.test("range() leaves out what a logarithmic axis cannot show", () => {
  assert.deepEqual(range([3, NaN, -1, 0, Infinity, 7]), [3, 7]);
  assert.deepEqual(range([]), [1, 10]);
});

Deno.test("tidy() keeps six significant digits", () => {
  assert.equal(tidy(1.23456789e21), 1.23457e21);
});
