import { tokensForLoss } from "../laws/mod.ts";
import { logSpaced } from "./curve.ts";
import { tidy } from "./log_axis.ts";
import type { SurfaceCoef } from "./sources.ts";

/** One iso-loss line over compute and parameters. */
export interface Contour {
  /** The loss along it, in nats/token. */
  readonly loss: number;
  /** The loss as a label. */
  readonly label: string;
  /** From small models to large ones; the ends lie just outside the panel. */
  readonly points: readonly { readonly C: number; readonly N: number }[];
}

/** The window of a contour plot: compute across, parameters up. */
export interface Window {
  /** Compute in FLOP, left and right. */
  readonly C: readonly [number, number];
  /** Parameters, bottom and top. */
  readonly N: readonly [number, number];
}

/**
 * Round losses whose contours cross the frontier at least `gap` decades of compute apart.
 *
 * Coarse steps first, so that 2.5 is there before 2.45.
 */
export function contourLosses(
  frontier: { readonly loss: (C: number) => number; readonly compute: (loss: number) => number },
  [low, high]: readonly [number, number],
  gap: number,
): number[] {
  const chosen: { loss: number; at: number }[] = [];
  const top = frontier.loss(low), bottom = frontier.loss(high);
  for (const step of [1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01]) {
    if (step < 0.05 && chosen.length > 5) break;
    for (let i = Math.ceil(bottom / step); i * step <= top; i++) {
      const loss = tidy(i * step);
      const at = Math.log10(frontier.compute(loss));
      if (chosen.every((other) => Math.abs(other.at - at) >= gap)) chosen.push({ loss, at });
    }
  }
  return chosen.map(({ loss }) => loss).sort((a, b) => b - a);
}

/** The contour of a loss in closed form: for each N the tokens that reach it, and C = 6ND. */
export function contour(coef: SurfaceCoef, loss: number, { C, N }: Window): Contour {
  // Below this size no amount of data is enough; the line runs along it for ever.
  const least = (coef.A / (loss - coef.E)) ** (1 / coef.alpha);
  const most = Math.max(N[1] / least, 10) * 1.5;
  const points = logSpaced(1e-5, most, 100)
    .map((above) => least * (1 + above))
    .map((N) => ({ C: tidy(6 * N * tokensForLoss(coef, { N, loss })), N: tidy(N) }))
    // One decade outside is enough for a line that is clipped at the panel's edge.
    .filter((point) => point.C < C[1] * 1e3 && point.N > N[0] / 10 && point.N < N[1] * 10);
  return { loss, label: loss.toFixed(loss * 10 % 1 ? 2 : 1), points };
}

/** Where the branch of too large models leaves the window: a place for the label. */
export function upperExit(
  coef: SurfaceCoef,
  loss: number,
  { C, N }: Window,
): { readonly edge: "top" | "right"; readonly C: number; readonly N: number } | null {
  const computeAt = (N: number) => 6 * N * tokensForLoss(coef, { N, loss });
  const atTop = computeAt(N[1]);
  if (atTop >= C[0] && atTop <= C[1]) return { edge: "top", C: atTop, N: N[1] };
  if (atTop < C[0]) return null;
  // The branch is monotone from the vertex up: halve until the right edge is found.
  let low = leastCompute(coef, loss, N), high = N[1];
  if (computeAt(low) > C[1]) return null;
  for (let i = 0; i < 60; i++) {
    const middle = Math.sqrt(low * high);
    if (computeAt(middle) < C[1]) low = middle;
    else high = middle;
  }
  return { edge: "right", C: C[1], N: low };
}

/** The model that reaches a loss with the least compute, as drawn: the contour's leftmost point. */
function leastCompute(coef: SurfaceCoef, loss: number, N: readonly [number, number]): number {
  let best = N[1], least = Infinity;
  for (const size of logSpaced(N[0] / 1e3, N[1], 400)) {
    const compute = size * tokensForLoss(coef, { N: size, loss });
    if (compute < least) [best, least] = [size, compute];
  }
  return best;
}
