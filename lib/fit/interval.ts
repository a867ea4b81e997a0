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
  /** Percentiles of a bootstrap, or estimate ± t · standard error. */
  readonly method: "bootstrap" | "wald";
}
