// Standard errors and intervals, held against textbooks and against refits of another kind.
import assert from "node:assert/strict";
import {
  chinchilla,
  defineLaw,
  Fit,
  fitLaw,
  type FitOptions,
  grid,
  huberLog,
  presetNamed,
  type Runs,
  simulate,
  squared,
  squaredLog,
} from "isoflop";
import { studentT } from "../../lib/numeric/student_t.ts";
import { assertClose, assertNear, assertRefuses } from "../support/agree.ts";

const line = defineLaw({
  name: "line",
  coefNames: ["a", "b"],
  regressors: ["x"],
  response: "y",
  predict: ({ a, b }, { x }) => a + b * x,
});
const x = Array.from({ length: 14 }, (_, i) => i + 0.3 * Math.sin(5 * i));
// A fixed pattern stands for noise.
const y = x.map((v, i) => 2 - 0.4 * v + 0.1 * Math.sin(2.4 * i * i) * (1 + v / 5));
const lineFit = (rows = x.map((_, i) => i), run?: string[]) => {
  const data = { x: rows.map((i) => x[i]!), y: rows.map((i) => y[i]!) };
  const runs = run ? { ...data, run: rows.map((i) => run[i]!) } : data;
  return fitLaw(runs as typeof data, line, { objective: squared() });
};

/** Σ(x − x̄)², Σx² and σ̂² of a straight line. */
function textbook() {
  const n = x.length, mean = x.reduce((all, v) => all + v, 0) / n;
  const spread = x.reduce((all, v) => all + (v - mean) ** 2, 0);
  const slope = x.reduce((all, v, i) => all + (v - mean) * y[i]!, 0) / spread;
  const middle = y.reduce((all, v) => all + v, 0) / n;
  const left = x.reduce((all, v, i) => all + (y[i]! - middle - slope * (v - mean)) ** 2, 0);
  const variance = left / (n - 2), squares = x.reduce((all, v) => all + v * v, 0);
  return {
    slope,
    bb: variance / spread,
    aa: variance * squares / (n * spread),
    ab: -variance * mean / spread,
  };
}

Deno.test("stdError(), wald: σ̂² (XᵀX)⁻¹ of a straight line", () => {
  const { aa, ab, bb } = textbook();
  const { matrix } = lineFit().covariance!;
  // Sums of fourteen products.
  assertClose(matrix[0]![0]!, aa, 1e-10);
  assertClose(matrix[0]![1]!, ab, 1e-10);
  assertClose(matrix[1]![1]!, bb, 1e-10);
});

for (const size of [1, 2]) {
  const unit = size === 1 ? "rows" : "runs of two checkpoints";
  Deno.test(`stdError(), sandwich: the jackknife of actual refits of a straight line, ${unit}`, () => {
    const run = size === 1 ? undefined : x.map((_, i) => `${Math.floor(i / size)}`);
    const whole = lineFit(undefined, run);
    const groups = x.length / size;
    const moves = Array.from({ length: groups }, (_, g) => {
      const { coef } = lineFit(x.flatMap((_, i) => Math.floor(i / size) === g ? [] : [i]));
      return [coef.a - whole.coef.a, coef.b - whole.coef.b] as const;
    });
    const { matrix } = whole.covarianceOf("sandwich")!;
    for (const [i, j] of [[0, 0], [0, 1], [1, 1]] as const) {
      const expected = (groups - 1) / groups * moves.reduce((all, m) => all + m[i]! * m[j]!, 0);
      // To first order is to all orders: the law is linear.
      assertClose(matrix[i]![j]!, expected, 1e-8);
    }
  });
}

Deno.test("interval(), profile: the exact t interval of a straight line", () => {
  const { slope, bb } = textbook();
  const { low, high } = lineFit().interval("b", 0.95, "profile")!;
  const reach = studentT(0.975, x.length - 2) * Math.sqrt(bb);
  assertClose(low, slope - reach, 1e-6);
  assertClose(high, slope + reach, 1e-6);
});

const design = grid({ N: [1e8, 3e8, 1e9, 3e9, 1e10], D: [2e9, 6e9, 2e10, 6e10, 2e11] });
const noisy = (seed = 1): Runs =>
  simulate(presetNamed("chinchilla:epoch"), design, { noise: 0.005, seed });
const objective = squaredLog();

