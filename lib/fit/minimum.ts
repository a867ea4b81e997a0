/**
 * How the search for the best model of one budget came out.
 *
 * - `converged`: there is a minimum, inside the sizes that were trained.
 * - `outside-range`: the lowest point of the curve lies beyond the smallest or the largest model.
 * - `negative-curvature`: the curve has a highest point, not a lowest.
 * - `flat`: the curve bends no more than the scatter of the runs explains.
 * - `too-few-points`: fewer model sizes than the curve needs.
 * - `edge`: on the envelope of training curves, the smallest or the largest size, which has no
 *   other beyond it.
 */
export type MinimumStatus =
  | "converged"
  | "outside-range"
  | "negative-curvature"
  | "flat"
  | "too-few-points"
  | "edge";

/** The best model of one budget, as far as it could be found. */
export interface Minimum {
  /** The budget in FLOP. */
  readonly C: number;
  /** Parameters at the lowest (or highest) point of the curve; `null` where there is none. */
  readonly N: number | null;
  /** Tokens there. */
  readonly D: number | null;
  /** Loss there, in nats/token. */
  readonly loss: number | null;
  /** How the search came out; only `converged` minima enter the power laws. */
  readonly status: MinimumStatus;
  /** The same in words. */
  readonly message: string;
  /** How many runs had a say: those of the budget, or the one that the envelope follows. */
  readonly runs: number;
  /**
   * Of a parabola, loss(n) = loss + curvature · (ln n − ln N)², in nats/token; `null` for anything
   * else.
   */
  readonly curvature: number | null;
  /** The smallest and the largest model that was trained on the budget. */
  readonly range: readonly [least: number, greatest: number];
}
