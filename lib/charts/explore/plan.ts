import { accelerators } from "../../plan/accelerators.ts";
import { InputError } from "../../text/mod.ts";
import { logChannel, titles } from "../channels.ts";
import type { Chart } from "../chart.ts";
import { figure, type FigureOptions } from "../figure.ts";
import { linearChannel } from "../linear_axis.ts";
import { type LogAxis, logAxis } from "../log_axis.ts";
import { type ChartLaw, needNumbers, titlesOf } from "../sources.ts";
import type { Encoding, Layer } from "../spec.ts";
import { ink, palette } from "../theme.ts";
import { at } from "./at.ts";
import { bestN, computeAtLoss, loss, power10, scaleG, tokensFor } from "./chinchilla.ts";
import { Controls, type Numbers, signal } from "./controls.ts";
import { plannedLoss, plannedSize, plannedTokens } from "./planned.ts";
import { readout } from "./readout.ts";
import { budgetSlider, logSlider } from "./sliders.ts";
import { countText, fixedText, flopText, significantText } from "./words.ts";

/** An accelerator that a planner can be told to train on. */
export interface ChartAccelerator {
  /** What it is called. */
  readonly name: string;
  /** Its greatest rate in bfloat16, in FLOP/s, without sparsity. */
  readonly peak: { readonly bf16?: number };
  /** Rated power of the board in watts; `null` where it is not known. */
  readonly watts?: number | null;
}

/** What {@linkcode explorePlan} can be told. */
export interface ExplorePlanOptions extends FigureOptions {
  /** The accelerators to choose from. @default {those of `isoflop/plan`, the H100 first} */
  readonly hardware?: readonly ChartAccelerator[];
  /** The budget at first, in FLOP. @default {1e23} */
  readonly C?: number;
  /** Tokens served at first. @default {1e12} */
  readonly demand?: number;
  /** What a FLOP of serving weighs beside one of training, at first. @default {1} */
  readonly lambda?: number;
  /** Unique tokens at first. @default {1e13} */
  readonly U?: number;
  /** The share of the peak that training reaches at first. @default {0.4} */
  readonly mfu?: number;
  /** Dollars per accelerator and hour at first. @default {2.5} */
  readonly price?: number;
}

/** The table of `isoflop/plan`, the commonest of today first. */
const usual: readonly ChartAccelerator[] = [
  accelerators.h100!,
  ...Object.values(accelerators).filter((each) => each !== accelerators.h100),
];

/** How many accelerators there may be. */
const fleets = [1, 8, 64, 256, 1024, 4096, 16384];

/**
 * A planner: what to train with a budget, given how much the model will serve, how many tokens are
 * unique, and on which hardware. Everything follows in the page as a slider moves: no kernel is needed.
 *
 * N and D have the least loss within C = 6ND + λ · 2N · demand, where tokens beyond the unique ones repeat.
 * A law without repetition takes repeated tokens for new ones. Hours are 6ND / (peak · MFU · 3600).
 *
 * @param laws Fits or presets of "chinchilla" or "data-constrained", of which a reader chooses one.
 * @throws {InputError} If there is no law or no accelerator, or a law is another.
 *
 * Source: Sardana et al. (2024), equation 2, https://arxiv.org/abs/2401.00448; Muennighoff et al.
 * (2023), equations 5 and 6, https://arxiv.org/abs/2305.16264
 *
 * @example A model that serves ten times its training tokens
 * ```ts
 * import assert from "node:assert/strict";
 * import { explorePlan } from "isoflop/charts";
 * import { presetNamed } from "isoflop/laws";
 *
 * const chart = explorePlan(["data-constrained:muennighoff", "chinchilla:epoch"].map(presetNamed));
 * assert.match(chart.description, /sliders for the budget, the tokens served/);
 * ```
 */
