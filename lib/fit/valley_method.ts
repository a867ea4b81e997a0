import type { ChinchillaCoef } from "../laws/chinchilla_formula.ts";
import { exp } from "../numeric/exp.ts";
import type { LogPoint } from "./frontier_line.ts";
import { type FrontierMethod, linesAbout, type LogLines, middleOf } from "./frontier_method.ts";
import type { RunColumns } from "./run_data.ts";
import type { Valley } from "./valley.ts";

/** Approach 2 on given valleys, ready to be repeated with other losses. */
export class ValleyMethod implements FrontierMethod {
  /** ln C₀. */
  readonly middle: number;
  /** The minima of the runs as they are. */
  readonly points: readonly LogPoint[];
  readonly #valleys: readonly Valley[];
  /** What every repetition needs, and room for its losses. */
  readonly #prepared: readonly {
    readonly valley: Valley;
    readonly logD: Float64Array;
    readonly loss: Float64Array;
  }[];

  /** Takes the valleys that have a minimum. */
  constructor(valleys: readonly Valley[], runs: RunColumns) {
    this.#valleys = valleys;
    this.#prepared = valleys.map((valley) => ({
      valley,
      logD: pick(valley, runs.D).map(Math.log),
      loss: new Float64Array(valley.rows.length),
    }));
    this.points = valleys.map((valley) =>
      pointAt(valley, valley.lowest(pick(valley, runs.loss)).x)
    );
    this.middle = middleOf(this.points);
  }

  /** Without noise every lowest point counts; with it, only those inside the trained sizes. */
  under(coef: ChinchillaCoef, noise: Float64Array | null): LogLines | null {
    const { E, A, B, alpha, beta } = coef;
    const logA = Math.log(A), logB = Math.log(B);
    const points: LogPoint[] = [];
    for (const { valley, logD, loss } of this.#prepared) {
      const { rows, x } = valley;
      for (let i = 0; i < rows.length; i++) {
        const exact = E + exp(logA - alpha * x[i]!) + exp(logB - beta * logD[i]!);
        loss[i] = noise ? exact * exp(noise[rows[i]!]!) : exact;
      }
      const lowest = valley.lowest(loss);
      if (!noise || valley.isInside(lowest)) points.push(pointAt(valley, lowest.x));
    }
    return linesAbout(this.middle, points);
  }

  /**
   * The law's own optimum along each budget: where αA/N^α = −q·βB/D^β, with ln D = p + q ln N along
   * it; q = −1 under C = 6ND.
   */
  truth({ A, B, alpha, beta }: ChinchillaCoef): LogLines {
    const points = this.#valleys.map((valley) => {
      const { intercept: p, slope: q } = valley.tokens;
      const x = (Math.log((alpha * A) / (-q * beta * B)) + beta * p) / (alpha - beta * q);
      return pointAt(valley, x);
    });
    return linesAbout(this.middle, points)!;
  }

  /** The sizes of a typical valley reach from 1/width to width times their middle. */
  get width(): number {
    const widths = this.#valleys.map(({ x }) => Math.exp((x.at(-1)! - x[0]!) / 2));
    return widths.sort((a, b) => a - b)[Math.floor(widths.length / 2)]!;
  }
}

function pointAt(valley: Valley, x: number): LogPoint {
  return { C: Math.log(valley.C), N: x, D: valley.logTokens(x) };
}

function pick({ rows }: Valley, column: Float64Array): Float64Array {
  return Float64Array.from(rows, (row) => column[row]!);
}
