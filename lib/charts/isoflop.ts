import type { Budget } from "../runs/budgets.ts";
import type { Chart } from "./chart.ts";
import { counted } from "./counted.ts";
import { logSpaced } from "./curve.ts";
import { figure, type FigureOptions } from "./figure.ts";
import { type AlongBudget, budgetsWords, isoflopPanel, needBudgets } from "./isoflop_panel.ts";
import { label, tidy } from "./log_axis.ts";
import { type ChartLaw, type ChartRuns, needPredict, needRuns, titleOf } from "./sources.ts";
import { panel } from "./theme.ts";

/** What {@linkcode isoflop} can be told. */
export interface IsoflopOptions extends FigureOptions {
  /** A fit or preset: its loss along each budget, and the best model for it. */
  readonly law?: ChartLaw;
}

/**
 * Loss against model size, one colour per compute budget: the valleys of an IsoFLOP sweep, and
 * those of a law. Parabolas and what follows from them are in {@linkcode valleys}.
 *
 * Runs within 12 % of the same compute make a budget; runs that share theirs with too few others are
 * left out. With a law, each valley is L(N, C/6N), its lowest point marked.
 *
 * @throws {InputError} If no budget has three runs, or the law is a frontier without a loss.
 *
 * @example Two valleys
 * ```ts
 * import assert from "node:assert/strict";
 * import { isoflop } from "isoflop/charts";
 * import { presetNamed } from "isoflop/laws";
 * import { grid, simulate } from "isoflop/runs";
 *
 * const epoch = presetNamed("chinchilla:epoch");
 * const design = grid({ N: [1e8, 3e8, 1e9], C: [1e19, 1e20] });
 * const chart = isoflop(simulate(epoch, design, { noise: 0.002, seed: 1 }), { law: epoch });
 * assert.match(chart.description, /6 runs against model size for 2 compute budgets/);
 * ```
 */
export function isoflop(
  runs: ChartRuns,
  { law, title = "Loss along budgets", width = panel.width, height = panel.height }:
    IsoflopOptions = {},
): Chart {
  needRuns(runs, "draw loss along budgets");
  if (law) needPredict(law, "draw the valleys of each budget");
  const groups = needBudgets(runs, "draw loss along budgets");
  const drawn = groups.reduce((count, { rows }) => count + rows.length, 0);
  const minima = law ? groups.map(({ C }) => minimum(law, C)) : [];
  const lines = law ? groups.flatMap((group) => valley(law, group, runs.N)) : null;
  return figure(isoflopPanel(runs, groups, { lines, minima }, { width, height }), {
    title,
    subtitle: law
      ? `budgets in FLOP; lines and lowest points: ${titleOf(law)}`
      : "budgets in FLOP; lines join the runs of one budget",
    description: `Loss of ${counted(drawn, "run")} against model size for ` +
      budgetsWords(groups.map(({ C }) => C)) +
      (law
        ? `; by ${titleOf(law)} the best model grows from ${label(minima[0]!.N, "count")} to ${
          label(minima.at(-1)!.N, "count")
        } parameters.`
        : "."),
    runs,
    laws: law ? [law] : [],
  });
}

/** The law along one budget, over the sizes that were trained on it and a little more. */
function valley(law: ChartLaw, { C, rows }: Budget, N: Float64Array): AlongBudget[] {
  const best = minimum(law, C).N;
  const low = Math.min(best, N[rows[0]!]!) / 1.15, high = Math.max(best, N[rows.at(-1)!]!) * 1.15;
  return logSpaced(low, high, 40).map((N) => ({
    N: tidy(N),
    loss: tidy(law.predict!({ N, D: C / (6 * N) })),
    budget: tidy(C),
  }));
}

function minimum(law: ChartLaw, C: number): AlongBudget {
  const N = law.frontier.N.coef * C ** law.frontier.N.exponent;
  return { N: tidy(N), loss: tidy(law.predict!({ N, D: C / (6 * N) })), budget: tidy(C) };
}
