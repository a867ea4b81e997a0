import type { CoefRules, FrontierLaw, Law } from "../laws/law.ts";
import { InputError, listNames } from "../text/mod.ts";
import { type ComparedLaw, LawComparison } from "./comparison_result.ts";
import type { Fit } from "./fit.ts";
import { fitLaw } from "./fit_law.ts";
import { likelihood } from "./likelihood.ts";
import { huberLog, type Objective } from "./objective.ts";
import { defaultCuts } from "./rollout_cuts.ts";
import { cutColumn, freeCount, rollout } from "./rollout.ts";
import type { Rollout } from "./rollout_result.ts";
import { clustersOf, type RunData } from "./run_data.ts";
import { type ColumnData, columnOf } from "./table_data.ts";

/** How {@linkcode compare} fits and holds runs out. */
export interface CompareOptions {
  /** What is minimised, the same for all laws. @default {huberLog(1e-3)} */
  readonly objective?: Objective;
  /**
   * Which column is cut where for the held-out error, the same for all laws; `false` for none.
   * @default {compute, or else the first column of the first law, cut as {@linkcode rollout} does}
   */
  readonly holdOut?: false | { readonly by?: string; readonly cuts?: readonly number[] };
  /** What the fits may do with coefficients, by the name of the law. */
  readonly coefs?: Readonly<Record<string, CoefRules>>;
}

/**
 * Fits several laws to the same runs and says which describes and which predicts them best: AICc,
 * BIC and held-out error side by side.
 *
 * AICc = 2k − 2ℓ + 2k(k + 1)/(n − k − 1) and BIC = k ln n − 2ℓ, where ℓ is the largest log
 * likelihood of the density proportional to exp(−κ ρ(r)) that the objective stands for (Gaussian
 * for squares, Laplace for absolute deviations), and k counts the free coefficients and κ. A weight
 * is exp(−½ Δ) over the sum of all: how the evidence is shared out among these laws, one of which
 * is supposed to be right. Both count rows as independent. The held-out error supposes neither.
 *
 * @param given The columns of all laws and their response, one entry per run.
 * @param compared At least two, of one response.
 * @returns A {@linkcode LawComparison}; a law whose criterion or roll-out cannot be had says why.
 * @throws {InputError} If there are fewer than two laws, two have one name, they are of different
 * responses, or a law cannot be fitted at all.
 *
 * @example Is there a floor?
 * ```ts
 * import assert from "node:assert/strict";
 * import { compare, squaredLog } from "isoflop/fit";
 * import { defineLaw } from "isoflop/laws";
 *
 * const power = defineLaw({
 *   name: "power",
 *   coefNames: ["K", "gamma"],
 *   regressors: ["C"],
 *   predict: ({ K, gamma }, { C }) => K * C ** -gamma,
 *   rules: { K: { positive: true }, gamma: { low: 0, high: 1 } },
 * });
 * const floor = defineLaw({
 *   name: "power with floor",
 *   coefNames: ["E", "K", "gamma"],
 *   regressors: ["C"],
 *   predict: ({ E, K, gamma }, { C }) => E + K * C ** -gamma,
 *   rules: { E: { positive: true }, K: { positive: true }, gamma: { low: 0, high: 1 } },
 * });
 * const C = Array.from({ length: 16 }, (_, i) => 10 ** (17 + i / 3));
 * const loss = C.map((c, i) => (1.8 + 200 * c ** -0.12) * (1 + 0.003 * Math.sin(7 * i)));
 * const comparison = compare({ C, loss }, [power, floor], { objective: squaredLog() });
 * assert.equal(comparison.best("aicc")?.law.name, "power with floor");
 * ```
 */
