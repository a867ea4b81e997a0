import { bestN, computeAtLoss, power10, scaleG } from "./chinchilla.ts";
import type { Controls, Numbers } from "./controls.ts";
import { plannedLoss, plannedSize, plannedTokens, saving } from "./planned.ts";

/** All that follows from the settings of a planner, in order. */
export function followPlan(controls: Controls): void {
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
