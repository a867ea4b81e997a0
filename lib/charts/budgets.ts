/** Runs of about the same compute. */
export interface Budget {
  /** The compute in FLOP: the middle run's. */
  readonly C: number;
  /** Positions of the runs, from small models to large ones. */
  readonly rows: readonly number[];
}

/**
 * The budgets of an IsoFLOP sweep, from small to large: runs whose compute lies within a factor of
 * `width`, the fullest such group first.
 *
 * A group with fewer than three runs, or fewer than a third of the fullest group's, is no budget:
 * in a table of mixed runs those are chance meetings.
 */
export function budgets(C: Float64Array, N: Float64Array, width = 1.12): Budget[] {
  let left = Array.from(C.keys()).sort((i, j) => C[i]! - C[j]!);
  const found: Budget[] = [];
  let least = 3;
  while (true) {
    const rows = fullest(left, C, width);
    if (rows.length < least) break;
    least = Math.max(least, rows.length / 3);
    const taken = new Set(rows);
    left = left.filter((row) => !taken.has(row));
    found.push({
      C: C[rows[Math.floor(rows.length / 2)]!]!,
      rows: rows.toSorted((i, j) => N[i]! - N[j]!),
    });
  }
  return found.sort((a, b) => a.C - b.C);
}

/** The longest stretch of rows, sorted by compute, that a window of that width covers. */
function fullest(rows: readonly number[], C: Float64Array, width: number): number[] {
  let best: [number, number] = [0, 0];
  for (let start = 0, end = 0; start < rows.length; start++) {
    while (end < rows.length && C[rows[end]!]! <= C[rows[start]!]! * width) end++;
    if (end - start > best[1] - best[0]) best = [start, end];
  }
  return rows.slice(...best);
}
