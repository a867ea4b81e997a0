// Approach 2 on sweeps whose answer is known: the bias of the parabola as Czech et al. (2026)
// published it, Llama 3's line, and runs made for each way in which a valley can fail.
import assert from "node:assert/strict";
import {
  allocate,
  chinchilla,
  fitFromJSON,
  fitLaw,
  fitValleys,
  FrontierFit,
  grid,
  type MinimumStatus,
  type Preset,
  presetNamed,
  sideBySide,
  simulate,
} from "isoflop";
import { assertClose, assertNear } from "../support/agree.ts";
import { sweep, tokensOff } from "../support/isoflop_sweep.ts";
import { testOnPublicRuns } from "../support/public_data.ts";

const hoffmann = { E: 1.69, A: 406.4, B: 410.7 };
const symmetric = { E: 1.69, A: 400, B: 400, alpha: 0.31, beta: 0.31 };
const printed = { ...hoffmann, alpha: 0.34, beta: 0.28 };
const lopsided = { ...hoffmann, alpha: 0.465, beta: 0.155 };

// Error of D*(1e24) in percent for sizes within ±2, 4, 8 and 16 times the best.
const published = [
  [".34/.28", printed, [-0.326938, -1.301125, -2.902905, -5.100245]],
  [".465/.155", lopsided, [-1.674748, -6.497779, -13.910419, -23.116308]],
] as const;
for (const [name, coef, errors] of published) {
  [2, 4, 8, 16].forEach((k, i) => {
    const within = 6e-7; // the numbers are printed with six decimals
    Deno.test(`fitValleys() misses D*(1e24) on ${name}, ±${k}×, by the published percentage`, () => {
      const fit = fitValleys(sweep(coef, { k }));
      assert.equal(fit.status, "converged");
      assertNear(tokensOff(fit.minima, coef, 1e24), errors[i]!, within);
      // The exponent is right; all of the error is in the coefficient.
      assertNear(fit.derived.b, coef.alpha / (coef.alpha + coef.beta), 1e-9);
    });
    Deno.test(`bias of ${name}, ±${k}×, is reported without knowing the law`, () => {
      const { bias } = fitValleys(sweep(coef, { k }));
      const { C, percent } = bias!.dAt.at(-1)!;
      assert.equal(C, 1e24);
      assertNear(percent, errors[i]!, 1e-5); // the refit of noise-free runs has its own rounding
      assertNear(bias!.alpha, coef.alpha, 1e-6);
      assertNear(bias!.beta, coef.beta, 1e-6);
      assertClose(bias!.width!, k, 1e-9);
      assertNear(bias!.a, 0, 1e-7);
    });
  });
}

Deno.test("fitValleys() is exact on a symmetric law, at every width", () => {
  for (const k of [2, 4, 8, 16]) {
    const fit = fitValleys(sweep(symmetric, { k }));
    assertNear(tokensOff(fit.minima, symmetric, 1e24), 0, 1e-9);
    assertNear(fit.bias!.dAt[0]!.percent, 0, 1e-6);
  }
});

Deno.test("fitValleys() gets the exponent wrong where the sizes drift off the best", () => {
  // Published: D*(1e24) off by +5.1712, +3.6979 and +1.6891 % for ±4, 8 and 16×.
  for (const [k, off] of [[4, 5.1712], [8, 3.6979], [16, 1.6891]] as const) {
    const runs = sweep(symmetric, { k, offset: 1, offsetAtLast: 3 });
    const fit = fitValleys(runs);
    assertNear(tokensOff(fit.minima, symmetric, 1e24), off, 6e-5);
    assert.ok(fit.bias!.b > 0.001, `${fit.bias!.b}`);
    assertNear(fit.bias!.dAt.at(-1)!.percent, off, 6e-5);
  }
});

