import type { CoefRules, Law } from "../laws/law.ts";
import { packageVersion } from "../text/mod.ts";
import { bootstrap } from "./bootstrap.ts";
import { diagnoseProblem, type Diagnosis } from "./diagnose.ts";
import { engineOf } from "./engine.ts";
import { Fit } from "./fit.ts";
import type { FullOptions } from "./fit_law.ts";
import type { Minimum } from "./newton.ts";
import { kindOf, type Objective } from "./objective.ts";
import type { Problem } from "./problem.ts";
import { remarksOn } from "./remarks.ts";
import { reportRollout } from "./report_rollout.ts";
import type { DataSummary } from "./run_data.ts";
import type { Found } from "./search.ts";

/** Everything that a fit is made of, once its minimum is found. */
export interface Finished {
  readonly law: Law;
  readonly rules: CoefRules;
  readonly objective: Objective;
  readonly problem: Problem;
  readonly minimum: Minimum | Found;
  /** The observed response. */
  readonly response: Float64Array;
  readonly clusters: Int32Array | null;
  readonly options: Pick<FullOptions, "bootstrap">;
  /** How the minimum was looked for. */
  readonly search: string;
  readonly data: DataSummary<string>;
  /** Coefficients that the runs cannot tell apart, and the sentence about it. */
  readonly lost: { readonly terms: readonly string[]; readonly why: Diagnosis } | null;
  /** The same fit of some rows alone. */
  readonly again: (rows: readonly number[]) => Fit<string, string, string> | Fit;
  /** What is cut into smaller and larger runs for the report: compute, where there is any. */
  readonly cutting: Float64Array;
  /** Its name. */
  readonly cutName: string;
  /** The regressors of a row. */
  readonly at: (row: number) => Record<string, number>;
}

/** The fit, with what takes refits left until it is asked for. */
export function finishFit(parts: Finished): Fit<string, string, string> {
  const { law, problem, minimum, objective, lost, clusters, options, rules, data } = parts;
  const { theta } = minimum;
  const residuals = problem.residuals(theta);
  const engine = lost ? null : engineOf(problem, minimum, law.coefNames, clusters);
  const coef = problem.toCoef(theta);
  const landscape = "landscape" in minimum ? minimum.landscape.minima : [minimum];
  // The solver works with ½r²; the objective that people quote is Σr².
  const quoted = (value: number) => kindOf(objective) === "squared" ? 2 * value : value;
  return new Fit({
    law,
    rules,
    objective,
    weights: problem.meaning,
    value: quoted(minimum.value),
    evaluations: minimum.evaluations,
    madeBy: packageVersion,
    search: parts.search,
    minima: landscape.map(({ theta, value }) => ({
      coef: problem.toCoef(theta),
      value: quoted(value),
    })),
    diagnosis: () => lost ? lost.why : diagnoseProblem(problem, minimum),
    remarks: () =>
      lost ? [] : remarksOn(problem, minimum, engine!, { clusters, landscape, at: parts.at }),
    rollout: () => lost ? null : reportRollout(parts),
    coef: lost ? { ...coef, ...Object.fromEntries(lost.terms.map((t) => [t, NaN])) } : coef,
    scale: kindOf(objective) === "student-t" ? problem.scale(theta) : null,
    residuals,
    rSquared: rSquared(parts.response, residuals, objective),
    covariance: (kind) => engine?.covariance(kind) ?? null,
    engine,
    draws: options.bootstrap && !lost
      ? bootstrap(problem, theta, clusters, options.bootstrap)
      : null,
    data,
  });
}

/** 1 − Σ(predicted − observed)² / Σ(observed − mean)², both in the units of the response. */
function rSquared(response: Float64Array, misfit: Float64Array, { space }: Objective): number {
  const mean = response.reduce((sum, value) => sum + value, 0) / response.length;
  let unexplained = 0, total = 0;
  response.forEach((value, i) => {
    const r = space === "log" ? value * Math.expm1(misfit[i]!) : misfit[i]!;
    unexplained += r * r;
    total += (value - mean) ** 2;
  });
  return 1 - unexplained / total;
}
