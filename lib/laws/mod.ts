/**
 * Published scaling laws: formula, gradient, LaTeX, units, source and published coefficients.
 *
 * Pure functions of numbers. Nothing here reads a table or fits anything.
 *
 * @module
 */
export { chinchilla } from "./chinchilla.ts";
export {
  type ChinchillaCoef,
  type ChinchillaDerived,
  type ChinchillaTerm,
  tokensForLoss,
} from "./chinchilla_formula.ts";
export type { ChinchillaPreset } from "./chinchilla_presets.ts";
export { defineLaw, type LawOptions } from "./define_law.ts";
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
export { lawNamed, laws, presetNamed } from "./registry.ts";
