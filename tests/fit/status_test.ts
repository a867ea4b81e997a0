import assert from "node:assert/strict";
import { chinchilla, type ChinchillaCoef, fitLaw, squaredLog } from "isoflop";
import { diagnose } from "../../lib/fit/diagnose.ts";
import { searchBox } from "../../lib/fit/solve.ts";
import { surface } from "../../lib/fit/surface.ts";
import { assertClose } from "../support/agree.ts";

const truth: ChinchillaCoef = { E: 1.69, A: 406.4, B: 410.7, alpha: 0.34, beta: 0.28 };
const sizes = [1e8, 3e8, 1e9, 3e9], tokens = [2e9, 6e9, 2e10, 6e10];

function runsOf(coef: ChinchillaCoef, noise = 0.001) {
  const points = sizes.flatMap((N) => tokens.map((D) => ({ N, D })));
  return {
    N: points.map(({ N }) => N),
    D: points.map(({ D }) => D),
    // A fixed pattern of signs stands for noise, so that nothing is exact and nothing is random.
    loss: points.map((at, i) => chinchilla.predict(coef, at) * (1 + noise * Math.sin(2.4 * i * i))),
  };
}

Deno.test("fitLaw() reports converged when nothing is wrong", () => {
  const { status, message } = fitLaw(runsOf(truth));
  assert.equal(status, "converged");
  assert.equal(message, "the least value found in the search box, no coefficient at a bound");
});

Deno.test("fitLaw() reports not-identified and names the column when all runs have one N", () => {
  const runs = runsOf(truth);
  const fit = fitLaw({ ...runs, N: runs.N.map(() => 1e9) });
  assert.equal(fit.status, "not-identified");
  assert.equal(fit.message, "all 16 runs have N = 1000000000: E, A, alpha cannot be told apart");
  assert.ok(Number.isNaN(fit.coef.alpha) && Number.isNaN(fit.coef.E));
  assert.deepEqual(JSON.parse(JSON.stringify(fit)).coef.alpha, null);
  assert.equal(fit.interval("beta"), null);
});

Deno.test("fitLaw() still fits what one D leaves to be fitted", () => {
  const one = sizes.flatMap((N) => [1, 2, 3].map(() => ({ N, D: 1e10 })));
  const fit = fitLaw({
    N: one.map(({ N }) => N),
    D: one.map(({ D }) => D),
    loss: one.map((at) => chinchilla.predict(truth, at)),
  });
  assert.equal(fit.status, "not-identified");
  assert.equal(fit.message, "all 12 runs have D = 10000000000: E, B, beta cannot be told apart");
  assertClose(fit.coef.alpha, truth.alpha, 1e-6);
});

Deno.test("fitLaw() reports not-identified when all runs have one D/N", () => {
  const N = [1e8, 2e8, 4e8, 8e8, 1.6e9, 3.2e9, 6.4e9];
  const loss = N.map((n) => chinchilla.predict(truth, { N: n, D: 20 * n }));
  const fit = fitLaw({ N, D: N.map((n) => 20 * n), loss });
  assert.equal(fit.status, "not-identified");
  assert.equal(
    fit.message,
    "all 7 runs have D/N = 20: A, B, alpha, beta cannot be told apart; " +
      "train some sizes on more tokens and some on fewer",
  );
  // One power law in place of two: the floor comes out between those of its two exponents.
  assert.ok(Math.abs(fit.coef.E - truth.E) < 0.05, `${fit.coef.E}`);
  assert.ok(Number.isNaN(fit.coef.beta));
});

Deno.test("fitLaw() reports bound when the loss grows with N", () => {
  const runs = runsOf(truth);
  const fit = fitLaw({ ...runs, loss: runs.loss.map((loss, i) => loss * runs.N[i]! ** 0.1) });
  assert.equal(fit.status, "bound");
  assert.match(fit.message, /^(alpha|E) = .* is the edge of the search box: /);
});

Deno.test("fitLaw() reports floor-unidentified when E = 0 fits as well", () => {
  const fit = fitLaw(runsOf({ ...truth, E: 0.05, alpha: 0.12, beta: 0.1, A: 12, B: 12 }, 0.004));
  assert.equal(fit.status, "floor-unidentified");
  assert.equal(
    fit.message,
    "E = 0 fits these runs about as well: they do not show an irreducible loss",
  );
});

Deno.test("fitLaw() reports flat when half an exponent fits as well", () => {
  const fit = fitLaw(runsOf({ ...truth, A: 545 }, 0.03), chinchilla, { objective: squaredLog() });
  assert.equal(fit.status, "flat", fit.message);
  assert.match(
    fit.message,
    /^(alpha|beta) = \S+ fits these runs about as well as \S+: the objective is flat along \1$/,
  );
});

Deno.test("diagnose() reports not-converged before anything else", () => {
  const { N, D, loss } = runsOf(truth);
  const problem = surface(
    { N: Float64Array.from(N), D: Float64Array.from(D), loss: Float64Array.from(loss) },
    "log",
  );
  const theta = Float64Array.of(0, 0, 0, 0, 0);
  const minimum = { theta, value: 1, converged: false, evaluations: 400 };
  assert.deepEqual(diagnose(problem, squaredLog(), searchBox(problem), minimum), {
    status: "not-converged",
    message: "the objective was still falling after 400 evaluations",
  });
});
