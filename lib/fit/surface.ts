import { exp, log } from "../numeric/exp.ts";
import type { Local } from "./local.ts";

/**
 * The runs as the solver sees them: logarithms centred, so that A and alpha (and B and beta) move
 * nearly independently. θ = (a′, b′, e, α, β) stands for the terms
 *
 *     A/N^α = exp(a′ − α x),  B/D^β = exp(b′ − β y),  E = exp(e),
 *     x = ln N − mean, y = ln D − mean.
 *
 * Centring takes the condition number of JᵀJ from 4e6 to 4e3 on the Chinchilla runs.
 */
export interface Surface {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly loss: Float64Array;
  readonly inverseLoss: Float64Array;
  /** How often each run counts. */
  readonly weight: Float64Array;
  /** Means of ln N and ln D. */
  readonly meanX: number;
  readonly meanY: number;
  /** ln of the least loss: E cannot be above it. */
  readonly highestE: number;
  readonly log: boolean;
}

/** Centres the runs; see {@linkcode Surface}. */
export function surface(
  { N, D, loss }: { N: Float64Array; D: Float64Array; loss: Float64Array },
  space: "log" | "linear",
): Surface {
  const x = N.map(Math.log), y = D.map(Math.log);
  const meanX = mean(x), meanY = mean(y);
  return {
    x: x.map((value) => value - meanX),
    y: y.map((value) => value - meanY),
    loss,
    inverseLoss: loss.map((value) => 1 / value),
    weight: new Float64Array(N.length).fill(1),
    meanX,
    meanY,
    highestE: Math.log(loss.reduce((low, value) => Math.min(low, value), Infinity)),
    log: space === "log",
  };
}

/**
 * Gives the surface with other weights, without the runs of weight zero, again and again in the
 * same arrays: each result holds until the next call.
 */
export function reweighter(whole: Surface): (weight: Float64Array) => Surface {
  const size = whole.x.length;
  const x = new Float64Array(size), y = new Float64Array(size);
  const loss = new Float64Array(size), inverseLoss = new Float64Array(size);
  const kept = new Float64Array(size);
  return (weight) => {
    let n = 0;
    for (let i = 0; i < size; i++) {
      const w = weight[i]!;
      if (!(w > 0)) continue;
      x[n] = whole.x[i]!;
      y[n] = whole.y[i]!;
      loss[n] = whole.loss[i]!;
      inverseLoss[n] = whole.inverseLoss[i]!;
      kept[n++] = w;
    }
    return {
      ...whole,
      x: x.subarray(0, n),
      y: y.subarray(0, n),
      loss: loss.subarray(0, n),
      inverseLoss: inverseLoss.subarray(0, n),
      weight: kept.subarray(0, n),
    };
  };
}

/**
 * Evaluates Σ w ρ(r), its gradient and its exact Hessian in one pass, into `out`.
 *
 * With p = ∂r/∂(terms' logs) and u_k = ∂(log of term k)/∂θ, the Hessian of one run is
 * w [c₁ Σ_k p_k u_k u_kᵀ + c₂ J Jᵀ], J = Σ_k p_k u_k, where on log loss p sums to one,
 * c₁ = ρ′ and c₂ = ρ″ − ρ′, and on linear loss p is the terms themselves, c₁ = ρ′ and c₂ = ρ″.
 *
 * The transcendental part and the sums are separate loops: with all sums in one loop the machine
 * runs out of registers, and it takes half as long again.
 *
 * @param theta (a′, b′, e, α, β).
 * @param delta Where Huber's ρ bends; `Infinity` for ½r².
 */
