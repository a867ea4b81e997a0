import { accelerators } from "../../plan/accelerators.ts";
import { InputError } from "../../text/mod.ts";
import type { Chart } from "../chart.ts";
import { figure, type FigureOptions } from "../figure.ts";
import { logAxis } from "../log_axis.ts";
import { type ChartLaw, needNumbers, titlesOf } from "../sources.ts";
import { Controls, signal } from "./controls.ts";
import { planPlane, planValley } from "./plan_panels.ts";
import { followPlan } from "./plan_settings.ts";
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
  followPlan(controls);

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
        { width, height, layer: planValley(controls, sizes) },
        { width, height, layer: planPlane(tokens, upwards) },
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

const energyText = `${signal("energy")} > 0 ? ${significantText(signal("energy"))} : '–'`;

// Where tokens repeat, the same loss is not Chinchilla's at any compute.
const savingText = `${signal("epochs")} > 1 ? '–' : ${fixedText(signal("saving"), 1)}`;

const servingText = `${signal("serving")} == 0 ? '0' : ${flopText(signal("serving"))}`;

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
