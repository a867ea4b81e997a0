import { chinchilla } from "../laws/chinchilla.ts";
import type { ChinchillaCoef } from "../laws/chinchilla_formula.ts";
import { InputError } from "../text/mod.ts";
import { fitLaw } from "./fit_law.ts";
import type { FrontierMethod, LogLines } from "./frontier_method.ts";
import type { RunColumns } from "./run_data.ts";

/**
 * What a method makes of a law that is known: the same runs, with the losses of a fitted law, go
 * through the same steps, and the answer is held against the law's own frontier.
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

/** The coefficients of an Approach-3 fit of runs, or a sentence on why there are none. */
export function referenceLaw(runs: RunColumns): ChinchillaCoef | string {
  const start = "an Approach-3 fit of the same runs";
  try {
    const fit = fitLaw(runs, chinchilla);
    // Flat or without a floor, it is still the law that fits these runs best, inside the box.
    if (["converged", "flat", "floor-unidentified"].includes(fit.status)) return fit.coef;
    return `${start} is ${fit.status} (${fit.message})`;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const { needs, found } = error.complaint;
    return `${start} needs ${needs}, and there are ${found}`;
  }
}

/**
 * The bias in the form in which it is reported.
 *
 * @param off What the method finds less what the law is, about ln C₀.
 * @param budgets The budgets of the minima.
 * @returns A sentence where there is no number to report.
 */
export function biasReport(
  { alpha, beta }: ChinchillaCoef,
  off: LogLines | null,
  { middle }: FrontierMethod,
  budgets: readonly number[],
  width: number | null,
): Bias | string {
  if (!off || !Number.isFinite(off.a + off.b + off.d)) {
    return "no bias report: with the losses of an Approach-3 fit these runs have no frontier";
  }
  const least = Math.min(...budgets), greatest = Math.max(...budgets);
  return {
    alpha,
    beta,
    width,
    a: off.a,
    b: off.b,
    dAt: [least, greatest, 10 * greatest, 100 * greatest, 1000 * greatest].map((C) => ({
      C,
      percent: 100 * Math.expm1(off.d + off.b * (Math.log(C) - middle)),
    })),
  };
}

/** What the method finds without noise, less what the law is; `null` where it finds nothing. */
export function noiseFreeBias(method: FrontierMethod, coef: ChinchillaCoef): LogLines | null {
  const found = method.under(coef, null);
  if (!found) return null;
  const truth = method.truth(coef);
  return {
    a: found.a - truth.a,
    n: found.n - truth.n,
    b: found.b - truth.b,
    d: found.d - truth.d,
  };
}
