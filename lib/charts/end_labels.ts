/** A label at the right end of a line, with the height at which it may stand. */
export interface EndLabel {
  /** The label. */
  readonly text: string;
  /** Where the line ends, in pixels from the bottom. */
  readonly at: number;
  /** Which series it belongs to. */
  readonly series: number;
}

/**
 * The labels moved up or down until each has its own line, as near to its line's end as that
 * allows.
 */
export function spreadLabels(
  labels: readonly EndLabel[],
  { height, gap = 15 }: { height: number; gap?: number },
): EndLabel[] {
  const sorted = [...labels].sort((a, b) => a.at - b.at)
    .map((label) => ({ ...label, at: Math.min(Math.max(label.at, 0), height) }));
  // Upwards, then back down from the top: two passes settle any order of ends.
  sorted.forEach((label, i) => {
    if (i > 0) label.at = Math.max(label.at, sorted[i - 1]!.at + gap);
  });
  let ceiling = height;
  for (const label of sorted.toReversed()) {
    label.at = Math.min(label.at, ceiling);
    ceiling = label.at - gap;
  }
  return sorted;
}