export function explorePlan(
  laws: readonly ChartLaw[],
  {
    hardware = usual,
    C = 1e23,
    demand = 1e12,
    lambda = 1,
    U = 1e13,
    mfu = 0.4,
    price = 2.5,
    title = "What should I train?",
    width = 310,
    height = 290,
  }: ExplorePlanOptions = {},
): Chart {
  const names = titlesOf(laws);
  const coefs = laws.map(repeatedCoef);
  needSome(laws.length, "law");
  needSome(hardware.length, "accelerator");
  const controls = new Controls();
  controls.slider("logC", {
    ...budgetSlider(C, [18, 26]),
    label: "Budget, training and serving: log₁₀ of FLOP",
  });
  controls.slider(
    "logDemand",
    logSlider("Served: log₁₀ of tokens (leftmost: none)", demand, [8, 16]),
  );
  controls.slider(
    "logLambda",
    logSlider("λ: log₁₀ of what a FLOP of serving weighs", lambda, [-1, 2]),
  );
  controls.slider("logU", logSlider("Unique: log₁₀ of tokens (rightmost: no limit)", U, [9, 15]));
  controls.choice("law", { label: "Law", options: names });
  controls.choice("gpu", { label: "Accelerator", options: hardware.map(({ name }) => name) });
  controls.choice("fleet", {
    ...{ label: "How many of them", options: fleets.map(String), value: fleets.indexOf(1024) },
  });
  controls.slider("mfu", {
    ...{ label: "MFU (share of the peak in training)", value: mfu, step: 0.01 },
    steps: [Math.round(mfu / 0.01) - 1, Math.round((1 - mfu) / 0.01)],
  });
  controls.slider("price", {
    ...{ label: "Price ($ per accelerator and hour)", value: price, step: 0.1 },
    steps: [Math.ceil(price / 0.1) - 1, 75],
  });
  for (const term of ["E", "A", "B", "alpha", "beta", "R_D", "R_N"] as const) {
    controls.pick(term, "law", coefs.map((coef) => coef[term]));
  }
  controls.pick("repeats", "law", coefs.map(({ repeats }) => repeats ? 1 : 0));
  controls.pick("peak", "gpu", hardware.map(peakOf));
  controls.pick("watts", "gpu", hardware.map(({ watts }) => watts ?? 0));
  controls.pick("gpus", "fleet", fleets);
  follow(controls);

  const sizes = logAxis([1e7, 1e13], "count", { pixels: width, margin: 0 });
  const upwards = logAxis([1e7, 1e13], "count", { pixels: height, vertical: true, margin: 0 });
  const tokens = logAxis([1e9, 1e15], "count", { pixels: width, margin: 0 });
  const numbers = readout([
    {
      readings: [
        { label: "Parameters N", text: countText(signal("N")) },
        { label: "Tokens D", text: countText(signal("D")) },
        { label: "Tokens per parameter", text: significantText(signal("ratio")) },
        {
          label: "Epochs",
          text: `${signal("U")} > 1e30 ? '–' : ${significantText(signal("epochs"))}`,
        },
        { label: "Loss (nats/token)", text: fixedText(signal("loss"), 4) },
      ],
    },
    {
      readings: [
        { label: "Training (FLOP)", text: flopText(signal("training")) },
        { label: "Serving (FLOP)", text: servingText },
        { label: "Hours of training", text: countText(signal("hours")) },
        { label: "Days on all of them", text: significantText(signal("days")) },
        { label: "Price of training ($)", text: countText(signal("cost")) },
      ],
    },
    {
      readings: [
        { label: "Energy (MWh)", text: energyText },
        { label: "Saving by demand (%)", text: savingText },
        { label: "No demand, no limit: N*", text: countText(signal("plainN")) },
        { label: "D*", text: countText(signal("plainD")) },
        { label: "D*/N*", text: significantText(signal("plainRatio")) },
      ],
    },
  ], { width: 2 * width + 50 });
  return figure({
    params: controls.params,
    vconcat: [{
      hconcat: [
        { width, height, layer: valley(controls, sizes) },
        { width, height, layer: map(tokens, upwards) },
      ],
      spacing: 40,
    }, numbers],
    spacing: 18,
  }, {
    title,
    subtitle:
      "orange: the plan; grey: without demand and without a limit; dotted: the unique tokens",
    description:
      "The loss along a budget against model size, and the budget over tokens and size, with " +
      "sliders for the budget, the tokens served and what serving weighs, the unique tokens, the utilisation and the price, " +
      `and choices of law (${names.join("; ")}) and hardware.`,
    laws,
  });
}

