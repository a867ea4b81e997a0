import type { ChinchillaTerm } from "../laws/chinchilla_formula.ts";
import { checkSeed, stream, type StreamName } from "../numeric/streams.ts";
import { InputError } from "../text/mod.ts";
import { toCoef } from "./coefficients.ts";
import type { Box } from "./newton.ts";
import type { Objective } from "./objective.ts";
import { solve, solveFrom } from "./solve.ts";
import { reweighter, type Surface } from "./surface.ts";

/** How many resamples, from which seed. */
export interface BootstrapOptions {
  /** Number of resamples; a few thousand for 95 % intervals. */
  readonly draws: number;
  /** Seed of the stream: the same seed gives the same digits. */
  readonly seed: number;
  /** `"numpy"` replays NumPy's legacy `choice`. @default {"isoflop"} */
  readonly stream?: StreamName;
  /** Hears how many refits are done, after each. `progress()` makes a bar of it. */
  readonly onProgress?: (done: number) => void;
}

/** The refitted coefficients of every resample. */
export interface Draws {
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
  readonly coef: Readonly<Record<ChinchillaTerm, Float64Array>>;
}

const undetermined = { E: NaN, A: NaN, B: NaN, alpha: NaN, beta: NaN };

/**
 * Refits to resamples drawn with replacement, each warm-started at the fit of all runs.
 *
 * A resample is a vector of how often each run was drawn, so nothing is copied but the runs drawn
 * at least once. When rows are checkpoints of runs, whole runs are drawn: checkpoints of one run
 * share its luck and are not independent evidence.
 *
 * @param clusters For each row the number of its run, 0 … k − 1, or `null` when every row is one.
 */
export function bootstrap(
  problem: Surface,
  objective: Objective,
  box: Box,
  optimum: Float64Array,
  clusters: Int32Array | null,
  options: BootstrapOptions,
): Draws {
  const { draws, seed, stream: name = "isoflop", onProgress } = options;
  checkBootstrap(options);
  const n = problem.x.length;
  const units = clusters ? clusters.reduce((most, k) => Math.max(most, k + 1), 0) : n;
  needUnits(units, n);
  const draw = stream(name, seed);
  const coef = {
    E: new Float64Array(draws),
    A: new Float64Array(draws),
    B: new Float64Array(draws),
    alpha: new Float64Array(draws),
    beta: new Float64Array(draws),
  };
  const times = new Float64Array(units), weight = new Float64Array(n);
  const reweight = reweighter(problem);
  let converged = 0;
  for (let i = 0; i < draws; i++) {
    times.fill(0);
    for (let k = 0; k < units; k++) times[draw(units)]!++;
    for (let row = 0; row < n; row++) weight[row] = times[clusters ? clusters[row]! : row]!;
    const resample = reweight(weight);
    // Fewer distinct rows than coefficients determine nothing.
    let found = resample.x.length < 5 ? null : solveFrom(resample, objective, box, optimum);
    if (found && !found.converged) found = solve(resample, objective, box);
    if (found?.converged) converged++;
    const refit = found?.converged ? toCoef(found.theta, problem) : undetermined;
    coef.E[i] = refit.E;
    coef.A[i] = refit.A;
    coef.B[i] = refit.B;
    coef.alpha[i] = refit.alpha;
    coef.beta[i] = refit.beta;
    onProgress?.(i + 1);
  }
  return { count: draws, seed, stream: name, unit: clusters ? "runs" : "rows", converged, coef };
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
