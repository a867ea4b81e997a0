import { InputError, significant } from "../text/mod.ts";
import { formats, logChannel, titles } from "./channels.ts";
import type { Chart } from "./chart.ts";
import { spreadLabels } from "./end_labels.ts";
import { figure, type FigureOptions } from "./figure.ts";
import { fromZero } from "./linear_axis.ts";
import { logAxis, range, tidy } from "./log_axis.ts";
import { type ChartCurve, type ChartCurves, needCurves } from "./sources.ts";
import type { Encoding, Layer } from "./spec.ts";
import { ink, scheme } from "./theme.ts";

/** What {@linkcode cosineLength} can be told. */
export interface CosineLengthOptions extends FigureOptions {
  /** The share of the training after which the loss is drawn: before it the loss falls steeply. @default {0.2} */
  readonly from?: number;
}

interface Panel {
  readonly width: number;
  readonly height: number;
  readonly layer: Layer[];
}

/**
 * What a learning rate's cosine that is longer than the training costs: the schedules, the loss
 * against tokens, and the loss at the end against the length of the cosine. Figure A1 of Hoffmann
 * et al. (2022).
 *
 * The schedule is drawn in closed form, for a decay to a tenth:
 * 0.1 + 0.9 · ½ (1 + cos(π t / (cycle · T))), with T the length of the training.
 *
 * @param curves Training curves with two or more lengths of the cosine in their `cycle`.
 * @throws {InputError} If there are no curves, all have one length of the cosine, or `from` is not
 * a share below one.
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
 * assert.match(chart.description, /^2 training curves with cosines of 1 to 2 times/);
 * ```
 */
export function cosineLength(
  curves: ChartCurves,
  {
    from = 0.2,
    title = "The length of the learning rate's cosine",
    width = 270,
    height = 280,
  }: CosineLengthOptions = {},
): Chart {
  needCurves(curves, "draw the effect of the cosine's length");
  const all = curves.curves.map((curve) => ({ ...curve, cycle: curve.cycle ?? 1 }))
    .sort((a, b) => a.cycle - b.cycle);
  const cycles = [...new Set(all.map(({ cycle }) => cycle))];
  needLengths(all, cycles, from);
  const colour: NonNullable<Encoding["color"]> = {
    field: "cycle",
    type: "quantitative",
    scale: { type: "log", scheme, domain: range(cycles).map(tidy) },
    legend: null,
  };
  const side = { width: Math.round(width * 0.8), height };
  return figure({
    hconcat: [
      schedules(cycles, colour, side),
      losses(all, colour, from, { width, height }),
      ends(all, colour, side),
    ],
    spacing: 30,
  }, {
    title,
    subtitle: "labels: length of the cosine over that of the training; schedules decay to a tenth",
    description: caption(all, cycles),
    runs: curves,
  });
}

type Cycled = ChartCurve & { readonly cycle: number };

/** The schedules, each named where it ends. */
function schedules(
  cycles: readonly number[],
  colour: NonNullable<Encoding["color"]>,
  { width, height }: { width: number; height: number },
): Panel {
  const rate = (cycle: number, share: number) =>
    0.1 + 0.45 * (1 + Math.cos((Math.PI * share) / cycle));
  const values = cycles.flatMap((cycle) =>
    Array.from({ length: 41 }, (_, i) => ({
      share: tidy(i / 40),
      rate: tidy(rate(cycle, i / 40)),
      cycle: tidy(cycle),
    }))
  );
  const top = 1.04;
  const named = endNames(
    cycles.map((cycle) => ({ cycle, at: (height * rate(cycle, 1)) / top })),
    height,
  );
  const x = { field: "share", ...fromZero(1, "ratio", "Share of the training") };
  const y = { field: "rate", ...fromZero(top, "ratio", "Learning rate (share of its highest)") };
  return {
    width,
    height,
    layer: [
      {
        data: { values },
        mark: { type: "line", strokeWidth: 2 },
        encoding: { x, y, color: colour, detail: { field: "cycle", type: "nominal" } },
      },
      {
        data: {
          values: named.map(({ at, ...rest }) => ({
            share: 1,
            rate: tidy((at / height) * top),
            ...rest,
          })),
        },
        mark: nameMark,
        encoding: { x, y, text: { field: "text", type: "nominal" } },
      },
    ],
  };
}

/** Loss against tokens, each curve named where it ends. */
function losses(
  curves: readonly Cycled[],
  colour: NonNullable<Encoding["color"]>,
  from: number,
  { width, height }: { width: number; height: number },
): Panel {
  const most = Math.min(120, Math.max(16, Math.floor(600 / curves.length)));
  const longest = Math.max(...curves.map(({ D }) => D.at(-1)!));
  const points = curves.flatMap(({ D, loss, cycle }, curve) => {
    const first = D.findIndex((d) => d >= from * D.at(-1)!);
    const step = Math.max(1, Math.ceil((D.length - first) / most));
    return Array.from(D.keys())
      .filter((i) => i >= first && (D.length - 1 - i) % step === 0)
      .map((i) => ({ D: tidy(D[i]!), loss: tidy(loss[i]!), cycle: tidy(cycle), curve }));
  });
  const yAxis = logAxis(points.map(({ loss }) => loss), "loss", { pixels: height, vertical: true });
  const [low, high] = yAxis.domain;
  const named = endNames(
    curves.map(({ loss, cycle, D }) => ({
      D: tidy(D.at(-1)!),
      cycle,
      at: (height * Math.log(loss.at(-1)! / low)) / Math.log(high / low),
    })),
    height,
  );
  const x = { field: "D", ...fromZero(longest, "count", titles.D) };
  const y = { field: "loss", ...logChannel(yAxis, titles.loss) };
  return {
    width,
    height,
    layer: [
      {
        data: { values: points },
        mark: { type: "line", strokeWidth: 1.6 },
        encoding: { x, y, color: colour, detail: { field: "curve", type: "nominal" } },
      },
      {
        data: {
          values: named.map(({ at, ...rest }) => ({
            loss: tidy(low * (high / low) ** (at / height)),
            ...rest,
          })),
        },
        mark: nameMark,
        encoding: { x, y, text: { field: "text", type: "nominal" } },
      },
    ],
  };
}

