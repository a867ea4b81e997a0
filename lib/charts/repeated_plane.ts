import { planRepeated, type RepeatedSource } from "../plan/mod.ts";
import { count, InputError } from "../text/mod.ts";
import { formats, logChannel, titles } from "./channels.ts";
import type { Chart } from "./chart.ts";
import { counted } from "./counted.ts";
import { curve, logSpaced } from "./curve.ts";
import { figure, type FigureOptions } from "./figure.ts";
import { withHalo } from "./halo.ts";
import { label, logAxis, range, tidy } from "./log_axis.ts";
import { contourNumbers, repeatedContour, roundLosses } from "./repeated_contours.ts";
import { type ChartRepeatedLaw, type ChartRepeatedRuns, uniqueTokens } from "./repetition.ts";
import type { Encoding, Layer } from "./spec.ts";
import { ink, palette, scheme } from "./theme.ts";

/** What {@linkcode repeatedPlane} can be told. */
export interface RepeatedPlaneOptions extends FigureOptions {
  /** Unique tokens that there are. */
  readonly U: number;
  /** A budget in FLOP to mark: all N and D that spend it, and the best of them with and without a limit. */
  readonly C?: number;
}

interface Allocation {
  readonly C: number;
  readonly N: number;
  readonly D: number;
}

/**
 * Lines of equal loss over tokens and parameters where U tokens are unique. Solid, the best N and D for
 * every budget; dashed, the best where every token is new.
 *
 * The lines are the law's, and bend upright and level where epochs and parameters have nothing more to
 * give. Runs with U unique tokens are points in the colours of the lines that they should lie on.
 *
 * @param given The runs, of which those with U unique tokens are drawn; `null` draws the law alone.
 * @param law A fit or a preset of `dataConstrained`.
 * @throws {InputError} If U or C is not a positive number, or the law does not look at U.
 *
 * Source: after Figures 1 and 3 of Muennighoff et al. (2023), https://arxiv.org/abs/2305.16264
 *
 * @example 25 billion unique tokens
 * ```ts
 * import assert from "node:assert/strict";
 * import { repeatedPlane } from "isoflop/charts";
 * import { presetNamed } from "isoflop/laws";
 *
 * const law = presetNamed("data-constrained:muennighoff");
 * const chart = repeatedPlane(null, law, { U: 25e9, C: 9.206e21 });
 * assert.match(chart.description, /6\.79 B parameters and 9\.04 epochs/);
 * ```
 */
