import { logChannel, titles } from "../channels.ts";
import type { Chart } from "../chart.ts";
import { figure, type FigureOptions } from "../figure.ts";
import { withHalo } from "../halo.ts";
import { linearChannel } from "../linear_axis.ts";
import { type LogAxis, logAxis } from "../log_axis.ts";
import { type ChartLaw, surfaceOf, titleOf } from "../sources.ts";
import type { Layer } from "../spec.ts";
import { ink, palette, scheme } from "../theme.ts";
import {
  bestN,
  computeAtLoss,
  leastN,
  loss,
  power10,
  scaleG,
  tokensAtLoss,
  tokensFor,
} from "./chinchilla.ts";
import { at } from "./at.ts";
import { Controls, type Numbers, signal } from "./controls.ts";
import { readout } from "./readout.ts";
import { budgetSlider, coefSlider } from "./sliders.ts";
import { countText, fixedText, flopText, significantText } from "./words.ts";

/** What {@linkcode exploreSurface} can be told. */
export interface ExploreSurfaceOptions extends FigureOptions {
  /** The budget at first, in FLOP. @default {1e23} */
  readonly C?: number;
}

/**
 * The loss surface of the Chinchilla law and its valleys of equal compute, with a slider for each
 * coefficient and for the budget. The page computes both again as a slider moves: no kernel is needed.
 *
 * Left, lines of equal loss over compute and size, D = (B / (L − E − A/N^α))^(1/β) and C = 6ND, with
 * the efficient frontier N* = G (C/6)^a. Right, the loss along three budgets, C/100, C/10 and C.
 *
 * @param of The fit or preset where the sliders stand at first.
 * @throws {InputError} If the law is not "chinchilla" or the budget is not a positive number.
 *
 * @example Nine numbers that follow six sliders
 * ```ts
 * import assert from "node:assert/strict";
 * import { exploreSurface } from "isoflop/charts";
 * import { presetNamed } from "isoflop/laws";
 *
 * const chart = exploreSurface(presetNamed("chinchilla:epoch"), { C: 1e23 });
 * assert.match(chart.description, /sliders for E, A, B, α, β and the budget/);
 * ```
 */
export function exploreSurface(
  of: ChartLaw,
  {
    C = 1e23,
    title = "The loss surface and its valleys",
    width = 310,
    height = 300,
  }: ExploreSurfaceOptions = {},
): Chart {
  const coef = surfaceOf(of, "explore a loss surface");
  const controls = new Controls();
  controls.slider("logC", budgetSlider(C, [18, 26]));
  for (const name of ["E", "A", "B", "alpha", "beta"] as const) {
    controls.slider(name, coefSlider(name, coef[name]));
  }
  controls.follow("C", power10);
  controls.follow("G", scaleG);
  controls.follow("N", bestN);
  controls.follow("D", tokensFor);
  controls.follow("loss", loss);
  controls.follow("ratio", ({ N, D }: Numbers<"N" | "D">) => D / N);

  const budgets = logAxis([1e18, 1e26], "flop", { pixels: width, margin: 0 });
  const sizes = logAxis([1e7, 1e13], "count", { pixels: height, vertical: true, margin: 0 });
  const across = logAxis([1e7, 1e13], "count", { pixels: width, margin: 0 });
  const left = {
    width,
    height,
    layer: [
      ...contours(controls, { budgets, sizes }),
      frontierLine(controls, budgets),
      ...levelNames(controls),
      ...budgetPoint(),
    ],
  };
  const right = { width: width - 30, height, layer: valleys(controls, across) };
  const numbers = readout([{
    readings: [
      { label: "Budget C (FLOP)", text: flopText(signal("C")) },
      { label: "Parameters N*", text: countText(signal("N")) },
      { label: "Tokens D*", text: countText(signal("D")) },
      { label: "Tokens per parameter", text: significantText(signal("ratio")) },
      { label: "Loss (nats/token)", text: fixedText(signal("loss"), 4) },
    ],
  }], { width: 2 * width + 50 });
  return figure({
    params: controls.params,
    vconcat: [{ hconcat: [left, right], spacing: 40 }, numbers],
    spacing: 18,
  }, {
    title,
    subtitle: `at first: ${titleOf(of)}; black: efficient frontier; ` +
      "right: equal compute, C/100, C/10 and C",
    description:
      `Lines of equal loss over compute and model size, and the loss of three budgets against model size, with ` +
      `sliders for E, A, B, α, β and the budget. They start at ${titleOf(of)}.`,
    laws: [of],
  });
}

/** Losses of the lines on the left, in nats/token. */
const levels = [1.9, 1.95, 2, 2.1, 2.2, 2.4, 2.7, 3, 3.5, 4, 5];

