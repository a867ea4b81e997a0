import { line } from "../numeric/least_squares.ts";
import { studentT } from "../numeric/student_t.ts";
import { count, significant } from "../text/mod.ts";
import { akimaMinimum, leastKnots } from "./akima_minimum.ts";
import type { Minimum, MinimumStatus } from "./minimum.ts";
import { ParabolaDesign } from "./parabola.ts";

/** How the lowest point of a valley is found. */
export type ValleyCurve = "parabola" | "spline";

/** The ways to find it. */
export const valleyCurves: readonly ValleyCurve[] = ["parabola", "spline"];

/** The lowest point of a valley: ln N and the loss there. */
interface Lowest {
  readonly x: number;
  readonly y: number;
  /** Of a parabola, in nats/token per (ln N)²; `null` for a spline. */
  readonly curvature: number | null;
}

/**
 * The runs of one budget, ready to be asked for their best model again and again: with their own
 * losses, with a law's, with resampled ones.
 */
export class Valley {
  /** The budget in FLOP. */
  readonly C: number;
  /** Positions of its runs in the table, from small models to large ones. */
  readonly rows: readonly number[];
  /** ln N of its runs. */
  readonly x: Float64Array;
  /** The parabola's design; `null` with fewer than three sizes. */
  readonly design: ParabolaDesign | null;
  /** ln D along the budget, a straight line in ln N: of slope −1 where C = 6ND. */
  readonly tokens: { readonly intercept: number; readonly slope: number };
  readonly #curve: ValleyCurve;
  readonly #knots: Knots;

  constructor(
    curve: ValleyCurve,
    C: number,
    rows: readonly number[],
    { N, D }: { N: ArrayLike<number>; D: ArrayLike<number> },
  ) {
    this.C = C;
    this.rows = rows;
    this.x = Float64Array.from(rows, (row) => Math.log(N[row]!));
    this.#curve = curve;
    this.#knots = knotsOf(this.x);
    this.design = ParabolaDesign.over(this.x);
    const logD = rows.map((row) => Math.log(D[row]!));
    this.tokens = this.#knots.x.length > 1
      ? line(this.x, logD)
      : { intercept: logD[0]! + this.x[0]!, slope: -1 };
  }

  /** Different model sizes. */
  get sizes(): number {
    return this.#knots.x.length;
  }

  /** How many sizes the curve needs. */
  get needed(): number {
    return this.#curve === "parabola" ? 3 : leastKnots;
  }

  /** ln D that goes with ln N on this budget. */
  logTokens(x: number): number {
    return this.tokens.intercept + this.tokens.slope * x;
  }

  /** The lowest (or, upside down, the highest) point under given losses; sizes must suffice. */
  lowest(loss: Float64Array): Lowest {
    if (this.#curve === "parabola") {
      const { vertex, level, curvature } = this.design!.through(loss);
      return { x: vertex, y: level, curvature };
    }
    const { x, weight } = this.#knots;
    const y = new Float64Array(x.length);
    loss.forEach((value, i) => y[this.#knots.of[i]!]! += value);
    return { ...akimaMinimum(x, y.map((sum, k) => sum / weight[k]!)), curvature: null };
  }

  /** The same in words and units, with what there is to say against it. */
  minimum(loss: Float64Array): Minimum {
    const range = [Math.exp(this.x[0]!), Math.exp(this.x.at(-1)!)] as const;
    const { C, rows: { length: runs }, sizes, needed } = this;
    const none = { N: null, D: null, loss: null, curvature: null };
    if (sizes < needed) {
      const message = `${sizes} model ${sizes === 1 ? "size" : "sizes"}, and a ${this.#curve} ` +
        `needs ${needed}`;
      return { C, ...none, status: "too-few-points", message, runs, range };
    }
    if (this.#curve === "parabola" && !this.design) {
      const message = "its model sizes are too near to one another for a parabola";
      return { C, ...none, status: "too-few-points", message, runs, range };
    }
    if (loss.every((value) => value === loss[0])) {
      const message = "the valley is flat: all its runs have one loss";
      return { C, ...none, status: "flat", message, runs, range };
    }
    const found = this.lowest(loss);
    const { status, message } = this.#judge(found, loss);
    const N = Math.exp(found.x), D = Math.exp(this.logTokens(found.x));
    // A nearly straight line turns where no number reaches.
    const place = [N, D, found.y].every((value) => value > 0 && value < Infinity)
      ? { N, D, loss: found.y, curvature: found.curvature }
      : none;
    return { C, ...place, status, message, runs, range };
  }

  /** Whether a lowest point is a minimum inside the sizes that were trained. */
  isInside({ x, curvature }: Lowest): boolean {
    return (curvature === null || curvature > 0) && x > this.x[0]! && x < this.x.at(-1)!;
  }

  #judge(found: Lowest, loss: Float64Array): { status: MinimumStatus; message: string } {
    const { curvature } = found;
    const low = this.x[0]!, high = this.x.at(-1)!;
    const sizes = `${count(Math.exp(low))} – ${count(Math.exp(high))}`;
    if (curvature !== null) {
      const error = this.design!.curvatureError(loss);
      // One-sided, 95 %. With three runs nothing is left over to judge by.
      const least = studentTOrZero(loss.length - 3) * error;
      if (!(curvature > 0)) {
        return { status: "negative-curvature", message: "the parabola opens downwards" };
      }
      if (curvature < least) {
        return {
          status: "flat",
          message: `the valley is flat: a curvature of ${significant(curvature, 2)} with a ` +
            `standard error of ${significant(error, 2)} cannot be told from none`,
        };
      }
    }
    if (!this.isInside(found)) {
      const where = found.x >= high ? "at or above the largest" : "at or below the smallest";
      const what = curvature === null
        ? "the least loss"
        : `the vertex at ${count(Math.exp(found.x))}`;
      return { status: "outside-range", message: `${what} is ${where} model of ${sizes}` };
    }
    return { status: "converged", message: `a minimum within ${sizes}` };
  }
}

/** Runs of one size count as one knot, their losses averaged: a spline is a function. */
interface Knots {
  readonly x: Float64Array;
  readonly of: Int32Array;
  readonly weight: Float64Array;
}

function knotsOf(x: Float64Array): Knots {
  const distinct: number[] = [], of = new Int32Array(x.length), weight: number[] = [];
  x.forEach((value, i) => {
    // Sizes that differ by less than 1e-6 are one size, written with other digits.
    if (!distinct.length || value - distinct.at(-1)! > 1e-6) {
      distinct.push(value);
      weight.push(0);
    }
    of[i] = distinct.length - 1;
    weight[distinct.length - 1]!++;
  });
  return { x: Float64Array.from(distinct), of, weight: Float64Array.from(weight) };
}

/** The 95 % quantile of t; nothing to compare with where no degree of freedom is left. */
function studentTOrZero(degrees: number): number {
  return degrees > 0 ? studentT(0.95, degrees) : 0;
}
