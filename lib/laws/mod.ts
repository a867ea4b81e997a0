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
export { defineLaw, type LawOptions } from "./define_law.ts";
export { gadre, type GadrePreset, type GadreTerm } from "./gadre.ts";
export { kaplanD, kaplanJoint, type KaplanJointTerm, kaplanN, kaplanSteps } from "./kaplan.ts";
export type { FloorPreset } from "./henighan.ts";
export { type GradientNorm, noiseScale } from "./mccandlish.ts";
export type {
  At,
  Coef,
  CoefRule,
  CoefRules,
  ExponentSpread,
  Frontier,
  FrontierLaw,
  Law,
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
