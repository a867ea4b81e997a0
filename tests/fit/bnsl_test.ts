// Broken laws fitted to four-digit addition and to their own truths. Sources: Caballero et al. (2022),
// Figures 1 and 4, and the script of github.com/ethancaballero/broken_neural_scaling_laws; the optima
// were found independently by 400 restarts.
import assert from "node:assert/strict";
import { bnsl, type BnslTerm, type Coef, fitLaw, huber, presetNamed, squaredLog } from "isoflop";
import { assertClose, assertCoef, assertRefuses } from "../support/agree.ts";

/** Four-digit addition: size of the training set and test cross-entropy, 17 points. */
const addition = {
  x: [160, 192, 256, 320, 384, 448, 480, 512, 544, 576, 608, 640, 672, 736, 800, 864, 928],
  // deno-fmt-ignore
  y: [2.13809046, 2.11813418, 2.08955508, 2.06988398, 2.05404987, 2.03837089, 2.02814281, 2.00496872,
    1.95576149, 1.86313841, 1.70891537, 1.50637664, 1.29754721, .96559684, .75856477, .64768338,
    .55695445],
};

/** Its objective is Σ (ln(y + 1) − ln(ŷ + 1))²: that of y + 1 in logs, with a floor higher by one. */
function fitAddition(points: number) {
  const x = addition.x.slice(0, points), y1 = addition.y.slice(0, points).map((y) => y + 1);
  const law = bnsl(1, { response: "y1" });
  const fit = fitLaw({ x, y1 }, law, { objective: squaredLog(), coefs: { a: { low: 1 } } });
  return { fit, coef: { ...fit.coef, a: fit.coef.a - 1 }, mean: fit.value / points };
}

/** √ of the mean of (ln y − ln ŷ)² over some points. */
function logError(coef: Coef<BnslTerm>, from: number, to: number): number {
  const misses = addition.x.slice(from, to).map((x, i) =>
    Math.log(addition.y[from + i]! / bnsl(1).predict(coef, { x })) ** 2
  );
  return Math.sqrt(misses.reduce((sum, miss) => sum + miss, 0) / misses.length);
}

Deno.test("fitLaw() finds the best break of four-digit addition without a start", () => {
  const { fit, coef, mean } = fitAddition(14);
  assert.equal(fit.status, "converged");
  // The optimum of 400 restarts, printed to nine digits; its coefficients hold six of theirs.
  assertClose(mean, 1.61961323e-7, 5e-9);
  const printed = { a: .41388465, b: 2.27727212, c0: .0550773, c1: 5.6629051, d1: 612.58363 };
  assertCoef(coef, { ...printed, f1: .0591930 }, 1e-6);
  [.76018833, .63749818, .56259811].forEach((y, i) => {
    assertClose(bnsl(1).predict(coef, { x: addition.x[14 + i]! }), y, 1e-6);
  });
  // RMSLE of ln y itself, on the fitted points and beyond them; printed to six digits.
  assertClose(logError(coef, 0, 14), 5.98487e-4, 1e-5);
  assertClose(logError(coef, 14, 17), 1.09157e-2, 1e-5);
});

Deno.test("fitLaw() finds the best break of all 17 points", () => {
  const { fit, coef, mean } = fitAddition(17);
  assert.equal(fit.status, "converged");
  // Half a unit of the last digit printed.
  assertClose(mean, 2.90996e-6, 2e-6);
  const printed = { a: .400569, b: 2.300166, c0: .0554783, c1: 5.428660, d1: 609.6554 };
  assertCoef(coef, { ...printed, f1: .0575418 }, 1.3e-6);
});

const truth = presetNamed("bnsl:add4").coef as Coef<BnslTerm>;

/** x = 1 … last of the curve, y rounded to some decimals. */
function curve(last: number, decimals = 20) {
  const x = Array.from({ length: last }, (_, i) => i + 1);
  const loss = x.map((at) => Number(bnsl(1).predict(truth, { x: at }).toFixed(decimals)));
  return { x, loss };
}

Deno.test("fitLaw() finds a break at 613 from the exact curve up to 405, and up to 390", () => {
  for (const last of [405, 390]) {
    const fit = fitLaw(curve(last), bnsl(1), { objective: squaredLog() });
    assert.equal(fit.status, "converged", `${last}`);
    // The break bends the curve at 405 by 3e-4, at 390 by 2e-4 of itself; sixteen digits of y less
    // those four, and less five for what the coefficients make up for among themselves.
    for (const term of bnsl(1).coefNames) {
      assertClose(fit.coef[term]!, truth[term]!, 1e-6, `${term} up to ${last}`);
    }
  }
});

