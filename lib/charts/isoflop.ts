import { InputError } from "../text/mod.ts";
import { type Budget, budgets } from "./budgets.ts";
import { formats, logChannel, titles } from "./channels.ts";
import type { Chart } from "./chart.ts";
import { logSpaced } from "./curve.ts";
import { figure, type FigureOptions } from "./figure.ts";
import { withHalo } from "./halo.ts";
import { label, logAxis, range, tidy } from "./log_axis.ts";
import { placeLabels } from "./place_labels.ts";
import { type ChartLaw, type ChartRuns, needPredict, needRuns, titleOf } from "./sources.ts";
import type { Encoding, Layer } from "./spec.ts";
import { ink, panel, scheme } from "./theme.ts";

/** What {@linkcode isoflop} can be told. */
export interface IsoflopOptions extends FigureOptions {
  /** A fit or preset: its loss along each budget, and the best model for it. */
  readonly law?: ChartLaw;
}

/**
 * Loss against model size, one colour per compute budget: the valleys of an IsoFLOP sweep, as in
 * Figure 3 of Hoffmann et al. (2022).
 *
 * Runs within 12 % of the same compute make a budget; runs that share theirs with too few others are
 * left out. With a law, each valley is L(N, C/6N), its lowest point marked.
 *
 * @throws {InputError} If no budget has three runs, or the law is a frontier without a loss.
 *
 * @example Two valleys
 * ```ts
 * import assert from "node:assert/strict";
 * import { isoflop } from "isoflop/charts";
 * import { presetNamed } from "isoflop/laws";
 * import { grid, simulate } from "isoflop/runs";
 *
 * const epoch = presetNamed("chinchilla:epoch");
 * const design = grid({ N: [1e8, 3e8, 1e9], C: [1e19, 1e20] });
 * const chart = isoflop(simulate(epoch, design, { noise: 0.002, seed: 1 }), { law: epoch });
 * assert.match(chart.description, /6 runs against model size for 2 compute budgets/);
 * ```
 */
export function isoflop(
  runs: ChartRuns,
  { law, title = "Loss along budgets", width = panel.width, height = panel.height }:
    IsoflopOptions = {},
): Chart {
  needRuns(runs, "draw loss along budgets");
  if (law) needPredict(law, "draw the valleys of each budget");
  const groups = budgets(runs.C, runs.N);
  if (!groups.length) {
    throw new InputError({
      cannot: "draw loss along budgets",
      needs: "at least three runs of about the same compute",
      found: `${runs.N.length} runs, no three within 12 % of the same compute`,
      cure: "draw lossCompute() instead",
    });
  }
  const points = groups.flatMap(({ C: budget, rows }) =>
    rows.map((i) => ({
      N: tidy(runs.N[i]!),
      loss: tidy(runs.loss[i]!),
      C: tidy(runs.C[i]!),
      D: tidy(runs.D[i]!),
      budget: tidy(budget),
    }))
  );
  const valleys = law ? groups.flatMap((group) => valley(law, group, runs.N)) : [];
  const minima = law ? groups.map(({ C }) => minimum(law, C)) : [];
  const everything = [...points, ...minima];
  const sizes = range(everything.map(({ N }) => N));
  // Room for the budgets' names to the right of the largest models.
  const room = (sizes[1] / sizes[0]) ** 0.1;
  const x = logAxis([...sizes, sizes[1] * room], "count", { pixels: width });
  const y = logAxis(everything.map(({ loss }) => loss), "loss", { pixels: height, vertical: true });
  const [low, high] = range(groups.map(({ C }) => C));
  const colour: NonNullable<Encoding["color"]> = {
    field: "budget",
    type: "quantitative",
    scale: { type: "log", scheme, domain: [low, high > low ? high : low * 1.01].map(tidy) },
    legend: null,
  };
  const encoding: Encoding = {
    x: { field: "N", ...logChannel(x, titles.N) },
    y: { field: "loss", ...logChannel(y, titles.loss) },
    color: colour,
  };
  const layer: Layer[] = [
    {
      data: { values: law ? valleys : points },
      mark: { type: "line", strokeWidth: law ? 2 : 1, opacity: law ? 0.9 : 0.5, clip: true },
      encoding: {
        ...encoding,
        detail: { field: "budget", type: "nominal" },
        order: { field: "N", type: "quantitative" },
      },
    },
    {
      data: { values: points },
      mark: { type: "circle", size: 40, opacity: 1, stroke: ink.paper, strokeWidth: 0.6 },
      encoding: {
        ...encoding,
        tooltip: [
          { field: "N", title: "N (parameters)", format: formats.N },
          { field: "D", title: "D (tokens)", format: formats.D },
          { field: "C", title: "C (FLOP)", format: formats.C },
          { field: "loss", title: titles.loss, format: formats.loss },
        ],
      },
    },
  ];
  if (law) {
    layer.push({
      data: { values: minima },
      mark: {
        type: "point",
        shape: "diamond",
        filled: true,
        size: 70,
        fill: ink.law,
        stroke: ink.paper,
        strokeWidth: 1,
        opacity: 1,
      },
      encoding: { x: encoding.x!, y: encoding.y! },
    });
  }
  layer.push(...withHalo({
    data: { values: names(points, valleys, groups, x.domain, y.domain, { width, height }) },
    mark: { type: "text", align: "left", baseline: "middle", fontSize: 10, color: ink.text },
    encoding: { x: encoding.x!, y: encoding.y!, text: { field: "text", type: "nominal" } },
  }));
  return figure({ width, height, layer }, {
    title,
    subtitle: law
      ? `budgets in FLOP; lines and lowest points: ${titleOf(law)}`
      : "budgets in FLOP; lines join the runs of one budget",
    description: `Loss of ${points.length} runs against model size for ${groups.length} compute ` +
      `budgets from ${label(low, "flop")} to ${label(high, "flop")} FLOP` +
      (law
        ? `; by ${titleOf(law)} the best model grows from ${label(minima[0]!.N, "count")} to ${
          label(minima.at(-1)!.N, "count")
        } parameters.`
        : "."),
    runs,
    laws: law ? [law] : [],
  });
}

