import type { Numbers } from "./controls.ts";

/** A law with repetition: Chinchilla's where R_D and R_N are not used, since U is without end. */
type Law = Numbers<"E" | "A" | "B" | "alpha" | "beta" | "R_D" | "R_N">;

/** What a planner is told: C FLOP in all, U unique tokens, and λ times the tokens to be served. */
type Question = Numbers<"C" | "U" | "load">;

/**
 * The tokens D of least loss where training and serving share a budget, C = 6ND + 2N · load, and
 * only U tokens are unique.
 *
 * Along the budget N = C / (6 (D + load/3)), and the loss falls with ln D up to the best D and rises
 * beyond it. Its slope there has no closed root where tokens repeat or are served, so the sign of the
 * slope halves an interval of e³² around Chinchilla's D 44 times: to 2 · 10⁻¹² of D.
 *
 * Source: Sardana et al. (2024), equation 2; Muennighoff et al. (2023), equations 5 and 6
 */
export function plannedTokens(
  { A, B, alpha, beta, R_D, R_N, C, U, load }: Law & Question,
): number {
  const served = load / 3;
  const G = ((alpha * A) / (beta * B)) ** (1 / (alpha + beta));
  const most = G * (G * U) ** (beta / alpha);
  const slope = (lnD: number) => {
    const D = Math.exp(lnD), N = C / (6 * (D + served));
    const unique = Math.min(D, U), enough = Math.min(N, most);
    const fadeD = Math.exp(-(D / unique - 1) / R_D), fadeN = Math.exp(-(N / enough - 1) / R_N);
    const data = unique * (1 + R_D * (1 - fadeD)), size = enough * (1 + R_N * (1 - fadeN));
    const lostSize = alpha * A * size ** (-alpha - 1) * fadeN * N / (D + served);
    return lostSize - beta * B * data ** (-beta - 1) * fadeD;
  };
  const half = (low: number, by: number) => slope(low + by) < 0 ? low + by : low;
  const four = (low: number, by: number) => half(half(half(half(low, by), by / 2), by / 4), by / 8);
  const sixteen = (low: number, by: number) =>
    four(four(four(four(low, by), by / 16), by / 256), by / 4096);
  const first = Math.log((C / 6) ** (alpha / (alpha + beta)) / G) - 16;
  const low = sixteen(sixteen(first, 16), 16 / 65536);
  return Math.exp(four(four(four(low, 2 ** -28), 2 ** -32), 2 ** -36) + 2 ** -40);
}

/** The parameters that are left: N = C / (6D + 2 · load). */
export function plannedSize({ C, D, load }: Numbers<"C" | "D" | "load">): number {
  return C / (6 * D + 2 * load);
}

/** The loss where U tokens are unique, in nats/token: Muennighoff et al. (2023), equations 5 and 6. */
export function plannedLoss(
  { E, A, B, alpha, beta, R_D, R_N, U, N, D }: Law & Numbers<"U" | "N" | "D">,
): number {
  const G = ((alpha * A) / (beta * B)) ** (1 / (alpha + beta));
  const unique = Math.min(D, U), enough = Math.min(N, G * (G * U) ** (beta / alpha));
  const data = unique * (1 + R_D * (1 - Math.exp(-(D / unique - 1) / R_D)));
  const size = enough * (1 + R_N * (1 - Math.exp(-(N / enough - 1) / R_N)));
  return E + A * size ** -alpha + B * data ** -beta;
}

/** By how many per cent the plan's budget is below that of Chinchilla's point of the same loss. */
export function saving(
  { C, G, alpha, beta, chinchillaC, load }: Numbers<
    "C" | "G" | "alpha" | "beta" | "chinchillaC" | "load"
  >,
): number {
  const N = G * (chinchillaC / 6) ** (beta / (alpha + beta));
  return 100 * (1 - C / (chinchillaC + 2 * N * load));
}