Deno.test("a spline has less of the parabola's bias, and none of its steadiness", () => {
  const runs = sweep(lopsided, { k: 8 });
  const parabola = fitValleys(runs), spline = fitValleys(runs, { minimum: "spline" });
  // Between 15 knots Akima's cubics are not the law either: .77 %, and .18 % with 31 knots.
  assert.ok(Math.abs(tokensOff(spline.minima, lopsided, 1e24)) < 0.8);
  assert.ok(Math.abs(tokensOff(parabola.minima, lopsided, 1e24)) > 13);
  assert.ok(spline.minima.every(({ curvature }) => curvature === null));

  const noisy = simulate({ law: chinchilla, coef: symmetric }, sweep(symmetric, { k: 8 }), {
    noise: 0.003,
    seed: 1,
  });
  const bootstrap = { draws: 300, seed: 1 };
  const wide = fitValleys(noisy, { minimum: "spline", bootstrap });
  const narrow = fitValleys(noisy, { bootstrap });
  assert.ok(wide.stdError("a")! > 1.5 * narrow.stdError("a")!);
});

testOnPublicRuns(
  "isoflop-experiments",
  "fitValleys() finds Llama 3's vertices and the line through them",
  (all) => {
    const fit = fitValleys(all.where("experiment=llama_3__raw_loss"));
    const vertices = [
      ...[4.408e9, 5.135e9, 7.558e9, 1.153e10, 1.532e10],
      ...[2.531e10, 4.097e10, 5.46e10, 9.817e10, 2.382e11],
    ];
    fit.minima.forEach(({ D }, i) => assertClose(D!, vertices[i]!, 5e-4, `vertex ${i + 1}`));
    assertNear(fit.frontier.D.exponent, 0.53678, 5e-6);
    assertNear(Math.log10(fit.frontier.D.coef), -0.52381, 1e-4);
    // The preset has the five digits above: five millionths of the exponent are .0003 here.
    const tokens = ({ frontier: { D } }: Pick<Preset, "frontier">) => D.coef * 3.8e25 ** D.exponent;
    assertClose(tokens(presetNamed("llama3:refit")), tokens(fit), 4e-4, "at 3.8e25 FLOP");
  },
);

/** Two good valleys, and one whose losses are given. */
function beside(third: { N: number[]; loss: number[] }) {
  const C = [1e18, 1e19].flatMap((budget) => Array(5).fill(budget) as number[]);
  const best = chinchilla.frontier(symmetric).N;
  const N = C.map((c, i) => best.coef * c ** best.exponent * 2 ** (i % 5 - 2));
  const loss = N.map((n, i) => chinchilla.predict(symmetric, { N: n, D: C[i]! / (6 * n) }));
  const all = {
    N: [...N, ...third.N],
    C: [...C, ...third.N.map(() => 1e20)],
    loss: [...loss, ...third.loss],
  };
  return { ...all, D: all.N.map((n, i) => all.C[i]! / (6 * n)) };
}

const failures: [MinimumStatus, string, { N: number[]; loss: number[] }][] = [
  ["too-few-points", "2 model sizes, and a parabola needs 3", {
    N: [1e9, 2e9],
    loss: [2.6, 2.6],
  }],
  ["too-few-points", "1 model size, and a parabola needs 3", {
    N: [1e9, 1e9, 1e9, 1e9],
    loss: [2.6, 2.61, 2.59, 2.6],
  }],
  ["negative-curvature", "the parabola opens downwards", {
    N: [1e9, 2e9, 4e9, 8e9],
    loss: [2.6, 2.65, 2.65, 2.6],
  }],
  ["outside-range", "the vertex at 32.0 B is at or above the largest model of 1.00 B – 8.00 B", {
    N: [1e9, 2e9, 4e9, 8e9],
    loss: [2.75, 2.66, 2.59, 2.54],
  }],
  ["flat", "the valley is flat: a curvature of", {
    N: [1e9, 2e9, 4e9, 8e9, 16e9],
    loss: [2.602, 2.6, 2.603, 2.6, 2.602],
  }],
];
for (const [status, message, third] of failures) {
  Deno.test(`a valley is ${status}: ${message}`, () => {
    const fit = fitValleys(beside(third));
    const last = fit.minima.at(-1)!;
    assert.equal(last.status, status);
    assert.ok(last.message.startsWith(message), last.message);
    // It stays out of the lines, and they are the exact ones of the other two.
    assert.equal(fit.status, "converged");
    assertNear(fit.derived.a, 0.5, 1e-9);
    assert.match(fit.message, new RegExp(`left out of the lines: 1\\.00e20 FLOP \\(${status}\\)`));
    assert.match(fit.message, /two minima give a line, and nothing to judge it by/);
    assert.equal(fit.interval("a"), null);
  });
}

