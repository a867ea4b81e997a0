import { significant } from "../text/mod.ts";
import type { Chart } from "./chart.ts";
import { figure, type FigureOptions, noteLines } from "./figure.ts";
import { type Landmark, landmarkPoints, trainedModels } from "./landmark_layers.ts";
import { label } from "./log_axis.ts";
import { needPolicies } from "./policy_lines.ts";
import { bestRatio, ratioPanel } from "./ratio_panel.ts";
import { type ChartLaw, titlesOf } from "./sources.ts";

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
  const points = landmarkPoints(landmarks);
  const { layer, notes } = ratioPanel(policies, points, { budgets, level, width, height });
  return figure({ width, height, layer }, {
    title,
    ...(notes.length && { subtitle: noteLines(notes, width) }),
    description: caption(policies, points.length),
    laws: policies,
  });
}

function caption(policies: readonly ChartLaw[], landmarks: number): string {
  return `Compute-optimal tokens per parameter against compute, with the rule of 20 to 1${
    landmarks ? ` and ${trainedModels(landmarks)}` : ""
  }. ${ratiosAt(policies, 5.76e23)}.`;
}

/** What each policy says at a budget, for a caption. */
export function ratiosAt(
  policies: readonly ChartLaw[],
  budget: number,
  names: readonly string[] = titlesOf(policies),
): string {
  const values = policies.map((of, i) => `${names[i]} ${significant(bestRatio(of, budget))}`);
  return `At ${label(budget, "flop")} FLOP: ${values.join("; ")}`;
}
