import { InputError, significant } from "../text/mod.ts";
import { nearest as nearestBudgets } from "../fit/budget_data.ts";
import type { Budget } from "../runs/budgets.ts";
import type { Chart } from "./chart.ts";
import { counted } from "./counted.ts";
import { figure, type FigureOptions, noteLines } from "./figure.ts";
import { frontierPanels, frontierWords, usualLevel } from "./frontier_panel.ts";
import { budgetColour, budgetsWords, isoflopPanel, needBudgets } from "./isoflop_panel.ts";
import { label, range, tidy } from "./log_axis.ts";
import { converged, hollowNote, needMinima, onAxes, placed } from "./minima.ts";
import { needApproach } from "./need_approach.ts";
import { needBudget } from "./need_budget.ts";
import { parabola } from "./parabola.ts";
import {
  type ChartFrontier,
  type ChartMinimum,
  type ChartRuns,
  needRuns,
  titleOf,
} from "./sources.ts";

/** What {@linkcode valleys} can be told. */
export interface ValleysOptions extends FigureOptions {
  /** A budget in FLOP to extend the power laws to and to mark, such as Gopher's 5.76e23. */
  readonly C?: number;
  /** The probability inside the intervals of the exponents. @default {0.8} */
  readonly level?: number;
}

/**
 * Approach 2 in three panels: loss against model size with a parabola for each budget, and the best
 * parameters and tokens of each budget against compute with the power laws through them. Figure 3
 * of Hoffmann et al. (2022).
 *
 * Each parabola runs over the sizes that were trained on its budget:
 * loss(n) = loss + curvature · (ln n − ln N*)². Where the fit kept no parabola, lines join the runs.
 * Minima that did not converge are hollow, their parabolas dashed; the power laws are dashed beyond
 * the minima that they go through.
 *
 * @param runs The runs of the sweep.
 * @param of A fit by Approach 2, from `fitValleys()`.
 * @throws {InputError} If the fit is of another approach, no budget has three runs, runs and fit
 * share no budget, no minimum converged, or the marked budget is not a positive number of FLOP.
 *
 * @example Two valleys and the line through their minima
 * ```ts
 * import assert from "node:assert/strict";
 * import { valleys } from "isoflop/charts";
 * import { fitValleys } from "isoflop/fit";
 * import { presetNamed } from "isoflop/laws";
 * import { grid, simulate } from "isoflop/runs";
 *
 * const design = grid({ N: [1e8, 2e8, 4e8, 8e8, 1.6e9], C: [1e19, 3e19, 1e20] });
 * const runs = simulate(presetNamed("chinchilla:epoch"), design, { noise: 0.001, seed: 1 });
 * const chart = valleys(runs, fitValleys(runs), { C: 5.76e23 });
 * assert.match(chart.description, /15 runs against model size for 3 compute budgets/);
 * ```
 */
export function valleys(
  runs: ChartRuns,
  of: ChartFrontier,
  {
    C: budget,
    level = usualLevel,
    title = "Valleys of equal compute",
    width = 300,
    height = 300,
  }: ValleysOptions = {},
): Chart {
  const cannot = "draw the valleys of each budget";
  needApproach(of, 2, cannot);
  needRuns(runs, cannot);
  needMinima(of, cannot);
  const groups = groupsOf(runs, of, cannot);
  if (budget !== undefined) needBudget(budget, "mark the budget");
  const { minima } = of;
  const parabolas = placed(minima).flatMap(parabola);
  const left = isoflopPanel(runs, groups, {
    lines: parabolas.length ? parabolas : null,
    minima: onAxes(minima).map((m) => ({
      N: tidy(m.N),
      loss: tidy(m.loss),
      budget: tidy(m.C),
      status: m.status,
      message: m.message,
      beyond: !converged(m),
    })),
    note: (C) => {
      const own = nearest(minima, C);
      return converged(own) ? undefined : `${own.status}: ${own.message}`;
    },
  }, { width, height });
  const right = {
    colour: budgetColour(groups.map(({ C }) => C), "C"),
    ...{ width: Math.round(width * 0.68), height, minima, budget, level },
  };
  const { data, panels } = frontierPanels(of, right);
  const known = of.interval?.("a", level) ?? null;
  const notes = [
    titleOf(of),
    parabolas.length ? "budgets in FLOP" : "budgets in FLOP; lines join the runs of one budget",
    ...(known ? [`brackets: ${significant(100 * level, 2)} % intervals`] : []),
    ...hollowNote(minima),
  ];
  return figure({ data, hconcat: [left, ...panels], spacing: 24 }, {
    title,
    subtitle: noteLines(notes, 2.3 * width),
    description: caption(of, groups, budget),
    runs,
    laws: [of],
  });
}

/** The budgets as the fit has them: found in the runs, or given to it. */
function groupsOf(runs: ChartRuns, { minima }: ChartFrontier, cannot: string): Budget[] {
  const found = needBudgets(runs, cannot);
  const same = minima.every(({ C }) => found.some((group) => Math.abs(group.C / C - 1) < 1e-6));
  const groups = same ? found : nearestBudgets(minima.map(({ C }) => C), runs);
  if (groups.length > 0) return groups;
  throw new InputError({
    cannot,
    needs: `runs of the fit's budgets, ${between(minima.map(({ C }) => C))} FLOP`,
    found: `runs and fit share no budget: the runs have ${between(runs.C)} FLOP`,
    cure: "draw the runs that were fitted",
  });
}

function between(C: ArrayLike<number>): string {
  const [low, high] = range(Array.from(C)).map((end) => label(end, "flop"));
  return low === high ? low! : `${low} to ${high}`;
}

function nearest(minima: readonly ChartMinimum[], C: number): ChartMinimum {
  return minima.reduce((best, m) =>
    Math.abs(Math.log(m.C / C)) < Math.abs(Math.log(best.C / C)) ? m : best
  );
}

function caption(
  of: ChartFrontier,
  groups: readonly Budget[],
  budget: number | undefined,
): string {
  const drawn = groups.reduce((sum, { rows }) => sum + rows.length, 0);
  return `Loss of ${counted(drawn, "run")} against model size for ${
    budgetsWords(groups.map(({ C }) => C))
  }, and the best model of each. ${frontierWords(of, budget)}`;
}
