import { InputError, significant } from "../text/mod.ts";
import { logChannel, titles } from "./channels.ts";
import type { Chart } from "./chart.ts";
import { figure, type FigureOptions, noteLines } from "./figure.ts";
import { type Landmark, landmarkLayers, landmarkPoints, trainedModels } from "./landmark_layers.ts";
import { tidy } from "./log_axis.ts";
import { needPolicies } from "./policy_lines.ts";
import { halfLogPlane } from "./plane.ts";
import { ratioPanel, twentyToOne } from "./ratio_panel.ts";
import { type ChartLaw, titlesOf } from "./sources.ts";
import { ratiosAt } from "./tokens_per_parameter.ts";

/** What {@linkcode landmarks} can be told. */
export interface LandmarksOptions extends FigureOptions {
  /** Budgets in FLOP between which the policies are drawn. @default {[1e21, 1e26]} */
  readonly C?: readonly [number, number];
  /** The probability inside the bands of fits; published ones are 80 %. @default {0.8} */
  readonly level?: number;
  /** What the policies are called, in their order; their own titles unless given. */
  readonly names?: readonly string[];
}

/**
 * Tokens per parameter of models that were trained, by the month they appeared and against compute,
 * with what several policies would have advised.
 *
 * The models are those given: leave out what is not verified, as `landmarkModels()` does. Their C is
 * 6ND unless they have one of their own. A policy with draws, or with a published interval of its
 * exponent, has a band.
 *
 * @param models Trained models with the months of their appearance.
 * @param policies One to six fits or presets.
 * @throws {InputError} If there is no policy or more than six, a name too few or too many, no
 * model, or one of them has no size or no month.
 *
 * @example A fortieth of the tokens in 2020, twice as many in 2024
 * ```ts
 * import assert from "node:assert/strict";
 * import { landmarks } from "isoflop/charts";
 * import { landmarkModels } from "isoflop/datasets";
 * import { presetNamed } from "isoflop/laws";
 *
 * const policies = ["kaplan:table6", "chinchilla:epoch", "llama3:refit"].map(presetNamed);
 * const chart = landmarks(await landmarkModels(), policies);
 * assert.match(chart.description, /from GPT-3 175B in 2020-05 \(1\.72\) to DeepSeek-V3 in 2024-12/);
 * ```
 */
export function landmarks(
  models: readonly Landmark[],
  policies: readonly ChartLaw[],
  {
    C: budgets = [1e21, 1e26],
    level = 0.8,
    names = titlesOf(policies),
    title = "Tokens per parameter, advised and trained",
    width = 430,
    height = 460,
  }: LandmarksOptions = {},
): Chart {
  const cannot = "draw landmark models";
  needPolicies(policies, cannot);
  if (names.length !== policies.length) {
    throw new InputError({
      cannot,
      needs: `a name for each of ${policies.length} policies`,
      found: `${names.length} ${names.length === 1 ? "name" : "names"}`,
    });
  }
  const points = landmarkPoints(models);
  const dateless = points.find(({ year }) => !Number.isFinite(year));
  if (!points.length || dateless) {
    throw new InputError({
      cannot,
      needs: "at least one model, each with the month of its appearance, as in 2022-03",
      found: dateless ? `${JSON.stringify(dateless.date)} of ${dateless.name}` : "none",
    });
  }
  const size = { width, height };
  const { layer, y, notes } = ratioPanel(policies, points, { budgets, level, names, ...size });
  const years = points.map(({ year }) => year);
  // The newest models stand at the right, where their names need room.
  const domain = [Math.floor(Math.min(...years)), Math.max(...years) + 1.2] as const;
  const byYear = halfLogPlane(domain, y, size);
  const rule = Array.from(
    { length: 60 },
    (_, i) => ({ ...byYear.place(0, 20), x: i * width / 59 }),
  );
  const [first, last] = [points.reduce(earlier), points.reduce(later)];
  const panels = [
    {
      ...size,
      encoding: {
        x: {
          type: "quantitative" as const,
          scale: { domain: domain.map(tidy), nice: false, zero: false },
          axis: { title: "Year of appearance", format: "d", values: everyYear(domain) },
        },
        y: logChannel(y, titles.ratio),
      },
      layer: [
        twentyToOne,
        ...landmarkLayers(points, {
          ...{ across: "year" as const, field: "ratio" as const, plane: byYear, avoid: rule },
          ...size,
        }),
      ],
    },
    { ...size, layer },
  ];
  return figure({ hconcat: panels, spacing: 30 }, {
    title,
    ...(notes.length && { subtitle: noteLines(notes, 2 * width) }),
    description: `Tokens per parameter of ${trainedModels(points.length)}, by year and against ` +
      `compute, with what ${policies.length} ` +
      `${
        policies.length === 1 ? "policy advises" : "policies advise"
      } and the rule of 20 to 1: from ` +
      `${first.name} in ${first.date} (${
        significant(first.ratio)
      }) to ${last.name} in ${last.date} ` +
      `(${significant(last.ratio)}). ${ratiosAt(policies, 5.76e23, names)}.`,
    laws: policies,
  });
}

function everyYear([from, to]: readonly [number, number]): number[] {
  return Array.from({ length: Math.floor(to) - from + 1 }, (_, i) => from + i);
}

type Dated = ReturnType<typeof landmarkPoints>[number];
const earlier = (a: Dated, b: Dated) => b.year < a.year ? b : a;
const later = (a: Dated, b: Dated) => b.year > a.year ? b : a;
