// Fits of the ladder against NumPy and SciPy on the same rows of runs.csv: numpy 1.24.2, scipy 1.10.1.
import assert from "node:assert/strict";
import { chinchilla, datasets, fitLaw, fitValleys, squaredLog } from "isoflop";
import { assertClose } from "../support/agree.ts";

const runs = (await datasets.load("ladder")).where("sweep=isoflop");
const from2e11 = runs.without(Array.from(runs.C.keys()).filter((i) => runs.C[i]! < 1.9e11));

Deno.test("Approach 2 on the ladder is NumPy's polyfit of loss in ln N, budget by budget", () => {
  const fit = fitValleys(runs);
  assert.equal(fit.status, "converged");
  // Source: NumPy polyfit(ln N, loss, 2), vertex; then polyfit of ln N* in ln of the median C.
  const N = [14904.46545, 26657.54305, 42612.94085, 69951.0635, 128787.8317, 229233.4514];
  const loss = [4.705027957, 4.458418184, 4.143485066, 3.821965651, 3.468650382, 3.186905168];
  fit.converged.forEach((minimum, i) => {
    // Ten digits are recorded; a parabola through ln N = 8 to 14 loses some to cancellation.
    assertClose(minimum.N, N[i]!, 1e-8, `N* of budget ${i}`);
    assertClose(minimum.loss!, loss[i]!, 1e-9, `loss of budget ${i}`);
  });
  assert.equal(fit.converged.length, 6);
  assertClose(fit.derived.a, 0.47042876, 1e-8, "a");
  assertClose(fitValleys(from2e11).derived.a, 0.49605936, 1e-8, "a from 2e11 FLOP on");
});

Deno.test("Approach 3 on the ladder from 2e11 FLOP on is SciPy's least squares of ln loss", () => {
  assert.equal(from2e11.length, 42);
  const fit = fitLaw(from2e11, chinchilla, { objective: squaredLog() });
  assert.equal(fit.status, "converged");
  // Source: SciPy least_squares (Levenberg-Marquardt, tolerances 1e-15) of
  // ln(E + A/N^alpha + B/D^beta) - ln loss from 200 random starts. All 200 end in one minimum; their
  // coefficients agree with each other to 2e-6 and better, the sum of squares to 1e-9.
  assertClose(fit.coef.E, 2.3597804, 1e-6, "E");
  assertClose(fit.coef.A, 43.23832, 3e-6, "A");
  assertClose(fit.coef.B, 430.7798, 3e-6, "B");
  assertClose(fit.coef.alpha, 0.3522384, 1e-6, "alpha");
  assertClose(fit.coef.beta, 0.4650540, 1e-6, "beta");
  assertClose(fit.derived.a!, 0.5690179, 1e-6, "a");
  assertClose(fit.value, 0.00654696922, 1e-8, "sum of squares");
});
