import { type ChartBatch, criticalSentence, endNames, hues, needTargets } from "./batch_targets.ts";
import { logChannel } from "./channels.ts";
import type { Chart } from "./chart.ts";
import { curve } from "./curve.ts";
import { figure, type FigureOptions } from "./figure.ts";
import { logAxis, tidy } from "./log_axis.ts";
import type { Encoding, Layer } from "./spec.ts";
import { ink, panel } from "./theme.ts";

/**
 * Steps to a loss against the batch, with S_min (1 + B_crit/B) and its two asymptotes: steps in inverse
 * proportion on the left, S_min on the right. They meet at B_crit, the diamond.
 *
 * Hollow triangles at the top are batches that never reached the loss.
 *
 * @param batch From `fitBatch()`; five targets at most.
 * @throws {InputError} If there are none, or more, or none was reached.
 *
 * Source: after Figure 1 of Zhang et al. (2024), https://arxiv.org/abs/2410.21676
 *
 * @example One target
 * ```ts
 * import assert from "node:assert/strict";
 * import { stepsByBatch } from "isoflop/charts";
 * import { fitBatch } from "isoflop/fit";
 *
 * const B = [1000, 4000, 16_000, 64_000];
 * const S = B.map((b) => 500 * (1 + 8000 / b));
 * const chart = stepsByBatch(fitBatch({ B, S, loss: [3, 3, 3, 3] }));
 * assert.match(chart.description, /8\.00 k for loss 3\./);
 * ```
 */
export function stepsByBatch(
  batch: ChartBatch,
  {
    title = "Larger batches take fewer steps, up to a point",
    width = panel.width - 60,
    height = panel.height,
  }: FigureOptions = {},
): Chart {
  needTargets(batch, "draw steps against the batch");
  const { targets, unit, source } = batch;
  const batches = targets.flatMap(({ reached, unreached }) => [...reached.B, ...unreached]);
  // Room at the top for what never arrived, so that it does not look like a point of the line.
  const most = Math.max(...targets.flatMap(({ reached, unreached, fit }) => [
    ...reached.S,
    ...unreached.map((B) => fit ? fit.coef.S_min * (1 + fit.coef.B_crit / B) : 0),
  ]));
  const steps = targets.flatMap(({ reached, unreached, fit }) => [
    ...reached.S,
    ...(fit ? [fit.coef.S_min] : []),
    ...(unreached.length ? [2 * most] : []),
  ]);
  const x = logAxis(batches, "count", { pixels: width });
  const y = logAxis(steps, "count", { pixels: height, vertical: true, margin: 0.06 });
  const across: NonNullable<Encoding["x"]> = { field: "x", ...logChannel(x, `Batch B (${unit})`) };
  const up: NonNullable<Encoding["y"]> = { field: "y", ...logChannel(y, "Steps S to the loss") };
  const [from, to] = x.domain;
  const line = (values: object[], color: string, dashed: boolean): Layer => ({
    data: { values },
    mark: {
      ...{ type: "line", color, clip: true, strokeWidth: dashed ? 1.1 : 2.2 },
      ...(dashed && { strokeDash: [4, 4], opacity: 0.8 }),
    },
    encoding: { x: across, y: up },
  });
  const ends: { text: string; y: number; series: number }[] = [];
  const layer = targets.flatMap(({ label, reached, unreached, fit }, series): Layer[] => {
    const color = hues[series]!;
    const points = reached.B.map((B, i) => ({ x: tidy(B), y: tidy(reached.S[i]!), label }));
    const layers: Layer[] = [];
    if (fit) {
      const { S_min, B_crit } = fit.coef;
      const at = (B: number) => S_min * (1 + B_crit / B);
      const knee = { x: tidy(B_crit), y: tidy(S_min), label };
      layers.push(
        line([{ x: tidy(from), y: tidy(S_min * B_crit / from) }, knee], color, true),
        line([knee, { x: tidy(to), y: tidy(S_min) }], color, true),
        line(curve(x.domain, undefined, at, 80).map(({ x, y }) => ({ x, y })), color, false),
        mark([knee], "diamond", color, 80),
      );
      ends.push({ text: label, y: at(to), series });
    } else if (points.length) ends.push({ text: label, y: points.at(-1)!.y, series });
    layers.push(mark(points, "circle", color, 45));
    if (unreached.length) {
      const never = unreached.map((B) => ({ x: tidy(B), y: tidy(y.domain[1]), label }));
      layers.push(mark(never, "triangle-up", color, 70, false));
    }
    return layers;
  });
  const frame = { x, y, across, up, height };
  return figure({ width, height, layer: [...layer, ...endNames(ends, frame)] }, {
    title,
    subtitle: [
      "solid: S_min (1 + B_crit/B); dashed: its asymptotes, which meet at B_crit (diamonds)",
      ...(targets.some(({ unreached }) => unreached.length)
        ? ["triangles: batches that never reached the loss"]
        : []),
    ],
    description: `Steps to a loss against the batch.${criticalSentence(batch)}`,
    runs: source ? { source } : null,
  });

  function mark(
    values: object[],
    shape: "circle" | "diamond" | "triangle-up",
    color: string,
    size: number,
    filled = true,
  ): Layer {
    return {
      data: { values },
      mark: {
        ...{ type: "point", shape, size, filled, opacity: 1, strokeWidth: 1.2, color },
        ...(filled && { stroke: ink.paper, strokeWidth: 0.6 }),
      },
      encoding: {
        x: across,
        y: up,
        tooltip: [
          { field: "label", title: "target" },
          { field: "x", title: `batch (${unit})`, format: ".4~g" },
          { field: "y", title: "steps", format: ".4~g" },
        ],
      },
    };
  }
}
