import { budgets } from "../runs/budgets.ts";
import { packageVersion, unknownName } from "../text/mod.ts";
import { type BootstrapOptions, checkBootstrap, needUnits } from "./bootstrap.ts";
import { type BudgetData, checkedBudgets, eachRow, nearest, needBudgets } from "./budget_data.ts";
import { judgeFrontier, valleyWords } from "./diagnose_frontier.ts";
import { biasReport, noiseFreeBias, referenceLaw } from "./frontier_bias.ts";
import { type FrontierDraws, frontierDraws } from "./frontier_draws.ts";
import { FrontierFit } from "./frontier_fit.ts";
import { frontierLines } from "./frontier_line.ts";
import { linesAbout } from "./frontier_method.ts";
import { lawDraws } from "./law_draws.ts";
import { clustersOf, type RunColumns, summarise } from "./run_data.ts";
import { Valley, type ValleyCurve, valleyCurves } from "./valley.ts";
import { ValleyMethod } from "./valley_method.ts";

/** How {@linkcode fitValleys} fits. */
export interface ValleyOptions {
  /**
   * Where a valley is lowest: at the vertex of a least-squares parabola of loss in ln N, or of an
   * Akima spline through the losses. The parabola is steadier and biased where a valley is not
   * symmetric; the spline has no shape to be biased by, and follows the noise.
   *
   * @default {"parabola"}
   */
  readonly minimum?: ValleyCurve;
  /** The budgets in FLOP, where they are known; each run joins one within 12 %. */
  readonly budgets?: readonly number[];
  /** Draws for intervals; none unless asked for. */
  readonly bootstrap?: BootstrapOptions;
}

/**
 * The best model of each compute budget, and the power laws through them: Approach 2 of Hoffmann
 * et al. (2022), IsoFLOP profiles.
 *
 * Runs of one budget make a valley: loss against ln N, to which a parabola is fitted by least
 * squares. Its vertex is N*; D* is what the budget's runs see at that size. Then
 * ln N* = ln k + a ln C and ln D* = ln m + b ln C by least squares through the minima. Valleys without a
 * minimum inside the trained sizes stay out of both lines and say why.
 *
 * @param runs N (parameters), D (tokens), loss (nats/token) and the budget C (FLOP; 6ND unless
 * given), one entry per run. `Runs` is such a thing.
 * @param options See {@linkcode ValleyOptions}.
 * @returns A {@linkcode FrontierFit}, whatever its status.
 * @throws {InputError} If a value is not a positive number, all runs have one N, one D or one D/N,
 * there are not two budgets, or no budget has three model sizes.
 *
 * Source: Hoffmann et al. (2022), Approach 2 (IsoFLOP profiles), https://arxiv.org/abs/2203.15556
 *
 * @example A symmetric law is recovered exactly
 * ```ts
 * import assert from "node:assert/strict";
 * import { fitValleys } from "isoflop/fit";
 * import { chinchilla } from "isoflop/laws";
 *
 * const truth = { E: 1.69, A: 400, B: 400, alpha: 0.31, beta: 0.31 };
 * const C = [1e19, 1e20, 1e21].flatMap((budget) => Array(7).fill(budget) as number[]);
 * const N = C.map((c, i) => Math.sqrt(c / 6) * 2 ** (i % 7 - 3));
 * const D = C.map((c, i) => c / (6 * N[i]!));
 * const loss = C.map((_, i) => chinchilla.predict(truth, { N: N[i]!, D: D[i]! }));
 *
 * const fit = fitValleys({ N, D, C, loss });
 * assert.equal(fit.status, "converged");
 * assert.equal(fit.derived.a.toFixed(9), "0.500000000");
 * ```
 */
export function fitValleys(runs: BudgetData, options: ValleyOptions = {}): FrontierFit {
  const { minimum: curve = "parabola", bootstrap } = options;
  // Types forbid others, but notebook cells are not type-checked.
  if (!valleyCurves.includes(curve)) throw unknownName("find a minimum by", curve, valleyCurves);
  if (bootstrap) checkBootstrap(bootstrap);
  const data = checkedBudgets(runs);
  const groups = options.budgets ? nearest(options.budgets, data) : budgets(data.C, data.N);
  needBudgets(groups, data, options.budgets);
  const valleys = groups.map(({ C, rows }) => new Valley(curve, C, rows, data));
  const minima = valleys.map((valley) =>
    valley.minimum(Float64Array.from(valley.rows, (row) => data.loss[row]!))
  );
  const used = valleys.filter((_, i) => minima[i]!.status === "converged");
  const method = used.length > 1 ? new ValleyMethod(used, data) : null;
  const unit = clustersOf(runs) ?? eachRow(data.loss.length);
  if (bootstrap) needUnits(unit.reduce((most, k) => Math.max(most, k + 1), 0), unit.length);
  const inBudgets = groups.reduce((sum, { rows }) => sum + rows.length, 0);
  // One fit serves the bias report and the draws; without either none is made.
  let law: ReturnType<typeof referenceLaw> | undefined;
  const reference = () => law ??= referenceLaw(data);
  const draws = bootstrap && method ? drawn(method, data, unit, reference(), bootstrap) : null;
  return new FrontierFit({
    approach: 2,
    method: curve,
    minima,
    ...frontierLines(method?.points ?? []),
    diagnosis: judgeFrontier(minima, valleyWords, {
      left: data.loss.length - inBudgets,
      ...(typeof draws === "string" && { noDraws: draws }),
    }),
    draws: typeof draws === "string" ? null : draws,
    bias: () => {
      if (!method) return "no bias report: fewer than two budgets have a minimum";
      const coef = reference();
      if (typeof coef === "string") return `no bias report: ${coef}`;
      const off = noiseFreeBias(method, coef);
      return biasReport(coef, off, method, used.map(({ C }) => C), method.width);
    },
    data: summarise(data, runs),
    madeBy: packageVersion,
  });
}

function drawn(
  method: ValleyMethod,
  data: RunColumns,
  unit: Int32Array,
  law: ReturnType<typeof referenceLaw>,
  options: BootstrapOptions,
): FrontierDraws | string {
  if (typeof law === "string") return law;
  const found = linesAbout(method.middle, method.points)!;
  const { lines } = lawDraws(method, found, data, unit, law, options);
  return frontierDraws(lines, method.middle, options);
}
