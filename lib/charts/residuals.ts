import { significant } from "../text/mod.ts";
import { formats, logChannel, titles } from "./channels.ts";
import type { Point } from "../laws/mod.ts";
import type { Chart } from "./chart.ts";
import { counted } from "./counted.ts";
import { figure, type FigureOptions } from "./figure.ts";
import { logAxis, tidy } from "./log_axis.ts";
import { type ChartLaw, type ChartRuns, needPredict, needRuns, titleOf } from "./sources.ts";
import type { Layer } from "./spec.ts";
import { ink, palette } from "./theme.ts";

/**
 * How far a law's loss is from each run's, against compute, model size and tokens per parameter, in
 * three panels with one vertical axis.
 *
 * The residual is ln predicted − ln observed: 0.01 is a loss that the law puts 1 % too high. A good
 * fit scatters around zero without a trend in any panel.
 *
 * @param runs The runs; they need not be those of the fit.
 * @param of A fit or preset with a loss.
 * @throws {InputError} If there are no runs, or the law is a frontier without a loss.
 *
 * @example Noise-free runs lie on the line
 * ```ts
 * import assert from "node:assert/strict";
 * import { residuals } from "isoflop/charts";
 * import { presetNamed } from "isoflop/laws";
 * import { grid, simulate } from "isoflop/runs";
 *
 * const epoch = presetNamed("chinchilla:epoch");
 * const design = grid({ N: [1e8, 1e9], D: [1e9, 1e10, 1e11] });
 * const chart = residuals(simulate(epoch, design, { noise: 0, seed: 1 }), epoch);
 * assert.match(chart.description, /of 6 runs, by Epoch 2024/);
 * ```
 */
export function residuals(
  runs: ChartRuns,
  of: ChartLaw,
  { title = "Residuals", width = 196, height = 220 }: FigureOptions = {},
): Chart {
  needRuns(runs, "draw residuals");
  needPredict(of, "draw residuals");
  const values = Array.from(runs.N, (N, i) => {
    const D = runs.D[i]!, loss = runs.loss[i]!;
    // A law may look at compute and tokens per parameter instead.
    const at: Point = { ...{ C: runs.C[i]!, M: D / N }, N, D };
    return {
      C: tidy(runs.C[i]!),
      N: tidy(N),
      D: tidy(D),
      ratio: tidy(D / N),
      loss: tidy(loss),
      residual: tidy(Math.log(of.predict!(at) / loss)),
    };
  });
  const most = 1.08 *
    values.reduce((most, { residual }) => Math.max(most, Math.abs(residual)), 1e-3);
  const panels = (["C", "N", "ratio"] as const).map((field, i) => {
    const unit = { C: "flop", N: "count", ratio: "ratio" } as const;
    const x = logAxis(values.map((value) => value[field]), unit[field], { pixels: width });
    const layer: Layer[] = [
      {
        mark: { type: "circle", size: 30, opacity: 0.6, color: palette[0] },
        encoding: {
          x: { field, ...logChannel(x, titles[field]) },
          y: {
            field: "residual",
            type: "quantitative",
            scale: { domain: [-most, most].map(tidy), nice: true },
            axis: i === 0
              ? { title: "Residual: ln predicted − ln observed loss", tickCount: 6 }
              : { title: null, labels: false, ticks: false, tickCount: 6 },
          },
          tooltip: [
            { field: "residual", title: "ln predicted − ln observed", format: ".4~f" },
            { field: "loss", title: titles.loss, format: formats.loss },
            { field: "C", title: "C (FLOP)", format: formats.C },
            { field: "N", title: "N (parameters)", format: formats.N },
            { field: "D", title: "D (tokens)", format: formats.D },
          ],
        },
      },
      {
        data: { values: [{ zero: 0 }] },
        mark: { type: "rule", color: ink.law, strokeWidth: 1.2 },
        encoding: { y: { field: "zero", type: "quantitative" } },
      },
    ];
    return { width, height, layer };
  });
  return figure({
    data: { values },
    hconcat: panels,
    spacing: 16,
    resolve: { scale: { y: "shared" } },
  }, {
    title,
    subtitle: `${titleOf(of)}; above zero the law predicts too high a loss`,
    description: `Residuals (ln predicted − ln observed loss) of ${
      counted(values.length, "run")
    }, by ${titleOf(of)}, against compute, parameters and tokens per parameter; the largest is ${
      significant(most / 1.08, 2)
    } in size.`,
    runs,
    laws: [of],
  });
}
