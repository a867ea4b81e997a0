import { quantiles } from "../numeric/quantiles.ts";
import type { Objective } from "./objective.ts";

/** What the residuals say about the noise, as the covariance of an M-estimator needs it. */
export interface Influence {
  /** Σ ψ(r)², ψ = ρ′. */
  readonly psiSquared: number;
  /** Σ ψ′(r). */
  readonly slope: number;
  /** Huber's correction of the covariance for few runs per coefficient. */
  readonly correction: number;
}

/**
 * Σψ² and Σψ′ of Huber's ρ over the residuals; for least squares they are Σr² and n.
 *
 * Where ρ bends so sharply that hardly a residual is inside (least absolute deviations above all),
 * Σψ′/n estimates twice the density of the residuals at zero times the bend, and needs residuals
 * to count. The bend is therefore taken no smaller than the n^(−1/3) quantile of |r|, the rate of
 * Hall and Sheather (1988) for that density.
 *
 * Source: Huber (1981), Robust Statistics, section 7.6, equation 6.5 of its covariance estimates.
 */
export function influence(
  residuals: Float64Array,
  { name, delta }: Objective,
  coefficients: number,
): Influence {
  const n = residuals.length;
  if (name.startsWith("squared")) {
    return { psiSquared: residuals.reduce((sum, r) => sum + r * r, 0), slope: n, correction: 1 };
  }
  const bend = Math.max(delta ?? 0, quantiles(residuals.map(Math.abs), [n ** (-1 / 3)])[0]!);
  let psiSquared = 0, slope = 0;
  for (const r of residuals) {
    const size = Math.abs(r);
    psiSquared += Math.min(size, bend) ** 2;
    if (size <= bend) slope++;
  }
  const share = slope / n;
  const correction = (1 + (coefficients / n) * (1 - share) / share) ** 2;
  return { psiSquared, slope, correction };
}
