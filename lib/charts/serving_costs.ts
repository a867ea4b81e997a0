import { planServing, type PlanSource, type Serving, tradeOff } from "../plan/mod.ts";
import { count, significant } from "../text/mod.ts";
import { titles } from "./channels.ts";
import type { Chart } from "./chart.ts";
import type { FigureOptions } from "./figure.ts";
import { relation } from "./relation.ts";
import { lawSource } from "./law_source.ts";

/** What {@linkcode servingCosts} can be told. */
export interface ServingCostsOptions extends FigureOptions, Serving {
  /** The loss of all models, in nats/token. */
  readonly loss: number;
}

/**
 * What the models of one loss cost: training, serving and both, against their size, with Chinchilla's
 * point where training is least and the plan where the total is.
 *
 * @param law A fit or a preset with a loss.
 * @throws {InputError} If the law has no loss, no compute reaches it, or the demand is no demand.
 *
 * Source: after de Vries (2023) and Sardana et al. (2024), https://arxiv.org/abs/2401.00448
 *
 * @example Chinchilla's 13 B and two trillion tokens
 * ```ts
 * import assert from "node:assert/strict";
 * import { servingCosts } from "isoflop/charts";
 * import { presetNamed } from "isoflop/laws";
 *
 * const chart = servingCosts(presetNamed("chinchilla:sardana"), { loss: 2.045, tokens: 2e12 });
 * assert.match(chart.description, /both together at 6\.9\d B/);
 * ```
 */
export function servingCosts(law: PlanSource, options: ServingCostsOptions): Chart {
  const { title, width, height, loss, ...use } = options;
  const plan = planServing(law, { loss, ...use });
  const rows = tradeOff(law, { loss, ...use, sizes: [0.12, 4], points: 121 });
  const least = plan.chinchilla;
  const leastTotal = plan.totalC / (1 - plan.saving);
  const xs = rows.filter(({ totalC }) => totalC < 6 * leastTotal);
  const line = (label: string, of: (row: typeof rows[number]) => number) => ({
    label,
    points: xs.map((row) => ({ x: row.N, y: of(row) })),
    joined: "only" as const,
  });
  const marks = [
    { x: least.N, y: leastTotal, text: "least training" },
    ...(plan.saving > 1e-6
      ? [{ x: plan.N, y: plan.totalC, text: "least in all", side: "below" as const }]
      : []),
  ];
  return relation({
    x: { title: titles.N, unit: "count" },
    y: { title: "Compute (FLOP)", unit: "flop" },
    series: [
      line("training", ({ trainingC }) => trainingC),
      line(plan.lambda === 1 ? "serving" : "λ · serving", (row) => row.totalC - row.trainingC),
      line("both", ({ totalC }) => totalC),
    ].filter(({ points }) => points.every(({ y }) => y > 0)),
    marks,
  }, {
    title: title ??
      `What a loss of ${significant(loss, 4)} costs, serving ${count(use.tokens)} tokens`,
    subtitle: `least in all: ${count(plan.N)} on ${count(plan.D)} tokens, ` +
      `${significant(100 * plan.saving, 2)} % less than ${count(least.N)} on ${count(least.D)}`,
    description:
      `Compute of training, of serving ${count(use.tokens)} tokens and of both against the ` +
      `parameters of models that all reach ${
        significant(loss, 4)
      } nats/token: training is least at ` +
      `${count(least.N)} parameters, both together at ${count(plan.N)}.`,
    ...lawSource(law),
    ...(width !== undefined && { width }),
    ...(height !== undefined && { height }),
  });
}
