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
 * The labels moved up or down until each has its own line, with the least sum of squared moves that
 * the panel's edges allow: labels that get in each other's way share the move.
 */
export function spreadLabels(
  labels: readonly EndLabel[],
  { height, gap = 15 }: { height: number; gap?: number },
): EndLabel[] {
  const sorted = [...labels].sort((a, b) => a.at - b.at);
  // Without the gaps, places in order are a rising series: pool adjacent violators.
  const groups: { sum: number; size: number }[] = [];
  sorted.forEach(({ at }, i) => {
    let group = { sum: at - i * gap, size: 1 };
    for (let below = groups.at(-1); below; below = groups.at(-1)) {
      if (below.sum / below.size <= group.sum / group.size) break;
      group = { sum: below.sum + group.sum, size: below.size + group.size };
      groups.pop();
    }
    groups.push(group);
  });
  const places = groups.flatMap(({ sum, size }) => Array<number>(size).fill(sum / size));
  const most = height - (sorted.length - 1) * gap;
  return sorted.map((label, i) => ({
    ...label,
    at: Math.min(Math.max(places[i]!, 0), most) + i * gap,
  }));
}
