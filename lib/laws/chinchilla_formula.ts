import type { Coef, Frontier, Point } from "./law.ts";

/** The names of the five coefficients, in the order in which they are reported. */
export type ChinchillaTerm = "E" | "A" | "B" | "alpha" | "beta";

/** The five coefficients of the {@linkcode chinchilla} law. */
export type ChinchillaCoef = Coef<ChinchillaTerm>;

/** What follows from the coefficients: N* = G (C/6)^a and D* = (C/6)^b / G. */
export type ChinchillaDerived = "a" | "b" | "G";

/** L(N, D) = E + A/N^α + B/D^β, in nats/token. */
export function predict({ E, A, B, alpha, beta }: ChinchillaCoef, { N, D }: Point): number {
  return E + A * N ** -alpha + B * D ** -beta;
}

/** ∂L/∂E = 1, ∂L/∂A = N^−α, ∂L/∂α = −A N^−α ln N, and the same for B, β and D. */
export function gradient(
  { A, B, alpha, beta }: ChinchillaCoef,
  { N, D }: Point,
): Record<ChinchillaTerm, number> {
  const n = N ** -alpha, d = D ** -beta;
  return { E: 1, A: n, B: d, alpha: -A * n * Math.log(N), beta: -B * d * Math.log(D) };
}

/** The exponents a and b of the frontier, and its scale G. */
export function derive({ A, B, alpha, beta }: ChinchillaCoef): Record<ChinchillaDerived, number> {
  const sum = alpha + beta;
  // In logs: A and B of a resampled fit may be large enough for their ratio's power to overflow.
  const G = Math.exp((Math.log(alpha) + Math.log(A) - Math.log(beta) - Math.log(B)) / sum);
  return { a: beta / sum, b: alpha / sum, G };
}

/** The least loss for every budget, in closed form. */
export function frontier(coef: ChinchillaCoef): Frontier {
  const { E, A, B, alpha, beta } = coef;
  const { a, b, G } = derive(coef);
  const gamma = (alpha * beta) / (alpha + beta);
  const K = 6 ** gamma * (A * G ** -alpha + B * G ** beta);
  return {
    N: { coef: G * 6 ** -a, exponent: a },
    D: { coef: 6 ** -b / G, exponent: b },
    loss: (C) => E + K * C ** -gamma,
    compute: (loss) => (loss > E ? (K / (loss - E)) ** (1 / gamma) : Infinity),
  };
}

/**
 * The tokens that bring a model of N parameters to a loss: D = (B / (L − E − A/N^α))^(1/β), in
 * tokens; `Infinity` where the model is too small to reach it with any data.
 *
 * Source: equation 2 of Hoffmann et al. (2022), solved for D.
 *
 * @example A 7 B model to 2.05 nats/token
 * ```ts
 * import assert from "node:assert/strict";
 * import { chinchilla, tokensForLoss } from "isoflop/laws";
 *
 * const printed = { E: 1.69, A: 406.4, B: 410.7, alpha: 0.34, beta: 0.28 };
 * const D = tokensForLoss(printed, { N: 7e9, loss: 2.05 });
 * assert.equal(D.toExponential(3), "1.039e+12");
 * assert.ok(Math.abs(chinchilla.predict(printed, { N: 7e9, D }) - 2.05) < 1e-12);
 * ```
 */
export function tokensForLoss(
  { E, A, B, alpha, beta }: ChinchillaCoef,
  { N, loss }: { N: number; loss: number },
): number {
  const left = loss - E - A * N ** -alpha;
  return left > 0 ? (B / left) ** (1 / beta) : Infinity;
}
