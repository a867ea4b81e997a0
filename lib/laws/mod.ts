/**
 * Published scaling laws: formula, gradient, LaTeX, units, source and published coefficients.
 *
 * Pure functions of numbers. Nothing here reads a table or fits anything.
 *
 * @module
 */
export { batchSteps, type BatchTerm, type Overhead, overheadBatch } from "./batch_steps.ts";
export { bnsl, type BnslTerm } from "./bnsl.ts";
export { chinchilla } from "./chinchilla.ts";
export {
  type ChinchillaCoef,
  type ChinchillaDerived,
  type ChinchillaTerm,
  tokensForLoss,
} from "./chinchilla_formula.ts";
export type { ChinchillaPreset } from "./chinchilla_presets.ts";
export {
  dataConstrained,
  effectiveEpochs,
  held,
  type RepeatedPoint,
  type RepeatedPreset,
  type RepeatedTerm,
} from "./data_constrained.ts";
export { defineLaw, type LawOptions } from "./define_law.ts";
export { downstreamError, type DownstreamPreset, type DownstreamTerm } from "./downstream_error.ts";
export { gadre, type GadrePreset, type GadreTerm } from "./gadre.ts";
export {
  type BatchAndRate,
  deepseekAllocation,
  deepseekHyperparameters,
  kaplanLearningRate,
  minicpmBatch,
  minicpmTokensPerParameter,
  stepLaw,
  zhangBatch,
} from "./hyperparameters.ts";
export {
  type Transfer,
  transferFits,
  type TransferredData,
  transferredData,
  type TransferTerm,
} from "./hernandez.ts";
export {
  atBatch,
  type BatchCost,
  type FinishedRun,
  kaplanBatch,
  type KaplanBatchPreset,
  type KaplanBatchTerm,
  type LeastTraining,
  leastTraining,
} from "./kaplan_batch.ts";
export {
  efficientFrontier,
  type EfficientTerm,
  type StoppingEarly,
  stoppingEarly,
  type WrongSize,
  wrongSize,
} from "./kaplan_efficient.ts";
export {
  type ContradictionPoint,
  contradictionPoint,
  kaplanFrontiers,
} from "./kaplan_frontiers.ts";
export { llama3Frontiers } from "./llama3_frontiers.ts";
export { flopOfPetaflopDays, flopPerPetaflopDay, petaflopDays } from "./petaflop_days.ts";
export { type CosineOptions, cosineRate, type PlateauOptions, plateauRate } from "./schedules.ts";
export {
  kaplanD,
  kaplanJoint,
  type KaplanJointTerm,
  kaplanLeastTokens,
  kaplanN,
} from "./kaplan.ts";
export { kaplanSteps } from "./kaplan_steps.ts";
export { type FloorPreset, henighanSizes } from "./henighan.ts";
export { type MetricViews, throughMetrics } from "./emergence.ts";
export { jointMoe, type JointMoeTerm } from "./joint_moe.ts";
export {
  fineGrained,
  type FineGrainedTerm,
  routed,
  type RoutedTerm,
  type Router,
} from "./mixture_of_experts.ts";
export {
  bestTrainingBits,
  criticalTokens,
  lossAtBits,
  precisionFit,
  quantisedAfter,
  retainedShare,
  type TrainingBits,
} from "./precision.ts";
export { type GradientNorm, noiseScale } from "./mccandlish.ts";
export type {
  At,
  Coef,
  CoefRule,
  CoefRules,
  CriticalBatch,
  ExponentSpread,
  Frontier,
  FrontierLaw,
  Law,
  NConvention,
  Point,
  PowerOfCompute,
  Preset,
  Source,
} from "./law.ts";
export {
  type NonEmbeddingOptions,
  type NonEmbeddingView,
  nonEmbeddingView,
  pearceOmega,
  totalParameters,
} from "./non_embedding.ts";
export { porianHyperparameters, porianLossFits, type TunedHyperparameters } from "./porian.ts";
export {
  type ColumnOptions,
  powerLaw,
  type PowerLawPreset,
  type PowerLawTerm,
} from "./power_law.ts";
export { type FloorTerm, powerLawWithFloor } from "./power_law_with_floor.ts";
export { lawNamed, laws, presetNamed } from "./registry.ts";
export { sumOfPowers, type SumOfPowersTerm } from "./sum_of_powers.ts";
