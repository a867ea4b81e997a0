import { matrices } from "../numeric/ml_matrix.ts";
import { conditioning } from "../numeric/least_squares.ts";
import { influenceAt } from "./influence_at.ts";
import type { Problem } from "./problem.ts";

/** The covariance of the coefficients in the coordinates in which it is nearly Gaussian. */
export interface Covariance {
  /** The coefficients it is about: those not held at a bound. */
  readonly terms: readonly string[];
  /** Covariance of the terms, those fitted by their logarithm by their logarithm. */
  readonly matrix: readonly (readonly number[])[];
  /** Condition number of the Jacobian with columns scaled to length 1. */
  readonly condition: number;
  /** Degrees of freedom of the t quantile that goes with it; `null` for the normal one. */
  readonly degrees?: number | null;
}

/** What a covariance supposes: one noise for all runs, or nothing of the kind. */
export type CovarianceKind = "wald" | "sandwich";

/** What a covariance is made of. */
export interface CovarianceOptions {
  /** The coefficients that are not at a bound, in the order wanted. */
  readonly free: readonly string[];
  /** For each row the number of its run, or `null`. */
  readonly clusters?: Int32Array | null;
}

/**
 * The covariance of the fitted coefficients.
 *
 * `wald`: κ (JᵀWJ)⁻¹ by QR of the Jacobian J of the residuals, κ = K² · [Σwψ²/(n − p)] /
 * [Σwψ′/Σw]². For least squares κ is the residual variance, and this is the textbook formula; for
 * the others it is Huber's. It supposes one noise for all runs. Where standard deviations are known
 * κ = 1.
 *
 * `sandwich`: every run is left out in turn, to first order, and the moves are squared and added:
 * (g − 1)/g Σ_g δ_g δ_gᵀ, δ_g = (M − M_g)⁻¹ s_g, with M = Σ wψ′JJᵀ and s_g = Σ wψJ over the rows
 * of run g. Noise may differ from run to run, and checkpoints of a run may share theirs.
 *
 * @returns `null` when the columns of J are not independent or no run is left over.
 *
 * Source: the covariance of M-estimates in regression, Huber (1981), Robust Statistics; the
 * cluster-robust jackknife.
 */
export function covariance(
  problem: Problem,
  theta: Float64Array,
  kind: CovarianceKind,
  { free, clusters = null }: CovarianceOptions,
): Covariance | null {
  const p = free.length, n = problem.n;
  if (n <= p || p === 0) return null;
  const columns = free.map((term) => problem.terms.indexOf(term));
  const rows = problem.jacobian(theta).map((row) => columns.map((j) => row[j]!));
  const { weight, meaning } = problem;
  const weighted = rows.map((row, i) => row.map((v) => Math.sqrt(weight[i]!) * v));
  const found = conditioning(weighted);
  if (!found) return null;
  const { psi, slopes, psiSquared, slope, correction } = influenceAt(problem, theta, p);
  const total = weight.reduce((sum, w) => sum + w, 0);
  const { shift } = problem;
  const back = shift && columns.map((i) => columns.map((j) => shift[i]![j]!));
  const inCoordinates = (matrix: number[][]) => back ? sandwich(back, matrix) : matrix;
  if (kind === "wald") {
    const known = meaning === "known-sd";
    const kappa = known ? 1 : correction * (psiSquared / (n - p)) / (slope / total) ** 2;
    return {
      terms: free,
      matrix: inCoordinates(found.inverse.map((row) => row.map((value) => kappa * value))),
      condition: found.condition,
      degrees: known ? null : n - p,
    };
  }
  // A row that stands for v runs is v runs, each left out alone.
  const times = meaning === "count" && !clusters ? weight : null;
  const groups = groupsOf(clusters, rows.length);
  const units = times ? n : groups.length;
  if (units <= p) return null;
  const moves = leftOut(rows, groups, { weight, psi, slopes, times });
  if (!moves) return null;
  const share = (units - 1) / units;
  const matrix = free.map((_, i) =>
    free.map((_, j) =>
      share * moves.reduce((sum, move, k) => sum + (times?.[k] ?? 1) * move[i]! * move[j]!, 0)
    )
  );
  return {
    terms: free,
    matrix: inCoordinates(matrix),
    condition: found.condition,
    degrees: clusters ? groups.length - 1 : n - p,
  };
}

/** The rows of every run. */
export function groupsOf(clusters: Int32Array | null, rows: number): number[][] {
  if (!clusters) return Array.from({ length: rows }, (_, i) => [i]);
  const groups: number[][] = [];
  clusters.forEach((k, i) => (groups[k] ??= []).push(i));
  return groups;
}

/** What every row pulls with. */
export interface Scores {
  readonly weight: Float64Array;
  readonly psi: Float64Array;
  /** ψ′ of every row. */
  readonly slopes: Float64Array;
  /** How many equal runs each group stands for, of which one is left out; `null` for one. */
  readonly times: Float64Array | null;
}

/**
 * How the coefficients move when a group of rows is left out, to first order: (M − M_g)⁻¹ s_g; `null`
 * where without some group they are not determined.
 */
export function leftOut(
  rows: readonly (readonly number[])[],
  groups: readonly (readonly number[])[],
  { weight, psi, slopes, times }: Scores,
): number[][] | null {
  const { Matrix, solve } = matrices();
  const p = rows[0]!.length;
  // Columns scaled to length 1: the logarithm of a size and an exponent have nothing in common.
  const length = Array.from({ length: p }, (_, j) => Math.sqrt(sum(rows, (row) => row[j]! ** 2)));
  const gram = (of: readonly number[]) => {
    const m = Matrix.zeros(p, p);
    for (const i of of) {
      for (let j = 0; j < p; j++) {
        for (let k = 0; k < p; k++) {
          const term = slopes[i]! * weight[i]! * rows[i]![j]! * rows[i]![k]! /
            (length[j]! * length[k]!);
          m.set(j, k, m.get(j, k) + term);
        }
      }
    }
    return m;
  };
  const whole = gram(rows.map((_, i) => i));
  const moves: number[][] = [];
  for (const [k, group] of groups.entries()) {
    const one = 1 / (times?.[k] ?? 1);
    const score = Array.from(
      { length: p },
      (_, j) =>
        one * group.reduce((all, i) => all + weight[i]! * psi[i]! * rows[i]![j]!, 0) / length[j]!,
    );
    try {
      const without = whole.clone().sub(gram(group).mul(one));
      const move = solve(without, Matrix.columnVector(score)).to1DArray();
      if (!move.every(Number.isFinite)) return null;
      moves.push(move.map((v, j) => v / length[j]!));
    } catch {
      return null;
    }
  }
  return moves;
}

/** T M Tᵀ. */
function sandwich(t: readonly (readonly number[])[], m: number[][]): number[][] {
  const times = (a: readonly (readonly number[])[], b: readonly (readonly number[])[]) =>
    a.map((row) => b[0]!.map((_, j) => row.reduce((all, value, k) => all + value * b[k]![j]!, 0)));
  return times(times(t, m), t[0]!.map((_, j) => t.map((row) => row[j]!)));
}

function sum<T>(values: readonly T[], of: (value: T) => number): number {
  return values.reduce((all, value) => all + of(value), 0);
}
