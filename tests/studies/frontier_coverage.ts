import {
  allocate,
  fitEnvelope,
  fitValleys,
  type FrontierFit,
  simulate,
  simulateCurves,
} from "isoflop";
import { type FrontierSweep, law } from "./frontier_sweeps.ts";

/** How often the law is simulated and fitted. */
export interface CoverageOptions {
  readonly simulations: number;
  /** Draws of every fit's bootstrap. */
  readonly draws: number;
  /** Of the first simulation; the others count on. */
  readonly seed: number;
  /** Budgets at which curves are compared. @default {1500} */
  readonly bins?: number;
}

/** How one number's 95 % intervals did. */
export interface Coverage {
  /** The share of intervals with the law's own number inside. */
  readonly inside: number;
  /** Mean width over that of the estimates' central 95 %: 2 · 1.96 standard deviations. */
  readonly width: number;
  /** Mean of the estimates less the law's own number. */
  readonly off: number;
}

/** The numbers of a frontier: exponents of N* and D*, and ln N* at the middle budget. */
export const numbers = ["a", "b", "ln N*"] as const;

/** One coverage per number. */
export type Coverages = Readonly<Record<(typeof numbers)[number], Coverage>>;

/**
 * Simulates a law, fits it, takes the reported bias off the 95 % intervals, and counts those that
 * hold the law's own numbers. A fit without an interval counts as a miss.
 *
 * Too narrow intervals miss too often. Too wide ones never do, so their width is held against the
 * spread of the estimates, bias removed.
 *
 * @param sigma Standard deviation of the noise on ln loss.
 */
export function coverageOf(
  sweep: FrontierSweep,
  sigma: number,
  { simulations, draws, seed, bins = 1500 }: CoverageOptions,
): Coverages {
  const { N, D } = law.frontier;
  const truth = { a: N.exponent, b: D.exponent, "ln N*": logOf(N, sweep.middle) };
  const tallies = numbers.map(() => ({ inside: 0, width: 0, estimates: [] as number[] }));
  for (let k = 0; k < simulations; k++) {
    const fit = fitted(sweep, sigma, bins, { draws, seed: seed + k });
    corrected(fit, sweep.middle).forEach((interval, i) => {
      if (!interval) return;
      const { low, high, estimate } = interval, tally = tallies[i]!;
      if (low <= truth[numbers[i]!] && truth[numbers[i]!] <= high) tally.inside++;
      tally.width += high - low;
      tally.estimates.push(estimate);
    });
  }
  const entries = tallies.map(({ inside, width, estimates }, i) => {
    const count = estimates.length;
    const mean = estimates.reduce((sum, x) => sum + x, 0) / count;
    const variance = estimates.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (count - 1);
    return [numbers[i]!, {
      inside: inside / simulations,
      width: width / count / (2 * 1.96 * Math.sqrt(variance)),
      off: mean - truth[numbers[i]!],
    }];
  });
  return Object.fromEntries(entries) as Coverages;
}

/** Simulated and fitted; the noise and the bootstrap have seeds of their own. */
function fitted(
  { approach, design, noisier }: FrontierSweep,
  noise: number,
  bins: number,
  bootstrap: { readonly draws: number; readonly seed: number },
): FrontierFit {
  const options = { noise, seed: bootstrap.seed + 1_000_000 };
  if (approach === 1) {
    const curves = simulateCurves(law, design, { ...options, checkpoints: 100 });
    return fitEnvelope(curves, { bins, bootstrap });
  }
  const { N, D, C, loss } = simulate(law, design, options);
  const disturbed = loss.map((value, i) => {
    const exact = law.predict!({ N: N[i]!, D: D[i]! });
    return exact * (value / exact) ** noisier[i]!;
  });
  return fitValleys({ N, D, C: C!, loss: disturbed }, { bootstrap });
}

/** The intervals of a, b and ln N*, moved by the reported bias. */
function corrected(fit: FrontierFit, middle: number) {
  const { bias } = fit;
  if (!bias || !fit.draws) return numbers.map(() => null);
  const plan = allocate(fit, { C: middle }).intervals!.N!;
  // Under C = 6ND the error of ln N* is minus that of ln D*, which is a straight line in ln C.
  const [first, second] = bias.dAt;
  const [d, e] = [first!, second!].map(({ percent }) => Math.log1p(percent / 100));
  const share = Math.log(middle / first!.C) / Math.log(second!.C / first!.C);
  const logs = {
    low: Math.log(plan.low),
    high: Math.log(plan.high),
    estimate: Math.log(plan.estimate),
  };
  return ([
    [fit.interval("a"), bias.a],
    [fit.interval("b"), bias.b],
    [logs, -(d! + share * (e! - d!))],
  ] as const).map(([interval, by]) =>
    interval && {
      low: interval.low - by,
      high: interval.high - by,
      estimate: interval.estimate - by,
    }
  );
}

function logOf(
  { coef, exponent }: { readonly coef: number; readonly exponent: number },
  C: number,
) {
  return Math.log(coef) + exponent * Math.log(C);
}
