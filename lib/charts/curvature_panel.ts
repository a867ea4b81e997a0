import { formats, logChannel, titles } from "./channels.ts";
import { curve, dashBeyond } from "./curve.ts";
import { spreadLabels } from "./end_labels.ts";
import { type LogAxis, logAxis, tidy } from "./log_axis.ts";
import type { ChartFrontier } from "./sources.ts";
import type { Encoding, Layer } from "./spec.ts";
import { ink, palette } from "./theme.ts";

/** A power law through some of the minima of a frontier. */
export interface FrontierPiece {
  /** The least and the greatest budget of those minima, in FLOP. */
  readonly C: readonly [number, number];
  /** N*(C) through them. */
  readonly N: { readonly coef: number; readonly exponent: number };
}

/** What is drawn in both panels. */
export interface CurvatureContent {
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
export function curvaturePanel(
  field: "N" | "over",
  { of, pieces, points, x, width, height }: CurvatureContent,
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

/** Which part of how many. */
export function ordinal(i: number, of: number): string {
  return of === 3 ? ["first third", "middle third", "last third"][i]! : `part ${i + 1} of ${of}`;
}
