import { count } from "../text/mod.ts";
import { titles } from "./channels.ts";
import type { Chart } from "./chart.ts";
import { figure, type FigureOptions } from "./figure.ts";
import { label, logAxis } from "./log_axis.ts";
import { needPolicies, policyLines } from "./policy_lines.ts";
import { type ChartLaw, titlesOf } from "./sources.ts";

/** What {@linkcode allocation} can be told. */
export interface AllocationOptions extends FigureOptions {
  /** Budgets in FLOP between which the lines are drawn. @default {[1e18, 1e26]} */
  readonly C?: readonly [number, number];
}

/**
 * The best model size and number of tokens against compute, in two panels, for one or several
 * policies.
 *
 * Both axes are logarithmic: every line is a power law, its slope the exponent. A line is dashed
 * beyond the runs it was fitted to.
 *
 * @throws {InputError} If there is no policy or more than six.
 *
 * @example The 40 B of Approach 3 beside the 68 B of Approach 1
 * ```ts
 * import assert from "node:assert/strict";
 * import { allocation } from "isoflop/charts";
 * import { presetNamed } from "isoflop/laws";
 *
 * const chart = allocation(["chinchilla:hoffmann", "chinchilla:approach1"].map(presetNamed));
 * assert.match(chart.description, /N\* = 40\.4 B.*N\* = 67\.8 B/);
 * ```
 */
export function allocation(
  policies: readonly ChartLaw[],
  { C = [1e18, 1e26], title = "Compute-optimal size and data", width = 300, height = 320 }:
    AllocationOptions = {},
): Chart {
  needPolicies(policies, "draw the allocation");
  const x = logAxis(C, "flop", { pixels: width, margin: 0.02 });
  const panels = (["N", "D"] as const).map((letter) => {
    const quantity = ({ frontier }: ChartLaw, C: number) =>
      frontier[letter].coef * C ** frontier[letter].exponent;
    const y = logAxis(policies.flatMap((of) => C.map((at) => quantity(of, at))), "count", {
      pixels: height,
      vertical: true,
    });
    const titleY = letter === "N" ? "Best parameters N*" : "Best tokens D*";
    const { lines, labels } = policyLines(policies, quantity, {
      x,
      y,
      titleX: titles.C,
      titleY,
      height,
    });
    // The names stand once, at the right of the second panel.
    return { width, height, layer: letter === "N" ? [lines] : [lines, labels] };
  });
  return figure({ hconcat: panels, spacing: 40 }, {
    title,
    ...(policies.some((of) => of.data) && { subtitle: "dashed: beyond the fitted runs" }),
    description: caption(policies),
    laws: policies,
  });
}

function caption(policies: readonly ChartLaw[]): string {
  const names = titlesOf(policies), budget = 5.76e23;
  const values = policies.map(({ frontier: { N, D } }, i) =>
    `${names[i]} N* = ${count(N.coef * budget ** N.exponent)}, D* = ${
      count(D.coef * budget ** D.exponent)
    } tokens`
  );
  return `Compute-optimal parameters and tokens against compute. At ${
    label(budget, "flop")
  } FLOP: ${values.join("; ")}.`;
}
