import { count, flop } from "../text/mod.ts";
import { logChannel } from "./channels.ts";
import type { Chart } from "./chart.ts";
import { figure, type FigureOptions } from "./figure.ts";
import { type ComputeRange, linesOverCompute, needLines } from "./lines_over_compute.ts";
import { logAxis } from "./log_axis.ts";
import { panel } from "./theme.ts";

/** A best size by compute; `nonEmbeddingView()` gives one. */
export interface ChartSizeLine {
  /** What it is, at the right end of its line. */
  readonly label: string;
  /** N*(C): parameters at C FLOP. */
  readonly size: (C: number) => number;
  /** Whether it is something to compare with, drawn dashed. @default {false} */
  readonly published?: boolean;
}

/** What {@linkcode bestSizes} can be told. */
export interface BestSizesOptions extends FigureOptions {
  /** Compute from which to which the lines are drawn, in FLOP. @default {[1e12, 1e26]} */
  readonly C?: readonly [number, number];
  /** Ranges of somebody's runs, shaded. */
  readonly ranges?: readonly ComputeRange[];
}

/**
 * The best size against compute in several countings, whether or not it is a power of compute; after
 * the figure of N_E* over C_E in Pearce & Song (2024).
 *
 * @throws {InputError} If there is no line, more than six, or one is not positive at both ends.
 *
 * @example One frontier, two countings
 * ```ts
 * import assert from "node:assert/strict";
 * import { bestSizes } from "isoflop/charts";
 * import { nonEmbeddingView } from "isoflop/laws";
 *
 * const coef = { E: 1.8172, A: 482.01, B: 2085.43, alpha: 0.3478, beta: 0.3658 };
 * const chart = bestSizes([
 *   { label: "by 6 N_E D", size: nonEmbeddingView(coef).size },
 *   { label: "by 6 N_T D", size: nonEmbeddingView(coef, { compute: "total" }).size },
 * ]);
 * assert.match(chart.description, /by 6 N_E D from 618 at 1\.00e12 FLOP to 1\.02 T at 1\.00e26 FLOP/);
 * ```
 */
export function bestSizes(
  lines: readonly ChartSizeLine[],
  {
    C = [1e12, 1e26],
    ranges = [],
    title = "One frontier, counted in two ways",
    width = panel.width - 40,
    height = panel.height,
  }: BestSizesOptions = {},
): Chart {
  const all = lines.map(({ label, size, published = false }) => ({
    ...{ label, value: size, dashed: published },
  }));
  needLines(all, C, "draw best sizes");
  const x = logAxis([...C], "flop", { pixels: width, margin: 0 });
  const y = logAxis(all.flatMap(({ value }) => C.map(value)), "count", {
    ...{ pixels: height, vertical: true },
  });
  const [low, high] = y.domain;
  const up = {
    title: axisTitle,
    channel: { field: "y", ...logChannel(y, axisTitle) },
    place: (value: number) => height * Math.log(value / low) / Math.log(high / low),
    valueAt: (pixels: number) => low * (high / low) ** (pixels / height),
  };
  const at = (size: ChartSizeLine["size"], C: number) => `${count(size(C))} at ${flop(C)} FLOP`;
  const ends = lines.map(({ label, size }) =>
    `${label} from ${at(size, C[0])} to ${at(size, C[1])}`
  );
  return figure({ width, height, layer: linesOverCompute(all, ranges, { x, up, height }) }, {
    title,
    description: `The best number of parameters against compute: ${ends.join("; ")}.`,
    ...(ranges.length && { subtitle: "shaded: compute of the runs; dashed: as printed" }),
  });
}

const axisTitle = "Best parameters N*";
