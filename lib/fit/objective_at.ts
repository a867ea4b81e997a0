import type { Coef, Law, Point } from "../laws/law.ts";
import { type Objective, rho } from "./objective.ts";
import { checkedRuns, type RunData } from "./run_data.ts";

/**
 * The objective at given coefficients, fitted or published: Σ ρ(predicted − observed) over the
 * runs. Held against the least value, it says how much worse those coefficients do.
 *
 * @param runs The runs.
 * @param law The law that the coefficients belong to.
 * @param coef The coefficients, at N = 1 parameter and D = 1 token.
 * @param objective What is summed.
 * @throws {InputError} If a run has no positive N, D or loss.
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
export function objectiveAt<K extends string>(
  runs: RunData,
  law: Pick<Law<K, string, string, "N" | "D">, "name" | "coefNames"> & {
    predict(coef: Coef<K>, at: Point): number;
  },
  coef: Coef<K>,
  objective: Objective,
): number {
  const { N, D, loss } = checkedRuns(runs, law);
  return loss.reduce((sum, observed, i) => {
    const predicted = law.predict(coef, { N: N[i]!, D: D[i]! });
    const r = objective.space === "log" ? Math.log(predicted / observed) : predicted - observed;
    return sum + rho(objective, r);
  }, 0);
}
