import { chinchilla } from "../laws/chinchilla.ts";
import type { ChinchillaDerived, ChinchillaTerm } from "../laws/chinchilla_formula.ts";
import { checkRules } from "../laws/coef_rules.ts";
import type { Coef, CoefRules, FrontierLaw, Law } from "../laws/law.ts";
import { InputError, unknownName } from "../text/mod.ts";
import type { BootstrapOptions } from "./bootstrap.ts";
import type { Fit } from "./fit.ts";
import { fitAnyLaw } from "./fit_any_law.ts";
import { fitChinchilla } from "./fit_chinchilla.ts";
import { huberLog, kindOf, type Objective } from "./objective.ts";
import type { RunData } from "./run_data.ts";
import type { ColumnData } from "./table_data.ts";
import type { Weights } from "./weights.ts";

/** How {@linkcode fitLaw} fits. */
export interface FitOptions<K extends string = ChinchillaTerm> {
  /** What is minimised. @default {huberLog(1e-3)} */
  readonly objective?: Objective;
  /** Resamples for intervals; none unless asked for. */
  readonly bootstrap?: BootstrapOptions;
  /** Weights of the runs, and what they mean. */
  readonly weights?: Weights;
  /** What the fit may do with a coefficient, over and above the law's own rules. */
  readonly coefs?: CoefRules<K>;
  /** Where to begin. Without it the whole search box is looked through. */
  readonly start?: Partial<Coef<K>>;
}

/**
 * Fits a law to training runs: Approach 3 of Hoffmann et al. (2022), for any law.
 *
 * Minimises Σ w ρ(r) over the runs, r = predicted − observed in the space of the objective, within the
 * bounds of the coefficients; of the Chinchilla law alpha, beta ∈ [0, 3] and E ∈ [0, least loss]. No
 * start is asked for: the coefficients in which the law is linear are projected out, the others
 * sampled, and from the best starts Newton's method with the exact Hessian goes to the minimum. The
 * derivatives are read from the law's formula. The same runs give the same digits.
 *
 * @param runs The columns that the law looks at, one entry per run; of the Chinchilla law N
 * (parameters), D (tokens) and loss (nats/token). A `run` column when rows are checkpoints of one
 * run. `Runs` is such a thing, and so are arrays by name.
 * @param law The law, {@linkcode chinchilla} unless given; `defineLaw` makes one of your own.
 * @param options See {@linkcode FitOptions}.
 * @returns A {@linkcode Fit}, whatever its status; read it before you believe the numbers.
 * @throws {InputError} If a column is missing or has a value that is not a number, or one that is
 * not positive where a logarithm is taken; if there are fewer runs than coefficients + 1; if a law's
 * formula cannot be read and it has no gradient; if rules contradict each other.
 *
 * Source: Hoffmann et al. (2022), equation 3, https://arxiv.org/abs/2203.15556
 *
 * @example Exact runs give their law back
 * ```ts
 * import assert from "node:assert/strict";
 * import { fitLaw } from "isoflop/fit";
 * import { chinchilla } from "isoflop/laws";
 *
 * const truth = { E: 1.69, A: 406.4, B: 410.7, alpha: 0.34, beta: 0.28 };
 * const N = [1e8, 1e8, 1e8, 1e9, 1e9, 1e9, 1e10, 1e10, 1e10];
 * const D = [1e9, 1e10, 1e11, 1e9, 1e10, 1e11, 1e9, 1e10, 1e11];
 * const loss = N.map((n, i) => chinchilla.predict(truth, { N: n, D: D[i]! }));
 *
 * const fit = fitLaw({ N, D, loss }, chinchilla);
 * assert.equal(fit.status, "converged");
 * assert.equal(fit.coef.alpha.toFixed(6), "0.340000");
 * ```
 */
