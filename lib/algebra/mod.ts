/**
 * Formulas as graphs of expressions: read from functions, differentiated exactly, written as code.
 *
 * @module
 */
export { Algebra } from "./algebra.ts";
export { compile } from "./compile.ts";
export { dependsOn, symbolsOf } from "./depends.ts";
export type {
  CallExpression,
  Comparator,
  ConditionExpression,
  Expression,
  ExtremeExpression,
  FunctionName,
  NumberExpression,
  PowerExpression,
  ProductExpression,
  SelectExpression,
  SumExpression,
  SymbolExpression,
} from "./expression.ts";
export { exponentSymbols, type LinearParts, linearParts, linearSymbols } from "./linear.ts";
export type { Symbols } from "./lower.ts";
export { type Formula, readFormula } from "./read_formula.ts";
export { type FunctionNames, readFunction } from "./read_function.ts";
export { type Line, type Schedule, schedule } from "./schedule.ts";
export { toTex } from "./to_tex.ts";
export { toText } from "./to_text.ts";
export { toVega, type VegaCode, type VegaNames } from "./to_vega.ts";
