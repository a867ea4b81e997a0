import { formats, labelExpr, logChannel, titles } from "./channels.ts";
import type { Chart } from "./chart.ts";
import { counted } from "./counted.ts";
import { figure, type FigureOptions } from "./figure.ts";
import { label, logAxis, range, tidy } from "./log_axis.ts";
import { type ChartRuns, needRuns } from "./sources.ts";
import type { Encoding } from "./spec.ts";
import { palette } from "./theme.ts";

/**
 * Loss against compute twice: on linear axes, where equal distances are equal differences, and on
 * logarithmic ones, where they are equal factors and a power law is straight.
 *
 * @throws {InputError} If there are no runs.
 *
 * @example Three decades of compute
 * ```ts
 * import assert from "node:assert/strict";
 * import { linearAndLog } from "isoflop/charts";
 * import { presetNamed } from "isoflop/laws";
 * import { grid, simulate } from "isoflop/runs";
 *
 * const design = grid({ N: [1e8, 1e9], D: [1e9, 1e10, 1e11] });
 * const runs = simulate(presetNamed("chinchilla:epoch"), design, { noise: 0, seed: 1 });
 * assert.match(linearAndLog(runs).description, /^Loss of 6 runs against compute, twice/);
 * ```
 */
export function linearAndLog(
  runs: ChartRuns,
  { title = "The same runs on linear and on logarithmic axes", width = 270, height = 260 }:
    FigureOptions = {},
): Chart {
  needRuns(runs, "draw runs on two kinds of axes");
  const values = Array.from(runs.C, (C, i) => ({ C: tidy(C), loss: tidy(runs.loss[i]!) }));
  const x = logAxis(runs.C, "flop", { pixels: width });
  const y = logAxis(runs.loss, "loss", { pixels: height, vertical: true });
  const ticks = linearTicks(x.domain[1]);
  const linear: Encoding = {
    x: {
      field: "C",
      type: "quantitative",
      title: titles.C,
      scale: { domain: [0, x.domain[1]], nice: false },
      axis: {
        title: titles.C,
        values: ticks,
        labelExpr: labelExpr({
          major: ticks,
          labels: ticks.map((tick) => tick === 0 ? "0" : label(tick, "flop")),
        }),
      },
    },
    y: {
      field: "loss",
      type: "quantitative",
      title: titles.loss,
      scale: { domain: [...y.domain], zero: false, nice: false },
      axis: { title: titles.loss, values: [...y.major], labelExpr: labelExpr(y) },
    },
  };
  const log: Encoding = {
    x: { field: "C", ...logChannel(x, titles.C) },
    y: { field: "loss", ...logChannel(y, titles.loss) },
  };
  const tooltip = [
    { field: "C", title: "C (FLOP)", format: formats.C },
    { field: "loss", title: titles.loss, format: formats.loss },
  ];
  const [low, high] = range(runs.C);
  return figure({
    data: { values },
    spacing: 30,
    hconcat: [["Linear axes", linear] as const, ["Logarithmic axes", log] as const].map(
      ([text, encoding]) => ({
        title: { text, fontSize: 12, fontWeight: "normal" as const, anchor: "middle" as const },
        width,
        height,
        mark: { type: "circle" as const, size: 38, opacity: 0.8, color: palette[0] },
        encoding: { ...encoding, tooltip },
      }),
    ),
  }, {
    title,
    description:
      `Loss of ${counted(values.length, "run")} against compute, twice: from ${
        label(low, "flop")
      }` +
      ` to ${
        label(high, "flop")
      } FLOP on linear axes, where most runs crowd at the left edge, and ` +
      "on logarithmic axes, where equal factors are equally far apart.",
    runs,
  });
}

/** Zero and up to five even steps of 1, 2 or 5 times a power of ten. */
function linearTicks(most: number): number[] {
  const power = 10 ** Math.floor(Math.log10(most / 2));
  const step = [1, 2, 5, 10].map((times) => times * power).find((step) => most / step < 4.5)!;
  return Array.from({ length: Math.floor(most / step) + 1 }, (_, i) => tidy(i * step));
}
