import { chinchilla, defineLaw, fitLaw, type Law } from "isoflop";
import { lawProblem } from "../../lib/fit/law_problem.ts";
import { modelOf } from "../../lib/fit/model.ts";
import { kindOf } from "../../lib/fit/objective.ts";
import { solverWeights } from "../../lib/fit/weights.ts";
import { stream } from "../../lib/numeric/mod.ts";
import type { OptimumSweep } from "./optimum_sweeps.ts";

/** How far each way of fitting is above the best of the random starts, relative to it. */
export interface Beside {
  readonly chinchilla: number;
  readonly general: number;
  readonly "with floor": number;
}

type Starts = (uniform: () => number) => number[];

/**
 * The fit of the Chinchilla law by its own loops, by the general engine, and of a power law with a
 * floor, each held against the best of random starts in the same box.
 */
export function beside(sweep: OptimumSweep, starts: number, seed: number): Beside {
  const { N, D, C, loss, objective } = sweep;
  const least = Math.min(...loss);
  const meanOf = (column: Float64Array) =>
    column.reduce((sum, v) => sum + Math.log(v), 0) / column.length;
  const x = meanOf(N), y = meanOf(D), c = meanOf(C);
  // The floor of the hand-written problem is at most the least loss.
  const surface = surfaceLaw(least), floor = floorLaw(least);
  const size = (u: number) => least * Math.exp(8 * u - 6);
  const bestOf = (law: Law, columns: Float64Array[], draw: Starts) =>
    bestRandom(law, columns, loss, objective, draw, starts, seed);
  const best = bestOf(surface, [N, D], (u) => {
    const alpha = 3 * u(), beta = 3 * u();
    const E = least * Math.exp(-6 * u());
    return [E, size(u()) * Math.exp(alpha * x), size(u()) * Math.exp(beta * y), alpha, beta];
  });
  const bestFloor = bestOf(floor, [C], (u) => {
    const gamma = 3 * u();
    return [least * Math.exp(-6 * u()), size(u()) * Math.exp(gamma * c), gamma];
  });
  const above = (value: number, other: number) => (value - other) / other;
  return {
    chinchilla: above(fitLaw({ N, D, loss }, chinchilla, { objective }).value, best),
    general: above(fitLaw({ N, D, loss }, surface, { objective }).value, best),
    "with floor": above(fitLaw({ C, loss }, floor, { objective }).value, bestFloor),
  };
}

function surfaceLaw(least: number): Law {
  return defineLaw({
    name: "own",
    coefNames: ["E", "A", "B", "alpha", "beta"],
    regressors: ["N", "D"],
    predict: ({ E, A, B, alpha, beta }, { N, D }) => E + A * N ** -alpha + B * D ** -beta,
    rules: {
      E: { positive: true, high: least },
      A: { positive: true },
      B: { positive: true },
      alpha: { low: 0, high: 3 },
      beta: { low: 0, high: 3 },
    },
  }) as unknown as Law;
}

function floorLaw(least: number): Law {
  return defineLaw({
    name: "floor",
    coefNames: ["E", "K", "gamma"],
    regressors: ["C"],
    predict: ({ E, K, gamma }, { C }) => E + K * C ** -gamma,
    rules: {
      E: { positive: true, high: least },
      K: { positive: true },
      gamma: { low: 0, high: 3 },
    },
  }) as unknown as Law;
}

function bestRandom(
  law: Law,
  columns: Float64Array[],
  response: Float64Array,
  objective: OptimumSweep["objective"],
  drawn: Starts,
  starts: number,
  seed: number,
): number {
  const ruleOf = (term: string) => law.rules[term] ?? {};
  const model = modelOf(law, ruleOf);
  const problem = lawProblem({
    law,
    model,
    objective,
    ruleOf,
    columns: model.columns(columns, response.length),
    response,
    weights: solverWeights(null, response.length),
  });
  const draw = stream("isoflop", seed);
  const uniform = () => (draw(2 ** 30) + 0.5) / 2 ** 30;
  let best = Infinity;
  for (let i = 0; i < starts; i++) {
    const { value } = problem.solveFrom(problem.started(drawn(uniform)));
    if (value < best) best = value;
  }
  // The solver works with ½r²; the objective that people quote is Σr².
  return kindOf(objective) === "squared" ? 2 * best : best;
}
