import type { Local } from "./local.ts";
import type { Model, ModelRows } from "./model.ts";
import { kindOf, type Objective } from "./objective.ts";

/** Rows with their weights, as {@linkcode sums} adds them up. */
export interface WeightedRows {
  readonly n: number;
  /** The observed response, or its logarithm in log space. */
  readonly observed: Float64Array;
  readonly weight: Float64Array;
}

/**
 * Turns what a model says of the rows into residuals and their Jacobian, in the space of the
 * objective: on ln loss r = ln p − ln y and J = d/p. Works in place, on `rows.d`.
 *
 * @returns The residuals, in an array that the next call overwrites.
 */
export function toResiduals(
  { p, d }: ModelRows,
  { n, observed }: WeightedRows,
  log: boolean,
  r: Float64Array,
): void {
  if (!log) {
    for (let i = 0; i < n; i++) r[i] = p[i]! - observed[i]!;
    return;
  }
  for (let i = 0; i < n; i++) r[i] = Math.log(p[i]!) - observed[i]!;
  for (const column of d) {
    for (let i = 0; i < n; i++) column[i]! /= p[i]!;
  }
}

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
  scratch: readonly [Float64Array, Float64Array, Float64Array],
): void {
  const log = objective.space === "log";
  const { d, h, p } = rows;
  const [c1, c2, c3] = scratch;
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
  for (let j = 0; j < order; j++) {
    const a = d[j]!;
    let g = 0;
    for (let i = 0; i < n; i++) g += c1[i]! * a[i]!;
    gradient[j] = g;
    for (let k = 0; k <= j; k++) {
      const b = d[k]!;
      let sum = 0;
      for (let i = 0; i < n; i++) sum += c2[i]! * a[i]! * b[i]!;
      hessian[size * j + k] = sum;
    }
  }
  if (exact) {
    curved.forEach(([j, k], pair) => {
      const column = h[pair]!;
      let sum = 0;
      if (log) { for (let i = 0; i < n; i++) sum += c1[i]! * column[i]! / p[i]!; }
      else for (let i = 0; i < n; i++) sum += c1[i]! * column[i]!;
      hessian[size * j + k]! += sum;
    });
  }
  if (!heavy) return;
  for (let j = 0; j < order; j++) {
    const a = d[j]!;
    let sum = 0;
    if (exact) { for (let i = 0; i < n; i++) sum += c3[i]! * a[i]!; }
    hessian[size * order + j] = sum;
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