export function fitLaw(
  runs: RunData,
  law?: FrontierLaw<ChinchillaTerm, ChinchillaDerived>,
  options?: FitOptions,
): Fit;
/** {@linkcode fitLaw} of a law of any columns. */
export function fitLaw<K extends string, D extends string, R extends string>(
  runs: ColumnData | Readonly<Record<string, ArrayLike<number>>>,
  law: Law<K, D, string, R>,
  options?: FitOptions<NoInfer<K>>,
): Fit<K, D, R>;
export function fitLaw(
  runs: RunData | ColumnData,
  given: unknown = chinchilla,
  options: FitOptions<string> = {},
  // deno-lint-ignore no-explicit-any -- the overloads say which
): any {
  checkLaw(given);
  const law = given as Law;
  checkOptions(law, options);
  const { objective = huberLog(), coefs = {} } = options;
  const rules = mergedRules(law, coefs);
  checkRules(law.name, law.coefNames, rules);
  checkStart(law, options.start);
  const asked = { ...options, objective, rules };
  return isFast(law, asked)
    ? fitChinchilla(runs as RunData, asked)
    : fitAnyLaw(runs as ColumnData, law, asked);
}

/** Options with everything filled in. */
export interface FullOptions extends FitOptions<string> {
  readonly objective: Objective;
  readonly rules: CoefRules;
}

/** Whether the hand-written loops of the Chinchilla law do what is asked. */
function isFast(law: Law, { objective, coefs, start, weights }: FullOptions): boolean {
  const kind = kindOf(objective);
  return law.predict === (chinchilla as unknown as Law).predict && !coefs && !start &&
    kind !== "asymmetric" && kind !== "student-t" && weights?.meaning !== "known-sd";
}

function mergedRules(law: Law, coefs: CoefRules): CoefRules {
  const names = new Set([...Object.keys(law.rules), ...Object.keys(coefs)]);
  return Object.fromEntries(
    Array.from(names, (term) => [term, { ...law.rules[term], ...coefs[term] }]),
  );
}

const known = ["objective", "bootstrap", "weights", "coefs", "start"];
const knownDraws = ["draws", "seed", "stream", "unit", "onProgress"];

/** Notebook cells are not type-checked: an option that is misspelt would be another fit, in silence. */
function checkOptions(
  { name }: Law,
  { objective, bootstrap, ...others }: FitOptions<string>,
): void {
  const cannot = `fit ${JSON.stringify(name)} with the option`;
  for (const key of Object.keys(others)) {
    if (!known.includes(key)) throw unknownName(cannot, key, known);
  }
  for (const key of Object.keys(bootstrap ?? {})) {
    if (!knownDraws.includes(key)) throw unknownName(`${cannot} bootstrap:`, key, knownDraws);
  }
  const { unit } = bootstrap ?? {};
  if (unit !== undefined && !["rows", "runs"].includes(unit)) {
    throw unknownName("draw by the unit", unit, ["rows", "runs"]);
  }
  if (objective === undefined || typeof objective?.name === "string") return;
  throw new InputError({
    cannot: `fit ${JSON.stringify(name)}`,
    needs: "an objective, such as squaredLog()",
    found: typeof objective === "string"
      ? `the text ${JSON.stringify(objective)}`
      : typeof objective,
    cure: "objectiveNamed() makes one of its name",
  });
}

/** Notebook cells are not type-checked, so what is no law at all gets a sentence too. */
function checkLaw(given: unknown): void {
  const law = given as Law | string;
  if (typeof law === "object" && typeof law?.predict === "function") return;
  throw new InputError({
    cannot: `fit ${JSON.stringify(typeof law === "string" ? law : law?.name ?? null)}`,
    needs: "a law with coefficients and a function predict",
    found: typeof law === "string" ? "its name alone" : law === null ? "null" : typeof law,
    cure: 'import { chinchilla } from "isoflop", or make one with defineLaw',
  });
}

function checkStart({ name, coefNames }: Law, start: Partial<Coef> | undefined): void {
  for (const [term, value] of Object.entries(start ?? {})) {
    if (coefNames.includes(term) && Number.isFinite(value)) continue;
    throw new InputError({
      cannot: `start the fit of ${JSON.stringify(name)}`,
      needs: `finite numbers for some of ${coefNames.join(", ")}`,
      found: `${term} = ${value}`,
    });
  }
}
