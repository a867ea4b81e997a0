/** How an interval was come by. */
export type IntervalMethod = "bootstrap" | "profile" | "sandwich" | "wald";

/** A range for a number, and where the range is from. */
export interface Interval {
  /** The number itself. */
  readonly estimate: number;
  /** Lower end. */
  readonly low: number;
  /** Upper end. */
  readonly high: number;
  /** Coverage aimed at: .95. */
  readonly level: number;
  /**
   * Percentiles of a bootstrap; where the refitted objective has risen past its threshold; or
   * estimate ± t · standard error, from a covariance that supposes one noise (`wald`) or from what
   * each run does to the fit (`sandwich`).
   */
  readonly method: IntervalMethod;
  /** The sides on which a profile never rose past its threshold; there the end is the box's. */
  readonly open?: readonly ("low" | "high")[];
}
