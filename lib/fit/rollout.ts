import { chinchilla } from "../laws/chinchilla.ts";
import type { CoefRules, Law } from "../laws/law.ts";
import { InputError } from "../text/mod.ts";
import type { BootstrapOptions } from "./bootstrap.ts";
import { fitLaw } from "./fit_law.ts";
import { huberLog, type Objective } from "./objective.ts";
import { defaultCuts } from "./rollout_cuts.ts";
import { Rollout } from "./rollout_result.ts";
import { type Extrapolation, windowAt } from "./rollout_window.ts";
import { clustersOf, type RunData } from "./run_data.ts";
import { type ColumnData, columnOf, lawColumns } from "./table_data.ts";
import { tails } from "./uncertainty.ts";

/** How {@linkcode rollout} cuts and fits. */
export interface RolloutOptions<K extends string = string> {
  /**
   * The column that is cut: any one of the runs. @default {"C", worked out as 6ND where there is
   * none; where that cannot be, the first column of the law}
   */
  readonly by?: string;
  /**
   * Where to cut. @default {each budget or value of `by`, or below 50, 60 … 90 % of the runs of a
   * continuum; at most eight}
   */
  readonly cuts?: readonly number[];
  /** What is minimised. @default {huberLog(1e-3)} */
  readonly objective?: Objective;
  /** Resamples for the prediction intervals; without them they are from the covariance. */
  readonly bootstrap?: BootstrapOptions;
  /** Coverage of the prediction intervals. @default {0.95} */
  readonly level?: number;
  /** What the fits may do with a coefficient, over and above the law's own rules. */
  readonly coefs?: CoefRules<K>;
}

/** Coverages at which every roll-out is calibrated. */
const calibrated = [0.5, 0.8, 0.95];

/**
 * Expanding-window extrapolation: for each cut the law is fitted to the runs below it and predicts
 * all runs at or above it.
 *
 * It answers the question that a fit of all runs cannot: how far off is the law beyond the runs that
 * it has seen? Where rows are checkpoints of runs, a run that reaches beyond a cut is not fitted
 * below it: its early checkpoints would tell of the late ones.
 *
 * @param given The columns of the law, its response and the column `by`.
 * @param law The law, {@linkcode chinchilla} unless given.
 * @returns A {@linkcode Rollout}; a window whose fit cannot be made says why.
 * @throws {InputError} If a column is missing, a cut is no number, no cut leaves enough runs on
 * both sides, or not one window can be fitted.
 *
 * Source: the expanding-window hold-out of ScalingLawRollout in the analysis of OLMo-core's model ladder,
 * there by N or D.
 *
 * @example How well do the budgets below predict the ones above?
 * ```ts
 * import assert from "node:assert/strict";
 * import { rollout } from "isoflop/fit";
 * import { chinchilla, presetNamed } from "isoflop/laws";
 * import { isoflopDesign, simulate } from "isoflop/runs";
 *
 * const law = presetNamed("chinchilla:epoch");
 * const C = [1e18, 3e18, 1e19, 3e19, 1e20];
 * const design = isoflopDesign(law.frontier, { C, within: 4, sizes: 7 });
 * const runs = simulate(law, design, { noise: 0.003, seed: 1 });
 * const held = rollout(runs, chinchilla, { cuts: [1e19, 1e20] });
 * assert.deepEqual(held.windows.map(({ fitted }) => fitted), [14, 28]);
 * assert(held.meanError < 0.02);
 * ```
 */
export function rollout<K extends string, D extends string, R extends string>(
  given: ColumnData | Readonly<Record<string, ArrayLike<number> | ArrayLike<string>>>,
  law: Law<K, D, string, R> = chinchilla as unknown as Law<K, D, string, R>,
  options: RolloutOptions<NoInfer<K>> = {},
): Rollout {
  const runs = given as ColumnData;
  const {
    by = cutColumn(runs, law as unknown as Law),
    objective = huberLog(),
    bootstrap,
    level = 0.95,
    coefs,
  } = options;
  tails(level);
  const cannot = `roll out by ${JSON.stringify(by)}`;
  const plain = law as unknown as Law;
  const coefficients = freeCount(plain, coefs);
  const { regressors, response } = lawColumns(runs, plain, coefficients, objective.space === "log");
  const cutting = columnOf(runs, by, cannot);
  const bad = cutting.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0 || cutting.length !== response.length) {
    throw new InputError({
      cannot,
      needs: `a finite number of ${by} for each of the ${response.length} runs`,
      found: bad >= 0 ? `${cutting[bad]} in row ${bad + 1}` : `${cutting.length}`,
    });
  }
  const pick = (column: ArrayLike<number>, rows: readonly number[]) =>
    Float64Array.from(rows, (i) => column[i]!);
  const { run } = runs;
  let refusal: unknown = null;
  const parts: Extrapolation = {
    cutting,
    response,
    clusters: clustersOf(runs as RunData),
    at: (i) => Object.fromEntries(law.regressors.map((name, c) => [name, regressors[c]![i]!])),
    again: (rows) => {
      const some = {
        ...Object.fromEntries(law.regressors.map((name, c) => [name, pick(regressors[c]!, rows)])),
        [law.response]: pick(response, rows),
        ...(run && { run: rows.map((i) => run[i]!) }),
      };
      try {
        return fitLaw(some as ColumnData, plain, {
          objective,
          ...(bootstrap && { bootstrap }),
          ...(coefs && { coefs: coefs as CoefRules }),
        });
      } catch (error) {
        refusal = error;
        throw error;
      }
    },
  };
  const cuts = options.cuts
    ? checkedCuts(options.cuts, cannot)
    : defaultCuts(parts, by, coefficients);
  const levels = [level, ...calibrated.filter((each) => each !== level)];
  const windows = cuts.map((cut) => windowAt(parts, cut, levels));
  // One window may be too narrow; where every single fit is refused it is the call that is wrong.
  if (refusal !== null && windows.every(({ status }) => status === null)) throw refusal;
  return new Rollout({ law: plain, by, objective, level, levels, windows, source: runs.source });
}

/** What larger runs are larger in: compute where there is any, the law's first column elsewhere. */
export function cutColumn(runs: ColumnData, { regressors }: Law): string {
  try {
    columnOf(runs, "C", "cut by compute");
    return "C";
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return regressors[0]!;
  }
}

/** How many coefficients a fit is free to choose. */
export function freeCount(law: Law, coefs: CoefRules = {}): number {
  return law.coefNames.filter((term) => {
    const { fixed, tied } = { ...law.rules[term], ...coefs[term] };
    return fixed === undefined && tied === undefined;
  }).length;
}

function checkedCuts(cuts: readonly number[], cannot: string): number[] {
  const bad = cuts.find((cut) => !Number.isFinite(cut));
  if (cuts.length > 0 && bad === undefined) {
    return Array.from(new Set(cuts)).sort((a, b) => a - b);
  }
  throw new InputError({
    cannot,
    needs: "one finite number or more to cut at",
    found: cuts.length === 0 ? "no cuts" : `${bad}`,
    cure: "leave the cuts out for those that the runs suggest",
  });
}
