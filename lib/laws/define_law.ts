import { InputError } from "../text/mod.ts";
import { checkRules } from "./coef_rules.ts";
import type { At, Coef, CoefRules, Frontier, Law, Preset, Source } from "./law.ts";

/** What {@linkcode defineLaw} needs to know. */
export interface LawOptions<
  K extends string,
  R extends string,
  D extends string = never,
  P extends string = never,
> {
  /** A name for reports and messages. */
  readonly name: string;
  /** The coefficients, in the order in which they are to be reported. */
  readonly coefNames: readonly K[];
  /** The columns that it looks at; any names. */
  readonly regressors: readonly R[];
  /** The law: a plain function of numbers. */
  readonly predict: (coef: Coef<K>, at: At<R>) => number;
  /** ∂predict/∂coefficient, where the formula cannot be read from the function. */
  readonly gradient?: (coef: Coef<K>, at: At<R>) => Record<K, number>;
  /** The column that it gives. @default {"loss"} */
  readonly response?: string;
  /** What a fit may do with each coefficient: positive, bounded, fixed, tied. */
  readonly rules?: CoefRules<NoInfer<K>>;
  /** Numbers from outside that `predict` uses by name. */
  readonly constants?: Readonly<Record<string, number>>;
  /** Quantities that follow from the coefficients. */
  readonly derive?: (coef: Coef<K>) => Record<D, number>;
  /** The compute-optimal frontier under C = 6ND, where the law has one. */
  readonly frontier?: (coef: Coef<K>) => Frontier;
  /** What each coefficient and derived quantity is, and its unit. */
  readonly units?: Readonly<Partial<Record<NoInfer<K> | NoInfer<D>, string>>>;
  /** The formula in plain text. @default {the text of `predict`} */
  readonly formula?: string;
  /** The formula in LaTeX, without dollar signs. @default {read from `predict`} */
  readonly tex?: string;
  /** Where it was published. */
  readonly source?: Source;
  /** Published coefficients, by short name. */
  readonly presets?: Readonly<Record<P, Preset>>;
}

/**
 * A law of your own: a plain function of coefficients and columns, ready for `fitLaw`.
 *
 * Write it as a formula: arithmetic, `Math`, constants by name. Its first and second derivatives are
 * then worked out exactly from its text. A function that reads anything else needs a `gradient`.
 *
 * @throws {InputError} If there are no coefficients, a name stands twice, or a rule contradicts
 * itself or names no coefficient.
 *
 * @example Loss against compute, with a floor
 * ```ts
 * import assert from "node:assert/strict";
 * import { fitLaw } from "isoflop/fit";
 * import { defineLaw } from "isoflop/laws";
 *
 * const law = defineLaw({
 *   name: "compute with a floor",
 *   coefNames: ["E", "K", "gamma"],
 *   regressors: ["C"],
 *   predict: ({ E, K, gamma }, { C }) => E + K * C ** -gamma,
 *   rules: { E: { positive: true }, K: { positive: true }, gamma: { low: 0, high: 1 } },
 * });
 * const C = [1e18, 1e19, 1e20, 1e21, 1e22];
 * const loss = C.map((c) => law.predict({ E: 1.8, K: 200, gamma: 0.12 }, { C: c }));
 * assert.equal(fitLaw({ C, loss }, law).coef.gamma.toFixed(6), "0.120000");
 * ```
 */
export function defineLaw<
  K extends string,
  R extends string,
  D extends string = never,
  P extends string = never,
>(
  options: LawOptions<K, R, D, P>,
): Law<K, D, P, R> {
  const { name, coefNames, regressors, predict, rules = {}, response = "loss" } = options;
  checkNames({ ...options, response });
  checkRules(name, coefNames, rules);
  const units = { ...Object.fromEntries(coefNames.map((term) => [term, "–"])), ...options.units };
  return {
    name,
    coefNames: [...coefNames],
    regressors: [...regressors],
    response,
    rules: rules as CoefRules<K>,
    constants: options.constants ?? {},
    units: units as Law<K>["units"],
    formula: options.formula ?? bodyOf(predict),
    tex: options.tex ?? "",
    source: options.source ?? null,
    predict,
    ...(options.gradient && { gradient: options.gradient }),
    derive: options.derive ?? (() => ({}) as Record<D, number>),
    ...(options.frontier && { frontier: options.frontier }),
    presets: options.presets ?? {} as Record<P, Preset>,
  };
}

/** Notebook cells are not type-checked, so what is no law at all gets a sentence too. */
function checkNames(
  { name, coefNames, regressors, predict, response }: {
    readonly name: string;
    readonly coefNames: readonly string[];
    readonly regressors: readonly string[];
    readonly predict: unknown;
    readonly response: string;
  },
): void {
  const cannot = `define the law ${JSON.stringify(name)}`;
  const needs = "a name, the names of coefficients and of columns, and a function predict";
  const found = typeof name !== "string" || name === ""
    ? `the name ${JSON.stringify(name)}`
    : typeof predict !== "function"
    ? `${typeof predict} for predict`
    : !(coefNames?.length > 0)
    ? "no coefNames"
    : !(regressors?.length > 0)
    ? "no regressors"
    : null;
  if (found !== null) throw new InputError({ cannot, needs, found });
  const all = [...coefNames, ...regressors, response];
  const twice = all.find((each, i) => all.indexOf(each) !== i);
  if (twice === undefined) return;
  throw new InputError({
    cannot,
    needs: "every coefficient, every regressor and the response to have a name of its own",
    found: `${JSON.stringify(twice)} twice`,
  });
}

/** The text of a function between its arrow or `return` and its end. */
function bodyOf(predict: unknown): string {
  const text = String(predict).replace(/\s+/g, " ");
  return /=>\s*(?!\{)(.*)$/.exec(text)?.[1] ?? /return (.*?);? \}$/.exec(text)?.[1] ?? text;
}
