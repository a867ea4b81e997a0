import { type Command, Option } from "commander";
import type { ServingPlan, ServingQuestion } from "../plan/mod.ts";
import { InputError } from "../text/mod.ts";
import { ends } from "./ends.ts";
import { count, number } from "./values.ts";

/** The flags of `isoflop plan` that say how much a model is used. */
export interface ServingFlags {
  readonly inferenceTokens?: number;
  readonly lambda?: number;
}

/** The question that serving is asked beside. */
export interface ServedQuestion {
  readonly flop?: number | undefined;
  readonly loss?: number | undefined;
  readonly n?: number | undefined;
  readonly d?: number | undefined;
  readonly level: number;
}

/** Adds them. */
export function addServing(command: Command): Command {
  return command
    .option(
      "--inference-tokens <T>",
      "tokens served over the model's life; --flop is then for training and serving",
      count("--inference-tokens"),
    )
    .addOption(
      new Option(
        "--lambda <X>",
        "what a FLOP of serving weighs beside one of training (1 unless given)",
      ).argParser(number("--lambda")),
    );
}

/** The question with serving in it; `null` where none is asked about. */
export function servingQuestion(
  { inferenceTokens: tokens, lambda }: ServingFlags,
  { flop, loss, n, d, level }: ServedQuestion,
): ServingQuestion | null {
  if (tokens === undefined) {
    if (lambda === undefined) return null;
    throw new InputError({
      cannot: "make a plan",
      needs: "--inference-tokens T with --lambda",
      found: "--lambda alone",
    });
  }
  const use = { tokens, level, ...(lambda !== undefined && { lambda }) };
  if (flop !== undefined) return { C: flop, ...use };
  if (loss !== undefined) return { loss, ...use };
  return { N: n!, D: d!, ...use };
}

/** The keys that serving adds. */
export function servingJson(plan: ServingPlan): object {
  const { inferenceC, totalC, saving, breakEven, tokens, lambda, chinchilla } = plan;
  return {
    inferenceTokens: tokens,
    lambda,
    inferenceFlop: inferenceC,
    totalFlop: totalC,
    saving,
    breakEvenTokens: finite(breakEven),
    chinchilla: { C: chinchilla.C, N: chinchilla.N, D: chinchilla.D },
  };
}

/** The intervals that serving adds. */
export function servingEnds({ servingIntervals }: ServingPlan): object {
  if (!servingIntervals) return {};
  const { inferenceC, totalC, saving, breakEven } = servingIntervals;
  return {
    inferenceFlop: ends(inferenceC),
    totalFlop: ends(totalC),
    saving: ends(saving),
    breakEvenTokens: ends(breakEven),
  };
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
