import { type Influence, influence } from "./influence.ts";
import type { Problem } from "./problem.ts";

/** {@linkcode influence} of the residuals of a problem at some θ, with its weights and its scale. */
export function influenceAt(
  problem: Problem,
  theta: Float64Array,
  coefficients: number,
): Influence {
  const { objective, weight, meaning } = problem;
  return influence(problem.residuals(theta), objective, coefficients, {
    weight,
    scale: problem.scale(theta),
    repeat: meaning === "count",
  });
}