function contours(
  controls: Controls,
  { budgets, sizes }: { budgets: LogAxis; sizes: LogAxis },
): Layer[] {
  const x = { field: "C", ...logChannel(budgets, titles.C, { grid: false }) };
  const y = { field: "N", ...logChannel(sizes, titles.N, { grid: false }) };
  const colour = {
    ...{ field: "loss", type: "quantitative" as const, legend: null },
    scale: { type: "log" as const, scheme, reverse: true, domain: [levels[0]!, levels.at(-1)!] },
  };
  // Upwards from the smallest model that reaches the loss, where the line runs to the right for ever.
  const points = 80;
  const above = ({ part, least }: Numbers<"part" | "least">) => least * (1 + 10 ** (12 * part - 4));
  const compute = ({ N, D }: Numbers<"N" | "D">) => 6 * N * D;
  return [
    {
      data: { sequence: { start: 0, stop: levels.length * points, as: "i" } },
      transform: [
        { calculate: `${JSON.stringify(levels)}[floor(datum.i / ${points})]`, as: "loss" },
        { filter: `datum.loss > ${signal("E")} + 1e-6` },
        { calculate: `(datum.i % ${points}) / ${points - 1}`, as: "part" },
        ...controls.field("least", leastN, ["loss"]),
        ...controls.field("N", above, ["part", "least"]),
        ...controls.field("D", tokensAtLoss, ["N", "loss"]),
        ...controls.field("C", compute, ["N", "D"]),
        { filter: "datum.C < 1e32 && datum.N > 1e6 && datum.N < 1e15" },
      ],
      mark: { type: "line", strokeWidth: 1.5, clip: true, opacity: 0.85 },
      encoding: {
        ...{ x, y, color: colour },
        detail: { field: "loss", type: "nominal" },
        order: { field: "N", type: "quantitative" },
      },
    },
  ];
}

/** The loss of each line, where it crosses the frontier. */
function levelNames(controls: Controls): Layer[] {
  return withHalo({
    data: { values: levels.map((loss) => ({ loss, name: String(loss) })) },
    transform: [
      { filter: `datum.loss > ${signal("E")} + 1e-6` },
      ...controls.field("C", computeAtLoss, ["loss"]),
      ...controls.field("N", bestN, ["C"]),
      { filter: "datum.C > 2e18 && datum.C < 5e25 && datum.N > 2e7 && datum.N < 5e12" },
    ],
    mark: { type: "text", fontSize: 10, color: ink.muted, align: "right", dx: -5, dy: -7 },
    encoding: { ...at("C", "N"), text: { field: "name", type: "nominal" } },
  });
}

function frontierLine(controls: Controls, { domain }: LogAxis): Layer {
  return {
    data: { values: domain.map((C) => ({ C })) },
    transform: controls.field("N", bestN, ["C"]),
    mark: { type: "line", color: ink.law, strokeWidth: 2.5, clip: true },
    encoding: at("C", "N"),
  };
}

/** The budget as a dashed line, and the best model on it. */
function budgetPoint(): Layer[] {
  const data = { values: [{ at: 0 }] };
  const transform = [
    { calculate: signal("C"), as: "C" },
    { calculate: signal("N"), as: "N" },
  ];
  const { x, y } = at("C", "N");
  return [
    {
      ...{ data, transform, encoding: { x } },
      mark: { type: "rule", color: palette[1], strokeWidth: 1.5, strokeDash: [5, 3] },
    },
    {
      ...{ data, transform, encoding: { x, y } },
      mark: {
        type: "point",
        shape: "diamond",
        filled: true,
        size: 110,
        color: palette[1],
        opacity: 1,
      },
    },
  ];
}

/** The loss along three budgets, and the best model of each. */
function valleys(controls: Controls, sizes: LogAxis): Layer[] {
  const points = 90;
  const [low, high] = sizes.domain;
  const size = ({ part, low, high }: Numbers<"part" | "low" | "high">) =>
    low * (high / low) ** part;
  const names = ["C/100", "C/10", "C"];
  const colour = {
    ...{ field: "budget", type: "nominal" as const, title: null },
    scale: { domain: names, range: [palette[5], palette[0], palette[1]] },
    legend: { orient: "bottom-left" as const, symbolType: "stroke" },
  };
  const budget = (index: string) => [
    { calculate: `${signal("C")} * [0.01, 0.1, 1][${index}]`, as: "C" },
    { calculate: `${JSON.stringify(names)}[${index}]`, as: "budget" },
  ];
  const x = { field: "N", ...logChannel(sizes, titles.N) };
  const y = { field: "loss", ...linearChannel([1.5, 4], "loss", titles.loss) };
  return [
    {
      data: { sequence: { start: 0, stop: names.length * points, as: "i" } },
      transform: [
        ...budget(`floor(datum.i / ${points})`),
        { calculate: `(datum.i % ${points}) / ${points - 1}`, as: "part" },
        ...controls.field("N", size, ["part"], { low, high }),
        ...controls.field("D", tokensFor, ["C", "N"]),
        ...controls.field("loss", loss, ["N", "D"]),
        { filter: "datum.loss < 5" },
      ],
      mark: { type: "line", strokeWidth: 2, clip: true },
      encoding: { x, y, color: colour },
    },
    {
      data: { values: names.map((_, i) => ({ i })) },
      transform: [
        ...budget("datum.i"),
        ...controls.field("N", bestN, ["C"]),
        ...controls.field("D", tokensFor, ["C", "N"]),
        ...controls.field("loss", loss, ["N", "D"]),
      ],
      mark: { type: "point", shape: "diamond", filled: true, size: 90, opacity: 1, clip: true },
      encoding: { ...at("N", "loss"), color: colour },
    },
  ];
}
