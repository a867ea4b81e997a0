import { titles } from "./channels.ts";
import { logSpaced } from "./curve.ts";
import { landmarkLayers, type LandmarkPoint } from "./landmark_layers.ts";
import { type LogAxis, logAxis } from "./log_axis.ts";
import { plane } from "./plane.ts";
import { policyLines } from "./policy_lines.ts";
import { ratioBands } from "./ratio_bands.ts";
import { type ChartLaw, titlesOf } from "./sources.ts";
import type { Layer } from "./spec.ts";
import { ink } from "./theme.ts";

/** Tokens per parameter over compute. */
export interface RatioPanel {
  /** Bands, the rule of twenty, lines with their names, and models. */
  readonly layer: Layer[];
  /** The vertical axis. */
  readonly y: LogAxis;
  /** What a reader has to know, for the lines under the title. */
  readonly notes: readonly string[];
}

/** D/N at the optimum of a policy, at C FLOP. */
export function bestRatio({ frontier: { N, D } }: ChartLaw, C: number): number {
  return (D.coef / N.coef) * C ** (D.exponent - N.exponent);
}

/** The rule of thumb as a line across a panel. */
export const twentyToOne: Layer = {
  data: { values: [{ ratio: 20 }] },
  mark: { type: "rule", color: ink.rule, strokeDash: [2, 3], strokeWidth: 1.2 },
  encoding: { y: { field: "ratio", type: "quantitative" } },
};

/** The panel of policies, their bands and models, over compute. */
export function ratioPanel(
  policies: readonly ChartLaw[],
  points: readonly LandmarkPoint[],
  { budgets, names = titlesOf(policies), level, width, height }: {
    budgets: readonly [number, number];
    /** What the policies are called. */
    names?: readonly string[];
    level: number;
    width: number;
    height: number;
  },
): RatioPanel {
  const x = logAxis([...budgets, ...points.map((p) => p.C)], "flop", {
    pixels: width,
    margin: 0.02,
  });
  const bands = ratioBands(policies, x.domain, level);
  const heights = policies.flatMap((of) => budgets.map((C) => bestRatio(of, C)));
  const y = logAxis(
    [20, ...heights, ...points.map((p) => p.ratio), ...bands.flatMap((band) => band.ends)],
    "ratio",
    { pixels: height, vertical: true },
  );
  const panel = plane(x, y, { width, height });
  const avoid = logSpaced(...x.domain, 60).flatMap((C) =>
    [20, ...policies.map((of) => bestRatio(of, C))].map((value) => panel.place(C, value))
  );
  const { lines, labels } = policyLines(policies, bestRatio, {
    x,
    y,
    titleX: titles.C,
    titleY: titles.ratio,
    height,
    names,
    rules: [{ text: "20 to 1", value: 20 }],
  });
  const levels = [...new Set(bands.map((band) => Math.round(100 * band.level)))];
  const others = names.filter((_, i) => policies[i]!.nConvention === "non-embedding");
  return {
    layer: [
      ...bands.map((band) => band.layer),
      twentyToOne,
      lines,
      labels,
      ...landmarkLayers(points, { field: "ratio", plane: panel, avoid, width, height }),
    ],
    y,
    notes: [
      ...(levels.length ? [`bands: ${levels.join(" and ")} % intervals`] : []),
      ...(policies.some((of) => of.data) ? ["dashed: beyond the fitted runs"] : []),
      ...(others.length ? [`N without embeddings: ${others.join(", ")}`] : []),
    ],
  };
}
