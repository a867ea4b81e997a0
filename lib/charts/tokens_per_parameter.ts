import { InputError, significant } from "../text/mod.ts";
import { formats, titles } from "./channels.ts";
import type { Chart } from "./chart.ts";
import { figure, type FigureOptions } from "./figure.ts";
import { label, logAxis, tidy } from "./log_axis.ts";
import { type Anchor, placeLabels } from "./place_labels.ts";
import { needPolicies, policyLines } from "./policy_lines.ts";
import { ratioBands } from "./ratio_bands.ts";
import { type ChartLaw, titlesOf } from "./sources.ts";
import type { Layer } from "./spec.ts";
import { ink } from "./theme.ts";
import { withHalo } from "./halo.ts";

/** A trained model, as a published table has it. */
export interface Landmark {
  /** Its name, as the label. */
  readonly name: string;
  /** Parameters; the active ones of a mixture of experts. */
  readonly N: number;
  /** Tokens seen in training. */
  readonly D: number;
  /** Compute in FLOP; 6ND when it is not given. */
  readonly C?: number;
}

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
  needLandmarks(landmarks);
  const ratio = ({ frontier: { N, D } }: ChartLaw, C: number) =>
    (D.coef / N.coef) * C ** (D.exponent - N.exponent);
  const points = landmarks.map(({ name, N, D, C }) => ({
    name,
    N: tidy(N),
    D: tidy(D),
    C: tidy(C ?? 6 * N * D),
    ratio: tidy(D / N),
  }));

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
  const px = (C: number) =>
    (width * Math.log(C / x.domain[0])) / Math.log(x.domain[1] / x.domain[0]);
  const py = (r: number) =>
    height * (1 - Math.log(r / y.domain[0]) / Math.log(y.domain[1] / y.domain[0]));
  const back = (place: { x: number; y: number }) => ({
    C: tidy(x.domain[0] * (x.domain[1] / x.domain[0]) ** (place.x / width)),
    ratio: tidy(y.domain[0] * (y.domain[1] / y.domain[0]) ** (1 - place.y / height)),
  });
  const anchors: Anchor[] = points.map((p) => ({ x: px(p.C), y: py(p.ratio), text: p.name }));
  const along = Array.from({ length: 60 }, (_, i) => (width * (i + 0.5)) / 60);
  const taken = along.flatMap((at) => [
    { x: at, y: py(20) },
    ...policies.map((of) => ({ x: at, y: py(ratio(of, back({ x: at, y: 0 }).C)) })),
  ]);
  const places = placeLabels(anchors, { width, height, avoid: taken });
  const { lines, labels } = policyLines(policies, ratio, {
    x,
    y,
    titleX: titles.C,
    titleY: titles.ratio,
    height,
    rules: [{ text: "20 to 1", value: 20 }],
  });
  const at = {
    x: { field: "C", type: "quantitative" },
    y: { field: "ratio", type: "quantitative" },
  } as const;

  const layer: Layer[] = [
    ...bands.map((band) => band.layer),
    {
      data: { values: [{ ratio: 20 }] },
      mark: { type: "rule", color: ink.rule, strokeDash: [2, 3], strokeWidth: 1.2 },
      encoding: { y: at.y },
    },
    lines,
    labels,
  ];
  if (points.length) {
    layer.push(
      ...withHalo({
        data: {
          values: places.flatMap((place, i) =>
            place ? [{ ...back(place), name: points[i]!.name }] : []
          ),
        },
        mark: { type: "text", align: "left", baseline: "middle", fontSize: 10, color: ink.text },
        encoding: { ...at, text: { field: "name", type: "nominal" } },
      }),
      {
        data: { values: points },
        mark: {
          type: "circle",
          size: 40,
          color: ink.text,
          opacity: 1,
          stroke: ink.paper,
          strokeWidth: 1,
        },
        encoding: {
          ...at,
          tooltip: [
            { field: "name", title: "Model" },
            { field: "N", title: "N (parameters)", format: formats.N },
            { field: "D", title: "D (tokens)", format: formats.D },
            { field: "ratio", title: titles.ratio, format: formats.ratio },
            { field: "C", title: "C (FLOP)", format: formats.C },
          ],
        },
      },
    );
  }
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
    landmarks ? ` and ${landmarks} trained models` : ""
  }. At ${label(budget, "flop")} FLOP: ${values.join("; ")}.`;
}

function needLandmarks(landmarks: readonly Landmark[]): void {
  const bad = landmarks.findIndex(({ N, D, C = 1 }) =>
    ![N, D, C].every((x) => Number.isFinite(x) && x > 0)
  );
  if (bad < 0) return;
  const { name, N, D, C } = landmarks[bad]!;
  throw new InputError({
    cannot: `place the landmark ${JSON.stringify(name)}`,
    needs: "positive N (parameters) and D (tokens)",
    found: `landmark ${bad + 1} with N = ${N}, D = ${D}${C === undefined ? "" : `, C = ${C}`}`,
    cure: "leave out models whose tokens were not published",
  });
}
