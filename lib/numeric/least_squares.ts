import { matrices } from "./ml_matrix.ts";

/** A straight line y = intercept + slope · x. */
export interface Line {
  /** y at x = 0. */
  readonly intercept: number;
  /** Change of y per unit of x. */
  readonly slope: number;
}

/**
 * The least-squares line through points, by QR of the centred design.
 *
 * @param x Abscissae; at least two different ones.
 * @param y Ordinates, as many.
 *
 * @example An exact line
 * ```ts
 * import assert from "node:assert/strict";
 * import { line } from "isoflop/numeric";
 *
 * const { slope } = line([0, 1, 2], [1, 3, 5]);
 * assert.ok(Math.abs(slope - 2) < 1e-12);
 * ```
 */
export function line(x: ArrayLike<number>, y: ArrayLike<number>): Line {
  const { Matrix, QrDecomposition } = matrices();
  const n = x.length;
  let middle = 0;
  for (let i = 0; i < n; i++) middle += x[i]! / n;
  const design = new Matrix(Array.from({ length: n }, (_, i) => [1, x[i]! - middle]));
  const solved = new QrDecomposition(design).solve(Matrix.columnVector(Array.from(y)));
  const slope = solved.get(1, 0);
  return { intercept: solved.get(0, 0) - slope * middle, slope };
}

/** What the columns of a Jacobian say about the coefficients. */
export interface Conditioning {
  /** (JᵀJ)⁻¹, row by row: the covariance for residuals of variance 1. */
  readonly inverse: number[][];
  /** Largest over smallest singular value once every column has length 1. */
  readonly condition: number;
}

/**
 * (JᵀJ)⁻¹ by QR of J, never by way of JᵀJ, which would lose half the digits; and the condition
 * number of J with its columns scaled to length 1. `null` when the columns are not independent.
 *
 * @param rows J, one array per observation.
 */
export function conditioning(rows: readonly (readonly number[])[]): Conditioning | null {
  const { Matrix, QrDecomposition, SingularValueDecomposition, inverse } = matrices();
  const jacobian = new Matrix(rows as number[][]);
  const lengths = jacobian.to2DArray()[0]!.map((_, j) => jacobian.getColumnVector(j).norm());
  if (lengths.some((length) => !(length > 0) || !Number.isFinite(length))) return null;
  const scaled = jacobian.clone();
  lengths.forEach((length, j) => scaled.mulColumn(j, 1 / length));
  const { condition } = new SingularValueDecomposition(scaled);
  const qr = new QrDecomposition(scaled);
  if (!qr.isFullRank() || !(condition < 1e14)) return null;
  const r = inverse(qr.upperTriangularMatrix);
  const product = r.mmul(r.transpose()).to2DArray();
  return {
    inverse: product.map((row, i) => row.map((value, j) => value / (lengths[i]! * lengths[j]!))),
    condition,
  };
}
