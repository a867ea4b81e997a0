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

/** What least squares needs to know of a design, worked out once for any number of ordinates. */
export interface LeastSquares {
  /** (XᵀX)⁻¹Xᵀ, one row per coefficient: a coefficient is the dot product with the ordinates. */
  readonly solution: readonly Float64Array[];
  /** (XᵀX)⁻¹: the covariance of the coefficients for residuals of variance 1. */
  readonly inverse: readonly (readonly number[])[];
  /** How far each ordinate pulls its own fitted value: the diagonal of X(XᵀX)⁻¹Xᵀ. */
  readonly leverage: Float64Array;
}

/**
 * Least squares for one design and many ordinates, by QR; `null` when the columns are not
 * independent.
 *
 * @param rows X, one array per observation.
 *
 * @example The mean, as the simplest of all fits
 * ```ts
 * import assert from "node:assert/strict";
 * import { leastSquares } from "isoflop/numeric";
 *
 * const { solution, leverage } = leastSquares([[1], [1], [1], [1]])!;
 * assert.deepEqual(solution[0]!.map((x) => Math.round(1e9 * x) / 1e9), new Float64Array(4).fill(0.25));
 * assert.equal(leverage[0]!.toFixed(9), "0.250000000");
 * ```
 */
export function leastSquares(rows: readonly (readonly number[])[]): LeastSquares | null {
  const { Matrix, QrDecomposition, inverse } = matrices();
  const count = rows[0]?.length ?? 0;
  if (rows.length < count || count === 0) return null;
  const qr = new QrDecomposition(new Matrix(rows as number[][]));
  if (!qr.isFullRank() || !(condition(qr.upperTriangularMatrix.to2DArray()) < 1e10)) return null;
  const solution = inverse(qr.upperTriangularMatrix).mmul(qr.orthogonalMatrix.transpose())
    .to2DArray().map((row) => Float64Array.from(row));
  const dot = (a: ArrayLike<number>, b: ArrayLike<number>) => {
    let sum = 0;
    for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
    return sum;
  };
  return {
    solution,
    inverse: solution.map((a) => solution.map((b) => dot(a, b))),
    leverage: Float64Array.from(rows, (row, i) => dot(row, solution.map((s) => s[i]!))),
  };
}

/** Largest over smallest diagonal entry of R: coarse, but it finds columns that are copies. */
function condition(triangle: readonly (readonly number[])[]): number {
  const diagonal = triangle.map((row, i) => Math.abs(row[i]!));
  return Math.max(...diagonal) / Math.min(...diagonal);
}
