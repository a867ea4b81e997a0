import { quantiles } from "../numeric/quantiles.ts";
import type { Objective } from "./objective.ts";

/** What the residuals say about the noise, as the covariance of an M-estimator needs it. */
export interface Influence {
  /** Σ ψ(r)², ψ = ρ′. */
  readonly psiSquared: number;
  /** Σ ψ′(r). */
  readonly slope: number;
  /** The rise of the objective, in the solver's ½r² or Huber's or |r|, that is χ² = 1. */
  readonly unit: number;
  /** Huber's correction of the covariance for few runs per coefficient. */
  readonly correction: number;
}

/**
 * Σψ² and Σψ′ of Huber's ρ over the residuals; for least squares they are Σr² and n.
 *
 * Where ρ bends so sharply that hardly a residual is inside (least absolute deviations above all),
 * counting those inside would be counting the runs that the fit passes through. Σψ′/n is twice the
 * bend times the density of the residuals at zero, so that density is estimated instead, over the
 * middle 1.94 n^(−1/3) of the residuals (Hall and Sheather 1988, for a median at 95 %), widened by
 * √(n/(n − p)) because fitted residuals are smaller than errors.
 *
 * Source: the covariance of M-estimates in regression, Huber (1981), Robust Statistics. That the
 * intervals hold what they promise is tested by simulation.
 */
export function influence(
  residuals: Float64Array,
  { name, delta }: Objective,
  coefficients: number,
): Influence {
  const n = residuals.length;
  if (name.startsWith("squared")) {
    const psiSquared = residuals.reduce((sum, r) => sum + r * r, 0);
    return { psiSquared, slope: n, unit: psiSquared / (2 * n), correction: 1 };
  }
  const sizes = residuals.map(Math.abs);
  const middle = Math.min(0.97, 1.94 * n ** (-1 / 3));
  const free = Math.max(1, n - coefficients);
  const width = quantiles(sizes, [middle])[0]! * Math.sqrt(n / free);
  // Any bend far below the residuals stands for least absolute deviations.
  const bend = delta ?? 1e-6 * width;
  const psiSquared = sizes.reduce((sum, size) => sum + Math.min(size, bend) ** 2, 0);
  const inside = sizes.reduce((sum, size) => sum + (size <= bend ? 1 : 0), 0);
  const slope = bend < width ? n * middle * bend / width : inside;
  const share = Math.min(1, slope / n);
  // Huber's factor for few runs per coefficient; the widened density has taken care of it already.
  const correction = bend < width ? 1 : (1 + (coefficients / n) * (1 - share) / share) ** 2;
  // Huber's ρ with a bend δ near zero is δ|r|.
  const unit = psiSquared / (2 * slope) / (delta === null ? bend : 1);
  return { psiSquared, slope, unit, correction };
}
