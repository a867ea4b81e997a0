import type { Coef, CoefRule, Law } from "../laws/law.ts";
import { InputError } from "../text/mod.ts";
import { finishFit } from "./finish_fit.ts";
import type { Fit } from "./fit.ts";
import type { FullOptions } from "./fit_law.ts";
import { lostOf } from "./identify.ts";
import { checkGradient } from "./gradient_model.ts";
import { lawProblem } from "./law_problem.ts";
import { modelOf } from "./model.ts";
import type { Minimum } from "./newton.ts";
import { polished } from "./polish.ts";
import type { Problem } from "./problem.ts";
import { clustersOf, type RunData } from "./run_data.ts";
import type { Found } from "./search.ts";
import {
  type ColumnData,
  keptWeights,
  type LawColumns,
  lawColumns,
  summariseColumns,
  weightColumn,
} from "./table_data.ts";
import { checkScale, solverWeights } from "./weights.ts";

/** Any law, by its formula; see {@linkcode lawProblem}. */
export function fitAnyLaw(
  runs: ColumnData,
  law: Law,
  options: FullOptions,
): Fit<string, string, string> {
  const { objective, rules, start } = options;
  const ruleOf = (term: string): CoefRule => rules[term] ?? {};
  const model = modelOf(law, ruleOf);
  const columns = lawColumns(runs, law, model.order, objective.space === "log");
  const { regressors, response, rows } = columns;
  if (law.gradient) checkGradient(law, ruleOf, rowOf(law, regressors, 0));
  const given = weightColumn(options.weights, runs);
  const weights = solverWeights(given, rows);
  checkScale(weights.meaning, objective);
  const problem = lawProblem({
    law,
    model,
    objective,
    ruleOf,
    columns: model.columns(regressors, rows),
    response,
    weights,
  });
  const found = start ? problem.solveNear(thetaOf(problem, start)) : problem.solve();
  const minimum = polished(problem, found);
  const data = summariseColumns(columns, law, runs);
  return finishFit({
    law,
    rules,
    objective,
    problem,
    minimum,
    response,
    clusters: clustersOf(runs as RunData),
    options,
    search: describe(found),
    data,
    lost: lostOf(problem, minimum, law.regressors.map((name, c) => [name, regressors[c]!])),
    again: (kept) =>
      fitAnyLaw(rowsOf(columns, law, runs, kept), law, {
        objective,
        rules,
        ...keptWeights(given, kept),
      }),
    ...cutOf(columns, law),
    at: (i) => rowOf(law, regressors, i),
  });
}

/** What larger runs are larger in: compute where there is any, the first regressor elsewhere. */
function cutOf({ regressors }: LawColumns, law: Law) {
  const at = law.regressors.indexOf("C");
  if (at >= 0) return { cutName: "C", cutting: regressors[at]! };
  const [N, D] = ["N", "D"].map((name) => regressors[law.regressors.indexOf(name)]);
  if (N && D) return { cutName: "C", cutting: N.map((n, i) => 6 * n * D[i]!) };
  return { cutName: law.regressors[0]!, cutting: regressors[0]! };
}

/** θ of the start given: one number for every coefficient that is free. */
function thetaOf(problem: Problem, start: Partial<Coef>): Float64Array {
  const missing = problem.terms.filter((term) => start[term] === undefined);
  if (missing.length > 0) {
    throw new InputError({
      cannot: "start a fit",
      needs: `a start for every free coefficient: ${problem.terms.join(", ")}`,
      found: `none for ${missing.join(", ")}`,
      cure: "leave the start out: the engine finds its own",
    });
  }
  const wrong = problem.terms.find((term, j) => problem.logged[j] && !(start[term]! > 0));
  if (wrong !== undefined) {
    throw new InputError({
      cannot: "start a fit",
      needs: `${wrong} > 0, which its rule says`,
      found: `${wrong} = ${start[wrong]}`,
    });
  }
  return problem.started(problem.terms.map((term) => start[term]!));
}

/** Some of the runs, for a fit to them alone. */
function rowsOf(
  { regressors, response }: LawColumns,
  law: Law,
  { run }: ColumnData,
  rows: readonly number[],
): ColumnData {
  const pick = (column: Float64Array) => Float64Array.from(rows, (i) => column[i]!);
  return {
    ...Object.fromEntries(law.regressors.map((name, c) => [name, pick(regressors[c]!)])),
    [law.response]: pick(response),
    ...(run && { run: rows.map((i) => run[i]!) }),
  };
}

/** The regressors of a row, by name. */
function rowOf(law: Law, regressors: readonly Float64Array[], i: number): Record<string, number> {
  return Object.fromEntries(law.regressors.map((name, c) => [name, regressors[c]![i]!]));
}

function describe(found: Minimum | Found): string {
  if (!("landscape" in found)) return `from the start given; ${found.evaluations} evaluations`;
  const { starts, followed, minima } = found.landscape;
  const many = minima.length === 1 ? "one minimum" : `${minima.length} minima`;
  return `${starts} starts by variable projection, ${followed} followed, ${many} found`;
}