/** All that follows from the settings, in order. */
function follow(controls: Controls): void {
  controls.follow("C", power10);
  controls.follow(
    "demand",
    ({ logDemand }: Numbers<"logDemand">) => logDemand < 8.001 ? 0 : 10 ** logDemand,
  );
  controls.follow(
    "load",
    ({ demand, logLambda }: Numbers<"demand" | "logLambda">) => demand * 10 ** logLambda,
  );
  // Beyond any token there is: a finite number, so that Vega's arithmetic has no ∞ − ∞.
  controls.follow(
    "U",
    ({ logU, repeats }: Numbers<"logU" | "repeats">) =>
      repeats < 0.5 || logU > 14.999 ? 1e40 : 10 ** logU,
  );
  controls.follow("D", plannedTokens);
  controls.follow("N", plannedSize);
  controls.follow("loss", plannedLoss);
  controls.follow("ratio", ({ N, D }: Numbers<"N" | "D">) => D / N);
  controls.follow("epochs", ({ D, U }: Numbers<"D" | "U">) => D / U);
  controls.follow("training", ({ N, D }: Numbers<"N" | "D">) => 6 * N * D);
  controls.follow("serving", ({ N, demand }: Numbers<"N" | "demand">) => 2 * N * demand);
  controls.follow(
    "hours",
    ({ training, peak, mfu }: Numbers<"training" | "peak" | "mfu">) =>
      training / (peak * mfu * 3600),
  );
  controls.follow("days", ({ hours, gpus }: Numbers<"hours" | "gpus">) => hours / gpus / 24);
  controls.follow("cost", ({ hours, price }: Numbers<"hours" | "price">) => hours * price);
  controls.follow(
    "energy",
    ({ hours, watts }: Numbers<"hours" | "watts">) => hours * watts / 1e6,
  );
  controls.follow("G", scaleG);
  controls.follow("chinchillaC", computeAtLoss);
  controls.follow("saving", saving);
  controls.follow("plainN", bestN);
  controls.follow("plainD", ({ C, plainN }: Numbers<"C" | "plainN">) => C / (6 * plainN));
  controls.follow(
    "plainRatio",
    ({ plainN, plainD }: Numbers<"plainN" | "plainD">) => plainD / plainN,
  );
}

/** By how many per cent the plan's budget is below that of Chinchilla's point of the same loss. */
function saving(
  { C, G, alpha, beta, chinchillaC, load }: Numbers<
    "C" | "G" | "alpha" | "beta" | "chinchillaC" | "load"
  >,
): number {
  const N = G * (chinchillaC / 6) ** (beta / (alpha + beta));
  return 100 * (1 - C / (chinchillaC + 2 * N * load));
}

const energyText = `${signal("energy")} > 0 ? ${significantText(signal("energy"))} : '–'`;

// Where tokens repeat, the same loss is not Chinchilla's at any compute.
const savingText = `${signal("epochs")} > 1 ? '–' : ${fixedText(signal("saving"), 1)}`;

const servingText = `${signal("serving")} == 0 ? '0' : ${flopText(signal("serving"))}`;

/** The loss along the budget, with the plan, and along it without demand and limit. */
function valley(controls: Controls, sizes: LogAxis): Layer[] {
  const points = 160;
  const [low, high] = sizes.domain;
  const size = ({ part, low, high }: Numbers<"part" | "low" | "high">) =>
    low * (high / low) ** part;
  const axes: Encoding = {
    x: { field: "N", ...logChannel(sizes, titles.N) },
    y: { field: "loss", ...linearChannel([1.6, 4], "loss", titles.loss) },
  };
  const data = { sequence: { start: 0, stop: points, as: "i" } };
  const sane = { filter: "datum.loss < 6" };
  return [
    {
      data,
      transform: [
        { calculate: `datum.i / ${points - 1}`, as: "part" },
        ...controls.field("N", size, ["part"], { low, high }),
        ...controls.field("D", tokensFor, ["N"]),
        ...controls.field("loss", loss, ["N", "D"]),
        sane,
      ],
      mark: { type: "line", strokeWidth: 1.5, color: ink.faint, clip: true },
      encoding: axes,
    },
    {
      data,
      transform: [
        // By tokens, not by size: what is served leaves nothing for a model that is too large.
        { calculate: `pow(10, 7 + 11 * datum.i / ${points - 1})`, as: "D" },
        ...controls.field("N", plannedSize, ["D"]),
        { filter: `datum.N >= ${low} && datum.N <= ${high}` },
        ...controls.field("loss", plannedLoss, ["N", "D"]),
        sane,
      ],
      mark: { type: "line", strokeWidth: 2.5, color: palette[1], clip: true },
      encoding: { ...at("N", "loss"), order: { field: "D", type: "quantitative" } },
    },
    point({ N: "N", loss: "loss" }, ["N", "loss"], palette[1]),
  ];
}

