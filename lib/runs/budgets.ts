/** Runs of about the same compute: one valley of an IsoFLOP sweep. */
export interface Budget {
  /** The compute in FLOP: the middle run's. */
  readonly C: number;
  /** Positions of the runs, from small models to large ones. */
  readonly rows: readonly number[];
}

/** Runs whose compute differs by less than this share a budget. */
const width = 1.12;

/**
 * The budgets of an IsoFLOP sweep, from small to large.
 *
 * Where compute takes the same few values again and again, each value is a budget, however few runs
 * it has. Otherwise budgets are clusters of ln C: all runs within 12 %, fullest cluster first. A
 * cluster has to stand out: at least three runs, a third as many as the fullest cluster has sizes,
 * and twice what lies within 6 % of its ends. The clusters together have to hold nine tenths of the
 * runs; or half of them, if they are four times as full as an even spread would be. Otherwise
 * compute is a continuum, and what looks like a budget is a chance meeting.
 *
 * @param C Compute of each run, in FLOP.
 * @param N Parameters of each run.
 * @returns No budget where compute is a continuum.
 *
 * @example Two budgets, read off a figure
 * ```ts
 * import assert from "node:assert/strict";
 * import { budgets } from "isoflop/runs";
 *
 * const C = [1.01e19, 0.99e19, 1e19, 5.9e19, 6.1e19, 6e19];
 * const N = [3e8, 1e8, 1e9, 1e9, 3e8, 3e9];
 * assert.deepEqual(budgets(C, N), [{ C: 1e19, rows: [1, 0, 2] }, { C: 6e19, rows: [4, 3, 5] }]);
 * ```
 */
export function budgets(C: ArrayLike<number>, N: ArrayLike<number>): Budget[] {
  const order = Array.from({ length: C.length }, (_, i) => i).sort((i, j) => C[i]! - C[j]!);
  const groups = equalValues(order, C) ?? clusters(order, C, N);
  return groups.map((rows) => ({
    C: C[rows[Math.floor(rows.length / 2)]!]!,
    rows: rows.toSorted((i, j) => N[i]! - N[j]!),
  }));
}

/** Rows of one value each, if nearly all values come more than once. */
function equalValues(order: readonly number[], C: ArrayLike<number>): number[][] | null {
  const groups: number[][] = [];
  for (const row of order) {
    const last = groups.at(-1);
    // Six digits: a budget survives being written to a file as 6ND.
    if (last && C[row]! <= C[last[0]!]! * (1 + 1e-6)) last.push(row);
    else groups.push([row]);
  }
  const single = groups.filter((rows) => rows.length === 1).length;
  return single <= order.length / 10 ? groups : null;
}

function clusters(
  order: readonly number[],
  C: ArrayLike<number>,
  N: ArrayLike<number>,
): number[][] {
  const found: number[][] = [];
  let left = [...order], least = 3;
  while (true) {
    const rows = fullest(left, C);
    if (rows.length < least) break;
    // Sizes, not runs: seeds of one budget must not make the others look thin.
    least = Math.max(least, new Set(rows.map((row) => N[row])).size / 3);
    const taken = new Set(rows);
    left = left.filter((row) => !taken.has(row));
    if (rows.length >= 2 * besides(rows, order, C)) found.push(rows);
  }
  const inside = found.reduce((sum, rows) => sum + rows.length, 0);
  // The clusters that chance makes in a continuum are small, and leave many runs outside.
  const full = inside >= 4 * evenShare(order, C) * found.length;
  if (!(inside >= (full ? 0.5 : 0.9) * order.length)) return [];
  return found.sort((a, b) => C[a[0]!]! - C[b[0]!]!);
}

/** How many runs a window would hold if ln C were spread evenly. */
function evenShare(order: readonly number[], C: ArrayLike<number>): number {
  const span = Math.log(C[order.at(-1)!]! / C[order[0]!]!);
  return span > Math.log(width) ? (order.length * Math.log(width)) / span : 0;
}

/** The longest stretch of rows, sorted by compute, that one window covers. */
function fullest(rows: readonly number[], C: ArrayLike<number>): number[] {
  let best: [number, number] = [0, 0];
  for (let start = 0, end = 0; start < rows.length; start++) {
    while (end < rows.length && C[rows[end]!]! <= C[rows[start]!]! * width) end++;
    if (end - start > best[1] - best[0]) best = [start, end];
  }
  return rows.slice(...best);
}

/** Runs outside a cluster, but within half a window of its ends. */
function besides(rows: readonly number[], order: readonly number[], C: ArrayLike<number>): number {
  const low = C[rows[0]!]!, high = C[rows.at(-1)!]!, reach = Math.sqrt(width);
  const near = order.filter((row) => C[row]! >= low / reach && C[row]! <= high * reach);
  return near.length - rows.length;
}
