import { titles } from "../channels.ts";
import type { Chart } from "../chart.ts";
import { figure, type FigureOptions } from "../figure.ts";
import { label, logAxis } from "../log_axis.ts";
import { needPolicies, policyLines, seriesColour } from "../policy_lines.ts";
import { type ChartLaw, titlesOf } from "../sources.ts";
import { textWidth } from "../text_width.ts";
import { ink, palette } from "../theme.ts";
import { at } from "./at.ts";
import { power10, powerOf } from "./chinchilla.ts";
import { Controls, signal } from "./controls.ts";
import { readout } from "./readout.ts";
import { budgetSlider } from "./sliders.ts";
import { countText, flopText, significantText } from "./words.ts";

/** What {@linkcode exploreBudget} can be told. */
export interface ExploreBudgetOptions extends FigureOptions {
  /** The budget at first, in FLOP. @default {1e23} */
  readonly C?: number;
  /** Budgets in FLOP between which the slider moves. @default {[1e18, 1e26]} */
  readonly range?: readonly [number, number];
}

/**
 * What several policies say to one budget: best parameters and tokens, with a slider for the budget.
 * The page computes them again as the slider moves: no kernel is needed.
 *
 * N* = N₁ C^a and D* = D₁ C^b of each policy, in two panels, and their numbers below. A line is
 * dashed beyond the runs it was fitted to.
 *
 * @throws {InputError} If there is no policy or more than six, or the budget is not a positive number.
 *
 * @example Two laws on the same runs
 * ```ts
 * import assert from "node:assert/strict";
 * import { exploreBudget } from "isoflop/charts";
 * import { presetNamed } from "isoflop/laws";
 *
 * const chart = exploreBudget(["chinchilla:hoffmann", "chinchilla:epoch"].map(presetNamed));
 * assert.match(chart.description, /a slider for the budget, at first 1e23 FLOP/);
 * ```
 */
export function exploreBudget(
  policies: readonly ChartLaw[],
  {
    C = 1e23,
    range = [1e18, 1e26],
    title = "One budget, several answers",
    width = 260,
    height = 260,
  }: ExploreBudgetOptions = {},
): Chart {
  needPolicies(policies, "explore budgets");
  const controls = new Controls();
  const [low, high] = range.map(Math.log10);
  controls.slider("logC", budgetSlider(C, [low!, high!]));
  controls.follow("C", power10);
  policies.forEach(({ frontier }, i) => {
    controls.follow(`N${i}`, powerOf, { ...frontier.N });
    controls.follow(`D${i}`, powerOf, { ...frontier.D });
    const { coef, exponent } = frontier.N;
    const ratio = { coef: frontier.D.coef / coef, exponent: frontier.D.exponent - exponent };
    controls.follow(`ratio${i}`, powerOf, ratio);
  });
  const x = logAxis(range, "flop", { pixels: width, margin: 0 });
  const panels = (["N", "D"] as const).map((letter) => {
    const quantity = ({ frontier }: ChartLaw, C: number) =>
      frontier[letter].coef * C ** frontier[letter].exponent;
    const y = logAxis(policies.flatMap((of) => range.map((C) => quantity(of, C))), "count", {
      ...{ pixels: height, vertical: true },
    });
    const titleY = letter === "N" ? "Best parameters N*" : "Best tokens D*";
    const { lines } = policyLines(policies, quantity, { x, y, titleX: titles.C, titleY, height });
    return { width, height, layer: [lines, ...marked(policies.length, letter)] };
  });
  const names = titlesOf(policies);
  const numbers = readout([
    { readings: [{ label: "Budget C (FLOP)", text: flopText(signal("C")) }] },
    ...names.map((title, i) => ({
      title,
      colour: palette[i]!,
      readings: [
        { label: "Parameters N*", text: countText(signal(`N${i}`)) },
        { label: "Tokens D*", text: countText(signal(`D${i}`)) },
        { label: "Tokens per parameter", text: significantText(signal(`ratio${i}`)) },
      ],
    })),
  ], { width: 2 * width + 60, left: 16 + Math.max(...names.map((name) => textWidth(name, 12))) });
  const dashed = policies.some((of) => of.data);
  return figure({
    params: controls.params,
    vconcat: [{ hconcat: panels, spacing: 40 }, numbers],
    spacing: 18,
  }, {
    title,
    ...(dashed && { subtitle: "dashed: beyond the fitted runs" }),
    description: `Compute-optimal parameters and tokens against compute, by ${
      names.join("; ")
    }, with a slider for the budget, at first ${label(C, "flop")} FLOP.`,
    laws: policies,
  });
}

/** The budget as a dashed line, and a diamond where it meets each policy. */
function marked(count: number, letter: "N" | "D") {
  const values = Array.from({ length: count }, (_, series) => ({ series }));
  const answers = values.map(({ series }) => signal(`${letter}${series}`));
  const transform = [
    { calculate: signal("C"), as: "C" },
    { calculate: `[${answers.join(", ")}][datum.series]`, as: letter },
  ];
  const { x, y } = at("C", letter);
  return [
    {
      ...{ data: { values: [{ series: 0 }] }, transform, encoding: { x } },
      mark: { type: "rule" as const, color: ink.rule, strokeWidth: 1.5, strokeDash: [5, 3] },
    },
    {
      ...{ data: { values }, transform, encoding: { x, y, color: seriesColour } },
      mark: {
        ...{ type: "point" as const, shape: "diamond", filled: true },
        ...{ size: 110, opacity: 1, clip: true },
      },
    },
  ];
}
