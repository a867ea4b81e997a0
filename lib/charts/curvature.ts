import { count, InputError } from "../text/mod.ts";
import { formats, logChannel, titles } from "./channels.ts";
import type { Chart } from "./chart.ts";
import { curve, dashBeyond } from "./curve.ts";
import { spreadLabels } from "./end_labels.ts";
import { figure, type FigureOptions } from "./figure.ts";
import { label, type LogAxis, logAxis, range, tidy } from "./log_axis.ts";
import { converged, hollowNote, needMinima, onAxes } from "./minima.ts";
import { type ChartFrontier, titleOf } from "./sources.ts";
import type { Encoding, Layer } from "./spec.ts";
import { thinned } from "./thinned.ts";
import { ink, palette } from "./theme.ts";

/** A power law through some of the minima of a frontier. */
export interface FrontierPiece {
  /** The least and the greatest budget of those minima, in FLOP. */
  readonly C: readonly [number, number];
  /** N*(C) through them. */
  readonly N: { readonly coef: number; readonly exponent: number };
}

/** What {@linkcode curvature} can be told. */
export interface CurvatureOptions extends FigureOptions {
  /** A budget in FLOP to extend the lines to. */
  readonly C?: number;
}

/**
 * Whether the frontier is straight: the best parameters of each budget, with power laws through the
 * first, the middle and the last third of the budgets, over the whole range. Figure A5 of Hoffmann
 * et al. (2022).
 *
 * Beside it the same over the power law of all minima, where a bend is easier to see. Exponents that
 * fall from third to third mean that a straight line gives too large models at large budgets.
 *
 * @param of A fit by Approach 1 or 2.
 * @param pieces Power laws through parts of its minima, from `thirds()`.
 * @throws {InputError} If no minimum converged, or there are not one to six pieces with numbers.
 *
 * @example Thirds of a sweep
 * ```ts
 * import assert from "node:assert/strict";
 * import { curvature } from "isoflop/charts";
 * import { fitValleys, thirds } from "isoflop/fit";
 * import { presetNamed } from "isoflop/laws";
 * import { grid, simulate } from "isoflop/runs";
 *
 * const epoch = presetNamed("chinchilla:epoch");
 * const best = (C: number) => epoch.frontier.N.coef * C ** epoch.frontier.N.exponent;
 * const C = [1e18, 3e18, 1e19, 3e19, 1e20, 3e20];
 * const design = C.map((c) => grid({ C: [c], N: [0.25, 0.5, 1, 2, 4].map((s) => s * best(c)) }));
 * const N = design.flatMap((part) => part.N), D = design.flatMap((part) => part.D);
 * const fit = fitValleys(simulate(epoch, { N, D }, { noise: 0, seed: 1 }));
 * assert.match(curvature(fit, thirds(fit)).description, /N\* grows as C\^0\.51\d/);
 * ```
 */
export function curvature(
  of: ChartFrontier,
  pieces: readonly FrontierPiece[],
  { C: budget, title = "Is the frontier straight?", width = 330, height = 320 }: CurvatureOptions =
    {},
): Chart {
  needMinima(of, "draw the curvature of the frontier");
  needPieces(pieces);
  const { minima } = of;
  const whole = of.frontier.N;
  const near = onAxes(minima);
  const points = thinned(near.map(({ C }) => C), 130).map((i) => near[i]!).map((m) => ({
    C: tidy(m.C),
    N: tidy(m.N),
    over: tidy(m.N / (whole.coef * m.C ** whole.exponent)),
    status: m.status,
    message: m.message,
    hollow: !converged(m),
  }));
  const x = logAxis([...points.map(({ C }) => C), ...(budget ? [budget] : [])], "flop", {
    pixels: width,
  });
  const panels = (["N", "over"] as const).map((field) =>
    panel(field, { of, pieces, points, x, width, height })
  );
  return figure({ hconcat: panels, spacing: 40 }, {
    title,
    subtitle: [
      titleOf(of),
      "dashed: beyond the minima of a line",
      ...hollowNote(minima),
    ].join("; "),
    description: caption(of, pieces),
    laws: [of],
  });
}

interface Content {
  readonly of: ChartFrontier;
  readonly pieces: readonly FrontierPiece[];
  readonly points: readonly {
    readonly N: number;
    readonly over: number;
    readonly hollow: boolean;
  }[];
  readonly x: LogAxis;
  readonly width: number;
  readonly height: number;
}

