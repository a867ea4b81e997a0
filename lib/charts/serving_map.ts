import { allocate, planServing, type PlanSource, type Prices } from "../plan/mod.ts";
import { count } from "../text/mod.ts";
import type { Chart } from "./chart.ts";
import { logSpaced } from "./curve.ts";
import type { FigureOptions } from "./figure.ts";
import { lawSource } from "./law_source.ts";
import { relation } from "./relation.ts";
import { titleOf } from "./sources.ts";

/** What {@linkcode servingMap} can be told. */
export interface ServingMapOptions extends FigureOptions {
  /** Prices: costs in money in place of FLOP. */
  readonly prices?: Prices;
  /** The sizes of Chinchilla's models that stand for their losses. @default {[1e9, 1e12]} */
  readonly sizes?: readonly [low: number, high: number];
}

/** The plans of one quality, from little demand to much. */
interface Row {
  readonly N: number;
  readonly plans: readonly Readonly<Record<"tokens" | keyof typeof levels, number>>[];
}

/** The levels of each panel: what the plan has over what Chinchilla's point of the same loss has. */
const levels = {
  total: [0.99, 0.95, 0.9, 0.8, 0.7, 0.5, 0.3],
  N: [0.9, 0.8, 0.7, 0.5, 0.4, 0.3, 0.2],
  D: [1.1, 1.2, 1.5, 2, 3, 5, 10],
} as const;

/**
 * How much demand it takes: for every quality, named by the size of Chinchilla's model, the tokens
 * served at which the plan's total, its parameters and its tokens are so many times Chinchilla's.
 *
 * @param law A fit or a preset with a loss.
 * @throws {InputError} If the law has no loss, or the prices are not known.
 *
 * Source: after Figures 2 and 3 of Sardana et al. (2024), https://arxiv.org/abs/2401.00448, with the
 * axes exchanged
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { servingMap } from "isoflop/charts";
 * import { presetNamed } from "isoflop/laws";
 *
 * const chart = servingMap(presetNamed("chinchilla:sardana"));
 * assert.match(chart.description, /^Tokens served against/);
 * ```
 */
export function servingMap(
  law: PlanSource,
  { prices, sizes = [1e9, 1e12], title, width, height }: ServingMapOptions = {},
): Chart {
  const { N: best } = law.frontier;
  const rows = logSpaced(...sizes, 12).map((N) => {
    const C = (N / best.coef) ** (1 / best.exponent);
    const { D, loss } = allocate(law, { C });
    const plans = logSpaced(D / 1e4, D * 1e5, 150).map((tokens) => {
      const plan = planServing(law, { loss: loss!, tokens, ...(prices && { prices }) });
      return { tokens, total: 1 - plan.saving, N: plan.N / N, D: plan.D / D };
    });
    return { N, plans };
  });
  const x = { title: "Parameters N of Chinchilla's model", unit: "count" } as const;
  const y = { title: "Tokens served", unit: "count" } as const;
  const panel = (words: string, of: keyof typeof levels) => ({
    ...{ title: words, x, y },
    series: levels[of].map((level, i) => ({
      label: `${level}`,
      size: i + 1,
      joined: "only" as const,
      points: rows.flatMap(({ N, plans }) => {
        const at = crossing(plans.map((each) => [each.tokens, each[of]] as const), level);
        return at === null ? [] : [{ x: N, y: at }];
      }),
    })),
  });
  return relation([
    panel(`${prices ? "total cost" : "total FLOP"}, over Chinchilla's`, "total"),
    panel("parameters, over Chinchilla's", "N"),
    panel("training tokens, over Chinchilla's", "D"),
  ], {
    title: title ?? `How much demand makes a smaller model pay${prices ? ", in money" : ""}`,
    subtitle: `${titleOf(law)}; along each line a ratio to Chinchilla's point of the same loss`,
    description: describe(rows, prices ? "cost" : "compute"),
    ...lawSource(law),
    width: width ?? 240,
    height: height ?? 280,
  });
}

/** The ends of one line of each panel, in words. */
function describe(rows: readonly Row[], what: string): string {
  const at = (of: keyof typeof levels, level: number) =>
    [rows[0]!, rows.at(-1)!].map(({ N, plans }) => {
      const tokens = crossing(plans.map((each) => [each.tokens, each[of]] as const), level);
      return tokens === null ? "no demand" : `${count(tokens)} tokens for ${count(N)}`;
    }).join(" and ");
  return "Tokens served against the parameters of Chinchilla's model of the same loss, with a line for " +
    `each ratio to it of the total ${what}, the parameters and the training tokens. A tenth is saved ` +
    `at ${at("total", 0.9)} parameters; half as many parameters are best at ${
      at("N", 0.5)
    }; twice ` +
    `as many training tokens at ${at("D", 2)}.`;
}

/** Where a monotone table passes a level, straight in logarithms. */
function crossing(
  table: readonly (readonly [x: number, y: number])[],
  level: number,
): number | null {
  for (const [i, [x1, y1]] of table.slice(1).entries()) {
    const [x0, y0] = table[i]!;
    if ((y0 - level) * (y1 - level) > 0) continue;
    return x0 * (x1 / x0) ** (Math.log(level / y0) / Math.log(y1 / y0));
  }
  return null;
}
