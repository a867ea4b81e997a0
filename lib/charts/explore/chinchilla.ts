import type { Numbers } from "./controls.ts";

/** What a formula of the Chinchilla law looks at. */
type Surface = Numbers<"E" | "A" | "B" | "alpha" | "beta">;

/** C in FLOP from its decimal logarithm, which is what sliders hold. */
export function power10({ logC }: Numbers<"logC">): number {
  return 10 ** logC;
}

/** G = (αA/βB)^(1/(α+β)). Source: Hoffmann et al. (2022), equation 4. */
export function scaleG({ A, B, alpha, beta }: Surface): number {
  return ((alpha * A) / (beta * B)) ** (1 / (alpha + beta));
}

/** N* = G (C/6)^(β/(α+β)), in parameters. */
export function bestN({ G, alpha, beta, C }: Numbers<"G" | "alpha" | "beta" | "C">): number {
  return G * (C / 6) ** (beta / (alpha + beta));
}

/** The tokens that C FLOP pay for: D = C / 6N. */
export function tokensFor({ C, N }: Numbers<"C" | "N">): number {
  return C / (6 * N);
}

/** L = E + A/N^α + B/D^β, in nats/token. */
export function loss({ E, A, B, alpha, beta, N, D }: Surface & Numbers<"N" | "D">): number {
  return E + A * N ** -alpha + B * D ** -beta;
}

/** The tokens that bring N parameters to a loss: D = (B / (L − E − A/N^α))^(1/β). */
export function tokensAtLoss(
  { E, A, B, alpha, beta, N, loss }: Surface & Numbers<"N" | "loss">,
): number {
  return (B / (loss - E - A * N ** -alpha)) ** (1 / beta);
}

/** The smallest model that reaches a loss with any amount of data: N = (A / (L − E))^(1/α). */
export function leastN({ E, A, alpha, loss }: Surface & Numbers<"loss">): number {
  return (A / (loss - E)) ** (1 / alpha);
}

/** The least compute that reaches a loss: (K / (L − E))^(1/γ), in FLOP. */
export function computeAtLoss(
  { E, A, B, alpha, beta, G, loss }: Surface & Numbers<"G" | "loss">,
): number {
  const gamma = (alpha * beta) / (alpha + beta);
  const K = 6 ** gamma * (A * G ** -alpha + B * G ** beta);
  return (K / (loss - E)) ** (1 / gamma);
}

/** A power of compute: coef · C^exponent. */
export function powerOf({ coef, exponent, C }: Numbers<"coef" | "exponent" | "C">): number {
  return coef * C ** exponent;
}