/** A model on a budget. */
interface Along {
  readonly N: number;
  readonly loss: number;
  readonly budget: number;
}

/** The law along one budget, over the sizes that were trained on it and a little more. */
function valley(law: ChartLaw, { C, rows }: Budget, N: Float64Array): Along[] {
  const best = minimum(law, C).N;
  const low = Math.min(best, N[rows[0]!]!) / 1.15, high = Math.max(best, N[rows.at(-1)!]!) * 1.15;
  return logSpaced(low, high, 40).map((N) => ({
    N: tidy(N),
    loss: tidy(law.predict!({ N, D: C / (6 * N) })),
    budget: tidy(C),
  }));
}

function minimum(law: ChartLaw, C: number): { N: number; loss: number } {
  const N = law.frontier.N.coef * C ** law.frontier.N.exponent;
  return { N: tidy(N), loss: tidy(law.predict!({ N, D: C / (6 * N) })) };
}

/** The budget beside the largest model of each valley. */
function names(
  points: readonly Along[],
  valleys: readonly Along[],
  groups: readonly Budget[],
  [left, right]: readonly [number, number],
  [bottom, top]: readonly [number, number],
  { width, height }: { width: number; height: number },
): object[] {
  const px = (N: number) => (width * Math.log(N / left)) / Math.log(right / left);
  const py = (loss: number) => height * (1 - Math.log(loss / bottom) / Math.log(top / bottom));
  const ends = groups.map(({ C }) => {
    const own = points.filter(({ budget }) => budget === tidy(C));
    return { ...own.at(-1)!, text: label(C, "flop") };
  });
  const anchors = ends.map(({ N, loss, text }) => ({ x: px(N), y: py(loss), text }));
  const avoid = [...points, ...valleys].map(({ N, loss }) => ({ x: px(N), y: py(loss) }))
    .filter((p) => !anchors.some((anchor) => anchor.x === p.x && anchor.y === p.y));
  return placeLabels(anchors, { width, height, avoid }).flatMap((place, i) =>
    place
      ? [{
        N: tidy(left * (right / left) ** (place.x / width)),
        loss: tidy(bottom * (top / bottom) ** (1 - place.y / height)),
        text: anchors[i]!.text,
      }]
      : []
  );
}
