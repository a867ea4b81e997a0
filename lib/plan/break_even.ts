import type { Point } from "../laws/mod.ts";

/**
 * The tokens served from which a smaller model is cheaper than Chinchilla's point of the same loss:
 * where 6 N (D + λ t/3) is the same for both, t = 3 (N D − N_c D_c) / ((N_c − N) λ).
 *
 * @returns 0 where both are the same model, `NaN` for a larger one, which never is cheaper.
 */
export function breakEven({ N, D }: Point, least: Point, lambda: number): number {
  // The same model, but for the last digits of a search.
  if (Math.abs(N / least.N - 1) < 1e-9) return 0;
  if (!(N < least.N)) return NaN;
  return 3 * (N * D - least.N * least.D) / (least.N - N) / lambda;
}