export function compare(
  given: ColumnData | Readonly<Record<string, ArrayLike<number> | ArrayLike<string>>>,
  // deno-lint-ignore no-explicit-any -- laws of any coefficients and columns stand side by side
  compared: readonly (Law<any, any, any, any> | FrontierLaw<any, any, any>)[],
  { objective = huberLog(), holdOut = {}, coefs = {} }: CompareOptions = {},
): LawComparison {
  const laws = compared as readonly Law[];
  checkLaws(laws);
  const runs = given as ColumnData;
  const fits = laws.map((law) =>
    fitLaw(runs, law, { objective, ...(coefs[law.name] && { coefs: coefs[law.name]! }) }) as Fit<
      string,
      string,
      string
    >
  );
  const counts = laws.map((law) => freeCount(law, coefs[law.name]));
  const held = holdOut === false ? null : heldOutBy(runs, laws, counts, holdOut);
  const rows = fits.map((fit, i): ComparedLaw => {
    const law = laws[i]!;
    const roll = held === null || typeof held === "string"
      ? held
      : rolled(() =>
        rollout(runs, law, {
          ...held,
          objective,
          ...(coefs[law.name] && { coefs: coefs[law.name]! }),
        })
      );
    return {
      law,
      fit,
      coefficients: counts[i]!,
      ...criteria(fit, objective, counts[i]!),
      heldOut: typeof roll === "string" ? null : roll,
      notHeldOut: typeof roll === "string" ? roll : null,
    };
  });
  return new LawComparison(
    rows,
    objective,
    held !== null && typeof held === "object" ? held.by : null,
  );
}

/** ℓ, AICc and BIC of a fit, or why they cannot be had. */
function criteria(fit: Fit<string, string, string>, objective: Objective, free: number) {
  const { n, value, scale, status } = fit;
  const k = free + 1;
  const none = { logLikelihood: null, scale: null, aicc: null, bic: null };
  if (status === "not-identified" || status === "not-converged") {
    return { ...none, missing: `${status}: ${fit.message}` };
  }
  const found = likelihood(objective, value, n, scale);
  if (!found) return { ...none, missing: "the law passes through every run" };
  const { logLikelihood } = found;
  const base = { ...found, bic: k * Math.log(n) - 2 * logLikelihood };
  if (n <= k + 1) {
    return {
      ...base,
      aicc: null,
      missing:
        `AICc takes more than ${k + 1} rows, for ${free} coefficients and the scale of the ` +
        `noise; there are ${n}`,
    };
  }
  return {
    ...base,
    aicc: 2 * k - 2 * logLikelihood + 2 * k * (k + 1) / (n - k - 1),
    missing: null,
  };
}

/** The column and the cuts for all laws, or why runs cannot be held out. */
function heldOutBy(
  runs: ColumnData,
  laws: readonly Law[],
  counts: readonly number[],
  { by: asked, cuts }: { readonly by?: string; readonly cuts?: readonly number[] },
): { by: string; cuts: readonly number[] } | string {
  const by = asked ?? cutColumn(runs, laws[0]!);
  if (cuts) return { by, cuts };
  const parts = {
    cutting: columnOf(runs, by, `roll out by ${JSON.stringify(by)}`),
    clusters: clustersOf(runs as RunData),
  };
  try {
    return { by, cuts: defaultCuts(parts, by, Math.max(...counts)) };
  } catch (error) {
    return sentenceOf(error);
  }
}

/** A roll-out, or why there is none. */
function rolled(make: () => Rollout): Rollout | string {
  try {
    return make();
  } catch (error) {
    return sentenceOf(error);
  }
}

function sentenceOf(error: unknown): string {
  if (!(error instanceof InputError)) throw error;
  const { cannot, needs, found } = error.complaint;
  return `cannot ${cannot}: needed ${needs}, found ${found}`;
}

function checkLaws(laws: readonly Law[]): void {
  const cannot = "compare laws";
  if (!Array.isArray(laws) || laws.length < 2) {
    throw new InputError({
      cannot,
      needs: "at least two laws",
      found: !Array.isArray(laws) ? `${typeof laws}` : laws.length === 1 ? "one" : "none",
    });
  }
  const names = laws.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) {
    throw new InputError({
      cannot,
      needs: "laws of different names",
      found: `${JSON.stringify(twice)} twice`,
    });
  }
  const responses = new Set(laws.map(({ response }) => response));
  if (responses.size === 1) return;
  throw new InputError({
    cannot,
    needs: "laws of one response: likelihoods of different quantities say nothing of each other",
    found: `laws of ${listNames(responses)}`,
  });
}
