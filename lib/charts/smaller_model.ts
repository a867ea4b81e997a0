import { lossAt, overheadOfSize, type PlanSource } from "../plan/mod.ts";
import { count, flop, significant } from "../text/mod.ts";
import { titles } from "./channels.ts";
import type { Chart } from "./chart.ts";
import type { FigureOptions } from "./figure.ts";
import { lawSource } from "./law_source.ts";
import { tidy } from "./log_axis.ts";
import { relation } from "./relation.ts";

/** What {@linkcode smallerModel} can be told. */
export interface SmallerModelOptions extends FigureOptions {
  /** The compute whose best model is the larger one, in FLOP. */
  readonly C: number;
  /** Parameters of the smaller model. */
  readonly N: number;
  /** Tokens served over the model's life. */
  readonly tokens: number;
}

/**
 * Two models of the same loss: on the left their losses while they train, on the right what training and
 * serving add up to. The smaller one costs more at first and less from the crossing on.
 *
 * @param law A fit or a preset with a loss.
 * @throws {InputError} If the law has no loss, a number is not positive, or the smaller model is too
 * small for the loss.
 *
 * Source: after Figure 1 of Sardana et al. (2024), https://arxiv.org/abs/2401.00448
 *
 * @example 7 B in place of Chinchilla's 13 B, for two trillion tokens
 * ```ts
 * import assert from "node:assert/strict";
 * import { smallerModel } from "isoflop/charts";
 * import { presetNamed } from "isoflop/laws";
 *
 * const law = presetNamed("chinchilla:sardana");
 * const chart = smallerModel(law, { C: 4.497e22, N: 7e9, tokens: 2e12 });
 * assert.match(chart.description, /cheaper from 590 B tokens on/);
 * ```
 */
export function smallerModel(
  law: PlanSource,
  { C, N, tokens, title, width, height }: SmallerModelOptions,
): Chart {
  const small = overheadOfSize(law, { C, N });
  const { best } = small;
  const names = [count(best.N), count(N)];
  const lossOf = (n: number) => (c: number) => lossAt(law, { N: n, D: c / (6 * n) }).loss!;
  const total = (n: number, d: number) => (t: number) => 6 * n * d + 2 * n * t;
  const most = Math.max(2 * tokens, small.breakEven);
  const saved = 1 - total(N, small.D)(tokens) / total(best.N, best.D)(tokens);
  const begin = [best.C / 30, small.C * 1.3] as const;
  return relation([
    {
      title: "while they train",
      x: { title: titles.C, unit: "flop", domain: begin },
      y: { title: titles.loss, unit: "loss" },
      series: [
        { label: names[0]!, line: lossOf(best.N), from: [begin[0], best.C] },
        { label: names[1]!, line: lossOf(N), from: [begin[0], small.C] },
        {
          ...{ label: "", colour: 0, dashed: true },
          line: () => small.loss,
        },
      ],
    },
    {
      title: "while they serve",
      x: { title: "Tokens served", unit: "count", scale: "linear", domain: [0, tidy(most)] },
      y: { title: "Total compute (FLOP)", unit: "flop", scale: "linear" },
      series: [
        { label: names[0]!, points: ends(total(best.N, best.D), most), joined: "only" },
        { label: names[1]!, points: ends(total(N, small.D), most), joined: "only" },
      ],
      marks: [
        ...(small.breakEven < most
          ? [{
            ...{ x: small.breakEven, y: total(N, small.D)(small.breakEven) },
            ...{ text: "break-even", side: "right" as const },
          }]
          : []),
      ],
    },
  ], {
    title: title ?? `${names[1]} in place of ${names[0]}, for the same loss`,
    subtitle: `break-even at ${count(small.breakEven)} tokens served; at ${count(tokens)} ` +
      `${saved < 0 ? "a loss" : "a saving"} of ${significant(100 * Math.abs(saved), 2)} %, ` +
      `${flop(Math.abs(total(N, small.D)(tokens) - total(best.N, best.D)(tokens)), 2)} FLOP`,
    description:
      `Left, the losses of ${names[0]} and ${names[1]} parameters against training compute: ` +
      `both end at ${significant(small.loss, 4)} nats/token, after ${flop(best.C)} and ` +
      `${flop(small.C)} FLOP. Right, training and serving together against tokens served: the ` +
      `smaller model starts higher and is cheaper from ${count(small.breakEven)} tokens on.`,
    ...lawSource(law),
    ...(width !== undefined && { width }),
    ...(height !== undefined && { height }),
  });
}

function ends(line: (t: number) => number, most: number) {
  return [0, most].map((x) => ({ x, y: line(x) }));
}
