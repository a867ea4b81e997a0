import type { IntervalMethod } from "isoflop";
import type { IntervalDesign } from "./interval_designs.ts";

/** How the 95 % intervals of one method did for one quantity. */
export interface MethodCoverage {
  readonly method: IntervalMethod;
  readonly quantity: string;
  /** Share of intervals with the truth inside; a fit without an interval counts as a miss. */
  readonly inside: number;
  /** Shares of intervals that lie wholly above and wholly below the truth. */
  readonly above: number;
  readonly below: number;
  /** Intervals that could not be had. */
  readonly none: number;
  /** Median width. */
  readonly width: number;
}

/** How often the law is simulated, with which resamples. */
export interface IntervalCoverageOptions {
  readonly repetitions: number;
  readonly draws: number;
  /** Of the first repetition; the others count on. */
  readonly seed: number;
  /** @default {all four} */
  readonly methods?: readonly IntervalMethod[];
}

const everyMethod: readonly IntervalMethod[] = ["bootstrap", "profile", "sandwich", "wald"];

/** Simulates, fits, and counts the 95 % intervals that hold the truth. */
export function intervalCoverage(
  design: IntervalDesign,
  { repetitions, draws, seed, methods = everyMethod }: IntervalCoverageOptions,
): MethodCoverage[] {
  const { asked, truth, law } = design;
  const derived = law.derive(truth) as Record<string, number>;
  const tallies = methods.flatMap((method) =>
    Object.entries(asked).map(([quantity, what]) => ({
      method,
      quantity,
      what,
      target: typeof what === "function" ? what(truth) : truth[what] ?? derived[what]!,
      above: 0,
      below: 0,
      none: 0,
      widths: [] as number[],
    }))
  );
  for (let k = 0; k < repetitions; k++) {
    const fit = design.fit(seed + k, draws);
    for (const tally of tallies) {
      const interval = fit.interval(tally.what, 0.95, tally.method);
      if (!interval) {
        tally.none++;
        continue;
      }
      if (interval.low > tally.target) tally.above++;
      if (interval.high < tally.target) tally.below++;
      tally.widths.push(interval.high - interval.low);
    }
  }
  return tallies.map(({ method, quantity, above, below, none, widths }) => ({
    method,
    quantity,
    inside: 1 - (above + below + none) / repetitions,
    above: above / repetitions,
    below: below / repetitions,
    none,
    width: widths.sort((a, b) => a - b)[Math.floor(widths.length / 2)] ?? NaN,
  }));
}