/** The minima and the lines, as they are or over the power law of all. */
function panel(
  field: "N" | "over",
  { of, pieces, points, x, width, height }: Content,
): { width: number; height: number; layer: Layer[] } {
  const whole = of.frontier.N;
  const unit = (C: number) => field === "N" ? 1 : whole.coef * C ** whole.exponent;
  const lines = pieces.flatMap(({ C, N }, series) =>
    curve([x.domain[0], x.domain[1]], C, (at) => (N.coef * at ** N.exponent) / unit(at), 24)
      .map(({ x: C, y: value, ...rest }) => ({ C, value, series, ...rest }))
  );
  const values = [...points.map((p) => p[field]), ...lines.map(({ value }) => value)];
  const y = logAxis(field === "N" ? values : [...values, 1], field === "N" ? "count" : "ratio", {
    pixels: height,
    vertical: true,
  });
  const at: Encoding = {
    x: { field: "C", ...logChannel(x, titles.C) },
    y: {
      field,
      ...logChannel(
        y,
        field === "N" ? "Best parameters N*" : "N* over the power law of all minima",
      ),
    },
  };
  const colour: NonNullable<Encoding["color"]> = {
    field: "series",
    type: "nominal",
    scale: { domain: [...palette.keys()], range: [...palette] },
    legend: null,
  };
  const tooltip = [
    { field: "C", title: "C (FLOP)", format: formats.C },
    { field: "N", title: "N* (parameters)", format: formats.N },
    { field: "over", title: "N* over the power law", format: ".4~g" },
    { field: "status", title: "Minimum" },
    { field: "message", title: "Found" },
  ];
  const size = points.length > 40 ? 16 : 44;
  const hollow = points.filter((p) => p.hollow), full = points.filter((p) => !p.hollow);
  return {
    width,
    height,
    layer: [
      ...(hollow.length
        ? [{
          data: { values: hollow },
          mark: {
            type: "point" as const,
            shape: "circle",
            filled: false,
            color: ink.muted,
            strokeWidth: 1,
            size,
            opacity: 0.8,
          },
          encoding: { ...at, tooltip },
        }]
        : []),
      {
        data: { values: full },
        mark: { type: "circle", color: ink.muted, size, opacity: 0.8 },
        encoding: { ...at, tooltip },
      },
      {
        data: { values: lines },
        mark: { type: "line", strokeWidth: 2, clip: true },
        encoding: {
          x: at.x!,
          y: { field: "value", type: "quantitative" },
          color: colour,
          detail: { field: "part", type: "nominal" },
          strokeDash: dashBeyond,
        },
      },
      ...(field === "over" ? names(pieces, unit, x, y, colour, height) : []),
    ],
  };
}

/** The names of the lines at their right ends. */
function names(
  pieces: readonly FrontierPiece[],
  unit: (C: number) => number,
  x: LogAxis,
  y: LogAxis,
  colour: NonNullable<Encoding["color"]>,
  height: number,
): Layer[] {
  const [low, high] = y.domain, end = x.domain[1];
  const spread = spreadLabels(
    pieces.map(({ N }, series) => ({
      text: `${ordinal(series, pieces.length)}: C^${N.exponent.toFixed(3)}`,
      at: (height * Math.log(N.coef * end ** N.exponent / unit(end) / low)) / Math.log(high / low),
      series,
    })),
    { height },
  );
  return [{
    data: {
      values: spread.map(({ text, at, series }) => ({
        C: end,
        over: tidy(low * (high / low) ** (at / height)),
        text,
        series,
      })),
    },
    mark: { type: "text", align: "left", baseline: "middle", dx: 7, fontSize: 11 },
    encoding: {
      x: { field: "C", type: "quantitative" },
      y: { field: "over", type: "quantitative" },
      color: colour,
      text: { field: "text", type: "nominal" },
    },
  }];
}

function ordinal(i: number, of: number): string {
  return of === 3 ? ["first third", "middle third", "last third"][i]! : `part ${i + 1} of ${of}`;
}

function caption(of: ChartFrontier, pieces: readonly FrontierPiece[]): string {
  const used = of.minima.filter(converged);
  const [low, high] = range(used.map(({ C }) => C));
  const each = pieces.map(({ N, C }, i) =>
    `${N.exponent.toFixed(3)} in the ${ordinal(i, pieces.length)} (from ${
      label(C[0], "flop")
    } FLOP)`
  );
  return `Best parameters of ${used.length} minima from ${label(low, "flop")} to ${
    label(high, "flop")
  } FLOP by ${titleOf(of)}, from ${count(used[0]!.N!)} to ${
    count(used.at(-1)!.N!)
  }, with power laws through parts of them. N* grows as C^${
    of.frontier.N.exponent.toFixed(3)
  } over all; the exponent is ${each.join(", ")}.`;
}

function needPieces(pieces: readonly FrontierPiece[]): void {
  const bad = pieces.findIndex(({ N }) => !(N.coef > 0 && Number.isFinite(N.exponent)));
  if (pieces.length >= 1 && pieces.length <= palette.length && bad < 0) return;
  throw new InputError({
    cannot: "draw the curvature of the frontier",
    needs: `1 to ${palette.length} power laws through parts of the minima, from thirds()`,
    found: bad < 0 ? String(pieces.length) : `no numbers in part ${bad + 1}`,
    cure: "fit more budgets: a part needs two minima",
  });
}
