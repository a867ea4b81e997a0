// No start is asked for, so the start has to be right: on every public IsoFLOP experiment, with and
// without its outliers, the fit is held against 200 random starts in the same search box.
import assert from "node:assert/strict";
import { absoluteLog, huber, huberLog, type Runs, squared, squaredLog } from "isoflop";
import { searchBox, solve, solveFrom } from "../../lib/fit/solve.ts";
import { surface } from "../../lib/fit/surface.ts";
import { stream } from "../../lib/numeric/mod.ts";
import { testOnPublicRuns } from "../support/public_data.ts";

for (const objective of [huberLog(), squaredLog(), absoluteLog(), squared(), huber()]) {
  testOnPublicRuns(
    "isoflop-experiments",
    `solve() with ${objective.name} is never worse than 200 random starts`,
    (all) => {
      for (const { name, runs } of experiments(all)) {
        const problem = surface(runs, objective.space);
        const box = searchBox(problem);
        const found = solve(problem, objective, box);
        assert.ok(found.converged, name);
        const uniform = uniformFrom(1);
        const least = Math.log(Math.min(...runs.loss));
        for (let i = 0; i < 200; i++) {
          const start = Float64Array.of(
            least + 8 * uniform() - 6,
            least + 8 * uniform() - 6,
            least - 6 * uniform(),
            3 * uniform(),
            3 * uniform(),
          );
          const other = solveFrom(problem, objective, box, start);
          const worse = (found.value - other.value) / other.value;
          assert.ok(worse <= 1e-9, `${name}: ${found.value}, a random start finds ${other.value}`);
        }
      }
    },
  );
}

testOnPublicRuns(
  "isoflop-experiments",
  "solve() with absoluteLog() lies below least squares' and Huber's own minima",
  (all) => {
    for (const { name, runs } of experiments(all)) {
      const problem = surface(runs, "log");
      const box = searchBox(problem);
      const least = solve(problem, absoluteLog(), box);
      for (const objective of [squaredLog(), huberLog(1e-3), huberLog(1e-5)]) {
        const { theta } = solve(problem, objective, box);
        const there = solveAt(runs, problem, theta);
        assert.ok(least.value <= there * (1 + 1e-9), `${name}: ${least.value} > ${there}`);
      }
    }
  },
);

function solveAt(
  { loss }: { loss: Float64Array },
  { x, y }: { x: Float64Array; y: Float64Array },
  theta: Float64Array,
): number {
  const [a, b, e, alpha, beta] = theta as unknown as [number, number, number, number, number];
  return loss.reduce((sum, observed, i) => {
    const predicted = Math.exp(a - alpha * x[i]!) + Math.exp(b - beta * y[i]!) + Math.exp(e);
    return sum + Math.abs(Math.log(predicted / observed));
  }, 0);
}

/** Every experiment, and again without the rows its curators call outliers. */
function experiments(all: Runs): { name: string; runs: Runs }[] {
  const names = new Set(all.frame.getColumn("experiment").toArray().map(String));
  assert.ok(names.size >= 8, `${names.size} experiments`);
  return Array.from(names).sort().flatMap((name) => {
    const whole = all.where({ experiment: name });
    const outliers = whole.frame.getColumn("outlier").toArray().map((value) => `${value}`);
    const kept = whole.without(outliers.flatMap((value, i) => /true/i.test(value) ? [i] : []));
    return [{ name, runs: whole }, { name: `${name} without outliers`, runs: kept }];
  });
}

function uniformFrom(seed: number): () => number {
  const draw = stream("isoflop", seed);
  return () => draw(2 ** 30) / 2 ** 30;
}
