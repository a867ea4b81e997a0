import { chinchilla, defineLaw, fitLaw, type Law, type Runs, squaredLog } from "isoflop";
import { bootstrap } from "../../lib/fit/bootstrap.ts";
import { lawProblem } from "../../lib/fit/law_problem.ts";
import { modelOf } from "../../lib/fit/model.ts";
import type { Problem } from "../../lib/fit/problem.ts";
import { solverWeights } from "../../lib/fit/weights.ts";
import type { Row } from "./envelope_rows.ts";

const objective = squaredLog();
const draws = 1000;
const start = { E: 1.69, A: 406.4, B: 410.7, alpha: 0.34, beta: 0.28 };

/** Chinchilla's law as a user writes it: the engine sees a function and nothing else. */
const own = defineLaw({
  name: "own",
  coefNames: ["E", "A", "B", "alpha", "beta"],
  regressors: ["N", "D"],
  predict: ({ E, A, B, alpha, beta }, { N, D }) => E + A / N ** alpha + B / D ** beta,
  rules: {
    E: { positive: true },
    A: { positive: true },
    B: { positive: true },
    alpha: { low: 0, high: 3 },
    beta: { low: 0, high: 3 },
  },
});

/** Measures two things in turns. */
type Compare = (
  question: string,
  wanted: number,
  ours: () => number,
  theirs: () => number,
) => Row;

/**
 * A law of the user's, squares of ln loss, beside SciPy's `least_squares`; and what a profile costs
 * in fits, for which the peer is three hundred fits of our own.
 *
 * @param scipy Seconds per fit, by mode of scipy_least_squares.py and number of fits.
 * @param alone Seconds of the bootstraps in a process of their own, as SciPy's are: this file run.
 */
export function anyLawRows(
  runs: Runs,
  compare: Compare,
  timed: (times: number, work: () => unknown) => number,
  scipy: (mode: "warm" | "bootstrap", count: number) => number,
  alone: () => number,
): Row[] {
  const fit = fitLaw(runs, chinchilla, { objective });
  const { problem, from } = prepared(runs);
  return [
    compare(
      "a law of the user's: one warm fit",
      1,
      () => timed(500, () => problem.solveFrom(from)),
      () => scipy("warm", 200),
    ),
    compare(
      "the same: 1000 bootstraps, each from the fit of all runs",
      10,
      alone,
      () => draws * scipy("bootstrap", 200),
    ),
    compare(
      "a profile interval of alpha, beside 300 fits",
      1,
      () => timed(20, () => fit.interval("alpha", 0.95, "profile")),
      () => 300 * timed(100, () => fitLaw(runs, chinchilla, { objective })),
    ),
  ];
}

/** The solver from a start, as SciPy has it: the formula is read and the runs are checked before. */
function prepared(
  { N, D, loss }: Pick<Runs, "N" | "D" | "loss">,
): { problem: Problem; from: Float64Array } {
  const law = own as unknown as Law;
  const ruleOf = (term: string) => law.rules[term] ?? {};
  const model = modelOf(law, ruleOf);
  const problem = lawProblem({
    law,
    model,
    objective,
    ruleOf,
    columns: model.columns([N, D], loss.length),
    response: loss,
    weights: solverWeights(null, loss.length),
  });
  const from = problem.started(problem.terms.map((term) => start[term as keyof typeof start]));
  return { problem, from };
}

// RUNS.csv: seconds of 1000 bootstraps, the median of nine after one that is compiled on the way.
if (import.meta.main) {
  const lines = Deno.readTextFileSync(Deno.args[0]!).trim().split("\n").slice(1);
  const column = (i: number) => Float64Array.from(lines, (line) => Number(line.split(",")[i]));
  const { problem } = prepared({ N: column(0), D: column(1), loss: column(2) });
  const optimum = problem.solve().theta;
  const seconds = Array.from({ length: 10 }, () => {
    const began = performance.now();
    bootstrap(problem, optimum, null, { draws, seed: 1 });
    return (performance.now() - began) / 1000;
  });
  console.log(seconds.slice(1).sort((a, b) => a - b)[4]);
}
