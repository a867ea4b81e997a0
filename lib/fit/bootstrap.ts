import { checkSeed, stream, type StreamName } from "../numeric/streams.ts";
import { InputError } from "../text/mod.ts";
import type { Problem } from "./problem.ts";

/** How many resamples, from which seed. */
export interface BootstrapOptions {
  /** Number of resamples; a few thousand for 95 % intervals. */
  readonly draws: number;
  /** Seed of the stream: the same seed gives the same digits. */
  readonly seed: number;
  /** `"numpy"` replays NumPy's legacy `choice`. @default {"isoflop"} */
  readonly stream?: StreamName;
  /**
   * What is drawn. Whole runs are, wherever rows are checkpoints of runs; `"rows"` draws the
   * checkpoints one by one as if they were runs, which they are not. @default {"runs"}
   */
  readonly unit?: "rows" | "runs";
  /** Hears how many refits are done, after each. `progress()` makes a bar of it. */
  readonly onProgress?: (done: number) => void;
}

/** The refitted coefficients of every resample. */
export interface Draws<K extends string = string> {
  /** Number of resamples. */
  readonly count: number;
  /** Seed of the stream. */
  readonly seed: number;
  /** Name of the stream. */
  readonly stream: StreamName;
  /** What was resampled: rows, or whole runs when rows are checkpoints of runs. */
  readonly unit: "rows" | "runs";
  /** How many refits reached their minimum. The others are NaN in every coefficient. */
  readonly converged: number;
  /** One entry per resample and coefficient. */
  readonly coef: Readonly<Record<K, Float64Array>>;
}

/**
 * Refits to resamples drawn with replacement, each warm-started at the fit of all runs.
 *
 * A resample is a vector of how often each run was drawn, so nothing is copied but the runs drawn
 * at least once. When rows are checkpoints of runs, whole runs are drawn: checkpoints of one run
 * share its luck and are not independent evidence. A row that stands for v runs is drawn like v.
 *
 * @param optimum The θ of the fit of all runs.
 * @param clusters For each row the number of its run, 0 … k − 1, or `null` when every row is one.
 */
export function bootstrap(
  problem: Problem,
  optimum: Float64Array,
  clusters: Int32Array | null,
  options: BootstrapOptions,
): Draws {
  const { draws, seed, stream: name = "isoflop", onProgress } = options;
  checkBootstrap(options);
  const rows = problem.rows;
  const groups = options.unit === "rows" ? null : clusters;
  const counts = problem.meaning === "count" ? problem.weight : null;
  if (!counts) needUnits(unitsOf(groups, rows), rows);
  const draw = stream(name, seed);
  const resample = resampler(rows, groups, counts, draw);
  const names = Object.keys(problem.toCoef(optimum));
  const coef = Object.fromEntries(names.map((term) => [term, new Float64Array(draws).fill(NaN)]));
  const weight = new Float64Array(rows);
  const reweight = problem.reweighter();
  let converged = 0;
  for (let i = 0; i < draws; i++) {
    resample(weight);
    const drawn = reweight(weight);
    // Fewer distinct rows than coefficients determine nothing.
    let found = drawn.rows < problem.terms.length ? null : drawn.solveAgain(optimum);
    if (found && !found.converged) found = drawn.solve();
    if (found?.converged) {
      converged++;
      const refit = problem.toCoef(found.theta);
      for (const term of names) coef[term]![i] = refit[term]!;
    }
    onProgress?.(i + 1);
  }
  return { count: draws, seed, stream: name, unit: groups ? "runs" : "rows", converged, coef };
}

/** Fills in how often each row counts in the next resample. */
function resampler(
  rows: number,
  clusters: Int32Array | null,
  counts: Float64Array | null,
  draw: (below: number) => number,
): (weight: Float64Array) => void {
  if (counts) return countResampler(counts, draw);
  const units = unitsOf(clusters, rows);
  const times = new Float64Array(units);
  return (weight) => {
    times.fill(0);
    for (let k = 0; k < units; k++) times[draw(units)]!++;
    for (let row = 0; row < rows; row++) weight[row] = times[clusters ? clusters[row]! : row]!;
  };
}

/** Draws the runs that the rows stand for; the problem multiplies by the counts again. */
function countResampler(
  counts: Float64Array,
  draw: (below: number) => number,
): (weight: Float64Array) => void {
  const rowOf = Array.from(counts).flatMap((count, row) => new Array<number>(count).fill(row));
  return (weight) => {
    weight.fill(0);
    for (let k = 0; k < rowOf.length; k++) {
      const row = rowOf[draw(rowOf.length)]!;
      weight[row]! += 1 / counts[row]!;
    }
  };
}

function unitsOf(clusters: Int32Array | null, rows: number): number {
  return clusters ? clusters.reduce((most, k) => Math.max(most, k + 1), 0) : rows;
}

/** Throws where there are too few runs for chance to have anything to choose from. */
export function needUnits(units: number, rows: number): void {
  if (units >= 6) return;
  throw new InputError({
    cannot: "bootstrap over runs",
    needs: "at least 6 runs to draw from",
    found: `${units} ${units === 1 ? "run" : "runs"} with ${rows} checkpoints`,
    cure: "leave the bootstrap out, or add runs",
  });
}

/** Throws unless the number of draws is a whole number, at least 1, and the seed one that counts. */
export function checkBootstrap({ draws, seed }: BootstrapOptions): void {
  checkSeed(seed);
  if (!Number.isInteger(draws) || draws < 1) {
    throw new InputError({
      cannot: "bootstrap",
      needs: "a whole number of draws, at least 1",
      found: `${draws}`,
    });
  }
}
