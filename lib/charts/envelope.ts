import { count, InputError, significant } from "../text/mod.ts";
import { formats, labelExpr, logChannel, titles } from "./channels.ts";
import type { Chart } from "./chart.ts";
import { counted } from "./counted.ts";
import { dashBeyond } from "./curve.ts";
import { figure, type FigureOptions, noteLines } from "./figure.ts";
import { frontierPanels, frontierWords, usualLevel } from "./frontier_panel.ts";
import { label, logAxis, range, tidy } from "./log_axis.ts";
import { type AlongEnvelope, envelopeAlong } from "./envelope_along.ts";
import { focus, hollowNote, needMinima, placed } from "./minima.ts";
import { needApproach } from "./need_approach.ts";
import { needBudget } from "./need_budget.ts";
import { type ChartCurves, type ChartFrontier, needCurves, titleOf } from "./sources.ts";
import type { Encoding, Layer } from "./spec.ts";
import { thinned } from "./thinned.ts";
import { ink, scheme } from "./theme.ts";

/** What {@linkcode envelope} can be told. */
export interface EnvelopeOptions extends FigureOptions {
  /** A budget in FLOP to extend the power laws to and to mark, such as Gopher's 5.76e23. */
  readonly C?: number;
  /** The probability inside the intervals of the exponents. @default {0.8} */
  readonly level?: number;
}

/**
 * Approach 1 in three panels: the loss of every training curve against compute, coloured by model
 * size, with the least loss at each budget on top; and the size and tokens that give it against
 * compute, with the power laws through them. Figure 2 of Hoffmann et al. (2022).
 *
 * The power laws go through the middle of each size's stretch of the envelope. Where the best model
 * is the smallest or the largest of all, the envelope is dashed and the middle hollow; the
 * power laws are dashed beyond the minima that they go through. Of long curves evenly spaced
 * checkpoints are drawn, as they are.
 *
 * @param curves The training curves.
 * @param of A fit by Approach 1, from `fitEnvelope()`.
 * @throws {InputError} If the fit is of another approach, there are no curves, no minimum converged,
 * a minimum has a size that no curve has, or the marked budget is not a positive number of FLOP.
 *
 * @example Curves of five sizes
 * ```ts
 * import assert from "node:assert/strict";
 * import { envelope } from "isoflop/charts";
 * import { fitEnvelope } from "isoflop/fit";
 * import { presetNamed } from "isoflop/laws";
 * import { grid, simulateCurves } from "isoflop/runs";
 *
 * const design = grid({ N: [1e8, 2e8, 4e8, 8e8, 1.6e9], D: [2e10] });
 * const curves = simulateCurves(presetNamed("chinchilla:epoch"), design, { noise: 0, seed: 1 });
 * const chart = envelope(curves, fitEnvelope(curves));
 * assert.match(chart.description, /^Loss of 5 training curves from 100 M to 1\.60 B parameters/);
 * ```
 */
export function envelope(
  curves: ChartCurves,
  of: ChartFrontier,
  {
    C: budget,
    level = usualLevel,
    title = "Envelope of training curves",
    width = 340,
    height = 320,
  }: EnvelopeOptions = {},
): Chart {
  const cannot = "draw the envelope of training curves";
  needApproach(of, 1, cannot);
  needCurves(curves, cannot);
  needMinima(of, cannot);
  needSizes(curves, of, cannot);
  if (budget !== undefined) needBudget(budget, "mark the budget");
  const { minima } = of;
  const colour = sizeColour(curves);
  const trail = envelopeAlong(curves, focus(minima));
  const right = {
    ...{ width: Math.round(width * 0.58), height, colour, budget, level },
    ...{ minima, trail },
  };
  const { data, panels } = frontierPanels(of, right);
  const known = of.interval?.("a", level) ?? null;
  const notes = [
    titleOf(of),
    "black: the least loss",
    "small points: the size that has it",
    "large points: the middle of each size",
    ...(known ? [`brackets: ${significant(100 * level, 2)} % intervals`] : []),
    ...hollowNote(minima),
  ];
  return figure({
    data,
    hconcat: [lossPanel(curves, focus(minima), colour, { width, height }), ...panels],
    spacing: 24,
  }, {
    title,
    subtitle: noteLines(notes, 2.3 * width),
    description: caption(curves, of, budget),
    runs: curves,
    laws: [of],
  });
}

/** The size of every minimum is that of a curve, if these are the curves that were fitted. */
function needSizes({ curves }: ChartCurves, of: ChartFrontier, cannot: string): void {
  const sizes = Array.from(new Set(curves.map(({ N }) => N)));
  const missing = placed(of.minima).find(({ N }) =>
    !sizes.some((size) => Math.abs(size / N - 1) < 1e-6)
  );
  if (!missing) return;
  const [small, large] = range(sizes).map((N) => count(N));
  throw new InputError({
    cannot,
    needs: "the curves that were fitted, with the sizes of all minima",
    found: `no curve of ${count(missing.N)} parameters, the best at ${
      label(missing.C, "flop")
    } FLOP: the curves have ${small === large ? small : `${small} to ${large}`}`,
    cure: "fit these curves, or draw those that were fitted",
  });
}

