import { chinchilla } from "../laws/chinchilla.ts";
import type { ChinchillaTerm } from "../laws/chinchilla_formula.ts";
import type { Law } from "../laws/law.ts";
import type { Diagnosis } from "./diagnose.ts";
import type { Fit } from "./fit.ts";
import type { FullOptions } from "./fit_law.ts";
import { finishFit } from "./finish_fit.ts";
import type { Box } from "./newton.ts";
import { checkedRuns, clustersOf, type RunColumns, type RunData, summarise } from "./run_data.ts";
import { secondSearch } from "./second_search.ts";
import { followed, largestExponent, searchBox } from "./solve.ts";
import { startCount } from "./starts.ts";
import { type Surface, surface } from "./surface.ts";
import { surfaceProblem } from "./surface_problem.ts";
import { solverWeights } from "./weights.ts";
import { keptWeights, weightColumn } from "./table_data.ts";

const search =
  `${startCount} starts by variable projection, ${followed} followed; alpha and beta in ` +
  `[0, ${largestExponent}], E in [0, least loss]`;

/** The Chinchilla law by its own problem; see {@linkcode surfaceProblem}. */
export function fitChinchilla(runs: RunData, options: FullOptions): Fit {
  const { objective, rules } = options;
  const data = checkedRuns(runs, chinchilla);
  const given = weightColumn(options.weights, runs);
  const weights = solverWeights(given, data.loss.length);
  const points = { ...surface(data, objective.space), weight: weights.w };
  const constant = constantColumns(points);
  const box = heldBox(searchBox(points), constant);
  const problem = surfaceProblem(points, objective, box, weights);
  return finishFit({
    law: chinchilla as unknown as Law,
    rules,
    objective,
    problem,
    minimum: constant.length ? problem.solve() : secondSearch(problem, data, weights),
    response: data.loss,
    clusters: clustersOf(runs),
    options,
    search,
    data: summarise(data, runs),
    lost: constant.length
      ? { terms: undetermined(constant), why: notIdentified(constant, data) }
      : null,
    again: (rows) =>
      fitChinchilla(rowsOf(data, runs, rows), { objective, rules, ...keptWeights(given, rows) }),
    cutName: "C",
    cutting: data.N.map((n, i) => 6 * n * data.D[i]!),
    at: (i) => ({ N: data.N[i]!, D: data.D[i]! }),
  }) as unknown as Fit;
}

/** Some of the runs, for a fit to them alone. */
function rowsOf(data: RunColumns, runs: RunData, rows: readonly number[]): RunData {
  const pick = (column: Float64Array) => Float64Array.from(rows, (i) => column[i]!);
  const { run } = runs;
  return {
    N: pick(data.N),
    D: pick(data.D),
    loss: pick(data.loss),
    ...(run && { run: rows.map((i) => run[i]!) }),
  };
}

/** What does not vary, so that a term of the law cannot be told from another. */
type Constant = "N" | "D" | "D/N";

/**
 * Columns with one value in all rows, up to rounding: their term is a constant like E. And runs
 * whose D follows from their N, rising with it: there both terms are powers of the same thing.
 * (Runs of one budget are another matter: one term rises where the other falls.)
 */
function constantColumns({ x, y }: Surface): Constant[] {
  const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, v, i) => sum + v * b[i]!, 0);
  const constant = (column: Float64Array) => column.every((value) => Math.abs(value) < 1e-9);
  if (constant(x) || constant(y)) {
    return [...(constant(x) ? ["N" as const] : []), ...(constant(y) ? ["D" as const] : [])];
  }
  return dot(x, y) > 0.9999 * Math.sqrt(dot(x, x) * dot(y, y)) ? ["D/N"] : [];
}

/** The box with the terms of constant columns taken out, so that the rest can be fitted. */
function heldBox(box: Box, constant: readonly Constant[]): Box {
  for (const what of constant) {
    const [term, exponent] = what === "N" ? [0, 3] : [1, 4];
    box.low[term] = box.high[term] = -700;
    box.low[exponent] = box.high[exponent] = 1;
  }
  return box;
}

/** The coefficients that cannot be told apart. The floor can be, where the loss still falls. */
function undetermined(constant: readonly Constant[]): readonly ChinchillaTerm[] {
  const terms = {
    N: ["E", "A", "alpha"],
    D: ["E", "B", "beta"],
    "D/N": ["A", "B", "alpha", "beta"],
  };
  return [...new Set(constant.flatMap((what) => terms[what] as ChinchillaTerm[]))];
}

function notIdentified(
  constant: readonly Constant[],
  data: { N: Float64Array; D: Float64Array },
): Diagnosis {
  const { N, D } = data;
  const values = { N: N[0]!, D: D[0]!, "D/N": D[0]! / N[0]! };
  const isOneRatio = D.every((d, i) => Math.abs(d / N[i]! / values["D/N"] - 1) < 1e-3);
  const facts = constant.map((what) =>
    what === "D/N" && !isOneRatio
      ? `D follows from N in all ${N.length} runs`
      : `all ${N.length} runs have ${what} = ${Number(values[what].toPrecision(6))}`
  );
  const cure = constant.includes("D/N")
    ? "; train some sizes on more tokens and some on fewer"
    : "";
  return {
    status: "not-identified",
    message: `${facts.join(" and ")}: ${
      undetermined(constant).join(", ")
    } cannot be told apart${cure}`,
  };
}
