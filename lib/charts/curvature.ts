import { count, InputError } from "../text/mod.ts";
import type { Chart } from "./chart.ts";
import { curvaturePanel, type FrontierPiece, ordinal } from "./curvature_panel.ts";
import { figure, type FigureOptions, noteLines } from "./figure.ts";
import { label, logAxis, range, tidy } from "./log_axis.ts";
import { converged, hollowNote, needMinima, onAxes } from "./minima.ts";
import { needBudget } from "./need_budget.ts";
import { type ChartFrontier, titleOf } from "./sources.ts";
import { thinned } from "./thinned.ts";
import { palette } from "./theme.ts";

/** What {@linkcode curvature} can be told. */
export interface CurvatureOptions extends FigureOptions {
  /** A budget in FLOP to extend the lines to. */
  readonly C?: number;
}

/**
 * Whether the frontier is straight: the best parameters of each budget, with power laws through the
 * first, the middle and the last third of the budgets, over the whole range. Figure A5 of Hoffmann
 * et al. (2022).
 *
 * Beside it the same over the power law of all minima, where a bend is easier to see. Exponents that
 * fall from third to third mean that a straight line gives too large models at large budgets.
 *
 * @param of A fit by Approach 1 or 2.
 * @param pieces Power laws through parts of its minima, from `thirds()`.
 * @throws {InputError} If no minimum converged, there are not one to six pieces with numbers, or the
 * budget is not a positive number of FLOP.
 *
 * @example Thirds of a sweep
 * ```ts
 * import assert from "node:assert/strict";
 * import { curvature } from "isoflop/charts";
 * import { fitValleys, thirds } from "isoflop/fit";
 * import { presetNamed } from "isoflop/laws";
 * import { grid, simulate } from "isoflop/runs";
 *
 * const epoch = presetNamed("chinchilla:epoch");
 * const best = (C: number) => epoch.frontier.N.coef * C ** epoch.frontier.N.exponent;
 * const C = [1e18, 3e18, 1e19, 3e19, 1e20, 3e20];
 * const design = C.map((c) => grid({ C: [c], N: [0.25, 0.5, 1, 2, 4].map((s) => s * best(c)) }));
 * const N = design.flatMap((part) => part.N), D = design.flatMap((part) => part.D);
 * const fit = fitValleys(simulate(epoch, { N, D }, { noise: 0, seed: 1 }));
 * assert.match(curvature(fit, thirds(fit)).description, /N\* grows as C\^0\.51\d/);
 * ```
 */
export function curvature(
  of: ChartFrontier,
  pieces: readonly FrontierPiece[],
  { C: budget, title = "Is the frontier straight?", width = 330, height = 320 }: CurvatureOptions =
    {},
): Chart {
  needMinima(of, "draw the curvature of the frontier");
  needPieces(pieces);
  if (budget !== undefined) needBudget(budget, "extend the lines");
  const { minima } = of;
  const whole = of.frontier.N;
  const near = onAxes(minima);
  const points = thinned(near.map(({ C }) => C), 130).map((i) => near[i]!).map((m) => ({
    C: tidy(m.C),
    N: tidy(m.N),
    over: tidy(m.N / (whole.coef * m.C ** whole.exponent)),
    status: m.status,
    message: m.message,
    hollow: !converged(m),
  }));
  const x = logAxis([...points.map(({ C }) => C), ...(budget ? [budget] : [])], "flop", {
    pixels: width,
  });
  const panels = (["N", "over"] as const).map((field) =>
    curvaturePanel(field, { of, pieces, points, x, width, height })
  );
  return figure({ hconcat: panels, spacing: 40 }, {
    title,
    subtitle: noteLines(
      [titleOf(of), "dashed: beyond the minima of a line", ...hollowNote(minima)],
      2.4 * width,
    ),
    description: caption(of, pieces),
    laws: [of],
  });
}

function caption(of: ChartFrontier, pieces: readonly FrontierPiece[]): string {
  const used = of.minima.filter(converged);
  const [low, high] = range(used.map(({ C }) => C));
  const each = pieces.map(({ N, C }, i) =>
    `${N.exponent.toFixed(3)} in the ${ordinal(i, pieces.length)} (from ${
      label(C[0], "flop")
    } FLOP)`
  );
  return `Best parameters of ${used.length} minima from ${label(low, "flop")} to ${
    label(high, "flop")
  } FLOP by ${titleOf(of)}, from ${count(used[0]!.N!)} to ${
    count(used.at(-1)!.N!)
  }, with power laws through parts of them. N* grows as C^${
    of.frontier.N.exponent.toFixed(3)
  } over all; the exponent is ${each.join(", ")}.`;
}

function needPieces(pieces: readonly FrontierPiece[]): void {
  const bad = pieces.findIndex(({ N }) => !(N.coef > 0 && Number.isFinite(N.exponent)));
  if (pieces.length >= 1 && pieces.length <= palette.length && bad < 0) return;
  throw new InputError({
    cannot: "draw the curvature of the frontier",
    needs: `1 to ${palette.length} power laws through parts of the minima, from thirds()`,
    found: bad < 0 ? String(pieces.length) : `no numbers in part ${bad + 1}`,
    cure: "fit more budgets: a part needs two minima",
  });
}
