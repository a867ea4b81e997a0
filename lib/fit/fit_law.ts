import { chinchilla } from "../laws/chinchilla.ts";
import type { ChinchillaDerived, ChinchillaTerm } from "../laws/chinchilla_formula.ts";
import type { Law } from "../laws/law.ts";
import { InputError, listNames, packageVersion } from "../text/mod.ts";
import { bootstrap, type BootstrapOptions } from "./bootstrap.ts";
import { toCoef } from "./coefficients.ts";
import { covariance } from "./covariance.ts";
import { atBound, diagnose, type Diagnosis } from "./diagnose.ts";
import { Fit } from "./fit.ts";
import type { Box } from "./newton.ts";
import { huberLog, type Objective } from "./objective.ts";
import { checkedRuns, clustersOf, type RunData, summarise } from "./run_data.ts";
import { residuals, searchBox, solve } from "./solve.ts";
import { type Surface, surface } from "./surface.ts";

/** How {@linkcode fitLaw} fits. */
export interface FitOptions {
  /** What is minimised. @default {huberLog(1e-3)} */
  readonly objective?: Objective;
  /** Resamples for intervals; none unless asked for. */
  readonly bootstrap?: BootstrapOptions;
}

/**
 * Fits a law to training runs: Approach 3 of Hoffmann et al. (2022).
 *
 * Minimises Σ ρ(r) over the runs, r = predicted − observed in the space of the objective, over
 * alpha, beta ∈ [0, 3] and E ∈ [0, least loss]. No start is asked for: for each node of a grid of
 * exponents the rest of the law is linear (variable projection); from the best nodes Newton's
 * method with the exact Hessian goes to the minimum. The same runs give the same digits.
 *
 * @param runs N (parameters), D (tokens) and loss (nats/token), one entry per run; a `run` column
 * when rows are checkpoints of one run. `Runs` is such a thing, and so are three arrays.
 * @param law The law; so far {@linkcode chinchilla}.
 * @param options See {@linkcode FitOptions}.
 * @returns A {@linkcode Fit}, whatever its status; read it before you believe the numbers.
 * @throws {InputError} If a value is not a positive number, or there are fewer runs than
 * coefficients + 1.
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
  law: Law<ChinchillaTerm, ChinchillaDerived> = chinchilla,
  options: FitOptions = {},
): Fit {
  const { objective = huberLog() } = options;
  if (law?.name !== chinchilla.name) {
    const name = typeof law === "string" ? law : law?.name;
    throw new InputError({
      cannot: `fit ${JSON.stringify(name)}`,
      needs: `a law with a fitter: ${listNames([chinchilla.name])}`,
      found: typeof law === "string" ? "its name alone" : JSON.stringify(name) ?? "nothing",
      cure: 'import { chinchilla } from "isoflop", and give the law itself',
    });
  }
  const data = checkedRuns(runs, law);
  const problem = surface(data, objective.space);
  const constant = constantColumns(problem);
  const box = heldBox(searchBox(problem), constant);
  const minimum = solve(problem, objective, box);
  const misfit = residuals(problem, minimum.theta);
  const coef = withoutUndetermined(toCoef(minimum.theta, problem), constant);
  const bound = atBound(problem, box, minimum.theta).map(({ term }) => term);
  const free = law.coefNames.filter((term) => !bound.includes(term));
  return new Fit({
    law,
    objective,
    // The solver works with ½r²; the objective that people quote is Σr².
    value: objective.name.startsWith("squared") ? 2 * minimum.value : minimum.value,
    evaluations: minimum.evaluations,
    madeBy: packageVersion,
    diagnosis: () =>
      constant.length ? notIdentified(constant, data) : diagnose(problem, objective, box, minimum),
    coef,
    residuals: misfit,
    rSquared: rSquared(data.loss, misfit, objective),
    covariance: () => constant.length ? null : covariance(data, coef, misfit, objective, free),
    draws: options.bootstrap && !constant.length
      ? bootstrap(
        problem,
        objective,
        box,
        minimum.theta,
        clustersOf(runs),
        options.bootstrap,
      )
      : null,
    data: summarise(data, runs),
  });
}

/** What does not vary, so that a term of the law cannot be told from another. */
type Constant = "N" | "D" | "D/N";

/**
 * Columns with one value in all rows, up to rounding: their term is a constant like E. And runs
 * whose D follows from their N, rising with it: there both terms are powers of the same thing.
 * (Runs of one budget are another matter: one term rises where the other falls.)
 */
function constantColumns({ x, y }: Surface): Constant[] {
  const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, v, i) => sum + v * b[i]!, 0);
  const constant = (column: Float64Array) => column.every((value) => Math.abs(value) < 1e-9);
  if (constant(x) || constant(y)) {
    return [...(constant(x) ? ["N" as const] : []), ...(constant(y) ? ["D" as const] : [])];
  }
  return dot(x, y) > 0.9999 * Math.sqrt(dot(x, x) * dot(y, y)) ? ["D/N"] : [];
}

/** The box with the terms of constant columns taken out, so that the rest can be fitted. */
function heldBox(box: Box, constant: readonly Constant[]): Box {
  for (const what of constant) {
    const [term, exponent] = what === "N" ? [0, 3] : [1, 4];
    box.low[term] = box.high[term] = -700;
    box.low[exponent] = box.high[exponent] = 1;
  }
  return box;
}

function withoutUndetermined(
  coef: Record<ChinchillaTerm, number>,
  constant: readonly Constant[],
): Record<ChinchillaTerm, number> {
  const lost = undetermined(constant);
  const kept = (term: ChinchillaTerm) => lost.includes(term) ? NaN : coef[term];
  return { E: kept("E"), A: kept("A"), B: kept("B"), alpha: kept("alpha"), beta: kept("beta") };
}

/** The coefficients that cannot be told apart. The floor can be, where the loss still falls. */
function undetermined(constant: readonly Constant[]): readonly ChinchillaTerm[] {
  const terms = {
    N: ["E", "A", "alpha"],
    D: ["E", "B", "beta"],
    "D/N": ["A", "B", "alpha", "beta"],
  };
  return [...new Set(constant.flatMap((what) => terms[what] as ChinchillaTerm[]))];
}

function notIdentified(
  constant: readonly Constant[],
  data: { N: Float64Array; D: Float64Array },
): Diagnosis {
  const { N, D } = data;
  const values = { N: N[0]!, D: D[0]!, "D/N": D[0]! / N[0]! };
  const isOneRatio = D.every((d, i) => Math.abs(d / N[i]! / values["D/N"] - 1) < 1e-3);
  const facts = constant.map((what) =>
    what === "D/N" && !isOneRatio
      ? `D follows from N in all ${N.length} runs`
      : `all ${N.length} runs have ${what} = ${Number(values[what].toPrecision(6))}`
  );
  const cure = constant.includes("D/N")
    ? "; train some sizes on more tokens and some on fewer"
    : "";
  return {
    status: "not-identified",
    message: `${facts.join(" and ")}: ${
      undetermined(constant).join(", ")
    } cannot be told apart${cure}`,
  };
}

/** 1 − Σ(predicted − observed)² / Σ(observed − mean)², both in nats. */
function rSquared(loss: Float64Array, misfit: Float64Array, { space }: Objective): number {
  const mean = loss.reduce((sum, value) => sum + value, 0) / loss.length;
  let unexplained = 0, total = 0;
  loss.forEach((value, i) => {
    const r = space === "log" ? value * Math.expm1(misfit[i]!) : misfit[i]!;
    unexplained += r * r;
    total += (value - mean) ** 2;
  });
  return 1 - unexplained / total;
}
