import assert from "node:assert/strict";
import {
  confidenceInterval,
  fitLaw,
  heldOut,
  predictionInterval,
  squared,
  squaredLog,
} from "isoflop/fit";
import { chinchilla, presetNamed } from "isoflop/laws";
import { grid, simulate } from "isoflop/runs";

const truth = presetNamed("chinchilla:epoch");
const design = grid({ N: [1e8, 2e8, 4e8, 8e8, 1.6e9, 3.2e9], D: [2e9, 6e9, 2e10, 6e10, 2e11] });
const beyond = { N: 6.4e9, D: 4e11 };
const bootstrap = { draws: 200, seed: 1 };
const fitOf = (seed: number, objective = squaredLog()) =>
  fitLaw(simulate(truth, design, { noise: 0.01, seed }), chinchilla, { objective, bootstrap });

Deno.test("predictionInterval() is made of every refit times every residual, widened", () => {
  const widen = Math.sqrt(30 / 25);
  for (const objective of [squaredLog(), squared()]) {
    const fit = fitOf(1, objective);
    const pairs: number[] = [];
    for (let i = 0; i < 200; i++) {
      const { E, A, B, alpha, beta } = fit.drawnCoef(i);
      const law = E + A * beyond.N ** -alpha + B * beyond.D ** -beta;
      for (const r of fit.residuals) {
        pairs.push(objective.space === "log" ? law / Math.exp(r * widen) : law - r * widen);
      }
    }
    pairs.sort((a, b) => a - b);
    const { low, high, estimate } = predictionInterval(fit, beyond, 0.8)!;
    const below = pairs.filter((loss) => loss < low).length / pairs.length;
    const above = pairs.filter((loss) => loss > high).length / pairs.length;
    // One pair in 6000 may lie on the edge.
    assert(Math.abs(below - 0.1) < 2e-4 && Math.abs(above - 0.1) < 2e-4, `${below} ${above}`);
    assert.equal(estimate, fit.predict(beyond));
  }
});

Deno.test("predictionInterval() holds one more run beyond the others in 95 of 100", () => {
  const sims = 300;
  let inside = 0, law = 0;
  const centre = truth.predict!(beyond);
  for (let seed = 1; seed <= sims; seed++) {
    const fit = fitOf(seed);
    const [loss] = simulate(truth, { N: [beyond.N], D: [beyond.D] }, {
      noise: 0.01,
      seed: 10_000 + seed,
    }).loss as unknown as [number];
    const run = predictionInterval(fit, beyond)!;
    inside += Number(run.low <= loss && loss <= run.high);
    const where = confidenceInterval(fit, beyond)!;
    law += Number(where.low <= centre && centre <= where.high);
  }
  // Three standard errors of 300 coins at .95 are .038; a percentile bootstrap of 30 runs covers a
  // little less than it says.
  assert(inside / sims > 0.91 && inside / sims < 0.99, `runs inside: ${inside / sims}`);
  assert(law / sims > 0.88 && law / sims < 0.99, `law inside: ${law / sims}`);
});

Deno.test("predictionInterval() needs draws and a point", () => {
  const runs = simulate(truth, design, { noise: 0.01, seed: 1 });
  assert.throws(() => predictionInterval(fitLaw(runs, chinchilla), beyond), {
    message: [
      "Cannot give an interval for a loss",
      "  needed: a fit with draws",
      "  found: a fit without",
      "  cure: fit with { bootstrap: { draws: 1000, seed: 1 } }",
    ].join("\n"),
  });
  assert.throws(() => confidenceInterval(fitOf(1), { N: 1e9, D: -1 }), {
    message: [
      "Cannot give an interval for a loss",
      "  needed: D > 0 and finite",
      "  found: -1",
    ].join("\n"),
  });
});

Deno.test("predictionInterval() says why a fit has no draws where its runs do not determine it", () => {
  const N = [1e3, 1e4, 1e5, 1e6, 1e7, 1e8];
  const runs = { N, D: N.map((n) => 20 * n), loss: [5, 4, 3.5, 3.2, 3, 2.9] };
  const fit = fitLaw(runs, chinchilla, { bootstrap });
  assert.throws(() => predictionInterval(fit, beyond), {
    message: [
      "Cannot give an interval for a loss",
      "  needed: a fit with draws",
      `  found: a fit without (not-identified: ${fit.message})`,
      "  cure: fit runs that vary N and D apart",
    ].join("\n"),
  });
});

Deno.test("heldOut() says of every run whether it is inside, and by how much the fit is off", () => {
  const fit = fitOf(1);
  const at = { N: [beyond.N, beyond.N], D: [beyond.D, beyond.D] };
  const predicted = fit.predict(beyond);
  const check = heldOut(fit, { ...at, loss: [predicted, 2 * predicted] });
  assert.equal(check.n, 2);
  assert.equal(check.inside, 1);
  assert.deepEqual(check.runs.map(({ error }) => error), [0, -0.5]);
  assert.equal(check.worst, 0.5);
  assert.equal(check.factor, (beyond.N * beyond.D) / (3.2e9 * 2e11));
  const text = check.toString();
  assert.match(text, /^2 held-out runs, up to 4\.00 times the largest fitted compute\n/);
  assert.match(text, /\+0\.00 % +yes\n.*−50\.00 % +no/);
  assert.match(
    text,
    /1 of 2 inside the 95 % prediction interval; the largest error is 50\.00 % of the loss\.$/,
  );
});

Deno.test("heldOut() refuses an empty table", () => {
  assert.throws(() => heldOut(fitOf(1), { N: [], D: [], loss: [] }), {
    message: [
      "Cannot check a fit on held-out runs",
      "  needed: at least one run",
      "  found: none",
    ].join("\n"),
  });
});
