import { choleskySolve } from "../numeric/cholesky.ts";
import { matrices } from "../numeric/ml_matrix.ts";
import { local } from "./local.ts";
import { kindOf } from "./objective.ts";
import type { Box, Minimum, Smooth } from "./newton.ts";
import type { Problem } from "./problem.ts";

/**
 * Takes a least-squares minimum to the last digits that the data allow: Newton steps that start
 * from J = QR instead of from JᵀJ, which has twice as many zeros in its condition number.
 *
 * With H the exact Hessian a step is d = −R⁻¹ (R⁻ᵀ H R⁻¹)⁻¹ Qᵀr; the matrix in the middle is close to
 * the identity. Steps are taken while they shrink; the value has no say, for its changes are
 * rounding by now.
 */
export function polished<M extends Minimum>(problem: Problem, minimum: M): M {
  if (kindOf(problem.objective) !== "squared" || !minimum.converged) return minimum;
  const { inverse, LuDecomposition, Matrix, QrDecomposition } = matrices();
  const smooth = problem.smooth(), out = local(smooth.order);
  const { low, high } = problem.box;
  const root = problem.weight.map(Math.sqrt);
  let { theta } = minimum, before = 1e-3;
  const near = settled(smooth, theta, problem.box);
  if (near) return { ...minimum, theta: near };
  for (let i = 0; i < 30; i++) {
    const free = Array.from(theta.keys()).filter((j) =>
      theta[j]! > low[j]! && theta[j]! < high[j]!
    );
    const rows = problem.jacobian(theta).map((row, r) => free.map((j) => root[r]! * row[j]!));
    const lengths = free.map((_, j) => Math.hypot(...rows.map((row) => row[j]!)));
    if (free.length === 0 || rows.length < free.length || lengths.some((v) => !(v > 0))) break;
    const qr = new QrDecomposition(
      new Matrix(rows.map((row) => row.map((v, j) => v / lengths[j]!))),
    );
    if (!qr.isFullRank()) break;
    const unwind = inverse(qr.upperTriangularMatrix);
    smooth.evaluate(theta, out);
    const hessian = new Matrix(
      free.map((j, a) =>
        free.map((k, b) =>
          out.hessian[smooth.order * Math.max(j, k) + Math.min(j, k)]! / (lengths[a]! * lengths[b]!)
        )
      ),
    );
    const left = Matrix.columnVector(problem.residuals(theta).map((r, at) => -r * root[at]!));
    const pull = qr.orthogonalMatrix.transpose().mmul(left);
    const middle = unwind.transpose().mmul(hessian).mmul(unwind);
    const lu = new LuDecomposition(middle);
    // Of a law that the runs do not determine, rounding may leave nothing of a row.
    if (lu.isSingular()) break;
    const step = unwind.mmul(lu.solve(pull)).to1DArray();
    const next = theta.slice();
    free.forEach((j, at) => next[j]! += step[at]! / lengths[at]!);
    const moved = Math.max(
      ...free.map((j, at) => Math.abs(step[at]! / lengths[at]!) / (Math.abs(theta[j]!) || 1)),
    );
    if (!(moved < 0.5 * before) || next.some((v, j) => v < low[j]! || v > high[j]!)) break;
    theta = next;
    before = moved;
    if (moved < 1e-16) break;
  }
  return { ...minimum, theta };
}

/**
 * Where Newton's own steps come to rest within 1e-11, as they do while the condition number of JᵀJ is
 * far from 1e16: then there is nothing to polish. `null` where they do not.
 */
function settled(smooth: Smooth, start: Float64Array, { low, high }: Box): Float64Array | null {
  const { order } = smooth, out = local(order), step = new Float64Array(order);
  const theta = start.slice();
  if (theta.some((v, j) => v <= low[j]! || v >= high[j]!)) return null;
  for (let i = 0; i < 4; i++) {
    smooth.evaluate(theta, out);
    const down = out.gradient.map((g) => -g);
    if (!choleskySolve(out.hessian.slice(), order, down, step)) return null;
    const moved = step.reduce(
      (most, d, j) => Math.max(most, Math.abs(d) / (Math.abs(theta[j]!) || 1)),
      0,
    );
    if (!(moved < 1e-3)) return null;
    for (let j = 0; j < order; j++) theta[j]! += step[j]!;
    if (moved < 1e-11) return theta;
  }
  return null;
}
