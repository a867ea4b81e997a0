import { chinchilla } from "../laws/chinchilla.ts";
import type { ChinchillaCoef } from "../laws/chinchilla_formula.ts";
import { InputError } from "../text/mod.ts";
import { fitLaw } from "./fit_law.ts";
import { type FrontierLines, frontierLines, type LogPoint } from "./frontier_line.ts";
import type { RunData } from "./run_data.ts";

/**
 * What a method makes of a law that is known: the same runs, with the losses of a fitted law and
 * without noise, go through the same steps, and the answer is held against the law's own frontier.
 */
export interface Bias {
  /** Exponent of N in the Approach-3 fit of the same runs. */
  readonly alpha: number;
  /** Exponent of D in that fit. */
  readonly beta: number;
  /** The sizes of a budget reach from 1/width to width times their middle; `null` for envelopes. */
  readonly width: number | null;
  /** By how much the method misses the exponent of N*: its a, less the law's. */
  readonly a: number;
  /** By how much it misses the exponent of D*. */
  readonly b: number;
  /** How far its D* is off, in percent: at the least and the greatest budget, and beyond. */
  readonly dAt: readonly { readonly C: number; readonly percent: number }[];
}

/**
 * The coefficients of an Approach-3 fit of runs, or a sentence on why there are none.
 */
export function referenceLaw(runs: RunData): ChinchillaCoef | string {
  try {
    const fit = fitLaw(runs, chinchilla);
    const { alpha, beta, A, B } = fit.coef;
    if (alpha > 0 && beta > 0 && A > 0 && B > 0 && Number.isFinite(alpha + beta + A + B)) {
      return fit.coef;
    }
    return `no bias report: an Approach-3 fit of the same runs is ${fit.status} (${fit.message})`;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const { needs, found } = error.complaint;
    return `no bias report: an Approach-3 fit of the same runs needs ${needs}, found ${found}`;
  }
}

/** Sets what the method found, given the law's own losses, against the law. */
export function biasAgainst(
  { alpha, beta }: ChinchillaCoef,
  found: readonly LogPoint[],
  truth: readonly LogPoint[],
  width: number | null,
): Bias {
  const method = frontierLines(found), law = frontierLines(truth);
  const budgets = truth.map(({ C }) => C);
  const least = Math.exp(Math.min(...budgets)), greatest = Math.exp(Math.max(...budgets));
  return {
    alpha,
    beta,
    width,
    a: method.N.exponent - law.N.exponent,
    b: method.D.exponent - law.D.exponent,
    dAt: [least, greatest, 10 * greatest, 100 * greatest, 1000 * greatest].map((C) => ({
      // Budgets are round numbers; their logarithms' exponentials are not quite.
      C: Number(C.toPrecision(12)),
      percent: 100 * (tokensAt(method, C) / tokensAt(law, C) - 1),
    })),
  };
}

function tokensAt({ D }: FrontierLines, C: number): number {
  return D.coef * C ** D.exponent;
}
