/** What one cut of a roll-out comes to: the law fitted below it, held against the runs above. */
export interface RolloutSummary {
  /** The column that was cut. */
  readonly by: string;
  /** Runs below this were fitted. */
  readonly cut: number;
  /** How many those were. */
  readonly fitted: number;
  /** How many runs were predicted. */
  readonly predicted: number;
  /** Mean size of the error, as a share of the response. */
  readonly meanError: number;
  /** Largest size of the error. */
  readonly worstError: number;
  /** The largest value predicted over the largest fitted. */
  readonly factor: number;
  /** How many of the predicted runs are inside their 95 % prediction interval; `null` without one. */
  readonly inside: number | null;
}
