import { type LeastSquares, leastSquares } from "../numeric/least_squares.ts";

/** y = level + curvature · (x − vertex)²: a parabola by the point where it turns. */
export interface Parabola {
  /** Where it turns. */
  readonly vertex: number;
  /** The ordinate there. */
  readonly level: number;
  /** Above zero where the vertex is the lowest point. */
  readonly curvature: number;
}

/**
 * Least-squares parabolas over the same abscissae. The design is decomposed once; after that each
 * set of ordinates costs three sums, and the bootstrap asks for thousands.
 */
export class ParabolaDesign {
  readonly #middle: number;
  readonly #t: Float64Array;
  readonly #squares: LeastSquares;

  private constructor(middle: number, t: Float64Array, squares: LeastSquares) {
    this.#middle = middle;
    this.#t = t;
    this.#squares = squares;
  }

  /** `null` where fewer than three abscissae differ. */
  static over(x: ArrayLike<number>): ParabolaDesign | null {
    let middle = 0;
    for (let i = 0; i < x.length; i++) middle += x[i]! / x.length;
    const t = Float64Array.from(x, (value) => value - middle);
    const squares = leastSquares(Array.from(t, (value) => [1, value, value * value]));
    return squares && new ParabolaDesign(middle, t, squares);
  }

  /** The parabola of least squares through ordinates. */
  through(y: ArrayLike<number>): Parabola {
    const [level, slope, curvature] = this.#coefficients(y);
    const turn = -slope / (2 * curvature);
    return {
      vertex: this.#middle + turn,
      level: level - (slope * slope) / (4 * curvature),
      curvature,
    };
  }

  /** What the parabola leaves over, observed − fitted. */
  residuals(y: ArrayLike<number>): Float64Array {
    const [level, slope, curvature] = this.#coefficients(y);
    return this.#t.map((t, i) => y[i]! - (level + slope * t + curvature * t * t));
  }

  /** Standard error of the curvature; NaN where three runs leave nothing over. */
  curvatureError(y: ArrayLike<number>): number {
    const left = this.residuals(y).reduce((sum, r) => sum + r * r, 0);
    const freedom = y.length - 3;
    return freedom > 0 ? Math.sqrt((left / freedom) * this.#squares.inverse[2]![2]!) : NaN;
  }

  #coefficients(y: ArrayLike<number>): [number, number, number] {
    const { solution: [first, second, third] } = this.#squares;
    let level = 0, slope = 0, curvature = 0;
    for (let i = 0; i < y.length; i++) {
      level += first![i]! * y[i]!;
      slope += second![i]! * y[i]!;
      curvature += third![i]! * y[i]!;
    }
    return [level, slope, curvature];
  }
}
