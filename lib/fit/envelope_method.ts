import { chinchilla } from "../laws/chinchilla.ts";
import type { ChinchillaCoef } from "../laws/chinchilla_formula.ts";
import { interpolateLogLog } from "../numeric/log_interpolation.ts";
import type { Curve } from "../runs/curve.ts";
import { flop } from "../text/mod.ts";
import { type FrontierMethod, linesAbout, type LogLines, middleOf } from "./frontier_method.ts";
import type { LogPoint } from "./frontier_line.ts";
import type { Minimum } from "./minimum.ts";

/** A model size, over the budgets at which it is the best. */
export interface Reign {
  /** Parameters. */
  readonly N: number;
  /** Positions of the budgets. */
  readonly budgets: readonly number[];
  /** Why one of its ends says nothing about the best size; `null` where both do. */
  readonly edge: string | null;
}

/**
 * Approach 1 on given curves: which size is best at each budget, and the power laws through the
 * middle of each size's reign; ready to be repeated with the curves moved up and down.
 *
 * One point per size, not one per budget: a reign's ends are no evidence of their own, and a line
 * through all budgets is too flat, by about a/k² with k sizes.
 */
export class EnvelopeMethod implements FrontierMethod {
  /** ln C₀. */
  readonly middle: number;
  /** The middles of the reigns of the curves as they are. */
  readonly points: readonly LogPoint[];
  readonly #curves: readonly Curve[];
  readonly #logC: Float64Array;
  /** ln loss and ln D of every curve at every budget; Infinity where it does not reach. */
  readonly #logLoss: readonly Float64Array[];
  readonly #logD: readonly Float64Array[];
  readonly #smallest: number;
  readonly #largest: number;

  /** Takes checked curves and budgets in FLOP. */
  constructor(curves: readonly Curve[], budgets: Float64Array) {
    this.#curves = curves;
    this.#logC = budgets.map(Math.log);
    const logarithms = (values: Float64Array) =>
      values.map((value) => Number.isNaN(value) ? Infinity : Math.log(value));
    this.#logLoss = curves.map(({ C, loss }) => logarithms(interpolateLogLog(C, loss, budgets)));
    this.#logD = curves.map(({ C, D }) => logarithms(interpolateLogLog(C, D, budgets)));
    this.#smallest = Math.min(...curves.map(({ N }) => N));
    this.#largest = Math.max(...curves.map(({ N }) => N));
    this.points = this.#middles(this.#winners(null));
    this.middle = middleOf(this.points);
  }

  /** The curves moved so that every run ends on the law, times exp(noise), keep their shape. */
  under(coef: ChinchillaCoef, noise: Float64Array | null): LogLines | null {
    const shift = Float64Array.from(this.#curves, ({ N, D, loss }, k) => {
      const end = chinchilla.predict(coef, { N, D: D.at(-1)! });
      return Math.log(end / loss.at(-1)!) + (noise?.[k] ?? 0);
    });
    return linesAbout(this.middle, this.#middles(this.#winners(shift)));
  }

  /** The frontier of the law, under C = 6ND. */
  truth(coef: ChinchillaCoef): LogLines {
    const { N, D } = chinchilla.frontier(coef);
    return {
      a: N.exponent,
      n: Math.log(N.coef) + N.exponent * this.middle,
      b: D.exponent,
      d: Math.log(D.coef) + D.exponent * this.middle,
    };
  }

  /** A minimum for each size that is the best anywhere. */
  minima(): Minimum[] {
    const winners = this.#winners(null);
    return this.#reigns(winners).map(({ N, budgets, edge }) => {
      const { C, D } = this.#middle(N, budgets, winners);
      const loss = budgets.reduce((sum, i) => sum + this.#logLoss[winners[i]!]![i]!, 0) /
        budgets.length;
      const [from, to] = [budgets[0]!, budgets.at(-1)!].map((i) => flop(Math.exp(this.#logC[i]!)));
      const reign = `the best from ${from} to ${to} FLOP`;
      return {
        C: Math.exp(C),
        N,
        D: Math.exp(D),
        loss: Math.exp(loss),
        status: edge ? "edge" : "converged",
        message: edge ? `${reign}, but ${edge}` : reign,
        runs: new Set(budgets.map((i) => winners[i]!)).size,
        curvature: null,
        range: [this.#smallest, this.#largest],
      };
    });
  }

  /** Which curve has the least loss at each budget; −1 where none reaches. */
  #winners(shift: Float64Array | null): Int32Array {
    const bins = this.#logC.length;
    const least = new Float64Array(bins).fill(Infinity);
    const winner = new Int32Array(bins).fill(-1);
    for (let k = 0; k < this.#logLoss.length; k++) {
      const curve = this.#logLoss[k]!, up = shift?.[k] ?? 0;
      for (let i = 0; i < bins; i++) {
        const loss = curve[i]! + up;
        if (loss < least[i]!) {
          least[i] = loss;
          winner[i] = k;
        }
      }
    }
    return winner;
  }

  /** Budgets by the size that is best there, from small sizes to large ones. */
  #reigns(winners: Int32Array): Reign[] {
    const reigns = new Map<number, number[]>();
    winners.forEach((k, i) => {
      if (k < 0) return;
      const { N } = this.#curves[k]!;
      if (!reigns.has(N)) reigns.set(N, []);
      reigns.get(N)!.push(i);
    });
    return Array.from(reigns, ([N, budgets]) => ({
      N,
      budgets,
      edge: this.#edge(N),
    })).sort((a, b) => a.N - b.N);
  }

  #edge(N: number): string | null {
    if (N === this.#smallest) return "no smaller model was trained";
    return N === this.#largest ? "no larger model was trained" : null;
  }

  #middles(winners: Int32Array): LogPoint[] {
    return this.#reigns(winners).filter(({ edge }) => edge === null)
      .map(({ N, budgets }) => this.#middle(N, budgets, winners));
  }

  /** The mean of ln C and ln D over a reign. */
  #middle(N: number, budgets: readonly number[], winners: Int32Array): LogPoint {
    let C = 0, D = 0;
    for (const i of budgets) {
      C += this.#logC[i]! / budgets.length;
      D += this.#logD[winners[i]!]![i]! / budgets.length;
    }
    return { C, N: Math.log(N), D };
  }
}
