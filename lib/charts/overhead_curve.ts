import { overheadOfSize, type PlanSource } from "../plan/mod.ts";
import { significant } from "../text/mod.ts";
import type { Chart } from "./chart.ts";
import type { FigureOptions } from "./figure.ts";
import { lawSource } from "./law_source.ts";
import { relation } from "./relation.ts";
import { titleOf } from "./sources.ts";

/** What {@linkcode overheadCurve} can be told. */
export interface OverheadCurveOptions extends FigureOptions {
  /** The compute of the best model in FLOP; the Chinchilla law says the same at all. @default {1e23} */
  readonly C?: number;
  /** Sizes to mark, as shares of the best. @default {[0.3, 0.5]} */
  readonly marks?: readonly number[];
}

/**
 * How much more compute a model of another size takes for the same loss, against its size as a share of
 * the best; on the right, how many times the tokens.
 *
 * @param laws Fits or presets with a loss; the marks are on the first.
 * @throws {InputError} If there is no law, a law has no loss, or C is not positive.
 *
 * Source: after de Vries (2023), https://www.harmdevries.com/post/model-size-vs-compute-overhead/
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { overheadCurve } from "isoflop/charts";
 * import { presetNamed } from "isoflop/laws";
 *
 * const chart = overheadCurve([presetNamed("chinchilla:sardana")]);
 * assert.match(chart.description, /50\.0 % of the size takes 20\.8 % more/);
 * ```
 */
export function overheadCurve(
  laws: readonly PlanSource[],
  { C = 1e23, marks = [0.3, 0.5], title, width, height }: OverheadCurveOptions = {},
): Chart {
  const at = (law: PlanSource, share: number) => overheadOfSize(law, { C, share });
  const domain = [0.1, 1.8] as const;
  const x = {
    ...{ title: "N over the best N", unit: "ratio", scale: "linear" } as const,
    domain,
  };
  // The frame clips what is higher; without end it is nothing to draw.
  const drawn = (value: number) => value < 1e4 ? value : NaN;
  return relation([
    {
      title: "compute on top",
      x,
      y: { title: "Compute (% above the least)", unit: "ratio", scale: "linear", domain: [0, 200] },
      series: laws.map((law) => ({
        label: titleOf(law),
        line: (k: number) => drawn(100 * at(law, k).overhead),
      })),
      marks: marks.map((k) => {
        const { overhead } = at(laws[0]!, k);
        // To the left of a small one there is the axis.
        return { x: k, y: 100 * overhead, text: `${Math.round(100 * overhead)} %`, side: "right" };
      }),
    },
    {
      title: "tokens",
      x,
      y: { title: "D over the best D", unit: "ratio", domain: [0.5, 20] },
      series: laws.map((law) => ({
        label: titleOf(law),
        line: (k: number) => drawn(at(law, k).kD),
      })),
    },
  ], {
    title: title ?? "The price of another size",
    subtitle: "for the same loss as the best model of a budget",
    description:
      "Training compute above the least, and tokens over the best's, against the size over " +
      `the best's at equal loss, by ${laws.map(titleOf).join(" and ")}. By the first, ` +
      `${
        marks.map((k) =>
          `${significant(100 * k)} % of the size takes ` +
          `${significant(100 * at(laws[0]!, k).overhead)} % more`
        ).join(" and ")
      }.`,
    ...lawSource(...laws),
    width: width ?? 260,
    height: height ?? 290,
  });
}
