import { flop } from "../text/mod.ts";
import type { Chart } from "./chart.ts";
import { logSpaced } from "./curve.ts";
import { figure, type FigureOptions } from "./figure.ts";
import { linearChannel } from "./linear_axis.ts";
import { type ComputeRange, linesOverCompute, needLines } from "./lines_over_compute.ts";
import { logAxis, tidy } from "./log_axis.ts";
import { panel } from "./theme.ts";

/** A frontier whose exponent changes with compute; `nonEmbeddingView()` gives one. */
export interface ChartExponentLine {
  /** What it is, at the right end of its line. */
  readonly label: string;
  /** d ln N / d ln C of the best size at C FLOP. */
  readonly exponent: (C: number) => number;
}

/** What {@linkcode localExponent} can be told. */
export interface LocalExponentOptions extends FigureOptions {
  /** Compute from which to which the lines are drawn, in FLOP. @default {[1e12, 1e26]} */
  readonly C?: readonly [number, number];
  /** Ranges of somebody's runs, shaded. */
  readonly ranges?: readonly ComputeRange[];
  /** Published exponents to compare with, dashed. */
  readonly published?: readonly { readonly label: string; readonly a: number }[];
}

/**
 * The local exponent of the best size against compute, with the ranges of the runs in which somebody
 * measured it; after the figure of slopes in Pearce & Song (2024).
 *
 * @throws {InputError} If there is no line, more than six with the published exponents, or one is not
 * positive at both ends.
 *
 * @example What Epoch's law looks like without embeddings
 * ```ts
 * import assert from "node:assert/strict";
 * import { localExponent } from "isoflop/charts";
 * import { nonEmbeddingView, presetNamed } from "isoflop/laws";
 *
 * const coef = { E: 1.8172, A: 482.01, B: 2085.43, alpha: 0.3478, beta: 0.3658 };
 * const chart = localExponent([{ label: "Epoch", exponent: nonEmbeddingView(coef).exponent }]);
 * assert.match(chart.description, /Epoch from 0\.762 at 1\.00e12 FLOP to 0\.513 at 1\.00e26 FLOP/);
 * ```
 */
export function localExponent(
  lines: readonly ChartExponentLine[],
  {
    C = [1e12, 1e26],
    ranges = [],
    published = [],
    title = "The exponent depends on where it is measured",
    width = panel.width,
    height = 320,
  }: LocalExponentOptions = {},
): Chart {
  const all = [
    ...lines.map(({ label, exponent }) => ({ label, value: exponent })),
    ...published.map(({ label, a }) => ({
      ...{ label: `${label}, ${a.toFixed(2)}`, value: () => a, dashed: true },
    })),
  ];
  needLines(all, C, "draw local exponents");
  const x = logAxis([...C], "flop", { pixels: width, margin: 0 });
  const values = all.flatMap(({ value }) => logSpaced(...C, 60).map(value));
  const margin = 0.1 * (Math.max(...values) - Math.min(...values)) || 0.05;
  const domain = [Math.min(...values) - margin, Math.max(...values) + 1.8 * margin] as const;
  const span = domain[1] - domain[0];
  const up = {
    title: axisTitle,
    channel: { field: "y", ...linearChannel(domain, "ratio", axisTitle, 6) },
    place: (value: number) => height * (value - domain[0]) / span,
    valueAt: (pixels: number) => domain[0] + span * pixels / height,
  };
  const ends = lines.map(({ label, exponent }) =>
    `${label} from ${exponent(C[0]).toFixed(3)} at ${flop(C[0])} FLOP to ${
      exponent(C[1]).toFixed(3)
    } at ${flop(C[1])} FLOP, at most ${Math.max(...logSpaced(...C, 200).map(exponent)).toFixed(3)}`
  );
  const marks = [
    ...ranges.map(({ label, from, to }) => `${label} from ${flop(from)} to ${flop(to)} FLOP`),
    ...published.map(({ label, a }) => `${label} ${tidy(a)}`),
  ];
  return figure({ width, height, layer: linesOverCompute(all, ranges, { x, up, height }) }, {
    title,
    description: `The local exponent of the best model size against compute: ${ends.join("; ")}.${
      marks.length ? ` Marked: ${marks.join("; ")}.` : ""
    }`,
    ...(ranges.length && { subtitle: "shaded: compute of the runs; dashed: exponents as printed" }),
  });
}

const axisTitle = "a (exponent of C in N*)";