/** The loss at the end, over that with the shortest cosine, against the cosine's length. */
function ends(
  curves: readonly Cycled[],
  colour: NonNullable<Encoding["color"]>,
  { width, height }: { width: number; height: number },
): Panel {
  const values = excess(curves);
  const x = logAxis([...values.map(({ cycle }) => cycle), 1.25], "ratio", { pixels: width });
  const [least, most] = values.map(({ percent }) => percent).reduce<[number, number]>(
    ([low, high], x) => [Math.min(low, x), Math.max(high, x)],
    [0, 0],
  );
  const margin = (most - least || 1) * 0.06;
  const title = `Loss at the end (% above that of ${times(curves[0]!.cycle)})`;
  const at: Encoding = {
    x: { field: "cycle", ...logChannel(x, "Length of the cosine / training") },
    y: {
      field: "percent",
      type: "quantitative",
      title,
      axis: { tickCount: 6, title },
      scale: { domain: [least - margin, most + margin].map(tidy), nice: false },
    },
  };
  return {
    width,
    height,
    layer: [
      {
        data: { values: [{ cycle: 1.25 }] },
        mark: { type: "rule", color: ink.rule, strokeDash: [2, 3], strokeWidth: 1.2 },
        encoding: { x: { field: "cycle", type: "quantitative" } },
      },
      {
        data: { values: [{ cycle: 1.25 }] },
        mark: {
          type: "text",
          text: "25 % too long",
          align: "left",
          baseline: "top",
          dx: 5,
          dy: 6,
          fontSize: 10,
          color: ink.muted,
        },
        encoding: { x: { field: "cycle", type: "quantitative" }, y: { value: 0 } },
      },
      {
        data: { values },
        mark: { type: "line", color: ink.muted, strokeWidth: 1 },
        encoding: { ...at, detail: { field: "group", type: "nominal" } },
      },
      {
        data: { values },
        mark: { type: "circle", size: 60, opacity: 1, stroke: ink.paper, strokeWidth: 0.6 },
        encoding: {
          ...at,
          color: colour,
          tooltip: [
            { field: "run", title: "Run" },
            { field: "N", title: "N (parameters)", format: formats.N },
            { field: "D", title: "D (tokens)", format: formats.D },
            { field: "loss", title: titles.loss, format: formats.loss },
            { field: "percent", title: "% above the shortest cosine", format: ".3~g" },
          ],
        },
      },
    ],
  };
}

interface End {
  readonly run: string;
  readonly cycle: number;
  readonly N: number;
  readonly D: number;
  readonly loss: number;
  readonly percent: number;
  readonly group: string;
}

/** The end of every curve, compared with the shortest cosine among runs of the same N and D. */
function excess(curves: readonly Cycled[]): End[] {
  const shortest = new Map<string, number>();
  return curves.map(({ run, N, D, loss, cycle }) => {
    const [tokens, last] = [tidy(D.at(-1)!), loss.at(-1)!];
    const group = `${tidy(N)} on ${tokens}`;
    // Curves come sorted by their cosine's length.
    if (!shortest.has(group)) shortest.set(group, last);
    const percent = tidy(100 * (last / shortest.get(group)! - 1));
    return { run, cycle: tidy(cycle), N: tidy(N), D: tokens, loss: tidy(last), percent, group };
  });
}

const nameMark = {
  type: "text",
  align: "left",
  baseline: "middle",
  dx: 5,
  fontSize: 10,
  color: ink.text,
} as const;

/** Names beside the ends of lines, apart from each other. */
function endNames<T extends { readonly cycle: number; readonly at: number }>(
  lines: readonly T[],
  height: number,
): (T & { readonly text: string })[] {
  const spread = spreadLabels(
    lines.map(({ cycle, at }, series) => ({ text: times(cycle), at, series })),
    { height, gap: 12 },
  );
  return spread.map(({ text, at, series }) => ({ ...lines[series]!, text, at }));
}

function times(cycle: number): string {
  return `${Number(significant(cycle))} ×`;
}

function caption(curves: readonly Cycled[], cycles: readonly number[]): string {
  const worst = excess(curves).reduce((a, b) => (b.percent > a.percent ? b : a));
  return `${curves.length} training curves with cosines of ${cycles[0]} to ${
    cycles.at(-1)
  } times the length of the training: schedules, loss against tokens, and the loss at the end. The ` +
    `largest excess is ${significant(worst.percent, 2)} %, with a cosine of ${
      times(worst.cycle)
    } the training.`;
}

function needLengths(curves: readonly Cycled[], cycles: readonly number[], from: number): void {
  const cannot = "draw the effect of the cosine's length";
  if (!(from >= 0 && from < 1)) {
    throw new InputError({
      cannot,
      needs: "from: a share of the training, at least 0 and below 1",
      found: `${from}`,
    });
  }
  if (cycles.length > 1) return;
  throw new InputError({
    cannot,
    needs: "training curves with two or more lengths of the cosine",
    found: `${curves.length} ${curves.length === 1 ? "curve" : "curves"}, all of ${
      times(cycles[0]!)
    } the training`,
    cure: "give each curve its cycle, as simulateCurves() does",
  });
}
