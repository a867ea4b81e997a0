import { logChannel, titles } from "../channels.ts";
import type { Chart } from "../chart.ts";
import { figure, type FigureOptions } from "../figure.ts";
import { linearChannel } from "../linear_axis.ts";
import { logAxis } from "../log_axis.ts";
import { type ChartLaw, needLoss, surfaceOf, titleOf } from "../sources.ts";
import type { Encoding, Layer } from "../spec.ts";
import { axisTitle } from "../symbols.ts";
import { ink, palette } from "../theme.ts";
import { at } from "./at.ts";
import { power10 } from "./chinchilla.ts";
import { Controls, type Numbers, signal } from "./controls.ts";
import { readout } from "./readout.ts";
import { budgetSlider } from "./sliders.ts";
import { fixedText, flopText } from "./words.ts";

/** Where the excess over the floor is held while γ moves, in FLOP. */
const pivot = 1e20;

type Curve = Numbers<"E" | "excess" | "gamma" | "pivot">;

/** L = E + excess · (C / 10²⁰)^(−γ), in nats/token. */
function lossAt({ E, excess, gamma, pivot, C }: Curve & Numbers<"C">): number {
  return E + excess * (C / pivot) ** -gamma;
}

/** −d ln L / d ln C = γ (1 − E/L): the exponent that a short stretch of the curve shows. */
function slopeAt({ E, gamma, loss }: Numbers<"E" | "gamma" | "loss">): number {
  return gamma * (1 - E / loss);
}

/** The power law that touches the curve at C, followed to another budget. */
function straightOn({ loss, slope, C, to }: Numbers<"loss" | "slope" | "C" | "to">): number {
  return loss * (to / C) ** -slope;
}

/**
 * Why a loss bends on logarithmic axes: a power law of compute above a floor, on linear and on
 * logarithmic axes, with the straight line that somebody would draw who looks at one place alone.
 * Sliders move the floor, the exponent, the place and how far the line is followed; a box subtracts
 * the floor. The page computes all of it again: no kernel is needed.
 *
 * L(C) = E + K C^(−γ). Where it is looked at, its exponent is γ (1 − E/L), which is less than γ and
 * goes to zero.
 *
 * @param of The fit or preset on whose frontier the curve starts.
 * @throws {InputError} If the law is not "chinchilla".
 *
 * @example Four decades on, the straight line is below the floor's law
 * ```ts
 * import assert from "node:assert/strict";
 * import { exploreFloor } from "isoflop/charts";
 * import { presetNamed } from "isoflop/laws";
 *
 * const chart = exploreFloor(presetNamed("chinchilla:epoch"));
 * assert.match(chart.description, /sliders for the floor E and the exponent γ/);
 * ```
 */
export function exploreFloor(
  of: ChartLaw,
  { title = "A floor bends the line", width = 290, height = 270 }: FigureOptions = {},
): Chart {
  const { E, alpha, beta } = surfaceOf(of, "explore a floor");
  const loss = needLoss(of, "explore a floor");
  const gamma = (alpha * beta) / (alpha + beta);
  const fixed = { excess: loss(pivot) - E, pivot };
  const controls = new Controls();
  controls.slider("E", {
    ...{ label: axisTitle("E"), value: E, step: 0.05 },
    steps: [Math.ceil(E / 0.05) - 1, 20],
  });
  controls.slider("gamma", {
    ...{ label: "γ (exponent of C)", value: Number(gamma.toPrecision(6)), step: 0.005 },
    steps: [Math.min(25, Math.ceil(gamma / 0.005) - 1), 25],
  });
  controls.slider("logC", budgetSlider(pivot, [17.5, 23]));
  controls.slider("decades", {
    ...{ label: "The line is followed for (decades of compute)", value: 4, step: 0.25 },
    steps: [14, 8],
  });
  controls.box("subtract", "Subtract the floor E on the right");
  controls.follow("C", power10);
  controls.follow("to", ({ C, decades }: Numbers<"C" | "decades">) => C * 10 ** decades);
  controls.follow("loss", lossAt, fixed);
  controls.follow("slope", slopeAt);
  controls.follow("straight", straightOn);
  const there = ({ E, excess, gamma, pivot, to }: Curve & Numbers<"to">) =>
    E + excess * (to / pivot) ** -gamma;
  controls.follow("there", there, fixed);
  controls.follow(
    "error",
    ({ straight, there }: Numbers<"straight" | "there">) => 100 * (straight / there - 1),
  );
  controls.follow("share", ({ E, loss }: Numbers<"E" | "loss">) => 100 * E / loss);

  const range = [1e17, 1e27] as const;
  const x = logAxis(range, "flop", { pixels: width, margin: 0 });
  const y = logAxis([0.05, 6], "ratio", { pixels: height, vertical: true, margin: 0 });
  const left: Encoding = {
    x: { field: "C", ...linearChannel([0, 1e22], "flop", titles.C, 4) },
    y: { field: "shown", ...linearChannel([0, 6], "loss", titles.loss) },
  };
  const right: Encoding = {
    x: { field: "C", ...logChannel(x, titles.C) },
    y: {
      field: "shown",
      ...logChannel(y, "Loss, or loss − E (nats/token)"),
    },
  };
  const panel = (
    words: string,
    axes: Encoding,
    subtracted: string,
    ends: readonly [number, number],
  ) => ({
    title: panelTitle(words),
    ...{ width, height },
    layer: layers(controls, fixed, axes, subtracted, ends),
  });
  const numbers = readout([
    {
      readings: [
        { label: "Looked at (FLOP)", text: flopText(signal("C")) },
        { label: "Loss there (nats/token)", text: fixedText(signal("loss"), 4) },
        { label: "of which floor (%)", text: fixedText(signal("share"), 1) },
        { label: "Exponent seen, γ(1 − E/L)", text: fixedText(signal("slope"), 4) },
      ],
    },
    {
      readings: [
        { label: "Followed to (FLOP)", text: flopText(signal("to")) },
        { label: "Straight line (nats/token)", text: fixedText(signal("straight"), 4) },
        { label: "Law (nats/token)", text: fixedText(signal("there"), 4) },
        { label: "Error of the line (%)", text: fixedText(signal("error"), 2) },
      ],
    },
  ], { width: 2 * width + 60 });
  return figure({
    params: controls.params,
    vconcat: [{
      hconcat: [
        panel("Linear axes", left, "0", [1e18, 1e22]),
        panel("Logarithmic axes", right, signal("subtract"), range),
      ],
      spacing: 40,
    }, numbers],
    spacing: 18,
  }, {
    title,
    subtitle: `at first: the frontier of ${titleOf(of)}; orange: the power law that touches it`,
    description:
      "A power law of compute with a floor, on linear and on logarithmic axes, and the power law that " +
      "touches it at one budget, with sliders for the floor E and the exponent γ, the budget and how far " +
      "the line is followed.",
    laws: [of],
  });
}

