/**
 * Laws meet runs: fits, what they are worth, and how they are kept.
 *
 * Imports neither polars nor vega; it starts in tens of milliseconds and runs in a browser.
 *
 * @module
 */
export type { BootstrapOptions, Draws } from "./bootstrap.ts";
export type { StreamName } from "../numeric/streams.ts";
export type { Covariance } from "./covariance.ts";
export type { Diagnosis, Status } from "./diagnose.ts";
export type { BudgetData } from "./budget_data.ts";
export { Fit, type FitRecord, type FitTerm } from "./fit.ts";
export { type AnyFit, fitFromJSON } from "./fit_from_json.ts";
export type { FitJson } from "./fit_json.ts";
export { fitLaw, type FitOptions } from "./fit_law.ts";
export { type EnvelopeFitOptions, fitEnvelope } from "./fit_envelope.ts";
export type { FitResult, FittedSurface } from "./fit_result.ts";
export { fitValleys, type ValleyOptions } from "./fit_valleys.ts";
export type { Bias } from "./frontier_bias.ts";
export type { DrawnPower, FrontierDraws } from "./frontier_draws.ts";
export { FrontierFit, type FrontierMethod, type FrontierRecord } from "./frontier_fit.ts";
export type { DrawnPowerJson, FrontierFitJson, LineJson } from "./frontier_json.ts";
export type { FrontierLine } from "./frontier_line.ts";
export { HeldOut, heldOut, type HeldOutRun } from "./held_out.ts";
export type { Interval } from "./interval.ts";
export type { Minimum, MinimumStatus } from "./minimum.ts";
export {
  absoluteLog,
  describeObjective,
  huber,
  huberLog,
  type Objective,
  type ObjectiveName,
  objectiveNamed,
  rho,
  squared,
  squaredLog,
} from "./objective.ts";
export { objectiveAt } from "./objective_at.ts";
export type { DataSummary, RunData } from "./run_data.ts";
export { confidenceInterval, predictionInterval } from "./prediction.ts";
export { SideBySide, sideBySide } from "./side_by_side.ts";
export { type Third, thirds } from "./thirds.ts";
export { drawnInterval, tails } from "./uncertainty.ts";
export type { ValleyCurve } from "./valley.ts";
