import { chinchilla } from "../laws/chinchilla.ts";
import type { CoefRule, Law } from "../laws/law.ts";
import { lawProblem } from "./law_problem.ts";
import { modelOf } from "./model.ts";
import type { Minimum } from "./newton.ts";
import type { Problem } from "./problem.ts";
import type { RunColumns } from "./run_data.ts";
import { largestExponent } from "./solve.ts";
import type { SolverWeights } from "./weights.ts";

/**
 * The minimum of the Chinchilla law's own problem, or a lower one that the general search finds.
 *
 * Runs of a narrow range leave a flat valley, and Huber's kinks in it stop Newton's method from every
 * start of the grid. The general search follows eight times as many starts, in other coordinates. It
 * takes thirty times as long, and is asked only where no minimum was reached within the box.
 */
export function secondSearch(
  problem: Problem,
  { N, D, loss }: RunColumns,
  weights: SolverWeights,
): Minimum {
  const found = problem.solve();
  if (found.converged && problem.atBound(found.theta).length === 0) return found;
  const law = chinchilla as unknown as Law;
  // The floor of this problem is at most the least loss.
  const floor: CoefRule = { positive: true, high: Math.min(...loss) };
  // Over the whole box: where published exponents lie has been looked at.
  const exponent: CoefRule = { low: 0, high: largestExponent };
  const ruleOf = (term: string): CoefRule =>
    term === "E" ? floor : term === "alpha" || term === "beta" ? exponent : { positive: true };
  const model = modelOf(law, ruleOf);
  const general = lawProblem({
    law,
    model,
    objective: problem.objective,
    ruleOf,
    columns: model.columns([N, D], loss.length),
    response: loss,
    weights,
  });
  const { theta, converged } = general.solve();
  const coef = general.toCoef(theta);
  const there = problem.solveFrom(problem.started(problem.terms.map((term) => coef[term]!)));
  if (!(there.value < found.value)) return found;
  const evaluations = found.evaluations + there.evaluations;
  return { ...there, converged: there.converged || converged, evaluations };
}
