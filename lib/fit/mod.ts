/**
 * Laws meet runs: fits, what they are worth, and how they are kept.
 *
 * Imports neither polars nor vega; it starts in tens of milliseconds and runs in a browser.
 *
 * @module
 */
export { type BatchDefinition, BatchFit, type FittedTarget } from "./batch_fit.ts";
export { type BatchPoint, BatchPower } from "./batch_power.ts";
export type { BatchTarget, BatchUnit, NumberColumn, StepsData } from "./batch_table.ts";
export type { BootstrapOptions, Draws } from "./bootstrap.ts";
export type { StreamName } from "../numeric/streams.ts";
export type { Covariance, CovarianceKind } from "./covariance.ts";
export type { Criterion, Profiled, ProfileEnds, ProfilePoint, SharedLuck } from "./profile.ts";
export type { Asked, Engine } from "./engine.ts";
export { Downstream, downstream, type DownstreamPrediction } from "./downstream.ts";
export { type CheckedTask, CheckedTasks, type TaskRuns } from "./downstream_check.ts";
export { FitFacts } from "./fit_facts.ts";
export type { Diagnosis, Status } from "./diagnose.ts";
export type { BudgetData } from "./budget_data.ts";
export { compare, type CompareOptions } from "./compare.ts";
export { type ComparedLaw, LawComparison, type RankedBy } from "./comparison_result.ts";
export { Fit } from "./fit.ts";
export type { AnyQuantity, FitRecord, FitTerm, OneMinimum } from "./fit_record.ts";
export { type AnyFit, fitFromJSON } from "./fit_from_json.ts";
export type { FitJson } from "./fit_json.ts";
export { fitLaw, type FitOptions } from "./fit_law.ts";
export { type BatchFitOptions, fitBatch } from "./fit_batch.ts";
export { type EnvelopeFitOptions, fitEnvelope } from "./fit_envelope.ts";
export type { FitResult, FittedSurface } from "./fit_result.ts";
export { fitValleys, type ValleyOptions } from "./fit_valleys.ts";
export type { Bias } from "./frontier_bias.ts";
export type { DrawnPower, FrontierDraws } from "./frontier_draws.ts";
export { FrontierFit, type FrontierMethod, type FrontierRecord } from "./frontier_fit.ts";
export type { DrawnPowerJson, FrontierFitJson, LineJson } from "./frontier_json.ts";
export type { FrontierLine } from "./frontier_line.ts";
export { HeldOut, heldOut, type HeldOutRun } from "./held_out.ts";
export type { ReportOptions } from "./fit_report.ts";
export type { Interval, IntervalMethod } from "./interval.ts";
export type { Minimum, MinimumStatus } from "./minimum.ts";
export {
  absolute,
  absoluteLog,
  asymmetric,
  asymmetricLog,
  type AsymmetricOptions,
  describeObjective,
  huber,
  huberLog,
  type Objective,
  type ObjectiveKind,
  type ObjectiveName,
  objectiveNamed,
  rho,
  squared,
  squaredLog,
  type StudentOptions,
  studentT,
  studentTLog,
} from "./objective.ts";
export { objectiveAt } from "./objective_at.ts";
export type { DataSummary, Ranged, RunData } from "./run_data.ts";
export { type BandRow, bands } from "./bands.ts";
export { type ProfileCurve, profileCurve, type ProfileCurveOptions } from "./profile_curve.ts";
export { confidenceInterval, predictionInterval } from "./prediction.ts";
export { SideBySide, sideBySide } from "./side_by_side.ts";
export { rollout, type RolloutOptions } from "./rollout.ts";
export {
  type CalibratedLevel,
  type FactorBin,
  Rollout,
  type RolloutParts,
} from "./rollout_result.ts";
export type { RolloutRow, RolloutWindow } from "./rollout_window.ts";
export type { RolloutSummary } from "./rollout_summary.ts";
export type { ColumnData } from "./table_data.ts";
export { type Third, thirds } from "./thirds.ts";
export { drawnInterval, tails } from "./uncertainty.ts";
export type { ValleyCurve } from "./valley.ts";
export type { WeightMeaning, Weights } from "./weights.ts";
