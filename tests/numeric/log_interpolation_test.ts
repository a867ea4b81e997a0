import assert from "node:assert/strict";
import { interpolateLogLog } from "isoflop/numeric";

Deno.test("interpolateLogLog() is exact for power laws", () => {
  const power = (x: number) => 406.4 * x ** -0.34;
  const x = Array.from({ length: 9 }, (_, i) => 1e7 * 10 ** (i / 2));
  const at = Array.from({ length: 200 }, (_, i) => 1e7 * 10 ** ((4 * i) / 199.5));
  const y = interpolateLogLog(x, x.map(power), at);
  // A handful of roundings in logarithms of numbers up to 400.
  at.forEach((wanted, i) => assert.ok(Math.abs(y[i]! / power(wanted) - 1) < 1e-14, `${wanted}`));
});

Deno.test("interpolateLogLog() gives the points themselves to the last bit, in any order", () => {
  const x = [0.1, 0.3, 7, 1e21];
  const y = [3.1, 2.9, 2.95, 0.7];
  assert.deepEqual(
    Array.from(interpolateLogLog(x, y, [1e21, 0.1, 7, 0.3, 7])),
    [0.7, 3.1, 2.95, 2.9, 2.95],
  );
  assert.deepEqual(Array.from(interpolateLogLog([5], [2], [5, 4.999, 5.001])), [2, NaN, NaN]);
});

Deno.test("interpolateLogLog() is a straight line between neighbours, and NaN outside", () => {
  // In logarithms to base ten: (0, 0), (2, 4), (4, 4).
  const y = interpolateLogLog([1, 1e2, 1e4], [1, 1e4, 1e4], [10, 1e3, 0.99, 1.01e4, NaN]);
  // One exponential and two logarithms.
  assert.ok(Math.abs(y[0]! / 100 - 1) < 1e-14 && Math.abs(y[1]! / 1e4 - 1) < 1e-14);
  assert.deepEqual(Array.from(y.subarray(2)), [NaN, NaN, NaN]);
});

Deno.test("interpolateLogLog() refuses what has no logarithm or no order", () => {
  const cases: [x: number[], y: number[], needed: string, found: string][] = [
    [[], [], "as many x as y, at least one", "0 x and 0 y"],
    [[1, 2], [1], "as many x as y, at least one", "2 x and 1 y"],
    [[0, 2], [1, 1], "x > 0 at every point", "0 at point 0"],
    [[1, 2], [1, -1], "y > 0 at every point", "-1 at point 1"],
    [[1, 2], [1, NaN], "y > 0 at every point", "NaN at point 1"],
    [[1, 1], [1, 2], "x that increases", "1 after 1 at point 1"],
    [[2, 1], [1, 2], "x that increases", "1 after 2 at point 1"],
  ];
  for (const [x, y, needed, found] of cases) {
    assert.throws(() => interpolateLogLog(x, y, [1]), {
      message: `Cannot interpolate in logarithms\n  needed: ${needed}\n  found: ${found}`,
    });
  }
});
