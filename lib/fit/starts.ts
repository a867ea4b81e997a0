import { choleskySolve } from "../numeric/cholesky.ts";
import type { Surface } from "./surface.ts";

// Published exponents lie between .05 and .7; the last two nodes reach into the rest of the box.
const nodes = [0.05, 0.12, 0.2, 0.3, 0.42, 0.6, 0.95, 1.6];

/** One start per pair of exponents. */
export const startCount = nodes.length ** 2;

/** The non-empty subsets of the three columns, the full one first. */
const subsets = [[0, 1, 2], [0, 1], [0, 2], [1, 2], [0], [1], [2]];

/**
 * Starts for the solver, best first, by variable projection: for given alpha and beta the law is
 * linear in A, B and E, so those come from non-negative least squares of (predicted/observed − 1),
 * which is close to ln(predicted/observed). One start per node of an 8 × 8 grid of exponents.
 *
 * Normal equations are enough here: columns are centred and scaled, and a start needs no more than
 * a digit or two. The three unknowns of one node are solved by trying every subset.
 *
 * @returns θ as in {@linkcode Surface}, in rising order of the squared misfit.
 */
export function starts(problem: Surface): Float64Array[] {
  const { x, y, inverseLoss, weight } = problem;
  const n = x.length;
  const root = weight.map(Math.sqrt);
  const constant = inverseLoss.map((v, i) => v * root[i]!);
  const columnsN = nodes.map((node) => constant.map((v, i) => v * Math.exp(-node * x[i]!)));
  const columnsD = nodes.map((node) => constant.map((v, i) => v * Math.exp(-node * y[i]!)));
  const dots = (columns: Float64Array[], other: Float64Array) => columns.map((c) => dot(c, other));
  const nn = columnsN.map((c) => dot(c, c)),
    nc = dots(columnsN, constant),
    nt = dots(columnsN, root);
  const dd = columnsD.map((c) => dot(c, c)),
    dc = dots(columnsD, constant),
    dt = dots(columnsD, root);
  const cc = dot(constant, constant), ct = dot(constant, root), tt = dot(root, root);
  // A term at zero has no logarithm: it starts at a thousandth of the loss instead.
  const least = 1e-3 * n / dot(inverseLoss, root);
  const terms = new Float64Array(3);
  const found: { misfit: number; theta: Float64Array }[] = [];
  nodes.forEach((alpha, i) =>
    nodes.forEach((beta, j) => {
      const nd = dot(columnsN[i]!, columnsD[j]!);
      const gram = [[nn[i]!, nd, nc[i]!], [nd, dd[j]!, dc[j]!], [nc[i]!, dc[j]!, cc]];
      const misfit = nonNegative(gram, [nt[i]!, dt[j]!, ct], tt, terms);
      const [a, b, e] = terms.map((term) => Math.log(Math.max(term, least)));
      found.push({ misfit, theta: Float64Array.of(a!, b!, e!, alpha, beta) });
    })
  );
  return found.sort((p, q) => p.misfit - q.misfit).map(({ theta }) => theta);
}

/**
 * Least squares with no negative term, from the Gram matrix of three columns; the terms into `terms`.
 *
 * @returns The squared misfit.
 */
function nonNegative(
  gram: readonly (readonly number[])[],
  target: readonly number[],
  tt: number,
  terms: Float64Array,
): number {
  terms.fill(0);
  let best = tt;
  for (const subset of subsets) {
    const k = subset.length;
    for (let i = 0; i < k; i++) {
      rhs[i] = target[subset[i]!]!;
      for (let j = 0; j <= i; j++) matrix[i * k + j] = gram[subset[i]!]![subset[j]!]!;
    }
    if (!choleskySolve(matrix, k, rhs, solved)) continue;
    let misfit = tt, negative = false;
    for (let i = 0; i < k; i++) {
      misfit -= solved[i]! * rhs[i]!;
      if (solved[i]! < 0) negative = true;
    }
    if (negative || misfit >= best) continue;
    best = misfit;
    terms.fill(0);
    for (let i = 0; i < k; i++) terms[subset[i]!] = solved[i]!;
    // Nothing beats the unconstrained minimum when it is feasible.
    if (k === 3) break;
  }
  return best;
}

const matrix = new Float64Array(9), rhs = new Float64Array(3), solved = new Float64Array(3);

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