function panelTitle(text: string) {
  return { text, fontSize: 12, fontWeight: "normal" as const, anchor: "middle" as const };
}

/** The curve, the floor, and the line that touches the curve, over one pair of axes. */
function layers(
  controls: Controls,
  fixed: Record<"excess" | "pivot", number>,
  axes: Encoding,
  subtracted: string,
  [low, high]: readonly [number, number],
): Layer[] {
  const points = 160;
  const along = ({ part, low, high }: Numbers<"part" | "low" | "high">) =>
    low * (high / low) ** part;
  const places = [
    { calculate: `datum.i / ${points - 1}`, as: "part" },
    ...controls.field("C", along, ["part"], { low, high }),
  ];
  const sequence = { sequence: { start: 0, stop: points, as: "i" } };
  const shown = { calculate: `datum.loss - ${subtracted} * ${signal("E")}`, as: "shown" };
  // With the floor subtracted the curve is its own straight line, and the floor is at zero.
  const unless = { filter: `${subtracted} == 0` };
  const xy = at("C", "shown");
  return [
    {
      data: sequence,
      transform: [...places, ...controls.field("loss", lossAt, ["C"], fixed), shown],
      mark: { type: "line", color: palette[0], strokeWidth: 2.5, clip: true },
      encoding: axes,
    },
    {
      data: { values: [{ i: 0 }] },
      transform: [unless, { calculate: signal("E"), as: "shown" }],
      mark: { type: "rule", color: ink.rule, strokeDash: [5, 3], strokeWidth: 1.2 },
      encoding: { y: xy.y },
    },
    {
      data: sequence,
      transform: [
        unless,
        ...places,
        { calculate: "datum.C", as: "to" },
        ...controls.field("shown", straightOn, ["to"]),
      ],
      mark: { type: "line", color: palette[1], strokeWidth: 1.5, clip: true },
      encoding: xy,
    },
    {
      data: { values: [{ i: 0 }] },
      transform: [
        { calculate: signal("C"), as: "C" },
        { filter: `datum.C <= ${high}` },
        { calculate: signal("loss"), as: "loss" },
        shown,
      ],
      mark: {
        type: "point",
        shape: "circle",
        filled: true,
        size: 80,
        color: palette[1],
        opacity: 1,
        clip: true,
      },
      encoding: xy,
    },
    {
      data: { values: [{ i: 0 }] },
      transform: [
        unless,
        { calculate: signal("to"), as: "C" },
        { filter: `datum.C <= ${high}` },
        { calculate: signal("straight"), as: "low" },
        { calculate: signal("there"), as: "high" },
      ],
      mark: { type: "rule", color: palette[1], strokeWidth: 3, clip: true },
      encoding: {
        x: xy.x,
        y: { field: "low", type: "quantitative" },
        y2: { field: "high" },
      },
    },
  ];
}
