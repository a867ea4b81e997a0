import type { Box, Minimum, Smooth } from "./newton.ts";
import type { Objective } from "./objective.ts";
import type { WeightMeaning } from "./weights.ts";

/** A coefficient that a fit left at an edge of the search box, and the edge. */
export interface AtBound {
  readonly term: string;
  readonly at: number;
}

/**
 * A law, runs and an objective, as the solver and everything after it see them: a function of θ to
 * be minimised within a box.
 *
 * θ_j stands for the coefficient `terms[j]`, or for its logarithm. A problem may move θ about (the
 * Chinchilla law's logarithms are centred): `shift` takes it back.
 */
export interface Problem {
  readonly objective: Objective;
  /** The free coefficients, one per θ; the scale of Student's t has a θ after them. */
  readonly terms: readonly string[];
  /** Whether θ is the coefficient's logarithm. */
  readonly logged: readonly boolean[];
  /** Those that are a floor: added to everything else, at every row. */
  readonly floors: readonly string[];
  /** Those in which the law is not linear: exponents above all. */
  readonly shapes: readonly string[];
  /** Where to look. */
  readonly box: Box;
  /** Rows that count. */
  readonly rows: number;
  /** How many runs they stand for. */
  readonly n: number;
  /** w of each row. */
  readonly weight: Float64Array;
  /** What the weights mean. */
  readonly meaning: WeightMeaning | null;
  /** The least value over the box, without a start. */
  solve(box?: Box): Minimum;
  /** The minimum that a start leads to, or a value clearly above `enough` on the way. */
  solveFrom(start: Float64Array, box?: Box, enough?: number): Minimum;
  /** The minimum near a start that is nearly one, as a resample's is near that of all runs. */
  solveAgain(start: Float64Array): Minimum;
  /** The lowest minimum that several methods reach from a start that somebody gave. */
  solveNear(start: Float64Array): Minimum;
  /** The objective as Newton's method sees it. */
  smooth(): Smooth;
  /** The same rows under another objective. */
  withObjective(objective: Objective): Problem;
  /** The same problem with other weights; what it gives holds until the next call. */
  reweighter(): (weight: Float64Array) => Problem;
  /** Predicted − observed of every row, in the space of the objective. */
  residuals(theta: Float64Array): Float64Array;
  /** ∂r/∂θ of every row. */
  jacobian(theta: Float64Array): number[][];
  /** ∂(coefficient or its logarithm)/∂θ; `null` where that is the identity. */
  shift: readonly (readonly number[])[] | null;
  /** θ of values of the free coefficients; the scale of Student's t is put where the residuals are. */
  started(values: readonly number[]): Float64Array;
  /** All coefficients. */
  toCoef(theta: Float64Array): Record<string, number>;
  /** The free coefficients at an edge. */
  atBound(theta: Float64Array): AtBound[];
  /** The scale of Student's t; 1 for the others. */
  scale(theta: Float64Array): number;
}