Deno.test("fewer than two minima are a status with the commonest reason, not an exception", () => {
  const worst = (status: MinimumStatus) => failures.find(([name]) => name === status)![2];
  for (
    const [status, verdict] of [
      ["outside-range", "bound"],
      ["flat", "flat"],
      ["negative-curvature", "not-identified"],
    ] as const
  ) {
    const { N, loss } = worst(status);
    const C = [1e20, 1e21].flatMap((budget) => N.map(() => budget));
    const sizes = [...N, ...N], losses = [...loss, ...loss];
    const D = sizes.map((n, i) => C[i]! / (6 * n));
    const fit = fitValleys({ N: sizes, D, C, loss: losses });
    assert.equal(fit.status, verdict);
    assert.match(fit.message, /^no budget has a minimum inside its sizes/);
    assert.ok(Number.isNaN(fit.derived.a));
    assert.equal(fit.draws, null);
    assert.equal(fit.bias, null);
    assert.throws(() => allocate(fit, { C: 1e22 }), /needed: a fit with a power law/);
  }
});

Deno.test("budgets may be given: runs join the nearest within 12 %, and the rest are counted", () => {
  const runs = sweep(printed, { k: 4, sizes: 7 });
  const jittered = runs.C.map((c, i) => c * (1 + 0.01 * (i % 3 - 1)));
  const stray = {
    N: [...runs.N, 1e8],
    D: [...runs.D, 5e8],
    C: [...jittered, 3e17],
    loss: [...runs.loss, 4],
  };
  const fit = fitValleys(stray, { budgets: [1e17, 1e18, 1e19, 1e20, 1e21] });
  assert.deepEqual(fit.minima.map(({ C }) => C), [1e17, 1e18, 1e19, 1e20, 1e21]);
  assert.match(fit.message, /1 run belongs to no budget/);
});

const noisy = simulate(
  presetNamed("chinchilla:epoch"),
  grid({
    N: Array.from({ length: 16 }, (_, i) => 3e7 * 1.6 ** i),
    C: [6e18, 3e19, 1e20, 6e20, 3e21],
    tokensPerParameter: [2, 300],
  }),
  { noise: 0.004, seed: 5 },
);

Deno.test("a bootstrap of valleys repeats to the digit, and another seed does not", () => {
  const draws = (seed: number) =>
    fitValleys(noisy, { bootstrap: { draws: 50, seed } }).draws!.N.exponent;
  assert.deepEqual(draws(1), draws(1));
  assert.notDeepEqual(draws(1), draws(2));
});

Deno.test("an Approach-2 fit survives JSON with its draws, its bias and its report", () => {
  const fit = fitValleys(noisy, { bootstrap: { draws: 50, seed: 1 } });
  const again = fitFromJSON(JSON.parse(JSON.stringify(fit)));
  assert.ok(again instanceof FrontierFit);
  assert.equal(again.toString(), fit.toString());
  assert.deepEqual(again.draws, fit.draws);
  assert.deepEqual(JSON.stringify(again), JSON.stringify(fit));
});

