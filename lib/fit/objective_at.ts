import type { At, Coef, Law } from "../laws/law.ts";
import { type Objective, rho } from "./objective.ts";
import { checkedRuns, type RunData } from "./run_data.ts";
import { type ColumnData, lawColumns } from "./table_data.ts";

/**
 * The objective at given coefficients, fitted or published: Σ ρ(predicted − observed) over the
 * runs. Held against the least value, it says how much worse those coefficients do.
 *
 * @param runs The runs, with the columns that the law looks at.
 * @param law The law that the coefficients belong to.
 * @param coef The coefficients, at N = 1 parameter and D = 1 token.
 * @param objective What is summed.
 * @throws {InputError} If a column is missing, or a run has no positive N, D or loss.
 *
 * @example Coefficients that made the runs leave nothing
 * ```ts
 * import assert from "node:assert/strict";
 * import { huberLog, objectiveAt } from "isoflop/fit";
 * import { chinchilla } from "isoflop/laws";
 *
 * const truth = { E: 1.69, A: 406.4, B: 410.7, alpha: 0.34, beta: 0.28 };
 * const N = [1e8, 1e8, 1e9, 1e9, 1e10, 1e10], D = [1e9, 1e10, 1e9, 1e10, 1e10, 1e11];
 * const loss = N.map((n, i) => chinchilla.predict(truth, { N: n, D: D[i]! }));
 * assert.equal(objectiveAt({ N, D, loss }, chinchilla, truth, huberLog()), 0);
 * ```
 */
export function objectiveAt<K extends string, R extends string = "N" | "D">(
  runs: RunData | ColumnData | Readonly<Record<string, ArrayLike<number>>>,
  law: Law<K, string, string, R>,
  coef: Coef<K>,
  objective: Objective,
): number {
  const names: readonly string[] = law.regressors, log = objective.space === "log";
  const ofRuns = names.join() === "N,D" && law.response === "loss";
  if (ofRuns) checkedRuns(runs as RunData, law);
  const { regressors, response } = lawColumns(runs as ColumnData, law as Law, 0, log);
  return response.reduce((sum, observed, i) => {
    const at = Object.fromEntries(names.map((name, c) => [name, regressors[c]![i]!]));
    const predicted = law.predict(coef, at as At<R>);
    return sum + rho(objective, log ? Math.log(predicted / observed) : predicted - observed);
  }, 0);
}
