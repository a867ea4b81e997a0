import { InputError } from "../text/mod.ts";
import { titles } from "./channels.ts";
import type { Chart } from "./chart.ts";
import { counted } from "./counted.ts";
import type { FigureOptions } from "./figure.ts";
import { label as written } from "./log_axis.ts";
import { relation } from "./relation.ts";
import type { ChartPanel, ChartSeries } from "./relation_panel.ts";
import type { ChartCurves } from "./sources.ts";

/** Models with what came out of them, one entry per model. */
export interface ChartModels {
  /** Parameters. */
  readonly N: ArrayLike<number>;
  /** Tokens. */
  readonly D: ArrayLike<number>;
  /** Loss in nats/token, or the error on tasks. */
  readonly outcome: ArrayLike<number>;
}

/** A training set: its models, the law fitted to some of them, and those that were held out. */
export interface ChartTrainingSet {
  /** Its name, over the panel where there are several. */
  readonly title?: string;
  /** What the law says of N parameters on D tokens. */
  readonly predict: (at: { readonly N: number; readonly D: number }) => number;
  /** The models that the law was fitted to. */
  readonly fitted: ChartModels;
  /** The models that it was not, drawn hollow. */
  readonly heldOut?: ChartModels;
  /** Intervals for held-out models, drawn as bars behind them. */
  readonly intervals?: readonly {
    readonly N: number;
    readonly D: number;
    readonly low: number;
    readonly high: number;
  }[];
}

/** What {@linkcode overTraining} can be told. */
export interface OverTrainingOptions extends FigureOptions {
  /** What came out. @default {"loss"} */
  readonly outcome?: "loss" | "error";
  /** Where the models are from; without it they count as yours. */
  readonly source?: ChartCurves["source"] | undefined;
}

/**
 * Loss, or error on tasks, against compute, with a line for each number of tokens per parameter: dark is
 * few. Filled points were fitted, hollow ones held out.
 *
 * Along a line of one M the law of Gadre et al. is a power of compute above its floor, and all M share
 * the exponent: parallel lines, were it not for the floor.
 *
 * @param sets A panel for each training set, up to four.
 * @throws {InputError} If there are no sets or more than four, or one has no models.
 *
 * Source: after Figures 1 and 2 of Gadre et al. (2024), https://arxiv.org/abs/2403.08540
 *
 * @example Two lines
 * ```ts
 * import assert from "node:assert/strict";
 * import { overTraining } from "isoflop/charts";
 * import { presetNamed } from "isoflop/laws";
 *
 * const predict = presetNamed("gadre:c4").predict!;
 * const N = [1e7, 1e8, 1e7, 1e8], D = [2e8, 2e9, 3.2e9, 3.2e10];
 * const outcome = N.map((n, i) => predict({ N: n, D: D[i]! }));
 * const chart = overTraining({ predict, fitted: { N, D, outcome } });
 * assert.match(chart.description, /of 4 models, .* at 20 to 320 tokens per parameter/);
 * ```
 */
export function overTraining(
  sets: ChartTrainingSet | readonly ChartTrainingSet[],
  { outcome = "loss", title, source, width, height }: OverTrainingOptions = {},
): Chart {
  const all = Array.isArray(sets)
    ? sets as readonly ChartTrainingSet[]
    : [sets as ChartTrainingSet];
  const empty = all.findIndex(({ fitted }) => fitted.N.length === 0);
  if (empty >= 0) {
    throw new InputError({
      cannot: "draw over-trained models",
      needs: "models that the law was fitted to",
      found: `none in ${JSON.stringify(all[empty]!.title ?? "the set")}`,
    });
  }
  const held = all.some(({ heldOut }) => heldOut && heldOut.N.length > 0);
  const bars = all.some(({ intervals }) => intervals && intervals.length > 0);
  return relation(all.map((set) => panelOf(set, outcome)), {
    title: title ?? `${outcome === "loss" ? "Loss" : "Error on tasks"} of over-trained models`,
    subtitle: "M = D/N, tokens per parameter" +
      (held ? "; filled: fitted; hollow: held out" : "") +
      (bars ? "; bars: one more model, around the prediction" : ""),
    description: all.map((set) => sentence(set, outcome)).join(" "),
    ...(source && { source }),
    ...(width !== undefined && { width }),
    ...(height !== undefined && { height }),
  });
}

/** How many models, over which range, and how far off the law is of those held out. */
function sentence({ title, predict, fitted, heldOut }: ChartTrainingSet, outcome: string): string {
  const models = [...modelsOf(fitted, false), ...(heldOut ? modelsOf(heldOut, true) : [])];
  const ends = (values: readonly number[], unit: "flop" | "ratio") =>
    [Math.min(...values), Math.max(...values)].map((x) => written(x, unit)).join(" to ");
  const off = heldOut
    ? Array.from(
      heldOut.N,
      (N, i) => Math.abs(predict({ N, D: heldOut.D[i]! }) / heldOut.outcome[i]! - 1),
    )
    : [];
  return `${outcome === "loss" ? "Loss" : "Error on tasks"} against compute of ` +
    `${counted(models.length, "model")}${title === undefined ? "" : ` on ${title}`}, ` +
    `${ends(models.map(({ x }) => x), "flop")} FLOP, at ` +
    `${ends(models.map(({ M }) => M), "ratio")} tokens per parameter` +
    (off.length
      ? `; the law is off by up to ${written(100 * Math.max(...off), "ratio")} % of the ` +
        `${counted(off.length, "model")} held out.`
      : ".");
}

function panelOf(set: ChartTrainingSet, outcome: "loss" | "error"): ChartPanel {
  const { title, predict, fitted, heldOut, intervals = [] } = set;
  const models = [...modelsOf(fitted, false), ...(heldOut ? modelsOf(heldOut, true) : [])];
  const ratios = models.map(({ M }) => M).sort((a, b) => a - b)
    .filter((M, i, sorted) => i === 0 || M / sorted[i - 1]! > 1.02);
  const alike = (M: number) => (each: { readonly M: number }) => Math.abs(each.M / M - 1) < 0.02;
  const series = ratios.flatMap((M): ChartSeries[] => {
    const own = models.filter(alike(M)).sort((a, b) => a.x - b.x);
    const points = (out: boolean) => own.filter(({ held }) => held === out);
    const bars = intervals.map((each) => ({ ...each, M: each.D / each.N })).filter(alike(M))
      .map(({ N, D, low, high }) => ({ x: 6 * N * D, y: predict({ N, D }), low, high }));
    const line = (C: number) => predict({ N: Math.sqrt(C / (6 * M)), D: Math.sqrt(C * M / 6) });
    return [
      { label: `M = ${written(M, "ratio")}`, size: M, points: points(false), line },
      ...(bars.length ? [{ label: "", size: M, points: bars }] : []),
      ...(points(true).length ? [{ label: "", size: M, hollow: true, points: points(true) }] : []),
    ];
  });
  return {
    ...(title !== undefined && { title }),
    x: { title: titles.C, unit: "flop" },
    y: outcome === "loss"
      ? { title: titles.loss, unit: "loss" }
      : { title: "Error (share of questions)", unit: "ratio", scale: "linear" },
    series,
  };
}

function modelsOf({ N, D, outcome }: ChartModels, held: boolean) {
  return Array.from(N, (n, i) => ({
    ...{ x: 6 * n * D[i]!, y: outcome[i]!, M: D[i]! / n, held },
  }));
}
