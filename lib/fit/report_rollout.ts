import type { Finished } from "./finish_fit.ts";
import type { RolloutSummary } from "./rollout_summary.ts";
import { endsOf, sidesOf, windowAt } from "./rollout_window.ts";

/**
 * The question every report answers: fitted to the smaller runs, how does the law do on the larger
 * ones? The upper third of the distinct values of compute (or of the law's first regressor) is kept
 * apart. `rollout()` asks it at several cuts, and of any column.
 *
 * @returns `null` where too few runs are left on either side.
 */
export function reportRollout(parts: Finished): RolloutSummary | null {
  const { problem, cutName } = parts;
  const distinct = Array.from(new Set(endsOf(parts))).sort((a, b) => a - b);
  const cut = distinct[Math.ceil((2 * distinct.length) / 3)];
  if (cut === undefined) return null;
  const { below, above } = sidesOf(parts, cut);
  if (below.length < problem.terms.length + 3 || above.length < 2) return null;
  const { reason, rows, fitted, meanError, worstError, inside } = windowAt(parts, cut, [0.95]);
  if (reason !== null || !Number.isFinite(meanError)) return null;
  const factor = Math.max(...rows.map(({ factor }) => factor));
  return {
    by: cutName,
    cut,
    fitted,
    predicted: rows.length,
    meanError,
    worstError,
    factor,
    inside,
  };
}
