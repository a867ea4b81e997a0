import type { CurveData } from "../runs/curve.ts";
import { logSpacedBudgets } from "../runs/envelope.ts";
import { packageVersion } from "../text/mod.ts";
import { type BootstrapOptions, checkBootstrap, needUnits } from "./bootstrap.ts";
import { eachRow } from "./budget_data.ts";
import { checkedCurves, summariseCurves } from "./curve_columns.ts";
import { envelopeWords, judgeFrontier } from "./diagnose_frontier.ts";
import { EnvelopeMethod } from "./envelope_method.ts";
import { biasReport, referenceLaw } from "./frontier_bias.ts";
import { frontierDraws } from "./frontier_draws.ts";
import { FrontierFit } from "./frontier_fit.ts";
import { frontierLines } from "./frontier_line.ts";
import { linesAbout } from "./frontier_method.ts";
import { lawDraws } from "./law_draws.ts";

/** How {@linkcode fitEnvelope} fits. */
export interface EnvelopeFitOptions {
  /** Budgets at which the curves are compared, at equal ratios. @default {1500} */
  readonly bins?: number;
  /** Draws for intervals; none unless asked for. */
  readonly bootstrap?: BootstrapOptions;
}

/** Draws for the bias report where no bootstrap was asked for: its mean is known to a 14th of its spread. */
const biasDraws: BootstrapOptions = { draws: 200, seed: 1 };

/**
 * The best model at every compute that training curves reach, and the power laws through them:
 * Approach 1 of Hoffmann et al. (2022), the minimum over training curves.
 *
 * At each of 1500 log-spaced budgets every curve is interpolated in logarithms, and the size with
 * the least loss is the best there. Each size reigns over a stretch of budgets; the middles of the
 * reigns, in ln C, make the power laws ln N* = ln k + a ln C and ln D* = ln m + b ln C by least
 * squares. The reigns of the smallest and of the largest size have one end only: each is an `edge`,
 * and stays out.
 *
 * A curve whose learning rate has not decayed yet lies too high. The envelope of such curves is made
 * of the last stretches of runs, and its bias depends on the lengths that were trained: the report
 * says how large it is, by moving every curve onto an Approach-3 fit of the ends of the runs, with
 * the scatter of the runs.
 *
 * @param curves Training curves; `Curves` is such a thing.
 * @param options See {@linkcode EnvelopeFitOptions}.
 * @returns A {@linkcode FrontierFit}, whatever its status.
 * @throws {InputError} If there are fewer than three sizes, a run has one checkpoint, or a value is
 * not a positive number.
 *
 * Source: Hoffmann et al. (2022), Approach 1, https://arxiv.org/abs/2203.15556. They fit all 1500 points; one point per size is ours.
 *
 * @example Curves that lie on a law
 * ```ts
 * import assert from "node:assert/strict";
 * import { fitEnvelope } from "isoflop/fit";
 * import { chinchilla } from "isoflop/laws";
 *
 * const truth = { E: 1.69, A: 400, B: 400, alpha: 0.31, beta: 0.31 };
 * const curves = Array.from({ length: 9 }, (_, i) => {
 *   const N = 1e8 * 1.5 ** i;
 *   const D = Float64Array.from({ length: 200 }, (_, k) => 1e7 * 1.05 ** k);
 *   const loss = D.map((d) => chinchilla.predict(truth, { N, D: d }));
 *   return { run: `${i}`, N, D, C: D.map((d) => 6 * N * d), loss };
 * });
 * const fit = fitEnvelope({ curves });
 * assert.equal(fit.status, "converged");
 * assert.ok(Math.abs(fit.derived.a - 0.5) < 0.001);
 * ```
 */
export function fitEnvelope(
  data: CurveData,
  { bins = 1500, bootstrap }: EnvelopeFitOptions = {},
): FrontierFit {
  if (bootstrap) checkBootstrap(bootstrap);
  const curves = checkedCurves(data);
  const method = new EnvelopeMethod(curves, logSpacedBudgets(curves, bins));
  const minima = method.minima();
  const found = linesAbout(method.middle, method.points);
  const ends = {
    N: Float64Array.from(curves, ({ N }) => N),
    D: Float64Array.from(curves, ({ D }) => D.at(-1)!),
    loss: Float64Array.from(curves, ({ loss }) => loss.at(-1)!),
  };
  if (bootstrap) needUnits(curves.length, ends.loss.length);
  const law = found ? referenceLaw(ends) : "fewer than two sizes have a reign";
  // The bias depends on the noise of the runs, so it is the mean of draws, not of none.
  const drawn = (options: BootstrapOptions) =>
    typeof law === "string"
      ? null
      : lawDraws(method, found!, ends, eachRow(curves.length), law, options);
  const draws = bootstrap ? drawn(bootstrap) : null;
  return new FrontierFit({
    approach: 1,
    method: "envelope",
    minima,
    ...frontierLines(method.points),
    diagnosis: judgeFrontier(minima, envelopeWords, {
      ...(bootstrap && found && typeof law === "string" && { noDraws: law }),
    }),
    draws: draws && frontierDraws(draws.lines, method.middle, bootstrap!),
    bias: () => {
      if (typeof law === "string") return `no bias report: ${law}`;
      const { bias } = draws ?? drawn(biasDraws)!;
      const budgets = minima.filter(({ status }) => status === "converged").map(({ C }) => C);
      return biasReport(law, bias, method, budgets, null);
    },
    data: summariseCurves(curves, data),
    madeBy: packageVersion,
  });
}
