import { count, significant } from "../text/mod.ts";
import { budgetMark } from "./budget_mark.ts";
import { formats, logChannel, titles } from "./channels.ts";
import type { Chart } from "./chart.ts";
import { counted } from "./counted.ts";
import { contour, contourLosses, upperExit } from "./contours.ts";
import { curve, dashBeyond } from "./curve.ts";
import { figure, type FigureOptions } from "./figure.ts";
import { label, type LogAxis, logAxis, range, tidy } from "./log_axis.ts";
import { needBudget } from "./need_budget.ts";
import { type ChartLaw, type ChartRuns, surfaceOf, titleOf } from "./sources.ts";
import { textWidth } from "./text_width.ts";
import type { Layer } from "./spec.ts";
import { ink, scheme } from "./theme.ts";

/** What {@linkcode isoLoss} can be told. */
export interface IsoLossOptions extends FigureOptions {
  /** A budget in FLOP to mark, with the model size that is best for it. */
  readonly C?: number;
}

/**
 * Lines of equal loss over compute and model size, with the efficient frontier through their
 * leftmost points: Figure 4 of Hoffmann et al. (2022).
 *
 * Each line is the law solved for tokens, C = 6ND: nothing is interpolated. The runs are points in
 * the colours of the lines they should lie on. A budget is a vertical line, and the best model for
 * it is where the frontier crosses.
 *
 * @param runs The runs as points; `null` draws the law alone.
 * @param of A fit or preset of the chinchilla law.
 * @throws {InputError} If the law has no loss, or the budget is not a positive number of FLOP.
 *
 * @example Gopher's budget in Figure 4 of Hoffmann et al.
 * ```ts
 * import assert from "node:assert/strict";
 * import { isoLoss } from "isoflop/charts";
 * import { presetNamed } from "isoflop/laws";
 *
 * const chart = isoLoss(null, presetNamed("chinchilla:hoffmann"), { C: 5.76e23 });
 * assert.match(chart.description, /40\.4 B parameters and 2\.38 T tokens/);
 * ```
 */