/** The budget over tokens and size: how the demand bends it, and where tokens begin to repeat. */
function map(tokens: LogAxis, sizes: LogAxis): Layer[] {
  const points = 80;
  const [low, high] = tokens.domain;
  const axes: Encoding = {
    x: { field: "D", ...logChannel(tokens, titles.D) },
    y: { field: "N", ...logChannel(sizes, titles.N) },
  };
  const along = { calculate: `${low} * pow(${high / low}, datum.i / ${points - 1})`, as: "D" };
  const data = { sequence: { start: 0, stop: points, as: "i" } };
  const line = (load: string) => [
    along,
    { calculate: `${signal("C")} / (6 * datum.D + 2 * ${load})`, as: "N" },
    { filter: "datum.N > 1e5 && datum.N < 1e15" },
  ];
  return [
    {
      ...{ data, transform: line("0"), encoding: axes },
      mark: { type: "line", strokeWidth: 1.5, color: ink.faint, clip: true },
    },
    {
      ...{ data, transform: line(signal("load")), encoding: at("D", "N") },
      mark: { type: "line", strokeWidth: 2.5, color: palette[1], clip: true },
    },
    {
      data: { values: [{ i: 0 }] },
      transform: [{ calculate: signal("U"), as: "D" }, { filter: `datum.D <= ${high}` }],
      mark: { type: "rule", color: ink.rule, strokeDash: [2, 3], strokeWidth: 1.5 },
      encoding: { x: at("D", "N").x },
    },
    point({ D: "plainD", N: "plainN" }, ["D", "N"], ink.axis),
    point({ D: "D", N: "N" }, ["D", "N"], palette[1]),
  ];
}

/** A diamond at two settings. */
function point(
  settings: Readonly<Record<string, string>>,
  [x, y]: readonly [string, string],
  color: string,
): Layer {
  return {
    data: { values: [{ i: 0 }] },
    transform: [
      ...Object.entries(settings).map(([as, name]) => ({ calculate: signal(name), as })),
      // Far outside the panel there is nothing to be seen, and pictures have no such coordinates.
      ...(y === "loss" ? [{ filter: "datum.loss < 6" }] : []),
    ],
    mark: {
      type: "point",
      shape: "diamond",
      filled: true,
      size: 120,
      opacity: 1,
      color,
      clip: true,
    },
    encoding: at(x, y),
  };
}

/** The coefficients of a law with repetition; of one without, repeated tokens count as new ones. */
function repeatedCoef(of: ChartLaw) {
  needNumbers(of, "explore a plan");
  const name = typeof of.law === "string" ? of.law : of.law?.name;
  const coef = of.coef as Record<"E" | "A" | "B" | "alpha" | "beta" | "R_D" | "R_N", number>;
  if (name === "data-constrained") return { ...coef, repeats: true };
  if (name === "chinchilla") return { ...coef, R_D: 1, R_N: 1, repeats: false };
  throw new InputError({
    cannot: "explore a plan",
    needs: 'fits or presets of the laws "chinchilla" and "data-constrained"',
    found: JSON.stringify(name ?? null),
  });
}

function peakOf({ name, peak: { bf16 } }: ChartAccelerator): number {
  if (bf16 !== undefined && bf16 > 0 && Number.isFinite(bf16)) return bf16;
  throw new InputError({
    cannot: "explore a plan",
    needs: `the rate of the ${name} in bfloat16, in FLOP/s`,
    found: `${bf16}`,
  });
}

function needSome(count: number, what: string): void {
  if (count > 0) return;
  throw new InputError({ cannot: "explore a plan", needs: `at least one ${what}`, found: "none" });
}