// Its authors' optimiser finds the truth from the exact curve up to 405 and not from that up to 390. Of
// sixteen digits either is enough; of six, which no run gives, neither is, and the fit says so.
Deno.test("fitLaw() says that six digits of the curve up to 405 or 390 do not show the break", () => {
  for (const last of [405, 390]) {
    const fit = fitLaw(curve(last, 6), bnsl(1), { objective: squaredLog(), start: truth });
    assert.equal(fit.status, "flat");
    assert.match(fit.message, /the objective is flat along c1$/);
    assert.ok(Math.abs(fit.coef.d1! / truth.d1! - 1) > 0.1, `${fit.coef.d1}`);
    const slope = fit.interval("c1", 0.95, "profile")!,
      place = fit.interval("d1", 0.95, "profile")!;
    assert.deepEqual(slope.open, ["high"], "no slope is too steep for these runs");
    assert.ok(slope.low < truth.c1! && slope.high === 50);
    assert.ok(place.low < truth.d1! && truth.d1! < place.high && place.high / place.low > 1.25);
    // Yet it fits better than the truth does: the optimiser is not to blame.
    const { x, loss } = curve(last, 6);
    const atTruth = x.reduce(
      (sum, at, i) => sum + Math.log(bnsl(1).predict(truth, { x: at }) / loss[i]!) ** 2,
      0,
    );
    assert.ok(fit.value < atTruth, `${fit.value} against ${atTruth}`);
  }
});

Deno.test("fitLaw() finds the break from four decimals once the curve is almost there", () => {
  const fit = fitLaw(curve(600, 4), bnsl(1), { objective: squaredLog(), start: truth });
  assert.equal(fit.status, "converged");
  for (const term of ["c1", "d1", "f1"] as const) {
    const { low, high, open = [] } = fit.interval(term, 0.95, "profile")!;
    assert.deepEqual(open, []);
    assert.ok(low < truth[term]! && truth[term]! < high, term);
    assert.ok(high / low < 1.01, term);
  }
});

Deno.test("fitLaw() gives the three breaks of bnsl-3:fig1 back from a start nearby", () => {
  const coef = presetNamed("bnsl-3:fig1").coef as Coef<BnslTerm>;
  const x = Array.from({ length: 120 }, (_, i) => 10 ** (i / 5));
  const loss = x.map((at) => bnsl(3).predict(coef, { x: at }));
  const start = Object.fromEntries(Object.entries(coef).map(([term, v]) => [term, 1.05 * v]));
  const fit = fitLaw({ x, loss }, bnsl(3), { objective: squaredLog(), start });
  assert.equal(fit.status, "converged");
  // Twelve coefficients from exact numbers over 24 decades.
  assertCoef(fit.coef, coef, 1e-8);
});

Deno.test("fitLaw() finds two breaks among noise that a start at the truth does not better", () => {
  const law = bnsl(2, { regressor: "D" });
  const made = { a: 0.1, b: 20, c0: 0.1, c1: 0.5, d1: 3e7, f1: 0.2, c2: -0.3, d2: 4e9, f2: 0.4 };
  const D = Array.from({ length: 60 }, (_, i) => 10 ** (6 + i / 12));
  const loss = D.map((d, i) => law.predict(made, { D: d }) * (1 + 0.003 * Math.sin(7 * i * i)));
  for (const objective of [squaredLog(), huber(1e-3)]) {
    const found = fitLaw({ D, loss }, law, { objective });
    const told = fitLaw({ D, loss }, law, { objective, start: made });
    assert.ok(found.value <= told.value * (1 + 1e-9), `${found.value} against ${told.value}`);
  }
});

Deno.test("fitLaw() refuses to look for a coefficient along a column that is none", () => {
  const law = bnsl(1), { x, loss } = curve(50);
  assertRefuses(() => fitLaw({ x, loss }, law, { coefs: { d1: { search: "D" } } }), [
    "Cannot look for a coefficient",
    '  needed: one of the regressors "x", or two ends',
    '  found: "D"',
  ]);
});
