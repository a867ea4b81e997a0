import { Algebra, type Expression, linearSymbols, readFunction } from "../algebra/mod.ts";
import { limits } from "../laws/coef_rules.ts";
import type { CoefRule, Law } from "../laws/law.ts";
import { InputError } from "../text/mod.ts";
import { gradientModel } from "./gradient_model.ts";
import { rowLoop } from "./row_loop.ts";

/** What a model says of every row, one array per quantity. */
export interface ModelRows {
  /** The predicted response. */
  readonly p: Float64Array;
  /** ∂p/∂θ_j, one array per j. */
  readonly d: readonly Float64Array[];
  /** ∂²p/∂θ_j∂θ_k of the pairs in {@linkcode Model.curved}. */
  readonly h: readonly Float64Array[];
}

/** A law as the solver sees it: a function of θ, the free coefficients or their logarithms. */
export interface Model {
  /** Number of θ. */
  readonly order: number;
  /** The coefficient that each θ stands for. */
  readonly terms: readonly string[];
  /** Whether θ is the coefficient's logarithm. */
  readonly logged: readonly boolean[];
  /** The pairs j ≥ k whose second derivative is not zero everywhere. */
  readonly curved: readonly (readonly [j: number, k: number])[];
  /** The regressors, and what follows from them alone. */
  columns(regressors: readonly Float64Array[], rows: number): Float64Array[];
  /** Evaluates n rows; second derivatives may be left out unless they are asked for. */
  evaluate(
    columns: readonly Float64Array[],
    n: number,
    theta: Float64Array,
    out: ModelRows,
    second: boolean,
  ): void;
  /** All coefficients: the free ones, the held ones and the tied ones. */
  toCoef(theta: Float64Array): Record<string, number>;
  /** The formula, where it could be read. */
  readonly formula: ReadFormula | null;
}

/** A law's formula as a graph, as far as it could be read. */
export interface ReadFormula {
  readonly algebra: Algebra;
  /** The prediction in terms of the free coefficients, by name. */
  readonly plain: Expression;
  /** The free coefficients in which it is linear, those of the rules or all that there are. */
  readonly linear: readonly string[];
  /** Those of them that are added to everything else as they are. */
  readonly floors: readonly string[];
}

/** The rule of every coefficient: the law's own, and what a fit adds to it. */
export type RuleOf = (term: string) => CoefRule;

/**
 * Compiles a law: its formula is read, differentiated twice, and emitted as loops over the rows in
 * which whatever depends on regressors alone has been worked out beforehand.
 *
 * A law whose formula cannot be read is taken at the word of its gradient.
 *
 * @throws {InputError} If the formula cannot be read and there is no gradient.
 */
export function modelOf(law: Law, ruleOf: RuleOf): Model {
  const key = JSON.stringify(law.coefNames.map(ruleOf));
  const models = compiled.get(law) ?? new Map<string, Model>();
  compiled.set(law, models);
  const known = models.get(key);
  if (known) return known;
  const made = makeModel(law, ruleOf);
  models.set(key, made);
  return made;
}

/** Reading and compiling takes as long as a hundred fits: once per law and rules is enough. */
const compiled = new WeakMap<Law, Map<string, Model>>();

function makeModel(law: Law, ruleOf: RuleOf): Model {
  const free = law.coefNames.filter((term) => {
    const { fixed, tied } = ruleOf(term);
    return fixed === undefined && tied === undefined;
  });
  const logged = free.map((term) => isLogged(ruleOf(term)));
  const shape: ModelShape = {
    law,
    terms: free,
    logged,
    toCoef: coefMaker(law, ruleOf, free, logged),
  };
  try {
    return compiledModel(shape, ruleOf);
  } catch (error) {
    if (law.gradient && error instanceof InputError) return gradientModel(shape, ruleOf);
    throw error;
  }
}

/** The logarithm that stands for zero. */
export const leastLog = -300;

/** A coefficient above zero is fitted by its logarithm. */
export function isLogged(rule: CoefRule): boolean {
  return rule.positive === true && limits(rule)[0] >= 0;
}

/** What compiled models and those with a gradient have in common. */
export interface ModelShape {
  readonly law: Law;
  readonly terms: readonly string[];
  readonly logged: readonly boolean[];
  readonly toCoef: Model["toCoef"];
}

function coefMaker(
  { coefNames }: Law,
  ruleOf: RuleOf,
  free: readonly string[],
  logged: readonly boolean[],
): Model["toCoef"] {
  return (theta) => {
    const valueOf = (term: string): number => {
      const { fixed, tied } = ruleOf(term);
      if (fixed !== undefined) return fixed;
      if (tied !== undefined) return valueOf(tied);
      const j = free.indexOf(term), value = theta[j]!;
      if (!logged[j]) return value;
      // The edge of the box stands for zero, which has no logarithm.
      return value <= leastLog ? 0 : Math.exp(value);
    };
    return Object.fromEntries(coefNames.map((term) => [term, valueOf(term)]));
  };
}

function compiledModel({ law, terms, logged, toCoef }: ModelShape, ruleOf: RuleOf): Model {
  const algebra = new Algebra();
  const { name, coefNames, regressors, constants } = law;
  const read = readFunction(algebra, law.predict, { name, coefNames, regressors, constants });
  const symbols = terms.map((_, j) => `θ${j}`);
  const node = (term: string): Expression => {
    const { fixed, tied } = ruleOf(term);
    if (fixed !== undefined) return algebra.number(fixed);
    if (tied !== undefined) return node(tied);
    const j = terms.indexOf(term);
    const theta = algebra.symbol(symbols[j]!);
    return logged[j] ? algebra.call("exp", theta) : theta;
  };
  const plain = algebra.substitute(
    read,
    new Map(coefNames.map((term) => {
      const { fixed, tied } = ruleOf(term);
      const held = ruleOf(tied ?? term).fixed ?? fixed;
      return [term, held !== undefined ? algebra.number(held) : algebra.symbol(tied ?? term)];
    })),
  );
  const said = terms.filter((term) => ruleOf(term).linear);
  const linear = said.length > 0 ? said : linearSymbols(algebra, plain, terms);
  const floors = terms.filter((term) =>
    isNumber(algebra.derivative(plain, term), 1) && limits(ruleOf(term))[0] >= 0
  );
  const p = algebra.substitute(read, new Map(coefNames.map((term) => [term, node(term)])));
  const d = symbols.map((symbol) => algebra.derivative(p, symbol));
  const pairs = symbols.flatMap((_, j) => symbols.slice(0, j + 1).map((_, k) => [j, k] as const));
  const second = pairs.map(([j, k]) => algebra.derivative(d[j]!, symbols[k]!));
  const curved = pairs.filter((_, i) => !isNumber(second[i]!, 0));
  const h = second.filter((e) => !isNumber(e, 0));
  const loop = rowLoop(law.regressors, symbols, [p, ...d, ...h]);
  return {
    order: terms.length,
    terms,
    logged,
    curved,
    toCoef,
    formula: { algebra, plain, linear, floors },
    columns: loop.columns,
    evaluate: (columns, n, theta, { p, d, h }) => loop.run(columns, n, theta, [p, ...d, ...h]),
  };
}

function isNumber(e: Expression, value: number): boolean {
  return e.kind === "number" && e.value === value;
}
