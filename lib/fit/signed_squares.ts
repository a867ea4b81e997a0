import { choleskySolve } from "../numeric/cholesky.ts";

/**
 * Least squares whose coefficients are not negative unless they may be, from the normal equations
 * of scaled columns: a start needs a digit or two. Every subset of the signed ones is tried.
 */
export function signedSquares(
  columns: readonly Float64Array[],
  target: Float64Array,
  mayBeNegative: readonly boolean[],
): { solution: Float64Array; misfit: number } {
  const k = columns.length;
  const solution = new Float64Array(k);
  let misfit = dot(target, target);
  if (k === 0) return { solution, misfit };
  const lengths = columns.map((column) => Math.sqrt(dot(column, column)) || 1);
  const gram = columns.map((a, i) =>
    columns.map((b, j) => dot(a, b) / (lengths[i]! * lengths[j]!))
  );
  const goal = columns.map((a, i) => dot(a, target) / lengths[i]!);
  const whole = misfit;
  for (const subset of subsets(k)) {
    const m = subset.length;
    const matrix = Float64Array.from(
      { length: m * m },
      (_, at) => gram[subset[Math.floor(at / m)]!]![subset[at % m]!]!,
    );
    const rhs = Float64Array.from(subset, (i) => goal[i]!), solved = new Float64Array(m);
    if (!choleskySolve(matrix, m, rhs, solved)) continue;
    if (solved.some((v, i) => v < 0 && !mayBeNegative[subset[i]!])) continue;
    const left = whole - dot(solved, rhs);
    if (!(left < misfit)) continue;
    misfit = Math.max(0, left);
    solution.fill(0);
    subset.forEach((i, at) => solution[i] = solved[at]! / lengths[i]!);
    if (m === k) break;
  }
  return { solution, misfit };
}

/** All non-empty subsets of 0 … k − 1, the full one first; of many, the full and the single ones. */
function subsets(k: number): readonly (readonly number[])[] {
  return known[k] ??= Array.from({ length: 2 ** Math.min(k, 6) - 1 }, (_, i) => {
    const bits = 2 ** Math.min(k, 6) - 1 - i;
    return Array.from({ length: k }, (_, j) => j).filter((j) => j >= 6 || (bits >> j) & 1);
  });
}

const known: (readonly (readonly number[])[])[] = [];

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