export function isoLoss(
  runs: ChartRuns | null,
  of: ChartLaw,
  { C, title = "Lines of equal loss", width = 560, height = 400 }: IsoLossOptions = {},
): Chart {
  const coef = surfaceOf(of, "draw lines of equal loss");
  if (C !== undefined) needBudget(C, "mark the budget");
  const { frontier } = of;
  const best = (C: number) => frontier.N.coef * C ** frontier.N.exponent;

  const budgets = [...(runs?.C ?? [1e18, 1e25]), ...(C === undefined ? [] : [C * 4])];
  const x = logAxis(budgets, "flop", { pixels: width });
  const corners = x.domain.map(best);
  const sizes = runs ? [...runs.N, ...corners] : [corners[0]! / 5, corners[1]! * 5];
  const y = logAxis(sizes, "count", { pixels: height, vertical: true });
  const window = { C: x.domain, N: y.domain };

  const decades = Math.log10(x.domain[1] / x.domain[0]);
  const [loss, compute] = [frontier.loss!, frontier.compute!];
  const losses = contourLosses({ loss, compute }, x.domain, (decades * 38) / width);
  const contours = losses.map((loss) => contour(coef, loss, window));
  const exits = keepApart(
    contours.flatMap(({ loss, label }) => {
      const exit = upperExit(coef, loss, window);
      return exit ? [{ ...exit, label }] : [];
    }),
    x,
    y,
    { width, height },
  );
  const line = curve(x.domain, of.data?.ranges.C, best);
  const colour = {
    type: "quantitative" as const,
    scale: {
      type: "log" as const,
      scheme,
      reverse: true,
      domain: range([...losses, ...(runs?.loss ?? [])]).map(tidy),
    },
    legend: null,
  };
  const encodeX = { field: "C", ...logChannel(x, titles.C, { grid: false }) };
  const encodeY = { field: "N", ...logChannel(y, titles.N, { grid: false }) };
  const at = (field: string) => ({ field, type: "quantitative" as const });

  const layer: Layer[] = [
    {
      data: {
        values: contours.flatMap(({ loss, points }) => points.map((point) => ({ ...point, loss }))),
      },
      mark: { type: "line", strokeWidth: 1.5, clip: true, opacity: 0.85 },
      encoding: {
        x: encodeX,
        y: encodeY,
        detail: { field: "loss", type: "nominal" },
        order: { field: "N", type: "quantitative" },
        color: { field: "loss", ...colour },
      },
    },
    {
      data: { values: line.map(({ x, y, ...rest }) => ({ C: x, N: y, ...rest })) },
      mark: { type: "line", color: ink.law, strokeWidth: 2.5, clip: true },
      encoding: {
        x: at("C"),
        y: at("N"),
        detail: { field: "part", type: "nominal" },
        strokeDash: dashBeyond,
      },
    },
  ];
  if (runs) {
    layer.push({
      data: {
        values: Array.from(runs.C, (C, i) => ({
          C: tidy(C),
          N: tidy(runs.N[i]!),
          loss: tidy(runs.loss[i]!),
        })),
      },
      mark: {
        type: "circle",
        size: 44,
        opacity: 1,
        stroke: ink.paper,
        strokeWidth: 0.7,
        clip: true,
      },
      encoding: {
        x: at("C"),
        y: at("N"),
        color: { field: "loss", ...colour },
        tooltip: [
          { field: "C", title: "C (FLOP)", format: formats.C },
          { field: "N", title: "N (parameters)", format: formats.N },
          { field: "loss", title: titles.loss, format: formats.loss },
        ],
      },
    });
  }
  for (const edge of ["top", "right"] as const) {
    const labels = exits.filter((exit) => exit.edge === edge);
    if (!labels.length) continue;
    layer.push({
      data: { values: labels.map(({ C, N, label }) => ({ C: tidy(C), N: tidy(N), label })) },
      mark: edge === "top"
        ? { type: "text", baseline: "bottom", dy: -4, fontSize: 10, color: ink.muted }
        : {
          type: "text",
          align: "left",
          baseline: "middle",
          dx: 5,
          fontSize: 10,
          color: ink.muted,
        },
      encoding: { x: at("C"), y: at("N"), text: { field: "label", type: "nominal" } },
    });
  }
  if (C !== undefined) {
    const crossing = { value: best(C), text: `N* = ${count(best(C))}` };
    layer.push(...budgetMark(C, { field: "N", bottom: y.domain[0], crossing }));
  }
  const topLabels = exits.some((exit) => exit.edge === "top");
  return figure({ width, height, layer }, {
    title,
    subtitle: `${titleOf(of)}: loss in nats/token along each line; black: efficient frontier`,
    description: caption(runs, of, C),
    runs,
    laws: [of],
    ...(topLabels && { offset: 26 }),
  });
}

/** Labels along the upper and right edge, each clear of the one before. */
function keepApart<T extends { edge: "top" | "right"; C: number; N: number; label: string }>(
  exits: readonly T[],
  x: LogAxis,
  y: LogAxis,
  { width, height }: { width: number; height: number },
): T[] {
  const place = ([low, high]: readonly [number, number], value: number, pixels: number) =>
    (pixels * Math.log(value / low)) / Math.log(high / low);
  const kept: T[] = [];
  const last = { top: -Infinity, right: Infinity };
  for (const exit of exits) {
    if (exit.edge === "top") {
      const at = place(x.domain, exit.C, width);
      const half = textWidth(exit.label, 10) / 2;
      if (at - half < last.top + 4) continue;
      last.top = at + half;
    } else {
      const at = place(y.domain, exit.N, height);
      if (last.right - at < 13) continue;
      last.right = at;
    }
    kept.push(exit);
  }
  return kept;
}

function caption(runs: ChartRuns | null, of: ChartLaw, C: number | undefined): string {
  const { N, D, loss } = of.frontier;
  const what = `Lines of equal loss of ${titleOf(of)} over compute and model size, with the ` +
    `efficient frontier N* proportional to C^${N.exponent.toFixed(3)}` +
    (runs ? ` and ${counted(runs.C.length, "run")}.` : ".");
  if (C === undefined || !loss) return what;
  const size = N.coef * C ** N.exponent, tokens = D.coef * C ** D.exponent;
  return `${what} For ${label(C, "flop")} FLOP the best model has ${count(size)} parameters and ${
    count(tokens)
  } tokens, with a loss of ${significant(loss(C), 4)} nats/token.`;
}