Deno.test("interval(), profile: refits with alpha held at an end rise by t² of σ̂²", () => {
  const fit = fitLaw(noisy(), chinchilla, { objective });
  const { low, high } = fit.interval("alpha", 0.95, "profile")!;
  const degrees = fit.n - 5, limit = studentT(0.975, degrees) ** 2;
  for (const end of [low, high]) {
    const held = fitLaw(noisy(), chinchilla, { objective, coefs: { alpha: { fixed: end } } });
    // The ends are found to 1e-4 of z, the root of the rise.
    assertClose((held.value - fit.value) / (fit.value / degrees), limit, 3e-4);
  }
});

Deno.test("interval(), profile: a derived a is the a of the law written with it", () => {
  const fit = fitLaw(noisy(), chinchilla, { objective });
  const written = defineLaw({
    name: "with a",
    coefNames: ["E", "A", "B", "a", "sum"],
    regressors: ["N", "D"],
    predict: ({ E, A, B, a, sum }, { N, D }) => E + A * N ** (-(1 - a) * sum) + B * D ** (-a * sum),
    rules: {
      E: { positive: true },
      A: { positive: true },
      B: { positive: true },
      a: { low: 0, high: 1 },
      sum: { low: 0, high: 6 },
    },
  });
  const { N, D, loss } = noisy();
  const other = fitLaw({ N, D, loss }, written, { objective });
  const derived = fit.interval("a", 0.95, "profile")!, own = other.interval("a", 0.95, "profile")!;
  // 1e-4 of z each, of a half-width of about .03.
  assertNear(derived.low, own.low, 2e-5);
  assertNear(derived.high, own.high, 2e-5);
});

Deno.test("interval(), profile: a floor that the runs do not show is open below", () => {
  const law = defineLaw({
    name: "floor",
    coefNames: ["E", "K", "gamma"],
    regressors: ["C"],
    predict: ({ E, K, gamma }, { C }) => E + K * C ** -gamma,
    rules: { E: { positive: true }, K: { positive: true }, gamma: { low: 0, high: 3 } },
  });
  const C = Array.from({ length: 20 }, (_, i) => 1e18 * 1.3 ** i);
  const loss = C.map((c, i) =>
    law.predict({ E: 0.5, K: 12, gamma: 0.05 }, { C: c }) *
    Math.exp(0.004 * Math.sin(2.4 * i * i))
  );
  const fit = fitLaw({ C, loss }, law, { objective });
  const interval = fit.interval("E", 0.95, "profile");
  assert(interval, `no interval: ${fit.status}`);
  assert.ok(interval.open?.includes("low"), JSON.stringify(interval));
  assert.equal(interval.low, 0);
});

const sds = Array.from({ length: 25 }, (_, i) => [0.003, 0.006, 0.012][i % 3]!);
const counts = Array.from({ length: 25 }, (_, i) => 1 + i % 3);
const weighted = (meaning: NonNullable<FitOptions["weights"]>["meaning"], values: number[]) =>
  fitLaw(noisy(), chinchilla, { objective, weights: { meaning, values } });
const times10 = (values: number[]) => values.map((v) => 10 * v);

// The table of LsqFit.jl's documentation, which its weights leave open.
for (const method of ["wald", "sandwich"] as const) {
  Deno.test(`stdError(), ${method}: relative weights have no scale`, () => {
    const fit = weighted("relative", counts), other = weighted("relative", times10(counts));
    // Newton's method ends 3e-7 standard errors from the minimum at most.
    assertClose(other.coef.alpha, fit.coef.alpha, 1e-7);
    assertClose(other.stdError("alpha", method)!, fit.stdError("alpha", method)!, 1e-7);
  });
}

Deno.test("interval(), profile: relative weights have no scale, and ones are none", () => {
  const plain = fitLaw(noisy(), chinchilla, { objective });
  const ones = weighted("relative", counts.map(() => 1));
  const tens = weighted("relative", counts.map(() => 10));
  for (const fit of [ones, tens]) {
    for (const method of ["profile", "wald", "sandwich"] as const) {
      const interval = fit.interval("alpha", 0.95, method)!;
      const expected = plain.interval("alpha", 0.95, method)!;
      assertNear(interval.low, expected.low, 1e-6, method);
      assertNear(interval.high, expected.high, 1e-6, method);
    }
  }
});

