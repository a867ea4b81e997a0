import { quantiles } from "../numeric/quantiles.ts";
import { kindOf, type Objective } from "./objective.ts";

/** What the residuals say about the noise, as the covariance of an M-estimator needs it. */
export interface Influence {
  /** ψ(r) = ρ′(r) of every row, ρ being ½r² for squares. */
  readonly psi: Float64Array;
  /** ψ′(r) of every row; where ρ has a kink, its jump spread over the residuals nearest to zero. */
  readonly slopes: Float64Array;
  /** Σ w ψ(r)². */
  readonly psiSquared: number;
  /** Σ w ψ′(r). */
  readonly slope: number;
  /** The rise of the objective, in the solver's ½r² or Huber's or |r|, that is χ² = 1. */
  readonly unit: number;
  /** Huber's correction of the covariance for few runs per coefficient. */
  readonly correction: number;
}

/** What else {@linkcode influence} can be told. */
export interface InfluenceOptions {
  /** w of each row; 1 unless given. */
  readonly weight?: Float64Array;
  /** The scale of Student's t. */
  readonly scale?: number;
  /** Whether w counts equal runs. */
  readonly repeat?: boolean;
}

/**
 * Σψ² and Σψ′ of ρ over the residuals; for least squares they are Σr² and n.
 *
 * Where ρ bends so sharply that hardly a residual is inside (least absolute deviations above all),
 * counting those inside would be counting the runs that the fit passes through. Σψ′/n is the jump
 * of ψ times the density of the residuals at zero, so that density is estimated instead, over the
 * middle 1.94 n^(−1/3) of the residuals (Hall and Sheather 1988, for a median at 95 %), widened by
 * √(n/(n − p)) because fitted residuals are smaller than errors.
 *
 * Source: the covariance of M-estimates in regression, Huber (1981), Robust Statistics. That the
 * intervals hold what they promise is tested by simulation.
 */
export function influence(
  residuals: Float64Array,
  objective: Objective,
  coefficients: number,
  { weight, scale = 1, repeat = false }: InfluenceOptions = {},
): Influence {
  const kind = kindOf(objective);
  const { delta, penalty = 1, degrees = 4 } = objective;
  const n = repeat ? weight!.reduce((sum, v) => sum + v, 0) : residuals.length;
  const w = (i: number) => weight ? weight[i]! : 1;
  const total = weight ? weight.reduce((sum, v) => sum + v, 0) : n;
  const sum = (values: Float64Array, term: (value: number) => number) =>
    values.reduce((all, value, i) => all + w(i) * term(value), 0);
  const square = (x: number) => x * x;
  if (kind === "squared") {
    const psiSquared = sum(residuals, square);
    return {
      psi: residuals,
      slopes: new Float64Array(residuals.length).fill(1),
      psiSquared,
      slope: total,
      unit: psiSquared / (2 * total),
      correction: 1,
    };
  }
  if (kind === "student-t") {
    const room = degrees * scale * scale;
    const psi = residuals.map((r) => (degrees + 1) * r / (room + r * r));
    const slopes = residuals.map((r) => (degrees + 1) * (room - r * r) / square(room + r * r));
    const slope = sum(slopes, (value) => value);
    return { psi, slopes, psiSquared: sum(psi, square), slope, unit: 0.5, correction: 1 };
  }
  const sizes = repeated(residuals.map(Math.abs), repeat ? weight : undefined);
  const middle = Math.min(0.97, 1.94 * n ** (-1 / 3));
  const free = Math.max(1, n - coefficients);
  const nearest = quantiles(sizes, [middle])[0]!;
  const width = nearest * Math.sqrt(n / free);
  // Any bend far below the residuals stands for least absolute deviations.
  const bend = delta ?? 1e-6 * width;
  const psi = residuals.map((r) => Math.max(-bend, Math.min(bend, r)) * (r > 0 ? penalty : 1));
  const psiSquared = sum(psi, square);
  const isSharp = bend < width;
  const slopes = residuals.map((r) => {
    if (isSharp) return Math.abs(r) <= nearest ? bend / width * (1 + penalty) / 2 : 0;
    return Math.abs(r) <= bend ? (r > 0 ? penalty : 1) : 0;
  });
  const slope = isSharp
    ? total * middle * bend / width * (1 + penalty) / 2
    : sum(slopes, (value) => value);
  const share = Math.min(1, slope / total);
  // Huber's factor for few runs per coefficient; the widened density has taken care of it already.
  const correction = isSharp ? 1 : (1 + (coefficients / n) * (1 - share) / share) ** 2;
  // Huber's ρ with a bend δ near zero is δ|r|.
  const unit = psiSquared / (2 * slope) / (delta === null ? bend : 1);
  return { psi, slopes, psiSquared, slope, unit, correction };
}

/** A size for each of the equal runs that a row stands for. */
function repeated(sizes: Float64Array, counts: Float64Array | undefined): Float64Array {
  if (!counts) return sizes;
  return Float64Array.from(
    Array.from(sizes).flatMap((size, i) => new Array<number>(counts[i]!).fill(size)),
  );
}
