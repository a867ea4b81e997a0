/** Runs of about the same compute. */
export interface Budget {
  /** The compute in FLOP: the middle run's. */
  readonly C: number;
  /** Positions of the runs, from small models to large ones. */
  readonly rows: readonly number[];
}

/**
 * The budgets of an IsoFLOP sweep: runs whose compute differs from the next one's by less than
 * `factor`, at least `least` to a budget, from small budgets to large ones.
 */
export function budgets(
  C: Float64Array,
  N: Float64Array,
  { factor = 1.12, least = 3 }: { factor?: number; least?: number } = {},
): Budget[] {
  const order = Array.from(C.keys()).sort((i, j) => C[i]! - C[j]!);
  const groups: number[][] = [];
  for (const row of order) {
    const group = groups.at(-1);
    if (group && C[row]! <= C[group.at(-1)!]! * factor) group.push(row);
    else groups.push([row]);
  }
  return groups.filter((group) => group.length >= least).map((group) => ({
    C: C[group[Math.floor(group.length / 2)]!]!,
    rows: group.toSorted((i, j) => N[i]! - N[j]!),
  }));
}
