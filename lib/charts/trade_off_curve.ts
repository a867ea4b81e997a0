import { efficientSpan, lossAt, overheadOfSize, type PlanSource, tradeOff } from "../plan/mod.ts";
import { significant } from "../text/mod.ts";
import { titles } from "./channels.ts";
import type { Chart } from "./chart.ts";
import type { FigureOptions } from "./figure.ts";
import { lawSource } from "./law_source.ts";
import { relation } from "./relation.ts";
import { titleOf } from "./sources.ts";

/** What {@linkcode tradeOffCurve} can be told. */
export interface TradeOffCurveOptions extends FigureOptions {
  /** The models whose losses the curves keep. */
  readonly models: readonly { readonly name: string; readonly N: number; readonly D: number }[];
}

/**
 * Training against inference at equal loss: the compute spent once over the compute spent per token, with
 * a curve through each model. Down is cheaper to train, left is cheaper to use.
 *
 * @param law A fit or a preset with a loss.
 * @throws {InputError} If the law has no loss, or a model no positive N and D.
 *
 * Source: after Villalobos & Atkinson (2023),
 * https://epoch.ai/blog/trading-off-compute-in-training-and-inference
 *
 * @example Chinchilla
 * ```ts
 * import assert from "node:assert/strict";
 * import { tradeOffCurve } from "isoflop/charts";
 * import { presetNamed } from "isoflop/laws";
 *
 * const models = [{ name: "Chinchilla", N: 70e9, D: 1.4e12 }];
 * const chart = tradeOffCurve(presetNamed("chinchilla:hoffmann-rounded"), { models });
 * assert.match(chart.description, /a curve of equal loss .* through each of Chinchilla/);
 * ```
 */
export function tradeOffCurve(
  law: PlanSource,
  { models, title, width, height }: TradeOffCurveOptions,
): Chart {
  const curves = models.map((model) => {
    const loss = lossAt(law, model).loss!;
    const rows = tradeOff(law, { loss, sizes: [0.05, 5], points: 121 })
      .filter(({ kN, kD }) => kN * kD < 60);
    return { ...model, loss, rows };
  });
  const span = efficientSpan(law, { loss: curves[0]!.loss });
  return relation({
    x: { title: "Inference compute per token 2N (FLOP)", unit: "flop" },
    y: { title: titles.C, unit: "flop" },
    series: curves.map(({ loss, rows }) => ({
      label: `loss ${significant(loss, 4)}`,
      points: rows.map(({ perToken, trainingC }) => ({ x: perToken, y: trainingC })),
      joined: "only",
    })),
    marks: curves.map(({ name, N, D, loss }) => ({
      x: 2 * N,
      y: 6 * N * D,
      text: name,
      side: steep(law, N, loss) ? "right" as const : "above" as const,
    })),
  }, {
    title: title ?? "Compute spent once against compute spent per token",
    subtitle: [
      `${titleOf(law)}: every curve is one loss`,
      `over-training spans ${significant(span.training, 2)} decades of training and ` +
      `${significant(span.inference, 2)} of inference, until the exchange is 6 : 1`,
    ],
    description: "Training compute against inference compute per token, a curve of equal loss by " +
      `${titleOf(law)} through each of ${models.map(({ name }) => name).join(", ")}. Each falls ` +
      "steeply, is least at Chinchilla's point, and rises slowly.",
    ...lawSource(law),
    ...(width !== undefined && { width }),
    ...(height !== undefined && { height }),
  });
}

/** Whether a word above the point would stand in the curve's way. */
function steep(law: PlanSource, N: number, loss: number): boolean {
  return overheadOfSize(law, { N, loss }).kN < 0.5;
}
