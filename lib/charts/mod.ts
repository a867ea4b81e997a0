/**
 * Figures: runs, fits and presets become Vega-Lite specifications that show and save themselves.
 *
 * A chart computes no statistics; what it draws was computed before it.
 *
 * @module
 */
export { allocation, type AllocationOptions } from "./allocation.ts";
export { approaches, type ApproachesOptions } from "./approaches.ts";
export { bands, type BandsOptions, type ChartBandRow } from "./bands.ts";
export { bestSizes, type BestSizesOptions, type ChartSizeLine } from "./best_sizes.ts";
export type { ChartBatch } from "./batch_targets.ts";
export { Chart, type ChartFacts } from "./chart.ts";
export { coefficients, type CoefficientsOptions } from "./coefficients.ts";
export { cosineLength, type CosineLengthOptions } from "./cosine_length.ts";
export {
  type ChartBatchPower,
  criticalBatch,
  type CriticalBatchOptions,
} from "./critical_batch.ts";
export { curvature, type CurvatureOptions } from "./curvature.ts";
export type { FrontierPiece } from "./curvature_panel.ts";
export { envelope, type EnvelopeOptions } from "./envelope.ts";
export {
  type ChartExponents,
  exponents,
  type ExponentsOptions,
  type PublishedExponents,
} from "./exponents.ts";
export { exploreBudget, type ExploreBudgetOptions } from "./explore/budget.ts";
export { exploreFloor } from "./explore/floor.ts";
export { exploreOutliers } from "./explore/outliers.ts";
export { type ChartAccelerator, explorePlan, type ExplorePlanOptions } from "./explore/plan.ts";
export { exploreSurface, type ExploreSurfaceOptions } from "./explore/surface.ts";
export type { FigureOptions } from "./figure.ts";
export { type ChartHeldOut, type ChartHeldOutRun, heldOut } from "./held_out.ts";
export { intervals, type IntervalsOptions, type NamedInterval } from "./intervals.ts";
export { isoflop, type IsoflopOptions } from "./isoflop.ts";
export { isoLoss, type IsoLossOptions } from "./iso_loss.ts";
export type { Landmark } from "./landmark_layers.ts";
export { landmarks, type LandmarksOptions } from "./landmarks.ts";
export { linearAndLog } from "./linear_and_log.ts";
export type { ComputeRange } from "./lines_over_compute.ts";
export {
  type ChartExponentLine,
  localExponent,
  type LocalExponentOptions,
} from "./local_exponent.ts";
export { lossCompute, type LossComputeOptions } from "./loss_compute.ts";
export { panels, type PanelsOptions } from "./panels.ts";
export type { Theme } from "./journal.ts";
export { embedCall } from "./page.ts";
export { type Picture, svgToPng } from "./png.ts";
export { type Compiled, compileSpec, renderSvg } from "./render.ts";
export { type ChartOpenInterval, type ChartProfile, profile } from "./profile.ts";
export { overheadCurve, type OverheadCurveOptions } from "./overhead_curve.ts";
export { relation, type RelationOptions } from "./relation.ts";
export { servingCosts, type ServingCostsOptions } from "./serving_costs.ts";
export { servingMap, type ServingMapOptions } from "./serving_map.ts";
export { smallerModel, type SmallerModelOptions } from "./smaller_model.ts";
export { tradeOffCurve, type TradeOffCurveOptions } from "./trade_off_curve.ts";
export type { ChartAxis, ChartMark, ChartPanel, ChartSeries } from "./relation_panel.ts";
export type { Unit as AxisUnit } from "./log_axis.ts";
export {
  type ChartRepeatedLaw,
  type ChartRepeatedRuns,
  type RepeatedGroup,
  repetition,
  type RepetitionOptions,
} from "./repetition.ts";
export {
  type ChartModels,
  type ChartTrainingSet,
  overTraining,
  type OverTrainingOptions,
} from "./over_training.ts";
export { type ChartErrors, type ChartErrorSet, errorByLoss } from "./error_by_loss.ts";
export { repeatedPlane, type RepeatedPlaneOptions } from "./repeated_plane.ts";
export { residuals } from "./residuals.ts";
export { type ChartRollout, type ChartRolloutWindow, rollout } from "./rollout.ts";
export type { ChartSpec } from "./spec.ts";
export type {
  ChartCurve,
  ChartCurves,
  ChartFit,
  ChartFrontier,
  ChartInterval,
  ChartLaw,
  ChartMinimum,
  ChartRanges,
  ChartRuns,
  ChartSource,
} from "./sources.ts";
export { type ChartStep, staircase, type StaircaseOptions } from "./staircase.ts";
export { stepsByBatch } from "./steps_by_batch.ts";
export { stepsByExamples } from "./steps_by_examples.ts";
export { tokensPerParameter, type TokensPerParameterOptions } from "./tokens_per_parameter.ts";
export { valleys, type ValleysOptions } from "./valleys.ts";
export { vegaBundle } from "./vega_bundle.ts";