Deno.test("stdError(): ten times the counts are ten times the runs", () => {
  const fit = weighted("count", counts), other = weighted("count", times10(counts));
  assert.equal(other.data.rows, fit.data.rows);
  const runs = counts.reduce((all, v) => all + v, 0);
  // σ̂² has n − p below it, which is not ten times as much.
  const share = Math.sqrt((runs - 5) / (10 * runs - 5));
  assertClose(other.stdError("alpha", "wald")! / fit.stdError("alpha", "wald")!, share, 1e-7);
});

Deno.test("stdError(): ten times the known standard deviations are ten times the error", () => {
  const fit = weighted("known-sd", sds), other = weighted("known-sd", times10(sds));
  assertClose(other.stdError("alpha", "wald")! / fit.stdError("alpha", "wald")!, 10, 1e-7);
  assertClose(other.coef.alpha, fit.coef.alpha, 1e-8);
});

/** Rows repeated as often as they count. */
function repeated() {
  const { N, D, loss } = noisy();
  const rows = counts.flatMap((count, i) => new Array<number>(count).fill(i));
  const of = (column: Float64Array) => rows.map((i) => column[i]!);
  return { N: of(N), D: of(D), loss: of(loss) };
}

Deno.test("fitLaw() with counts is the fit of repeated rows, whatever the method", () => {
  const fit = weighted("count", counts), long = fitLaw(repeated(), chinchilla, { objective });
  assertClose(fit.coef.alpha, long.coef.alpha, 1e-9);
  for (const method of ["wald", "sandwich"] as const) {
    assertClose(fit.stdError("beta", method)!, long.stdError("beta", method)!, 1e-7, method);
  }
  for (const method of ["wald", "sandwich", "profile"] as const) {
    const interval = fit.interval("beta", 0.95, method)!;
    assertNear(interval.low, long.interval("beta", 0.95, method)!.low, 1e-6, method);
  }
});

Deno.test("fitLaw() with counts draws the runs that they stand for", () => {
  const bootstrap = { draws: 40, seed: 3 };
  const weights = { meaning: "count", values: counts } as const;
  const fit = fitLaw(noisy(), chinchilla, { objective, weights, bootstrap });
  const long = fitLaw(repeated(), chinchilla, { objective, bootstrap });
  fit.draws!.coef.alpha.forEach((v, i) => assertClose(v, long.draws!.coef.alpha[i]!, 1e-7));
});

Deno.test("Fit.fromJSON(): wald and sandwich are kept, a profile is refused", () => {
  const fit = fitLaw(noisy(), chinchilla, { objective: huberLog() });
  const saved = Fit.fromJSON(JSON.parse(JSON.stringify(fit)));
  for (const method of ["wald", "sandwich"] as const) {
    assert.deepEqual(saved.interval("a", 0.9, method), fit.interval("a", 0.9, method));
  }
  assertRefuses(() => saved.interval("a", 0.95, "profile"), [
    "Cannot profile a coefficient of this fit",
    "  needed: the runs, for refits",
    "  found: a fit that was read from a file",
    "  cure: fit the runs again",
  ]);
});

Deno.test("fitLaw() counts draws that determine nothing, and leaves them NaN", () => {
  const law = defineLaw({
    name: "floor",
    coefNames: ["E", "K", "gamma"],
    regressors: ["C"],
    predict: ({ E, K, gamma }, { C }) => E + K * (C / 1e19) ** -gamma,
    rules: { E: { positive: true }, K: { positive: true }, gamma: { low: 0, high: 3 } },
  });
  const C = [1e18, 1e19, 1e20, 1e21, 1e22, 1e23];
  const loss = C.map((c) => law.predict({ E: 1.8, K: 1, gamma: 0.2 }, { C: c }));
  const run = ["a", "b", "c", "d", "e", "f"];
  const runs = { C, loss, run } as unknown as { C: number[]; loss: number[] };
  const fit = fitLaw(runs, law, { objective, bootstrap: { draws: 400, seed: 1 } });
  const { count, converged, coef } = fit.draws!;
  const lost = coef.E.filter(Number.isNaN).length;
  assert.equal(count - converged, lost);
  // Six draws of six have 1 or 2 distinct ones with probability 936/46656, eight of 400.
  assert.ok(lost >= 1 && lost <= 20, `${lost} lost`);
  assert.match(fit.toString(), new RegExp(`${lost}`));
});
