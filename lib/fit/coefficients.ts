import type { ChinchillaCoef } from "../laws/chinchilla_formula.ts";
import { leastExponent, zeroFloorReached } from "./solve.ts";
import type { Surface } from "./surface.ts";

/** θ of the solver as the law's coefficients, at N = 1 parameter and D = 1 token. */
export function toCoef(theta: Float64Array, problem: Surface): ChinchillaCoef {
  const [a, b, e, alpha, beta] = theta as unknown as [number, number, number, number, number];
  return {
    E: zeroFloorReached(problem, e) ? 0 : Math.exp(e),
    A: Math.exp(a + alpha * problem.meanX),
    B: Math.exp(b + beta * problem.meanY),
    alpha: alpha <= leastExponent ? 0 : alpha,
    beta: beta <= leastExponent ? 0 : beta,
  };
}
