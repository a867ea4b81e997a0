import { chinchilla } from "../laws/chinchilla.ts";
import type { ChinchillaCoef } from "../laws/chinchilla_formula.ts";
import { interpolateLogLog } from "../numeric/log_interpolation.ts";
import type { Curve } from "../runs/curve.ts";
import { flop } from "../text/mod.ts";
import { type FrontierMethod, linesAbout, type LogLines, middleOf } from "./frontier_method.ts";
import type { LogPoint } from "./frontier_line.ts";
import type { Minimum } from "./minimum.ts";
import { type TokensPlane, tokensPlane } from "./tokens_plane.ts";

/** A model size, and the middle of the budgets at which it is the best. */
interface Reign extends LogPoint {
  /** Parameters. */
  readonly size: number;
  /** Why its ends say nothing about the best size; `null` where other sizes take over at both. */
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
  /** The first budget that each curve reaches, and the first beyond it. */
  readonly #reach: readonly (readonly [from: number, to: number])[];
  /** The smallest and the largest size that reach each budget, by position in `#sizes`. */
  readonly #least: Int32Array;
  readonly #greatest: Int32Array;
  /** The sizes, increasing, and which of them each curve is. */
  readonly #sizes: readonly number[];
  readonly #sizeOf: Int32Array;
  readonly #tokens: TokensPlane;

  /** Takes checked curves and budgets in FLOP. */
  constructor(curves: readonly Curve[], budgets: Float64Array) {
    this.#curves = curves;
    this.#logC = budgets.map(Math.log);
    const logarithms = (values: Float64Array) =>
      values.map((value) => Number.isNaN(value) ? Infinity : Math.log(value));
    this.#logLoss = curves.map(({ C, loss }) => logarithms(interpolateLogLog(C, loss, budgets)));
    this.#logD = curves.map(({ C, D }) => logarithms(interpolateLogLog(C, D, budgets)));
    this.#reach = this.#logLoss.map((loss) => [
      Math.max(0, loss.findIndex(Number.isFinite)),
      loss.findLastIndex(Number.isFinite) + 1,
    ]);
    this.#sizes = Array.from(new Set(curves.map(({ N }) => N))).sort((a, b) => a - b);
    this.#sizeOf = Int32Array.from(curves, ({ N }) => this.#sizes.indexOf(N));
    this.#least = new Int32Array(budgets.length).fill(this.#sizes.length);
    this.#greatest = new Int32Array(budgets.length).fill(-1);
    this.#reach.forEach(([from, to], k) => {
      const size = this.#sizeOf[k]!;
      for (let i = from; i < to; i++) {
        this.#least[i] = Math.min(this.#least[i]!, size);
        this.#greatest[i] = Math.max(this.#greatest[i]!, size);
      }
    });
    this.#tokens = tokensPlane(curves);
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

  /**
   * The frontier of the law in the curves' own FLOP: with ln D = u + v ln C + w ln N, the least loss
   * is where αA/N^α = −w βB/D^β; (u, v, w) = (−ln 6, 1, −1) under C = 6ND.
   */
  truth({ A, B, alpha, beta }: ChinchillaCoef): LogLines {
    const { u, v, w } = this.#tokens;
    const steep = alpha - beta * w;
    const a = beta * v / steep;
    const n = (Math.log((alpha * A) / (-w * beta * B)) + beta * (u + v * this.middle)) / steep;
    return { a, n, b: v + w * a, d: u + v * this.middle + w * n };
  }

  /** A minimum for each size that is the best anywhere, by increasing compute. */
  minima(): Minimum[] {
    const winners = this.#winners(null);
    const budgets = this.#sizes.map((): number[] => []);
    winners.forEach((k, i) => k >= 0 && budgets[this.#sizeOf[k]!]!.push(i));
    return this.#reigns(winners).map((point) => {
      const size = this.#sizes.indexOf(point.size), own = budgets[size]!;
      const loss = own.reduce((sum, i) => sum + this.#logLoss[winners[i]!]![i]!, 0) / own.length;
      const [from, to] = [own[0]!, own.at(-1)!].map((i) => flop(Math.exp(this.#logC[i]!)));
      const reign = `the best at budgets from ${from} to ${to} FLOP`;
      const { edge } = point;
      return {
        C: Math.exp(point.C),
        N: point.size,
        D: Math.exp(point.D),
        loss: Math.exp(loss),
        status: edge === null ? "converged" as const : "edge" as const,
        message: edge === null ? reign : `${reign}, but ${edge}`,
        runs: new Set(own.map((i) => winners[i]!)).size,
        curvature: null,
        range: [this.#sizes[0]!, this.#sizes.at(-1)!] as const,
      };
    }).sort((a, b) => a.C - b.C);
  }

  /** Which curve has the least loss at each budget; −1 where none reaches. */
  #winners(shift: Float64Array | null): Int32Array {
    const bins = this.#logC.length;
    const least = new Float64Array(bins).fill(Infinity);
    const winner = new Int32Array(bins).fill(-1);
    for (let k = 0; k < this.#logLoss.length; k++) {
      const curve = this.#logLoss[k]!, up = shift?.[k] ?? 0, [from, to] = this.#reach[k]!;
      for (let i = from; i < to; i++) {
        const loss = curve[i]! + up;
        if (loss < least[i]!) {
          least[i] = loss;
          winner[i] = k;
        }
      }
    }
    return winner;
  }

  /**
   * The means of ln C and ln D over each size's reign, by increasing size. Sums, not lists of
   * budgets: this runs twice per draw.
   */
  #reigns(winners: Int32Array): Reign[] {
    const sizes = this.#sizes.length;
    const count = new Int32Array(sizes), C = new Float64Array(sizes), D = new Float64Array(sizes);
    const contested = new Uint8Array(sizes);
    for (let i = 0; i < winners.length; i++) {
      const k = winners[i]!;
      if (k < 0) continue;
      const size = this.#sizeOf[k]!;
      count[size]!++;
      C[size]! += this.#logC[i]!;
      D[size]! += this.#logD[k]![i]!;
      if (this.#least[i]! < size || this.#greatest[i]! > size) contested[size] = 1;
    }
    const best = this.#sizes.map((_, size) => size).filter((size) => count[size]! > 0);
    return best.map((size, place) => ({
      size: this.#sizes[size]!,
      C: C[size]! / count[size]!,
      N: Math.log(this.#sizes[size]!),
      D: D[size]! / count[size]!,
      edge: this.#edge(size, place === 0, place === best.length - 1, contested[size] === 1),
    }));
  }

  /** A reign says where the best size changes only where another size takes over at both ends. */
  #edge(size: number, isFirst: boolean, isLast: boolean, isContested: boolean): string | null {
    if (size === 0) return "no smaller model was trained";
    if (size === this.#sizes.length - 1) return "no larger model was trained";
    if (isFirst) return "no smaller model is the best anywhere";
    if (isLast) return "no larger model is the best anywhere";
    return isContested ? null : "no other model reaches those budgets";
  }

  #middles(winners: Int32Array): LogPoint[] {
    return this.#reigns(winners).filter(({ edge }) => edge === null);
  }
}
