import { leastSquares } from "../numeric/least_squares.ts";
import type { Curve } from "../runs/curve.ts";

/** How tokens go with compute and size: ln D = u + v ln C + w ln N. */
export interface TokensPlane {
  readonly u: number;
  readonly v: number;
  readonly w: number;
}

/**
 * The plane through the first and last checkpoints of training curves, by least squares: under
 * C = 6ND exactly (−ln 6, 1, −1). A table's own count of FLOP makes another one.
 */
export function tokensPlane(curves: readonly Curve[]): TokensPlane {
  const ends = curves.flatMap(({ N, C, D }) =>
    [0, D.length - 1].map((i) => ({ N: Math.log(N), C: Math.log(C[i]!), D: Math.log(D[i]!) }))
  );
  const mean = (of: "N" | "C") => ends.reduce((sum, end) => sum + end[of], 0) / ends.length;
  const C = mean("C"), N = mean("N");
  // Sizes differ, and every curve moves in C at one size, so the columns are independent.
  const { solution } = leastSquares(ends.map((end) => [1, end.C - C, end.N - N]))!;
  const [level, v, w] = solution.map((row) => row.reduce((sum, s, i) => sum + s * ends[i]!.D, 0));
  return { u: level! - v! * C - w! * N, v: v!, w: w! };
}
