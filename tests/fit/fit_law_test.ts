import assert from "node:assert/strict";
import {
  absoluteLog,
  chinchilla,
  type ChinchillaCoef,
  fitLaw,
  huber,
  huberLog,
  type Objective,
  squared,
  squaredLog,
} from "isoflop";
import { stream } from "isoflop/numeric";
import { assertClose } from "../support/agree.ts";

// Three surfaces: Hoffmann's as printed, a symmetric one, and a lopsided one.
const truths: ChinchillaCoef[] = [
  { E: 1.69, A: 406.4, B: 410.7, alpha: 0.34, beta: 0.28 },
  { E: 2, A: 400, B: 400, alpha: 0.31, beta: 0.31 },
  { E: 1.2, A: 8000, B: 60, alpha: 0.465, beta: 0.155 },
];

/** Eight budgets times ten sizes, noise given as a standard deviation of ln loss. */
function runsOf(truth: ChinchillaCoef, noise = 0) {
  const uniform = uniformFrom(3);
  const N: number[] = [], D: number[] = [], loss: number[] = [];
  for (let i = 0; i < 8; i++) {
    for (let j = 0; j < 10; j++) {
      N.push(4e7 * 2 ** j);
      D.push(6e8 * 2.2 ** i);
      // The sum of twelve uniforms: close enough to Gaussian for these tests.
      const z = Array.from({ length: 12 }, uniform).reduce((sum, u) => sum + u, -6);
      loss.push(chinchilla.predict(truth, { N: N.at(-1)!, D: D.at(-1)! }) * Math.exp(noise * z));
    }
  }
  return { N, D, loss };
}

for (const objective of [huberLog(), squaredLog(), absoluteLog(), squared(), huber()]) {
  Deno.test(`fitLaw() with ${objective.name} recovers noiseless surfaces`, () => {
    for (const truth of truths) {
      const fit = fitLaw(runsOf(truth), chinchilla, { objective });
      assert.equal(fit.status, "converged", fit.message);
      // A and B follow their exponents through e^(alpha · mean ln N): they lose two digits.
      for (const term of chinchilla.coefNames) {
        assertClose(fit.coef[term], truth[term], term === "A" || term === "B" ? 1e-5 : 1e-6, term);
      }
    }
  });
}

Deno.test("fitLaw() does not depend on the order of the rows", () => {
  const runs = runsOf(truths[0]!, 0.01);
  const reversed = {
    N: runs.N.toReversed(),
    D: runs.D.toReversed(),
    loss: runs.loss.toReversed(),
  };
  const first = fitLaw(runs), second = fitLaw(reversed);
  assertClose(second.value, first.value, 1e-13);
  for (const term of chinchilla.coefNames) assertClose(second.coef[term], first.coef[term], 1e-6);
});

Deno.test("fitLaw() follows the unit of N: A changes by the factor's power, alpha does not", () => {
  const runs = runsOf(truths[0]!, 0.01);
  const inMillions = { ...runs, N: runs.N.map((N) => N / 1e6) };
  const first = fitLaw(runs), second = fitLaw(inMillions);
  assertClose(second.coef.alpha, first.coef.alpha, 1e-6);
  assertClose(second.coef.A, first.coef.A * 1e6 ** -first.coef.alpha, 1e-5);
});

Deno.test("fitLaw() gives the same digits twice, draws included", () => {
  const runs = runsOf(truths[1]!, 0.01);
  const options = { bootstrap: { draws: 50, seed: 9 } };
  const json = () => JSON.stringify(fitLaw(runs, chinchilla, options));
  assert.equal(json(), json());
});

Deno.test("fitLaw() resamples whole runs when rows are checkpoints of runs", () => {
  const runs = runsOf(truths[0]!, 0.01);
  const copies = 4;
  // Every row four times: a bootstrap over rows would take the copies for evidence.
  const repeat = (values: number[]) => values.flatMap((v) => Array(copies).fill(v) as number[]);
  const repeated = { N: repeat(runs.N), D: repeat(runs.D), loss: repeat(runs.loss) };
  const run = repeat(runs.N.map((_, i) => i));
  const options = { objective: squaredLog(), bootstrap: { draws: 400, seed: 5 } };
  const width = (fit: ReturnType<typeof fitLaw>) => {
    const { low, high } = fit.interval("alpha")!;
    return high - low;
  };
  const single = fitLaw(runs, chinchilla, options);
  const byRun = fitLaw({ ...repeated, run }, chinchilla, options);
  const byRow = fitLaw(repeated, chinchilla, options);
  assert.equal(byRun.draws?.unit, "runs");
  assert.equal(byRun.data.runs, 80);
  // Drawing runs is the same experiment as drawing the rows of the table without copies.
  assertClose(width(byRun), width(single), 1e-6);
  // √4 = 2 is what the copies would pretend; 15 % is the noise of two bootstraps of 400 draws.
  assertClose(width(single) / width(byRow), 2, 0.15);
});

Deno.test("Fit.interval() without draws covers the truth at its level", () => {
  // Of 200 intervals at 90 %, 180 ± 4.2 should cover: four deviations leave 163. Under Huber's loss
  // with a bend far below the noise, the covariance rests on an estimated density, and errs wide.
  for (const [objective, most] of [[squaredLog(), 197], [huberLog(), 200]] as const) {
    const covered = coverage(runsOf(truths[0]!), objective);
    assert.ok(covered >= 163 && covered <= most, `${objective.name}: ${covered} of 200`);
  }
});

Deno.test("Fit.interval() without draws does not claim more than ten runs can tell", () => {
  const { N, D, loss } = runsOf(truths[0]!);
  const few = (values: number[]) => values.filter((_, i) => i % 8 === 0);
  const covered = coverage({ N: few(N), D: few(D), loss: few(loss) }, huberLog());
  assert.ok(covered >= 163, `${covered} of 200`);
});

/** How many of 200 intervals at 90 % hold the true beta, with noise of 0.5 %. */
function coverage(exact: ReturnType<typeof runsOf>, objective: Objective): number {
  const uniform = uniformFrom(11);
  let covered = 0;
  for (let k = 0; k < 200; k++) {
    const loss = exact.loss.map((value) => {
      const z = Array.from({ length: 12 }, uniform).reduce((sum, u) => sum + u, -6);
      return value * Math.exp(0.005 * z);
    });
    const found = fitLaw({ ...exact, loss }, chinchilla, { objective }).interval("beta", 0.9);
    if (found && found.low < truths[0]!.beta && truths[0]!.beta < found.high) covered++;
  }
  return covered;
}

function uniformFrom(seed: number): () => number {
  const draw = stream("isoflop", seed);
  return () => draw(2 ** 30) / 2 ** 30;
}