/** The colour of a model size, with some of the sizes as legend. */
function sizeColour({ curves }: ChartCurves): NonNullable<Encoding["color"]> {
  const sizes = Array.from(new Set(curves.map(({ N }) => tidy(N)))).sort((a, b) => a - b);
  const major = thinned(sizes, 9).map((i) => sizes[i]!);
  const labels = major.map((N) => label(N, "count"));
  const [low, high] = range(sizes);
  return {
    field: "N",
    type: "quantitative",
    scale: { type: "log", scheme, domain: [low, high > low ? high : tidy(low * 1.01)] },
    legend: {
      type: "symbol",
      title: titles.N,
      values: major,
      labelExpr: labelExpr({ major, labels }),
    },
  };
}

/** All curves and their envelope. */
function lossPanel(
  { curves }: ChartCurves,
  [low, high]: readonly [number, number],
  colour: NonNullable<Encoding["color"]>,
  { width, height }: { width: number; height: number },
): { width: number; height: number; layer: Layer[] } {
  // A notebook carries so many points with ease.
  const most = Math.min(120, Math.max(12, Math.floor(800 / curves.length)));
  const points = curves.flatMap(({ C, loss }, curve) => {
    // One checkpoint on either side of the view, so that lines run up to its edges.
    const seen = Array.from(C.keys()).filter((i) =>
      (C[i + 1] ?? C[i]!) >= low && (C[i - 1] ?? C[i]!) <= high
    );
    return thinned(seen.map((i) => C[i]!), most)
      .map((k) => ({ C: tidy(C[seen[k]!]!), loss: tidy(loss[seen[k]!]!), curve }));
  });
  const inView = points.filter(({ C }) => C >= low && C <= high);
  const runs = curves.map(({ run, N, D }, curve) => ({
    curve,
    run,
    N: tidy(N),
    D: tidy(D.at(-1)!),
  }));
  const x = logAxis(inView.map(({ C }) => C), "flop", { pixels: width });
  const y = logAxis(inView.map(({ loss }) => loss), "loss", { pixels: height, vertical: true });
  const at: Encoding = {
    x: { field: "C", ...logChannel(x, titles.C) },
    y: { field: "loss", ...logChannel(y, titles.loss) },
  };
  return {
    width,
    height,
    layer: [
      {
        data: { values: points },
        transform: [{
          lookup: "curve",
          from: { data: { values: runs }, key: "curve", fields: ["run", "N", "D"] },
        }],
        // Where curves lie on curves, thin ones let each other through.
        mark: {
          ...{ type: "line", clip: true },
          ...(curves.length > 24
            ? { strokeWidth: 0.9, opacity: 0.55 }
            : { strokeWidth: 1.2, opacity: 0.75 }),
        },
        encoding: {
          ...at,
          color: colour,
          detail: { field: "curve", type: "nominal" },
          tooltip: [
            { field: "run", title: "Run" },
            { field: "N", title: "N (parameters)", format: formats.N },
            { field: "D", title: "D at its end (tokens)", format: formats.D },
          ],
        },
      },
      {
        data: { values: stretches(envelopeAlong({ curves }, [low, high], { notches: true })) },
        mark: { type: "line", color: ink.law, strokeWidth: 2.2, clip: true },
        encoding: { ...at, detail: { field: "part", type: "nominal" }, strokeDash: dashBeyond },
      },
    ],
  };
}

/** The envelope in pieces, cut where edges begin and end. */
function stretches(trail: readonly AlongEnvelope[]): object[] {
  const points: object[] = [];
  let part = 0;
  let before: { C: number; loss: number; beyond: boolean } | undefined;
  for (const { C, loss, edge: beyond } of trail) {
    if (before && before.beyond !== beyond) {
      part++;
      points.push({ ...before, beyond, part });
    }
    before = { C, loss, beyond };
    points.push({ ...before, part });
  }
  return points;
}

function caption(
  { curves }: ChartCurves,
  of: ChartFrontier,
  budget: number | undefined,
): string {
  const [small, large] = range(curves.map(({ N }) => N));
  const [low, high] = range(curves.flatMap(({ C }) => [C[0]!, C.at(-1)!]));
  return `Loss of ${counted(curves.length, "training curve")} from ${count(small)} to ${
    count(large)
  } parameters against compute from ${label(low, "flop")} to ${
    label(high, "flop")
  } FLOP, and the least at each budget. ${frontierWords(of, budget)}`;
}
