import { log as ln } from "../numeric/exp.ts";
import { gramLoop } from "./gram_loop.ts";
import type { Local } from "./local.ts";
import type { Model, ModelRows } from "./model.ts";
import { kindOf, type Objective } from "./objective.ts";

/** Rows with their weights, as {@linkcode sums} adds them up. */
export interface WeightedRows {
  readonly n: number;
  /** The observed response, or its logarithm in log space. */
  readonly observed: Float64Array;
  /** In log space, one over the observed response. */
  readonly inverse: Float64Array;
  readonly weight: Float64Array;
}

/**
 * Turns what a model says of the rows into residuals and their Jacobian, in the space of the
 * objective: on ln loss r = ln p − ln y and J = d/p. Works in place: there `rows.d` is d/p and `rows.p`
 * 1/p afterwards, for a division takes as long as all else.
 *
 * @returns The residuals, in an array that the next call overwrites.
 */
export function toResiduals(
  { p, d }: ModelRows,
  { n, observed, inverse }: WeightedRows,
  log: boolean,
  r: Float64Array,
): void {
  if (!log) {
    for (let i = 0; i < n; i++) r[i] = p[i]! - observed[i]!;
    return;
  }
  for (let i = 0; i < n; i++) {
    r[i] = ln(p[i]! * inverse[i]!);
    p[i] = 1 / p[i]!;
  }
  for (const column of d) {
    for (let i = 0; i < n; i++) column[i]! *= p[i]!;
  }
}

/** Columns as long as the rows, for {@linkcode sums} to write on. */
export type Scratch = readonly [Float64Array, Float64Array, Float64Array, Float64Array];

/** The bend of Huber's ρ during a homotopy, in place of the objective's own. */
export interface Bend {
  readonly delta: number;
}

/**
 * Σ w ρ(r), its gradient and its Hessian over θ; of Student's t also over ln s, which comes last.
 *
 * @param exact Whether the Hessian is the exact one. Otherwise second derivatives of the model are
 * left out and every row counts as ψ/r: the matrix of reweighted Gauss-Newton, never indefinite.
 */
export function sums(
  { curved, order }: Pick<Model, "curved" | "order">,
  rows: ModelRows,
  { n, weight }: WeightedRows,
  r: Float64Array,
  objective: Objective,
  { delta }: Bend,
  lnScale: number,
  exact: boolean,
  out: Local,
  scratch: Scratch,
): void {
  const log = objective.space === "log";
  const { d, h, p } = rows;
  const [c1, c2, c3, part] = scratch;
  const heavy = kindOf(objective) === "student-t";
  const size = heavy ? order + 1 : order;
  const { gradient, hessian } = out;
  if (heavy) {
    out.value = studentRows(n, weight, r, objective.degrees!, lnScale, c1, c2, c3);
  } else {
    out.value = huberRows(n, weight, r, delta, objective.penalty ?? 1, c1, c2);
  }
  if (!exact) {
    // ψ/r is at least ψ′ for every ρ here, so this matrix is above the exact one's first part.
    for (let i = 0; i < n; i++) c2[i] = r[i] === 0 ? Math.max(c2[i]!, 0) : c1[i]! / r[i]!;
  } else if (log) {
    for (let i = 0; i < n; i++) c2[i]! -= c1[i]!;
  }
  gramLoop(order)(c1, c2, d, n, gradient, hessian, size);
  if (exact) {
    // In log space rows.p is 1/p.
    if (log) { for (let i = 0; i < n; i++) part[i] = c1[i]! * p[i]!; }
    const pull = log ? part : c1;
    curved.forEach(([j, k], pair) => hessian[size * j + k]! += dot(pull, h[pair]!, n));
  }
  if (!heavy) return;
  for (let j = 0; j < order; j++) {
    const a = d[j]!;
    hessian[size * order + j] = exact ? dot(c3, a, n) : 0;
  }
  const room = objective.degrees! * Math.exp(2 * lnScale);
  let slope = 0, bend = 0;
  for (let i = 0; i < n; i++) {
    const square = r[i]! * r[i]!, whole = room + square, w = weight[i]!;
    slope += w * (1 - (objective.degrees! + 1) * square / whole);
    bend += w * (objective.degrees! + 1) * 2 * square * room / (whole * whole);
  }
  gradient[order] = slope;
  hessian[size * order + order] = bend;
}

/** Four sums side by side: one alone would wait for its last addition at every row. */
function dot(a: Float64Array, b: Float64Array, n: number): number {
  let s0 = 0, s1 = 0, s2 = 0, s3 = 0, i = 0;
  for (; i + 3 < n; i += 4) {
    s0 += a[i]! * b[i]!;
    s1 += a[i + 1]! * b[i + 1]!;
    s2 += a[i + 2]! * b[i + 2]!;
    s3 += a[i + 3]! * b[i + 3]!;
  }
  for (; i < n; i++) s0 += a[i]! * b[i]!;
  return (s0 + s1) + (s2 + s3);
}

/** w ψ into c1, w ψ′ into c2; Huber's ρ, bent at `delta`, times the penalty where r > 0. */
function huberRows(
  n: number,
  weight: Float64Array,
  r: Float64Array,
  delta: number,
  penalty: number,
  c1: Float64Array,
  c2: Float64Array,
): number {
  let value = 0;
  for (let i = 0; i < n; i++) {
    const at = r[i]!;
    const w = at > 0 ? weight[i]! * penalty : weight[i]!;
    const clamped = Math.max(-delta, Math.min(delta, at));
    c1[i] = w * clamped;
    c2[i] = clamped === at ? w : 0;
    value += c1[i]! * (at - 0.5 * clamped);
  }
  return value;
}

/** The same of Student's t, and w ∂ψ/∂(ln s) into c3. */
function studentRows(
  n: number,
  weight: Float64Array,
  r: Float64Array,
  degrees: number,
  lnScale: number,
  c1: Float64Array,
  c2: Float64Array,
  c3: Float64Array,
): number {
  const room = degrees * Math.exp(2 * lnScale);
  let value = 0;
  for (let i = 0; i < n; i++) {
    const at = r[i]!, w = weight[i]!, square = at * at, whole = room + square;
    c1[i] = w * (degrees + 1) * at / whole;
    c2[i] = w * (degrees + 1) * (room - square) / (whole * whole);
    c3[i] = -2 * w * (degrees + 1) * at * room / (whole * whole);
    value += w * (lnScale + (degrees + 1) / 2 * Math.log1p(square / room));
  }
  return value;
}
