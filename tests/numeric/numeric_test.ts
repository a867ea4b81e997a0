import assert from "node:assert/strict";
import {
  choleskySolve,
  conditioning,
  exp,
  line,
  log,
  median,
  normalQuantile,
  quantiles,
  stream,
  studentT,
} from "isoflop/numeric";
import { choleskySolve5 } from "../../lib/numeric/cholesky.ts";
import { assertClose, assertNear } from "../support/agree.ts";

Deno.test("exp() agrees with Math.exp to 5e-16", () => {
  for (let x = -690; x < 690; x += 0.0137) assertClose(exp(x), Math.exp(x), 5e-16, `exp(${x})`);
  assert.equal(exp(0), 1);
});

Deno.test("exp() stays finite beyond ±700", () => {
  assert.equal(exp(1e6), exp(700));
  assert.equal(exp(-1e6), exp(-700));
});

Deno.test("log() agrees with Math.log to 3e-16", () => {
  for (let u = 0.5; u < 2; u += 1e-4) assertNear(log(u), Math.log(u), 3e-16, `log(${u})`);
});

// numpy.percentile([3, 1, 4, 1, 5, 9, 2, 6], [2.5, 50, 97.5]), NumPy 1.24.
Deno.test("quantiles() agrees with numpy.percentile", () => {
  const found = quantiles([3, 1, 4, 1, 5, 9, 2, 6], [0.025, 0.5, 0.975]);
  [1, 3.5, 8.475].forEach((expected, i) => assertNear(found[i]!, expected, 1e-12));
});

Deno.test("quantiles() leaves NaN out and counts infinities", () => {
  assert.equal(median([NaN, 1, 2, 3]), 2);
  assert.deepEqual(quantiles([1, Infinity, Infinity], [0, 0.5, 1]), [1, Infinity, Infinity]);
  assert.ok(Number.isNaN(median([])));
});

// scipy.stats.t.ppf, SciPy 1.10. jStat stops refining at 1e-8, five digits more than an interval needs.
Deno.test("normalQuantile() agrees with scipy.stats.norm.ppf", () => {
  for (const [p, expected] of [[0.975, 1.959963984540054], [0.9, 1.2815515655446004], [0.5, 0]]) {
    assert(Math.abs(normalQuantile(p!) - expected!) < 1e-14, `${p}: ${normalQuantile(p!)}`);
  }
});

Deno.test("studentT() agrees with scipy.stats.t.ppf", () => {
  assertClose(studentT(0.975, 235), 1.970110062267077, 5e-8);
  assertClose(studentT(0.95, 3), 2.3533634348018264, 5e-8);
  assertClose(studentT(0.975, 1), 12.706204736432095, 5e-8);
});

// numpy.random.seed(42); numpy.random.choice(numpy.arange(240), 6), NumPy 1.24.
Deno.test("stream() replays NumPy's legacy choice", () => {
  const draw = stream("numpy", 42);
  assert.deepEqual(Array.from({ length: 6 }, () => draw(240)), [102, 179, 92, 14, 106, 71]);
});

Deno.test("stream() draws every value about equally often", () => {
  for (const name of ["isoflop", "numpy"] as const) {
    const draw = stream(name, 1);
    const times = new Float64Array(6);
    for (let i = 0; i < 60_000; i++) times[draw(6)]!++;
    // Five standard deviations of a count of 10 000.
    for (const count of times) assertNear(count, 10_000, 460, name);
  }
});

Deno.test("choleskySolve() and choleskySolve5() solve a positive definite system", () => {
  const { matrix, rhs, solution } = system();
  for (
    const solve of [
      choleskySolve5,
      (m: Float64Array, b: Float64Array, x: Float64Array) => choleskySolve(m, 5, b, x),
    ]
  ) {
    const x = new Float64Array(5);
    assert.ok(solve(matrix.slice(), rhs, x));
    x.forEach((value, i) => assertNear(value, solution[i]!, 1e-12));
  }
});

Deno.test("choleskySolve() and choleskySolve5() refuse what is not positive definite", () => {
  for (const entry of [0, 6, 12, 18, 24]) {
    const { matrix, rhs } = system();
    matrix[entry] = -1;
    assert.ok(!choleskySolve(matrix.slice(), 5, rhs, new Float64Array(5)));
    assert.ok(!choleskySolve5(matrix.slice(), rhs, new Float64Array(5)));
  }
});

/** M = R Rᵀ + I for a fixed R, so positive definite, and a right side with a known solution. */
function system() {
  const matrix = new Float64Array(25), rhs = new Float64Array(5);
  const solution = [1, -2, 3, -4, 5];
  const R = (i: number, j: number) => Math.sin(3 * i + 5 * j);
  for (let i = 0; i < 5; i++) {
    for (let j = 0; j < 5; j++) {
      matrix[5 * i + j] = i === j ? 1 : 0;
      for (let k = 0; k < 5; k++) matrix[5 * i + j]! += R(i, k) * R(j, k);
      rhs[i]! += matrix[5 * i + j]! * solution[j]!;
    }
  }
  return { matrix, rhs, solution };
}

// numpy.polyfit([1, 2, 3, 5], [2, 4, 6.5, 9], 1).
Deno.test("line() agrees with numpy.polyfit", () => {
  const { slope, intercept } = line([1, 2, 3, 5], [2, 4, 6.5, 9]);
  assertClose(slope, 1.7571428571428573, 1e-12);
  assertClose(intercept, 0.5428571428571421, 1e-12);
});

Deno.test("conditioning() refuses columns that are not independent", () => {
  assert.equal(conditioning([[1, 2], [2, 4], [3, 6]]), null);
  assert.equal(conditioning([[1, 0], [2, 0], [3, 0]]), null);
});

// numpy.linalg.inv(J.T @ J) of J = [[1, 1], [1, 2], [1, 4]].
Deno.test("conditioning() gives (JᵀJ)⁻¹", () => {
  const { inverse } = conditioning([[1, 1], [1, 2], [1, 4]])!;
  [[1.5, -0.5], [-0.5, 3 / 14]].forEach((row, i) =>
    row.forEach((value, j) => assertNear(inverse[i]![j]!, value, 1e-12))
  );
});
