import { type ChartBatch, criticalSentence, endNames, hues, needTargets } from "./batch_targets.ts";
import { logChannel } from "./channels.ts";
import type { Chart } from "./chart.ts";
import { figure, type FigureOptions } from "./figure.ts";
import { logAxis, tidy } from "./log_axis.ts";
import type { Encoding, Layer } from "./spec.ts";
import { ink, panel } from "./theme.ts";

/**
 * Steps against examples to a loss: McCandlish's Pareto curve (S/S_min − 1)(E/E_min − 1) = 1. Down is
 * faster, left is cheaper; the diamond is the critical batch, at twice the least of both.
 *
 * @param batch From `fitBatch()`; five targets at most.
 * @throws {InputError} If there are none, or more, or none was reached.
 *
 * Source: after the Pareto fronts of McCandlish et al. (2018), https://arxiv.org/abs/1812.06162
 *
 * @example One target
 * ```ts
 * import assert from "node:assert/strict";
 * import { stepsByExamples } from "isoflop/charts";
 * import { fitBatch } from "isoflop/fit";
 *
 * const B = [1000, 4000, 16_000, 64_000];
 * const S = B.map((b) => 500 * (1 + 8000 / b));
 * const chart = stepsByExamples(fitBatch({ B, S, loss: [3, 3, 3, 3] }));
 * assert.match(chart.description, /8\.00 k for loss 3\./);
 * ```
 */
export function stepsByExamples(
  batch: ChartBatch,
  {
    title = "Time against examples: no batch has the least of both",
    width = panel.width - 60,
    height = panel.height,
  }: FigureOptions = {},
): Chart {
  needTargets(batch, "draw steps against examples");
  const { targets, unit, source } = batch;
  const rows = targets.map(({ reached: { B, S } }) =>
    B.map((b, i) => ({ x: tidy(b * S[i]!), y: tidy(S[i]!), batch: tidy(b) }))
  );
  const all = rows.flat();
  const x = logAxis(all.map((row) => row.x), "count", { pixels: width });
  const y = logAxis(all.map((row) => row.y), "count", {
    ...{ pixels: height, vertical: true, margin: 0.06 },
  });
  const across: NonNullable<Encoding["x"]> = {
    field: "x",
    ...logChannel(x, `Examples E to the loss (${unit})`),
  };
  const up: NonNullable<Encoding["y"]> = { field: "y", ...logChannel(y, "Steps S to the loss") };
  const ends: { text: string; y: number; series: number }[] = [];
  const layer = targets.flatMap(({ label, fit }, series): Layer[] => {
    const color = hues[series]!;
    const points = rows[series]!.map((row) => ({ ...row, label }));
    const layers: Layer[] = [];
    if (fit) {
      const { S_min, B_crit } = fit.coef;
      // From where the curve comes in at the top to where it leaves on the right.
      const first = B_crit / (1.05 * Math.max(y.domain[1] / S_min, 2) - 1);
      const last = B_crit * (1.05 * Math.max(x.domain[1] / (S_min * B_crit), 2) - 1);
      const front = Array.from({ length: 121 }, (_, i) => {
        const B = first * (last / first) ** (i / 120), S = S_min * (1 + B_crit / B);
        return { x: tidy(B * S), y: tidy(S) };
      });
      layers.push({
        data: { values: front },
        mark: { type: "line", color, strokeWidth: 2.2, clip: true },
        // By examples alone: they rise with the batch all the way.
        encoding: { x: across, y: up },
      }, {
        data: { values: [{ x: tidy(2 * S_min * B_crit), y: tidy(2 * S_min) }] },
        mark: {
          ...{ type: "point", shape: "diamond", filled: true, size: 90, opacity: 1, color },
          ...{ stroke: ink.paper, strokeWidth: 0.6, clip: true },
        },
        encoding: { x: across, y: up },
      });
      const least = S_min * B_crit;
      const most = x.domain[1];
      ends.push({
        text: label,
        y: Math.max(S_min * (1 + 1 / (Math.max(most, 1.01 * least) / least - 1)), y.domain[0]),
        series,
      });
    } else if (points.length) ends.push({ text: label, y: points.at(-1)!.y, series });
    layers.push({
      data: { values: points },
      mark: {
        ...{ type: "point", filled: true, size: 45, opacity: 1, color },
        ...{ stroke: ink.paper, strokeWidth: 0.6 },
      },
      encoding: {
        x: across,
        y: up,
        tooltip: [
          { field: "label", title: "target" },
          { field: "batch", title: `batch (${unit})`, format: ".4~g" },
          { field: "x", title: `examples (${unit})`, format: ".4~g" },
          { field: "y", title: "steps", format: ".4~g" },
        ],
      },
    });
    return layers;
  });
  const frame = { x, y, across, up, height };
  return figure({ width, height, layer: [...layer, ...endNames(ends, frame)] }, {
    title,
    subtitle: "lines: (S/S_min − 1)(E/E_min − 1) = 1; diamonds: the critical batch",
    description: `Steps against examples to a loss, a point for each batch.${
      criticalSentence(batch)
    }`,
    runs: source ? { source } : null,
  });
}