export function evaluate(
  { x, y, loss, inverseLoss, weight, log: logSpace }: Surface,
  theta: Float64Array,
  delta: number,
  out: Local,
): void {
  const n = x.length;
  if (scratch.p1.length < n) scratch = scratchFor(n);
  const { p1: P1, p2: P2, p3: P3, c1: C1, c2: C2 } = scratch;
  const a = theta[0]!, b = theta[1]!, alpha = theta[3]!, beta = theta[4]!;
  const floor = exp(theta[2]!);
  for (let i = 0; i < n; i++) {
    P1[i] = exp(a - alpha * x[i]!);
    P2[i] = exp(b - beta * y[i]!);
  }
  let value = 0;
  for (let i = 0; i < n; i++) {
    const t1 = P1[i]!, t2 = P2[i]!;
    const sum = t1 + t2 + floor;
    const r = logSpace ? log(sum * inverseLoss[i]!) : sum - loss[i]!;
    const unit = logSpace ? 1 / sum : 1;
    const w = weight[i]!;
    // Branches on the sign of a residual are coin tosses to the machine: clamping has none.
    const clamped = Math.max(-delta, Math.min(delta, r));
    const c1 = w * clamped;
    const bend = clamped === r ? w : 0;
    value += c1 * (r - 0.5 * clamped);
    P1[i] = t1 * unit;
    P2[i] = t2 * unit;
    P3[i] = floor * unit;
    C1[i] = c1;
    C2[i] = logSpace ? bend - c1 : bend;
  }
  let g1 = 0, g2 = 0, g3 = 0, g1x = 0, g1xx = 0, g2y = 0, g2yy = 0;
  for (let i = 0; i < n; i++) {
    const p1 = P1[i]!, p2 = P2[i]!, p3 = P3[i]!, c1 = C1[i]!;
    const xi = x[i]!, yi = y[i]!;
    const q1 = c1 * p1, q2 = c1 * p2;
    g1 += q1;
    g2 += q2;
    g3 += c1 * p3;
    g1x += q1 * xi;
    g1xx += q1 * xi * xi;
    g2y += q2 * yi;
    g2yy += q2 * yi * yi;
  }
  let h11 = 0, h11x = 0, h11xx = 0, h22 = 0, h22y = 0, h22yy = 0, h33 = 0;
  let h12 = 0, h12x = 0, h12y = 0, h12xy = 0, h13 = 0, h13x = 0, h23 = 0, h23y = 0;
  for (let i = 0; i < n; i++) {
    const p1 = P1[i]!, p2 = P2[i]!, c2 = C2[i]!;
    const xi = x[i]!, yi = y[i]!;
    const c2p1 = c2 * p1, c2p2 = c2 * p2, p11 = c2p1 * p1, p22 = c2p2 * p2;
    h11 += p11;
    h11x += p11 * xi;
    h11xx += p11 * xi * xi;
    h22 += p22;
    h22y += p22 * yi;
    h22yy += p22 * yi * yi;
  }
  for (let i = 0; i < n; i++) {
    const p1 = P1[i]!, p2 = P2[i]!, p3 = P3[i]!, c2 = C2[i]!;
    const xi = x[i]!, yi = y[i]!;
    const c2p1 = c2 * p1, p12 = c2p1 * p2;
    h33 += c2 * p3 * p3;
    h12 += p12;
    h12x += p12 * xi;
    h12y += p12 * yi;
    h12xy += p12 * xi * yi;
    const p13 = c2p1 * p3, p23 = c2 * p2 * p3;
    h13 += p13;
    h13x += p13 * xi;
    h23 += p23;
    h23y += p23 * yi;
  }
  out.value = value;
  const { gradient: g, hessian: h } = out;
  g[0] = g1, g[1] = g2, g[2] = g3, g[3] = -g1x, g[4] = -g2y;
  h[0] = h11 + g1;
  h[5] = h12, h[6] = h22 + g2;
  h[10] = h13, h[11] = h23, h[12] = h33 + g3;
  h[15] = -h11x - g1x, h[16] = -h12x, h[17] = -h13x, h[18] = h11xx + g1xx;
  h[20] = -h12y, h[21] = -h22y - g2y, h[22] = -h23y, h[23] = h12xy, h[24] = h22yy + g2yy;
}

function scratchFor(n: number): Record<"p1" | "p2" | "p3" | "c1" | "c2", Float64Array> {
  const column = () => new Float64Array(n);
  return { p1: column(), p2: column(), p3: column(), c1: column(), c2: column() };
}

let scratch = scratchFor(256);

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
