import type { ChinchillaCoef } from "../laws/chinchilla_formula.ts";
import { chinchilla } from "../laws/chinchilla.ts";
import { budgets } from "../runs/budgets.ts";
import { packageVersion } from "../text/mod.ts";
import type { BootstrapOptions } from "./bootstrap.ts";
import { judgeFrontier } from "./diagnose_frontier.ts";
import { biasAgainst, referenceLaw } from "./frontier_bias.ts";
import { FrontierFit } from "./frontier_fit.ts";
import { frontierLines, type LogPoint } from "./frontier_line.ts";
import { type BudgetData, checkedBudgets, eachRow, nearest, needBudgets } from "./budget_data.ts";
import { clustersOf, summarise } from "./run_data.ts";
import { Valley, type ValleyCurve } from "./valley.ts";
import { valleyDraws } from "./valley_draws.ts";

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
  const data = checkedBudgets(runs);
  const groups = options.budgets ? nearest(options.budgets, data) : budgets(data.C, data.N);
  needBudgets(groups, data);
  const valleys = groups.map(({ C, rows }) => new Valley(curve, C, rows, data));
  const own = (valley: Valley) => Float64Array.from(valley.rows, (row) => data.loss[row]!);
  const minima = valleys.map((valley) => valley.minimum(own(valley)));
  const used = valleys.filter((_, i) => minima[i]!.status === "converged");
  const lines = frontierLines(used.map((valley) => lowestPoint(valley, own(valley))));
  const inBudgets = groups.reduce((sum, { rows }) => sum + rows.length, 0);
  return new FrontierFit({
    approach: 2,
    method: curve,
    minima,
    ...lines,
    diagnosis: judgeFrontier(minima, data.loss.length - inBudgets),
    draws: bootstrap && used.length > 1
      ? valleyDraws(used, data.loss, clustersOf(runs) ?? eachRow(data.loss.length), bootstrap)
      : null,
    bias: () => {
      if (used.length < 2) return "no bias report: fewer than two budgets have a minimum";
      const coef = referenceLaw(runs);
      return typeof coef === "string" ? coef : biasOfValleys(used, coef);
    },
    data: summarise(data, runs),
    madeBy: packageVersion,
  });
}

function lowestPoint(valley: Valley, loss: Float64Array): LogPoint {
  const { x } = valley.lowest(loss);
  return { C: Math.log(valley.C), N: x, D: valley.logTokens(x) };
}

/**
 * The same valleys with the losses of a law and without noise, against the law's own optimum along
 * each budget: where αA/N^α = −q·βB/D^β, with ln D = p + q ln N and q = −1 under C = 6ND.
 */
function biasOfValleys(valleys: readonly Valley[], coef: ChinchillaCoef) {
  const { A, B, alpha, beta } = coef;
  const found = valleys.map((valley) => {
    const N = valley.x.map(Math.exp);
    // The sizes' own D, as they lie about the budget's line, would be noise: the line itself it is.
    const loss = valley.x.map((x, i) =>
      chinchilla.predict(coef, { N: N[i]!, D: Math.exp(valley.logTokens(x)) })
    );
    return lowestPoint(valley, loss);
  });
  const truth = valleys.map((valley) => {
    const { intercept: p, slope: q } = valley.tokens;
    const x = (Math.log((alpha * A) / (-q * beta * B)) + beta * p) / (alpha - beta * q);
    return { C: Math.log(valley.C), N: x, D: valley.logTokens(x) };
  });
  const widths = valleys.map(({ x }) => Math.exp((x.at(-1)! - x[0]!) / 2)).sort((a, b) => a - b);
  return biasAgainst(coef, found, truth, widths[Math.floor(widths.length / 2)]!);
}