export function repeatedPlane(
  given: ChartRepeatedRuns | null,
  law: RepeatedSource,
  { U, C, title, width = 540, height = 400 }: RepeatedPlaneOptions,
): Chart {
  const runs = given && uniqueTokens(given, "draw runs with repeated data");
  const marked = C === undefined ? null : planRepeated(law, { C, U });
  const { predict } = law as ChartRepeatedLaw;
  const rows = runs
    ? Array.from(runs.U).flatMap((u, row) => Math.abs(u / U - 1) < 0.02 ? [row] : [])
    : [];
  if (runs && rows.length === 0) {
    throw new InputError({
      cannot: "draw runs with repeated data",
      needs: `runs with ${count(U)} unique tokens`,
      found: "none",
      cure: "give the U of some of the runs, or draw the law alone",
    });
  }
  const free = planRepeated(law, { C: 6 * U * U / 20, U });
  const tokens = rows.length ? rows.map((row) => runs!.D[row]!) : [U / 3, 100 * U];
  const sizes = rows.length ? rows.map((row) => runs!.N[row]!) : [free.N / 6, free.N * 30];
  const x = logAxis([...tokens, U], "count", { pixels: width });
  const y = logAxis(sizes, "count", { pixels: height, vertical: true });
  const window = { D: x.domain, N: y.domain };
  const lossAt = (N: number, D: number) => predict!({ N, D, U });
  const [low, high] = [lossAt(window.N[1], window.D[1]), lossAt(window.N[0], window.D[0])];
  const losses = roundLosses([low, high]);
  const contours = losses.map((loss) => repeatedContour(lossAt, loss, window));
  const colour = {
    field: "loss",
    type: "quantitative" as const,
    scale: {
      ...{ type: "log" as const, scheme, reverse: true },
      domain: range([...losses, ...rows.map((row) => runs!.loss[row]!)]).map(tidy),
    },
    legend: null,
  };
  const across: NonNullable<Encoding["x"]> = {
    field: "D",
    ...logChannel(x, titles.D, { grid: false }),
  };
  const up: NonNullable<Encoding["y"]> = {
    field: "N",
    ...logChannel(y, titles.N, { grid: false }),
  };
  const budgets = logSpaced(
    6 * window.N[0] * window.D[0] / 100,
    6 * window.N[1] * window.D[1] * 100,
    90,
  );
  const best = budgets.map((C) => planRepeated(law, { C, U }));
  // Once epochs and size give nothing more, the best of them is chance.
  const useful = best.filter(({ loss }, i) => i === 0 || best[i - 1]!.loss! - loss! > 1e-5);
  const line = (all: readonly Allocation[], color: string, dash?: number[]): Layer => ({
    data: { values: all.filter(near).map(({ N, D }) => ({ D: tidy(D), N: tidy(N) })) },
    mark: {
      ...{ type: "line", color, strokeWidth: dash ? 1.6 : 2.6, clip: true },
      ...(dash && { strokeDash: dash }),
    },
    encoding: { x: across, y: up, order: { field: "N", type: "quantitative" } },
  });
  const near = ({ N, D }: Allocation) =>
    N > y.domain[0] / 20 && N < y.domain[1] * 20 && D > x.domain[0] / 20 && D < x.domain[1] * 20;
  const layer: Layer[] = [
    {
      data: {
        values: contours.flatMap(({ loss, points }) => points.map((point) => ({ ...point, loss }))),
      },
      mark: { type: "line", strokeWidth: 1.4, clip: true, opacity: 0.85 },
      encoding: {
        ...{ x: across, y: up, color: colour },
        detail: { field: "loss", type: "nominal" },
        order: { field: "N", type: "quantitative" },
      },
    },
    {
      data: { values: [{ D: tidy(U), text: `${label(U, "count")} unique` }] },
      mark: { type: "rule", color: ink.muted, strokeWidth: 1, strokeDash: [2, 3] },
      encoding: { x: across },
    },
    line(best.map(({ unlimited, C }) => ({ ...unlimited, C })), ink.rule, [6, 4]),
    line(useful, ink.law),
    ...(marked ? [isoflop(marked.C)] : []),
    ...(rows.length ? [points()] : []),
    ...contourNumbers(contours, { x, y, width, height }).map(({ place, text }): Layer => ({
      data: { values: [{ ...named(place), text }] },
      mark: { type: "text", fontSize: 10, color: ink.muted, clip: false },
      encoding: { x: across, y: up, text: { field: "text", type: "nominal" } },
    })),
    ...(marked ? answers(marked) : []),
  ];
  return figure({ width, height, layer }, {
    title: title ?? `Lines of equal loss, ${label(U, "count")} unique tokens`,
    subtitle: [
      "loss in nats/token along each line; dotted: one epoch",
      "solid: best for the budget; dashed: best if every token were new" +
      (marked ? "; orange: one budget" : ""),
    ],
    description:
      `Lines of equal loss over tokens and parameters where ${count(U)} tokens are unique` +
      `${rows.length ? `, and ${counted(rows.length, "run")}` : ""}.` +
      (marked
        ? ` For ${label(marked.C, "flop")} FLOP the best is ${count(marked.N)} parameters and ` +
          `${Number(marked.epochs.toPrecision(3))} epochs, where unlimited tokens would give ` +
          `${count(marked.unlimited.N)} parameters.`
        : ""),
    runs: runs?.source ? { source: runs.source } : null,
  });

  function isoflop(C: number): Layer {
    return {
      data: {
        values: curve(x.domain, undefined, (D) => C / (6 * D), 30).map(({ x, y }) =>
          named({ x, y })
        ),
      },
      mark: { type: "line", color: palette[1], strokeWidth: 1.6, clip: true },
      encoding: { x: across, y: up },
    };
  }

  function points(): Layer {
    const values = rows.map((row) => ({
      ...{ D: tidy(runs!.D[row]!), N: tidy(runs!.N[row]!), loss: tidy(runs!.loss[row]!) },
    }));
    return {
      data: { values },
      mark: {
        ...{ type: "circle", size: 60, opacity: 1, clip: true },
        ...{ stroke: ink.paper, strokeWidth: 0.8 },
      },
      encoding: {
        ...{ x: across, y: up, color: colour },
        tooltip: [
          { field: "N", title: "N (parameters)", format: formats.N },
          { field: "D", title: "D (tokens)", format: formats.D },
          { field: "loss", title: titles.loss, format: formats.loss },
        ],
      },
    };
  }

  /** The two answers, their words in the wedges that the budget's line leaves free. */
  function answers({ N, D, epochs, unlimited }: ReturnType<typeof planRepeated>): Layer[] {
    const limited = `${count(N)}, ${Number(epochs.toPrecision(3))} epochs`;
    return [
      ...answer({ N, D }, limited, true),
      ...answer(unlimited, `if all were new: ${count(unlimited.N)}`, false),
    ];
  }

  function answer(
    { N, D }: { readonly N: number; readonly D: number },
    text: string,
    limited: boolean,
  ): Layer[] {
    const data = { values: [{ D: tidy(D), N: tidy(N), text }] };
    return [
      {
        data,
        mark: {
          ...{ type: "point", shape: "diamond", size: 110, opacity: 1, strokeWidth: 1.6 },
          ...{ stroke: limited ? ink.paper : palette[1], fill: limited ? palette[1] : ink.paper },
        },
        encoding: { x: across, y: up },
      },
      ...withHalo({
        data,
        mark: {
          ...{ type: "text", baseline: "middle", fontSize: 10.5, color: ink.text },
          ...{ align: limited ? "left" : "right", dx: limited ? 14 : -14 },
        },
        encoding: { x: across, y: up, text: { field: "text", type: "nominal" } },
      }),
    ];
  }
}

function named({ x, y }: { readonly x: number; readonly y: number }) {
  return { D: x, N: y };
}
