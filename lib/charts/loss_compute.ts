import { count, significant } from "../text/mod.ts";
import { formats, labelExpr, logChannel, titles } from "./channels.ts";
import type { Chart } from "./chart.ts";
import { counted } from "./counted.ts";
import { curve, type CurvePoint, dashBeyond } from "./curve.ts";
import { figure, type FigureOptions } from "./figure.ts";
import { label, type LogAxis, logAxis, range, tidy } from "./log_axis.ts";
import { type ChartLaw, type ChartRuns, needLoss, needRuns, titleOf } from "./sources.ts";
import type { Encoding, Layer } from "./spec.ts";
import { textWidth } from "./text_width.ts";
import { ink, panel, scheme } from "./theme.ts";

/** What {@linkcode lossCompute} can be told. */
export interface LossComputeOptions extends FigureOptions {
  /** A fit or preset whose frontier is drawn: the least loss within each budget. */
  readonly law?: ChartLaw;
}

/**
 * Loss against compute, one point per run, coloured by model size; with a law, the least loss that
 * it gives for each budget.
 *
 * Both axes are logarithmic: a power law is straight, an irreducible loss bends it. The line is
 * dashed beyond the runs it was fitted to.
 *
 * @throws {InputError} If there are no runs, or the law is a frontier without a loss.
 *
 * @example Simulated runs say so
 * ```ts
 * import assert from "node:assert/strict";
 * import { lossCompute } from "isoflop/charts";
 * import { presetNamed } from "isoflop/laws";
 * import { grid, simulate } from "isoflop/runs";
 *
 * const epoch = presetNamed("chinchilla:epoch");
 * const design = grid({ N: [1e8, 1e9], D: [1e9, 1e10, 1e11] });
 * const chart = lossCompute(simulate(epoch, design, { noise: 0.01, seed: 1 }), { law: epoch });
 * assert.deepEqual(chart.spec.title.subtitle, ["simulated runs, not published data"]);
 * ```
 */
export function lossCompute(
  runs: ChartRuns,
  { law, title = "Loss against compute", width = panel.width, height = panel.height }:
    LossComputeOptions = {},
): Chart {
  needRuns(runs, "draw loss against compute");
  const frontier = law && needLoss(law, "draw a frontier over loss and compute");
  const points = Array.from(runs.C, (C, i) => ({
    C: tidy(C),
    N: tidy(runs.N[i]!),
    D: tidy(runs.D[i]!),
    loss: tidy(runs.loss[i]!),
  }));
  const x = logAxis(runs.C, "flop", { pixels: width });
  const line = frontier && curve([x.domain[0], x.domain[1]], law?.data?.ranges.C, frontier);
  const losses = [...runs.loss, ...(line ?? []).map((point) => point.y)];
  const y = logAxis(losses, "loss", { pixels: height, vertical: true });
  const size = logAxis(runs.N, "count", { pixels: 160, vertical: true, margin: 0 });

  return figure({
    width,
    height,
    layer: [
      {
        data: { values: points },
        mark: { type: "circle", size: 42, opacity: 0.9, stroke: ink.paper, strokeWidth: 0.5 },
        encoding: {
          x: { field: "C", ...logChannel(x, titles.C) },
          y: { field: "loss", ...logChannel(y, titles.loss) },
          color: {
            field: "N",
            type: "quantitative",
            scale: { type: "log", scheme, domain: [...size.domain] },
            legend: { title: titles.N, values: [...size.major], labelExpr: labelExpr(size) },
          },
          tooltip: [
            { field: "C", title: "C (FLOP)", format: formats.C },
            { field: "N", title: "N (parameters)", format: formats.N },
            { field: "D", title: "D (tokens)", format: formats.D },
            { field: "loss", title: titles.loss, format: formats.loss },
          ],
        },
      },
      ...(line && law ? frontierLayers(line, `${titleOf(law)}: least loss`, { x, width }) : []),
    ],
  }, { title, description: caption(runs, law), runs, laws: law ? [law] : [] });
}

/** The line, and its name below it, where no run can be. */
function frontierLayers(
  line: readonly CurvePoint[],
  name: string,
  { x: { domain: [left, right] }, width }: { x: LogAxis; width: number },
): Layer[] {
  // The name ends beside the line, and begins inside the panel.
  const room = (textWidth(name, 11) + 12) / width;
  const far = (C: number) => Math.log(C / left) / Math.log(right / left) > Math.max(room, 0.4);
  const { x, y } = line.find((point) => far(point.x)) ?? line.at(-1)!;
  const at: Encoding = {
    x: { field: "x", type: "quantitative" },
    y: { field: "y", type: "quantitative" },
  };
  return [
    {
      data: { values: [...line] },
      mark: { type: "line", color: ink.law, strokeWidth: 2, clip: true },
      encoding: { ...at, detail: { field: "part", type: "nominal" }, strokeDash: dashBeyond },
    },
    {
      data: { values: [{ x, y }] },
      mark: {
        type: "text",
        text: name,
        align: "right",
        baseline: "top",
        dx: -6,
        dy: 5,
        fontSize: 11,
        color: ink.law,
      },
      encoding: at,
    },
  ];
}

function caption(runs: ChartRuns, law: ChartLaw | undefined): string {
  const [low, high] = range(runs.C), [small, large] = range(runs.N);
  const sentence = `Loss of ${counted(runs.C.length, "training run")} from ${count(small)} to ${
    count(large)
  } parameters against compute from ${label(low, "flop")} to ${label(high, "flop")} FLOP.`;
  if (!law?.frontier.loss) return sentence;
  const [first, last] = [law.frontier.loss(low), law.frontier.loss(high)];
  return `${sentence} The least loss of ${titleOf(law)} falls from ${significant(first)} to ${
    significant(last)
  } nats/token over that range.`;
}
