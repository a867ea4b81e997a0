import { significant } from "../text/mod.ts";
import { titles } from "./channels.ts";
import type { Chart } from "./chart.ts";
import { logSpaced } from "./curve.ts";
import { figure, type FigureOptions } from "./figure.ts";
import { type Landmark, landmarkLayers, landmarkPoints, trainedModels } from "./landmarks.ts";
import { label, logAxis } from "./log_axis.ts";
import { plane } from "./plane.ts";
import { needPolicies, policyLines } from "./policy_lines.ts";
import { ratioBands } from "./ratio_bands.ts";
import { type ChartLaw, titlesOf } from "./sources.ts";
import type { Layer } from "./spec.ts";
import { ink } from "./theme.ts";

/** What {@linkcode tokensPerParameter} can be told. */
export interface TokensPerParameterOptions extends FigureOptions {
  /** Trained models to compare with. Labels that would collide are left out, later ones first. */
  readonly landmarks?: readonly Landmark[];
  /** Budgets in FLOP between which the lines are drawn. @default {[1e18, 1e26]} */
  readonly C?: readonly [number, number];
  /** The probability inside the bands of fits; published ones are 80 %. @default {0.8} */
  readonly level?: number;
}

/**
 * The best number of tokens per parameter against compute, with the 20-to-1 rule and models that
 * were trained.
 *
 * A line is dashed beyond the runs it was fitted to. A fit with draws has a band: so much of its
 * draws lie inside at each budget. So has a preset whose authors gave an interval for its exponent;
 * Hoffmann's for Approach 3 is thinner than its line.
 *
 * @throws {InputError} If there is no policy or more than six, or a landmark has no size.
 *
 * @example Two published answers, three times apart
 * ```ts
 * import assert from "node:assert/strict";
 * import { tokensPerParameter } from "isoflop/charts";
 * import { presetNamed } from "isoflop/laws";
 *
 * const policies = ["chinchilla:hoffmann", "chinchilla:epoch"].map(presetNamed);
 * const landmarks = [{ name: "Chinchilla", N: 70e9, D: 1.4e12 }];
 * const chart = tokensPerParameter(policies, { landmarks });
 * assert.match(chart.description, /Hoffmann et al\. 2022 58\.9; Epoch 2024 18\.4/);
 * ```
 */
export function tokensPerParameter(
  policies: readonly ChartLaw[],
  {
    landmarks = [],
    C: budgets = [1e18, 1e26],
    level = 0.8,
    title = "Tokens per parameter at the optimum",
    width = 520,
    height = 420,
  }: TokensPerParameterOptions = {},
): Chart {
  needPolicies(policies, "draw tokens per parameter");
  const ratio = ({ frontier: { N, D } }: ChartLaw, C: number) =>
    (D.coef / N.coef) * C ** (D.exponent - N.exponent);
  const points = landmarkPoints(landmarks);
  const x = logAxis([...budgets, ...points.map((p) => p.C)], "flop", {
    pixels: width,
    margin: 0.02,
  });
  const bands = ratioBands(policies, x.domain, level);
  const heights = policies.flatMap((of) => budgets.map((C) => ratio(of, C)));
  const y = logAxis(
    [20, ...heights, ...points.map((p) => p.ratio), ...bands.flatMap((band) => band.ends)],
    "ratio",
    { pixels: height, vertical: true },
  );
  const panel = plane(x, y, { width, height });
  const along = logSpaced(...x.domain, 60);
  const avoid = along.flatMap((C) =>
    [20, ...policies.map((of) => ratio(of, C))]
      .map((value) => panel.place(C, value))
  );
  const { lines, labels } = policyLines(policies, ratio, {
    x,
    y,
    titleX: titles.C,
    titleY: titles.ratio,
    height,
    rules: [{ text: "20 to 1", value: 20 }],
  });
  const layer: Layer[] = [
    ...bands.map((band) => band.layer),
    {
      data: { values: [{ ratio: 20 }] },
      mark: { type: "rule", color: ink.rule, strokeDash: [2, 3], strokeWidth: 1.2 },
      encoding: { y: { field: "ratio", type: "quantitative" } },
    },
    lines,
    labels,
    ...landmarkLayers(points, { field: "ratio", plane: panel, avoid, width, height }),
  ];
  const levels = [...new Set(bands.map((band) => Math.round(100 * band.level)))];
  const dashed = policies.some((of) => of.data);
  const notes = [
    ...(levels.length ? [`bands: ${levels.join(" and ")} % intervals`] : []),
    ...(dashed ? ["dashed: beyond the fitted runs"] : []),
  ];
  return figure({ width, height, layer }, {
    title,
    ...(notes.length && { subtitle: notes.join("; ") }),
    description: caption(policies, ratio, points.length),
    laws: policies,
  });
}

function caption(
  policies: readonly ChartLaw[],
  ratio: (of: ChartLaw, C: number) => number,
  landmarks: number,
): string {
  const budget = 5.76e23;
  const names = titlesOf(policies);
  const values = policies.map((of, i) => `${names[i]} ${significant(ratio(of, budget))}`);
  return `Compute-optimal tokens per parameter against compute, with the rule of 20 to 1${
    landmarks ? ` and ${trainedModels(landmarks)}` : ""
  }. At ${label(budget, "flop")} FLOP: ${values.join("; ")}.`;
}
