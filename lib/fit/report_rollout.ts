import { normalBand } from "./bands.ts";
import type { Finished } from "./finish_fit.ts";
import type { Fit } from "./fit.ts";
import type { RolloutSummary } from "./rollout_summary.ts";

/**
 * The question every report answers: fitted to the smaller runs, how does the law do on the larger
 * ones? The upper third of the distinct values of compute (or of the law's first regressor) is kept
 * apart.
 *
 * @returns `null` where too few runs are left on either side.
 */
export function reportRollout(parts: Finished): RolloutSummary | null {
  const { cutting, response, problem, law, again, at } = parts;
  const distinct = Array.from(new Set(cutting)).sort((a, b) => a - b);
  const cut = distinct[Math.ceil((2 * distinct.length) / 3)];
  if (cut === undefined) return null;
  const rows = Array.from(cutting.keys());
  const below = rows.filter((i) => cutting[i]! < cut),
    above = rows.filter((i) => cutting[i]! >= cut);
  if (below.length < problem.terms.length + 3 || above.length < 2) return null;
  const fit = again(below) as Fit<string, string, string>;
  if (fit.status === "not-identified" || fit.status === "not-converged") return null;
  const errors = above.map((i) => Math.abs(fit.predict(at(i)) / response[i]! - 1));
  if (!errors.every(Number.isFinite)) return null;
  const bands = above.map((i) => normalBand(fit, at(i), 0.95, "prediction"));
  const largest = (of: readonly number[]) => Math.max(...of.map((i) => cutting[i]!));
  return {
    by: parts.cutName,
    cut,
    fitted: below.length,
    predicted: above.length,
    meanError: errors.reduce((sum, e) => sum + e, 0) / errors.length,
    worstError: Math.max(...errors),
    factor: largest(above) / largest(below),
    inside: bands.some((band) => band === null)
      ? null
      : above.filter((i, k) => bands[k]!.low <= response[i]! && response[i]! <= bands[k]!.high)
        .length,
  };
}
