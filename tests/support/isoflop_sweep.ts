import { chinchilla, type ChinchillaCoef } from "isoflop";
import { line } from "isoflop/numeric";

/** How a noise-free IsoFLOP sweep is laid out. */
export interface SweepOptions {
  /** The sizes of a budget reach from 1/k to k times their middle. */
  readonly k: number;
  /** The middle of the tokens, over the law's best D. @default {1} */
  readonly offset?: number;
  /** The same at the last budget, changing evenly in between on a log scale. */
  readonly offsetAtLast?: number;
  /** @default {[1e17, 1e18, 1e19, 1e20, 1e21]} */
  readonly budgets?: readonly number[];
  /** Sizes per budget. @default {15} */
  readonly sizes?: number;
}

/** The losses of a law on the sweeps of Czech et al. (2026): peers' test numbers are for these. */
export function sweep(
  coef: ChinchillaCoef,
  {
    k,
    offset = 1,
    offsetAtLast = offset,
    budgets = [1e17, 1e18, 1e19, 1e20, 1e21],
    sizes = 15,
  }: SweepOptions,
): { N: number[]; D: number[]; C: number[]; loss: number[] } {
  const best = chinchilla.frontier(coef).D;
  const rows = budgets.flatMap((C, i) => {
    const share = i / (budgets.length - 1);
    const middle = best.coef * C ** best.exponent * offset ** (1 - share) * offsetAtLast ** share;
    return Array.from({ length: sizes }, (_, j) => {
      const D = middle * k ** ((2 * j) / (sizes - 1) - 1);
      return { N: C / (6 * D), D, C };
    });
  });
  return {
    N: rows.map(({ N }) => N),
    D: rows.map(({ D }) => D),
    C: rows.map(({ C }) => C),
    loss: rows.map((row) => chinchilla.predict(coef, row)),
  };
}

/** By how many percent the D* of a power law through minima misses a law's own, at a compute. */
export function tokensOff(
  minima: readonly { readonly C: number; readonly D: number | null }[],
  coef: ChinchillaCoef,
  C: number,
): number {
  const { intercept, slope } = line(
    minima.map((minimum) => Math.log(minimum.C)),
    minima.map((minimum) => Math.log(minimum.D!)),
  );
  const { D } = chinchilla.frontier(coef);
  return 100 * (Math.exp(intercept + slope * Math.log(C)) / (D.coef * C ** D.exponent) - 1);
}
