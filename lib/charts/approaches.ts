import { count } from "../text/mod.ts";
import { budgetMark } from "./budget_mark.ts";
import { titles } from "./channels.ts";
import type { Chart } from "./chart.ts";
import { logSpaced } from "./curve.ts";
import { figure, type FigureOptions } from "./figure.ts";
import { type Landmark, landmarkLayers, landmarkPoints, trainedModels } from "./landmark_layers.ts";
import { label, logAxis } from "./log_axis.ts";
import { needBudget } from "./need_budget.ts";
import { plane } from "./plane.ts";
import { needPolicies, policyLines } from "./policy_lines.ts";
import { type ChartLaw, titlesOf } from "./sources.ts";

/** Gopher's compute as Hoffmann et al. (2022) count it, in FLOP. */
const gopher = 5.76e23;

/** What {@linkcode approaches} can be told. */
export interface ApproachesOptions extends FigureOptions {
  /** Trained models to compare with. Labels that would collide are left out, later ones first. */
  readonly landmarks?: readonly Landmark[];
  /** Budgets in FLOP between which the lines are drawn. @default {[1e18, 1e26]} */
  readonly C?: readonly [number, number];
  /** The budget in FLOP to mark; `null` for none. @default {5.76e23} */
  readonly budget?: number | null;
}

/**
 * The best model size against compute as several approaches predict it, with models that were
 * trained: Figure 1 of Hoffmann et al. (2022).
 *
 * Both axes are logarithmic. A line is dashed beyond the runs, or the minima, that it was fitted to.
 * The vertical line is Gopher's budget unless another one is given.
 *
 * @param laws One to six fits or presets.
 * @throws {InputError} If there is no law or more than six, a landmark has no size, or the budget is
 * not a positive number of FLOP.
 *
 * @example The three approaches at Gopher's budget
 * ```ts
 * import assert from "node:assert/strict";
 * import { approaches } from "isoflop/charts";
 * import { presetNamed } from "isoflop/laws";
 *
 * const laws = ["approach1", "approach2", "hoffmann"].map((name) => presetNamed(`chinchilla:${name}`));
 * const landmarks = [{ name: "Gopher", N: 280e9, D: 300e9, C: 5.76e23 }];
 * const chart = approaches(laws, { landmarks });
 * assert.match(chart.description, /Approach 1 67\.8 B; .*Approach 2 63\.4 B; .* 2022 40\.4 B\.$/);
 * ```
 */
export function approaches(
  laws: readonly ChartLaw[],
  {
    landmarks = [],
    C: budgets = [1e18, 1e26],
    budget = gopher,
    title = "The best model size, by several approaches",
    width = 520,
    height = 420,
  }: ApproachesOptions = {},
): Chart {
  needPolicies(laws, "compare approaches");
  if (budget !== null) needBudget(budget, "mark the budget");
  const best = ({ frontier: { N } }: ChartLaw, C: number) => N.coef * C ** N.exponent;
  const points = landmarkPoints(landmarks);
  const x = logAxis(
    [...budgets, ...points.map(({ C }) => C), ...(budget === null ? [] : [budget])],
    "flop",
    { pixels: width, margin: 0.02 },
  );
  const y = logAxis(
    [...laws.flatMap((of) => x.domain.map((C) => best(of, C))), ...points.map(({ N }) => N)],
    "count",
    { pixels: height, vertical: true },
  );
  const panel = plane(x, y, { width, height });
  const avoid = [
    ...logSpaced(...x.domain, 80).flatMap((C) => laws.map((of) => panel.place(C, best(of, C)))),
    ...(budget === null ? [] : logSpaced(...y.domain, 40).map((N) => panel.place(budget, N))),
  ];
  const { lines, labels } = policyLines(laws, best, {
    x,
    y,
    titleX: titles.C,
    titleY: titles.N,
    height,
  });
  const foot = `${budget === gopher ? "Gopher: " : ""}${label(budget ?? gopher, "flop")} FLOP`;
  const layer = [
    lines,
    labels,
    ...(budget === null ? [] : budgetMark(budget, { field: "N", bottom: y.domain[0], foot })),
    ...landmarkLayers(points, { field: "N", plane: panel, avoid, width, height }),
  ];
  return figure({ width, height, layer }, {
    title,
    ...(laws.some((of) => of.data) && { subtitle: "dashed: beyond the fitted runs" }),
    description: caption(laws, points.length, budget ?? gopher),
    laws,
  });
}

function caption(laws: readonly ChartLaw[], landmarks: number, budget: number): string {
  const names = titlesOf(laws);
  const values = laws.map(({ frontier: { N } }, i) =>
    `${names[i]} ${count(N.coef * budget ** N.exponent)}`
  );
  return `Compute-optimal parameters against compute by ${laws.length} ${
    laws.length === 1 ? "approach" : "approaches"
  }${landmarks ? `, with ${trainedModels(landmarks)}` : ""}. At ${label(budget, "flop")} FLOP: ${
    values.join("; ")
  }.`;
}
