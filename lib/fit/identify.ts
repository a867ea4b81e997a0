import { choleskySolve } from "../numeric/cholesky.ts";
import { matrices } from "../numeric/ml_matrix.ts";
import type { Diagnosis } from "./diagnose.ts";
import type { Minimum } from "./newton.ts";
import type { Problem } from "./problem.ts";

/** Coefficients that the runs cannot tell apart, and the sentence about it. */
export interface Lost {
  readonly terms: readonly string[];
  readonly why: Diagnosis;
}

/**
 * Coefficients that do nothing at the minimum, or move the predictions in the same way as others:
 * columns of the Jacobian that are zero, or a combination of which is.
 *
 * A combination counts as zero below 1e-11 of the largest, columns being scaled to length 1; what is
 * merely hard to tell apart shows in the condition number and in the intervals.
 */
export function lostOf(
  problem: Problem,
  { theta }: Minimum,
  regressors: readonly (readonly [name: string, values: Float64Array])[],
): Lost | null {
  const constant = regressors.filter(([, values]) => values.every((v) => v === values[0]));
  const facts = constant.map(([name, values]) =>
    `all ${values.length} runs have ${name} = ${Number(values[0]!.toPrecision(6))}: `
  ).join("");
  const lost = (terms: readonly string[], message: string): Lost => ({
    terms,
    why: { status: "not-identified", message: facts + message },
  });
  const held = problem.atBound(theta).map(({ term }) => term);
  const free = problem.terms.filter((term) => !held.includes(term));
  if (free.length === 0) return null;
  const rows = problem.jacobian(theta).map((row, i) =>
    free.map((term) => Math.sqrt(problem.weight[i]!) * row[problem.terms.indexOf(term)]!)
  );
  const lengths = free.map((_, j) => Math.hypot(...rows.map((row) => row[j]!)));
  const idle = free.filter((_, j) => !(lengths[j]! > 0));
  if (idle.length > 0) {
    return lost(
      idle,
      `${idle.join(", ")} ${idle.length > 1 ? "do" : "does"} not enter: no run's ` +
        "prediction depends on it",
    );
  }
  // Where Cholesky's factors of the scaled JᵀJ exist, no singular value is below 1e-7.
  if (independent(rows, lengths)) return null;
  const { Matrix, SingularValueDecomposition } = matrices();
  const scaled = new Matrix(rows.map((row) => row.map((v, j) => v / lengths[j]!)));
  const { diagonal, rightSingularVectors } = new SingularValueDecomposition(scaled, {
    autoTranspose: true,
  });
  const least = diagonal.indexOf(Math.min(...diagonal));
  if (!(diagonal[least]! < 1e-11 * Math.max(...diagonal))) return null;
  const direction = rightSingularVectors.getColumn(least).map(Math.abs);
  const most = Math.max(...direction);
  const terms = free.filter((_, j) => direction[j]! > 0.05 * most);
  return lost(
    terms,
    `${terms.join(", ")} cannot be told apart: the runs determine only a ` +
      "combination of them",
  );
}

/** Whether JᵀJ, its columns of length 1, is positive definite to working precision. */
function independent(rows: readonly (readonly number[])[], lengths: readonly number[]): boolean {
  const p = lengths.length;
  const gram = new Float64Array(p * p);
  for (const row of rows) {
    for (let j = 0; j < p; j++) {
      for (let k = 0; k <= j; k++) {
        gram[p * j + k]! += row[j]! * row[k]! / (lengths[j]! * lengths[k]!);
      }
    }
  }
  const zero = new Float64Array(p);
  return choleskySolve(gram, p, zero, new Float64Array(p));
}
