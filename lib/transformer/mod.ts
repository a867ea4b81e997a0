/**
 * Parameters and FLOP of a transformer from its shape, by the conventions of the papers, and shapes
 * near a wanted N.
 *
 * Pure functions of plain records.
 *
 * @module
 */
export type {
  Architecture,
  CompleteArchitecture,
  Experts,
  Norms,
  Positions,
} from "./architecture.ts";
export { completeArchitecture } from "./complete.ts";
export type { Convention, FlopParts, Inclusion } from "./conventions.ts";
export { type Counting, countings, countParameters } from "./counting.ts";
export { type FlopCount, type FlopOptions, flops, type PassFlop } from "./flops.ts";
export { mfu, type Throughput } from "./mfu.ts";
export { type ParameterBreakdown, parameters } from "./parameters.ts";
export type { Bounds, ShapeConstraints } from "./shape_constraints.ts";
export { recountedExponent, type Recounting } from "./recounted_exponent.ts";
export { type Shape, shapesNear } from "./shapes_near.ts";
export { trainingFlop } from "./training_flop.ts";
