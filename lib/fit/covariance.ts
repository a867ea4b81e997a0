import { conditioning } from "../numeric/least_squares.ts";
import type { ChinchillaCoef, ChinchillaTerm } from "../laws/chinchilla_formula.ts";
import { influence } from "./influence.ts";
import type { Objective } from "./objective.ts";

/** The covariance of the coefficients in the coordinates in which it is nearly Gaussian. */
export interface Covariance {
  /** The coefficients it is about: those not held at a bound. */
  readonly terms: readonly ChinchillaTerm[];
  /** Covariance of (ln E, ln A, ln B, alpha, beta), restricted to `terms`. */
  readonly matrix: readonly (readonly number[])[];
  /** Condition number of the centred Jacobian with columns scaled to length 1. */
  readonly condition: number;
}

/** E, A and B enter by their logarithms: they are positive, and their errors multiply. */
export function isLogged(term: ChinchillaTerm): boolean {
  return term === "E" || term === "A" || term === "B";
}

/**
 * The covariance of the fitted coefficients: κ (JᵀJ)⁻¹ by QR of the Jacobian J of the residuals,
 * κ = K² · [Σψ²/(n − p)] / [Σψ′/n]².
 *
 * For least squares κ is the residual variance, and this is the textbook formula; for the others
 * it is Huber's. It supposes one noise for all runs. The bootstrap does not, and is the better
 * word where there are draws.
 *
 * @param free The coefficients that are not at a bound.
 * @returns `null` when the columns of J are not independent or no run is left over.
 *
 * Source: the covariance of M-estimates in regression, Huber (1981), Robust Statistics.
 */
export function covariance(
  { N, D }: { N: Float64Array; D: Float64Array },
  coef: ChinchillaCoef,
  residuals: Float64Array,
  objective: Objective,
  free: readonly ChinchillaTerm[],
): Covariance | null {
  const n = N.length, p = free.length;
  if (n <= p || p === 0) return null;
  const { E, A, B, alpha, beta } = coef;
  const centreX = mean(N), centreY = mean(D);
  const rows = Array.from({ length: n }, (_, i) => {
    const x = Math.log(N[i]!), y = Math.log(D[i]!);
    const t1 = A * Math.exp(-alpha * x), t2 = B * Math.exp(-beta * y);
    const unit = objective.space === "log" ? 1 / (E + t1 + t2) : 1;
    const row: Record<ChinchillaTerm, number> = {
      E: E * unit,
      A: t1 * unit,
      B: t2 * unit,
      // Centred: alpha moves the loss around the mean run, not around N = 1.
      alpha: -t1 * unit * (x - centreX),
      beta: -t2 * unit * (y - centreY),
    };
    return free.map((term) => row[term]);
  });
  const found = conditioning(rows);
  if (!found) return null;
  const { psiSquared, slope, correction } = influence(residuals, objective, p);
  const kappa = correction * (psiSquared / (n - p)) / (slope / n) ** 2;
  // Back to the coefficients at N = 1, D = 1: ln A = a′ + alpha · mean ln N, and the same for B.
  const shift = free.map((row) =>
    free.map((column) => {
      if (row === column) return 1;
      if (row === "A" && column === "alpha") return centreX;
      if (row === "B" && column === "beta") return centreY;
      return 0;
    })
  );
  const matrix = sandwich(shift, found.inverse).map((row) => row.map((value) => kappa * value));
  return { terms: free, matrix, condition: found.condition };
}

/** T M Tᵀ. */
function sandwich(t: number[][], m: number[][]): number[][] {
  const times = (a: number[][], b: number[][]) =>
    a.map((row) => b[0]!.map((_, j) => row.reduce((sum, value, k) => sum + value * b[k]![j]!, 0)));
  return times(times(t, m), t[0]!.map((_, j) => t.map((row) => row[j]!)));
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + Math.log(value), 0) / values.length;
}