Deno.test("plans take a frontier fit: every number has an interval, a loss there is none", () => {
  const fit = fitValleys(noisy, { bootstrap: { draws: 200, seed: 1 } });
  const plan = allocate(fit, { C: 5.76e23 });
  const { N } = fit.frontier;
  assertClose(plan.N, N.coef * 5.76e23 ** N.exponent, 1e-12);
  assert.ok(plan.intervals!.N!.low < plan.N && plan.N < plan.intervals!.N!.high);
  assert.equal(plan.loss, null);
  assert.ok(plan.notes.some((note) => note.includes("190 times the largest")));
});

Deno.test("sideBySide() sets approaches beside each other by what they share", () => {
  const text = sideBySide({ "this sweep": fitValleys(noisy), "its law": fitLaw(noisy) }).toString();
  assert.match(text, /approach +rows +a +95 % +b +95 % +status/);
  assert.match(text, /this sweep +Approach 2 /);
  assert.match(text, /its law +Approach 3 /);
});

Deno.test("exponents that do not add up to 1 are pointed out", () => {
  // The stated budget grows faster than 6ND, as where small models' FLOP are not 6ND.
  const runs = sweep(symmetric, { k: 4, sizes: 7 });
  const fit = fitValleys({ ...runs, C: runs.C.map((c) => c * (c / 1e19) ** 0.05) });
  assertNear(fit.derived.a + fit.derived.b, 1 / 1.05, 1e-9);
  assert.match(fit.toString(), /a \+ b = 0\.9524, not 1: the budgets are not 6ND of their runs\./);
});

Deno.test("what cannot be had is null, in the report a dash, and stays so through JSON", () => {
  // Straight losses have no lowest point that a number reaches; equal ones have none at all.
  for (const third of [{ slope: 0.01, curve: 1e-16 }, { slope: 0, curve: 0 }]) {
    const N = [1e9, 2e9, 4e9, 8e9, 16e9];
    const loss = N.map((n) =>
      2.6 + third.slope * Math.log(n / 4e9) + third.curve * Math.log(n) ** 2
    );
    const fit = fitValleys(beside({ N, loss }));
    const last = fit.minima.at(-1)!;
    assert.notEqual(last.status, "converged");
    for (const value of [last.N, last.D, last.loss]) {
      assert.ok(value === null || (value > 0 && value < Infinity), `${value}`);
    }
    const again = fitFromJSON(JSON.parse(JSON.stringify(fit)));
    assert.equal(again.toString(), fit.toString());
    assert.doesNotMatch(fit.toString(), /NaN|∞|undefined/);
  }
});

Deno.test("a bootstrap that cannot be made says why in the message", () => {
  // Tokens that rise with N along every budget: no law has its optimum there.
  const N = [1e8, 2e8, 4e8, 1e8, 2e8, 4e8], C = [1e19, 1e19, 1e19, 1e20, 1e20, 1e20];
  const D = N.map((n) => 20 * n * (n === 2e8 ? 1.001 : 1));
  const loss = [3.1, 3, 3.1, 2.9, 2.8, 2.9];
  const fit = fitValleys({ N, D, C, loss }, { bootstrap: { draws: 20, seed: 1 } });
  assert.equal(fit.draws, null);
  assert.equal(fit.bias, null);
  assert.match(fit.message, /; no draws: an Approach-3 fit of the same runs is /);
  assert.match(fit.toString(), /No bias report: an Approach-3 fit of the same runs is /);
});

Deno.test("runs without scatter have no interval to speak of, and the report says so", () => {
  const quiet = fitValleys(sweep(printed, { k: 8 }), { bootstrap: { draws: 20, seed: 1 } });
  assert.match(quiet.toString(), /to rounding: without scatter there is no interval/);
  assert.doesNotMatch(
    fitValleys(noisy, { bootstrap: { draws: 20, seed: 1 } }).toString(),
    /without scatter/,
  );
});
