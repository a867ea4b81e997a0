import type { Budget } from "../runs/budgets.ts";
import type { Chart } from "./chart.ts";
import { counted } from "./counted.ts";
import { logSpaced } from "./curve.ts";
import { figure, type FigureOptions, noteLines } from "./figure.ts";
import { type AlongBudget, budgetsWords, isoflopPanel, needBudgets } from "./isoflop_panel.ts";
import { label, tidy } from "./log_axis.ts";
import { converged, placed } from "./minima.ts";
import { needApproach } from "./need_approach.ts";
import { needBudget } from "./need_budget.ts";
import { parabola } from "./parabola.ts";
import {
  type ChartFrontier,
  type ChartLaw,
  type ChartRuns,
  needPredict,
  needRuns,
  titleOf,
} from "./sources.ts";
import { panel } from "./theme.ts";

/** What {@linkcode isoflop} can be told. */
export interface IsoflopOptions extends FigureOptions {
  /** A fit or preset: its loss along each budget, and the best model for it. */
  readonly law?: ChartLaw;
  /** A fit by Approach 2: the parabolas through the runs of these budgets, dashed. */
  readonly valleys?: ChartFrontier;
  /**
   * The budgets in FLOP between which the colours run; give several figures the same, and a colour means
   * one budget in all of them. @default {those of the runs}
   */
  readonly colours?: readonly [number, number];
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
  {
    law,
    valleys,
    colours,
    title = "Loss along budgets",
    width = panel.width,
    height = panel.height,
  }: IsoflopOptions = {},
): Chart {
  needRuns(runs, "draw loss along budgets");
  if (valleys) needApproach(valleys, 2, "draw parabolas along budgets");
  for (const budget of colours ?? []) needBudget(budget, "colour budgets");
  if (law) needPredict(law, "draw the valleys of each budget");
  const groups = needBudgets(runs, "draw loss along budgets");
  const drawn = groups.reduce((count, { rows }) => count + rows.length, 0);
  const minima = law ? groups.map(({ C }) => minimum(law, C)) : [];
  const lines = law ? groups.flatMap((group) => valley(law, group, runs.N)) : null;
  const parabolas = placed(valleys?.minima ?? [])
    .filter((m) => groups.some(({ C }) => Math.abs(m.C / C - 1) < 0.12));
  const dashed = parabolas.flatMap(parabola);
  const lowest = parabolas.map((m) => ({
    ...{ N: tidy(m.N), loss: tidy(m.loss), budget: tidy(m.C), beyond: !converged(m) },
    ...{ status: m.status, message: m.message },
  }));
  const drawnOver = { lines, minima: [...minima, ...lowest], dashed, colours };
  return figure(isoflopPanel(runs, groups, drawnOver, { width, height }), {
    title,
    subtitle: noteLines([
      "budgets in FLOP",
      law ? `lines and lowest points: ${titleOf(law)}` : "lines join the runs of one budget",
      ...(dashed.length ? ["dashed: parabolas through the runs"] : []),
    ], width),
    description: `Loss of ${counted(drawn, "run")} against model size for ` +
      budgetsWords(groups.map(({ C }) => C)) +
      (law ? `; by ${titleOf(law)} the best model ${sizes(minima, "has", "grows from")}` : "") +
      (lowest.length
        ? `; through the runs ${
          lowest.length > 1 ? "parabolas are lowest" : "a parabola is lowest"
        } ${sizes(lowest, "at", "from")}`
        : "") +
      ".",
    runs,
    laws: law ? [law] : [],
  });
}

/** `has 40 k parameters`, or `grows from 40 k to 300 k parameters`. */
function sizes(minima: readonly AlongBudget[], one: string, several: string): string {
  const [first, last] = [minima[0]!, minima.at(-1)!].map(({ N }) => label(N, "count"));
  return `${minima.length > 1 ? `${several} ${first} to ${last}` : `${one} ${first}`} parameters`;
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
