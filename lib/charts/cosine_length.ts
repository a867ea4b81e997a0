import { InputError, significant } from "../text/mod.ts";
import type { Chart } from "./chart.ts";
import { type Cycled, excess } from "./cosine_ends.ts";
import { ends, losses, schedules, times } from "./cosine_panels.ts";
import { figure, type FigureOptions } from "./figure.ts";
import { range, tidy } from "./log_axis.ts";
import { type ChartCurves, needCurves } from "./sources.ts";
import type { Encoding } from "./spec.ts";
import { scheme } from "./theme.ts";

/** What {@linkcode cosineLength} can be told. */
export interface CosineLengthOptions extends FigureOptions {
  /** The share of the training after which the loss is drawn: before it the loss falls steeply. @default {0.2} */
  readonly from?: number;
  /** Where the cosine ends, as a share of the highest learning rate: a tenth in the paper. @default {0.1} */
  readonly floor?: number;
  /** The share of the training over which the learning rate rises in a straight line first. @default {0} */
  readonly warmup?: number;
}

/**
 * What a learning rate's cosine that is longer than the training costs: the schedules, the loss
 * against tokens, and the loss at the end against the length of the cosine. Figure A1 of Hoffmann
 * et al. (2022).
 *
 * The schedule is drawn in closed form: a straight line up to the share w of the training, and then
 * floor + (1 − floor) · ½ (1 + cos(π (s − w) / (cycle − w))) at its share s. Runs with the same N, D
 * and cosine differ by chance alone: each has its line and its point, and their mean has the label.
 *
 * @param curves Training curves with two or more lengths of the cosine in their `cycle`.
 * @throws {InputError} If there are no curves, all have one length of the cosine, or `from`, `floor`
 * or `warmup` is not a share below one.
 *
 * @example Two lengths
 * ```ts
 * import assert from "node:assert/strict";
 * import { cosineLength } from "isoflop/charts";
 * import { presetNamed } from "isoflop/laws";
 * import { simulateCurves } from "isoflop/runs";
 *
 * const design = { N: [1e8, 1e8], D: [2e9, 2e9] };
 * const options = { noise: 0, seed: 1, cycle: [1, 2] };
 * const chart = cosineLength(simulateCurves(presetNamed("chinchilla:epoch"), design, options));
 * assert.match(chart.description, /^Training curves of 2 runs .* 1 to 2 times/);
 * ```
 */
export function cosineLength(
  curves: ChartCurves,
  {
    from = 0.2,
    floor = 0.1,
    warmup = 0,
    title = "The length of the learning rate's cosine",
    width = 260,
    height = 280,
  }: CosineLengthOptions = {},
): Chart {
  needCurves(curves, cannot);
  const all = curves.curves.map((curve) => ({ ...curve, cycle: curve.cycle ?? 1 }))
    .sort((a, b) => a.cycle - b.cycle);
  const cycles = [...new Set(all.map(({ cycle }) => cycle))];
  needShares({ from, floor, warmup });
  needLengths(all, cycles);
  const colour: NonNullable<Encoding["color"]> = {
    field: "cycle",
    type: "quantitative",
    scale: { type: "log", scheme, domain: range(cycles).map(tidy) },
    legend: null,
  };
  const side = { width: Math.round(width * 0.8), height };
  return figure({
    hconcat: [
      schedules(cycles, { floor, warmup }, colour, side),
      losses(all, colour, from, { width, height }),
      ends(all, colour, side),
    ],
    spacing: 30,
  }, {
    title,
    subtitle: `labels: length of the cosine over that of the training; schedules decay to ${
      floor === 0 ? "zero" : floor === 0.1 ? "a tenth" : `${significant(100 * floor, 2)} %`
    }`,
    description: caption(all, cycles),
    runs: curves,
  });
}

function caption(curves: readonly Cycled[], cycles: readonly number[]): string {
  const worst = excess(curves).reduce((a, b) => (b.percent > a.percent ? b : a));
  return `Training curves of ${curves.length} runs whose learning rate's cosine is ${
    cycles[0]
  } to ${
    cycles.at(-1)
  } times as long as the training: schedules, loss against tokens, and the loss at the end. The ` +
    `largest excess is ${significant(worst.percent, 2)} %, with a cosine of ${
      times(worst.cycle)
    } the training.`;
}

const cannot = "draw the effect of the cosine's length";

function needShares(shares: Readonly<Record<"from" | "floor" | "warmup", number>>): void {
  for (const [name, share] of Object.entries(shares)) {
    if (share >= 0 && share < 1) continue;
    const whole = name === "floor" ? "highest learning rate" : "training";
    throw new InputError({
      cannot,
      needs: `${name}: a share of the ${whole}, at least 0 and below 1`,
      found: `${share}`,
    });
  }
}

function needLengths(curves: readonly Cycled[], cycles: readonly number[]): void {
  if (cycles.length > 1) return;
  throw new InputError({
    cannot,
    needs: "training curves with two or more lengths of the cosine",
    found: `${curves.length} ${curves.length === 1 ? "curve" : "curves"}, all of ${
      times(cycles[0]!)
    } the training`,
    cure: "give each curve its cycle: simulateCurves() does, and readCurves() has a column for it",
  });
}
