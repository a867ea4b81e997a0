import type { CoefRules, Law } from "../laws/law.ts";
import { laws as known } from "../laws/registry.ts";
import { InputError, listNames } from "../text/mod.ts";
import type { Draws } from "./bootstrap.ts";
import type { Covariance } from "./covariance.ts";
import type { Status } from "./diagnose.ts";
import type { Fit } from "./fit.ts";
import type { FitRecord, OneMinimum } from "./fit_record.ts";
import type { Objective } from "./objective.ts";
import type { RolloutSummary } from "./rollout_summary.ts";
import type { DataSummary } from "./run_data.ts";
import type { WeightMeaning } from "./weights.ts";

/** The version of the format; raised when an old reader would misread it. */
const version = 1;

/** A fit as plain data; numbers that do not exist are `null`. */
export interface FitJson {
  /** Says what it is. */
  readonly format: "isoflop-fit";
  /** Version of the format. */
  readonly version: number;
  /** Name of the law. */
  readonly law: string;
  /** Which of Hoffmann's approaches. */
  readonly approach: number;
  /** What was minimised. */
  readonly objective: Objective;
  /** Its least value. */
  readonly value: number;
  /** Evaluations of the objective. */
  readonly evaluations: number;
  /** The version of this package that made the fit. */
  readonly madeBy: string;
  /** How the fit came out. */
  readonly status: Status;
  /** The same in words. */
  readonly message: string;
  /** What the fit was allowed to do with each coefficient. */
  readonly rules?: CoefRules;
  /** What the weights of the runs mean; `null` without weights. */
  readonly weights?: WeightMeaning | null;
  /** How the minimum was looked for. */
  readonly search?: string;
  /** The distinct minima. */
  readonly minima?: readonly OneMinimum[];
  /** What should be known besides the status. */
  readonly remarks?: readonly string[];
  /** How the law does on runs beyond those it was fitted to. */
  readonly rollout?: RolloutSummary | null;
  /** The scale of Student's t. */
  readonly scale?: number | null;
  /** The coefficients. */
  readonly coef: Readonly<Record<string, number | null>>;
  /** Predicted − observed per run. */
  readonly residuals: readonly number[];
  /** Share of the variance explained. */
  readonly rSquared: number | null;
  /** Covariance of the coefficients, one noise supposed. */
  readonly covariance: Covariance | null;
  /** Covariance of the coefficients, no noise supposed. */
  readonly sandwich?: Covariance | null;
  /** The refits of the bootstrap. */
  readonly draws:
    | (Omit<Draws, "coef"> & { coef: Readonly<Record<string, readonly (number | null)[]>> })
    | null;
  /** The runs, described. */
  readonly data: DataSummary<string>;
}

/** A fit as plain data. JSON knows no NaN, so what does not exist becomes `null`. */
export function toFitJson(fit: Fit<string, string, string>): FitJson {
  const { draws } = fit;
  return {
    format: "isoflop-fit",
    version,
    law: fit.law.name,
    approach: fit.approach,
    objective: fit.objective,
    value: fit.value,
    evaluations: fit.evaluations,
    madeBy: fit.madeBy,
    status: fit.status,
    message: fit.message,
    rules: fit.rules,
    weights: fit.weights,
    search: fit.search,
    minima: fit.minima,
    remarks: fit.remarks,
    rollout: fit.rollout,
    scale: fit.scale,
    coef: mapValues(fit.coef, finiteOrNull),
    residuals: Array.from(fit.residuals),
    rSquared: finiteOrNull(fit.rSquared),
    covariance: fit.covariance,
    sandwich: fit.covarianceOf("sandwich"),
    draws: draws &&
      { ...draws, coef: mapValues(draws.coef, (column) => Array.from(column, finiteOrNull)) },
    data: fit.data,
  };
}

/**
 * The facts of a fit from its JSON; throws an {@linkcode InputError} on anything else.
 *
 * @param own Laws that the package does not know.
 */
export function fromFitJson(json: unknown, own: readonly Law[] = []): FitRecord {
  if (!isFitJson(json)) {
    throw new InputError({
      cannot: "read a fit",
      needs: `what Fit.toJSON() or "isoflop fit --save" wrote (format "isoflop-fit")`,
      found: describe(json),
    });
  }
  const laws = [...Object.values(known), ...own];
  const law = laws.find(({ name }) => name === json.law);
  if (json.version > version || !law) {
    throw new InputError({
      cannot: "read a fit",
      needs: law
        ? `format version ${version} of the law ${JSON.stringify(law.name)}`
        : `a law of the package, ${listNames(laws.map(({ name }) => name))}, or the law itself`,
      found: `version ${json.version} of the law ${JSON.stringify(json.law)}`,
      cure: law
        ? "use the version of isoflop that wrote it, or fit again"
        : "give the law too: Fit.fromJSON(json, [law])",
    });
  }
  const hasAll = (record: unknown, isRight: (value: unknown) => boolean) =>
    law.coefNames.every((term) => isRight((record as Record<string, unknown> | undefined)?.[term]));
  const isWhole = hasAll(json.coef, (value) => value === null || typeof value === "number") &&
    (json.draws === null || hasAll(json.draws?.coef, Array.isArray));
  if (!isWhole) {
    throw new InputError({
      cannot: "read a fit",
      needs: `what Fit.toJSON() or "isoflop fit --save" wrote (format "isoflop-fit")`,
      found: "a fit with parts missing",
    });
  }
  const { draws } = json;
  const coef = mapValues(json.coef, (value) => value ?? NaN);
  return {
    law,
    rules: json.rules ?? law.rules,
    objective: json.objective,
    weights: json.weights ?? null,
    value: json.value,
    evaluations: json.evaluations,
    madeBy: json.madeBy,
    search: json.search ?? "not recorded",
    minima: json.minima ?? [{ coef, value: json.value }],
    diagnosis: () => ({ status: json.status, message: json.message }),
    remarks: () => json.remarks ?? [],
    rollout: () => json.rollout ?? null,
    coef,
    scale: json.scale ?? null,
    residuals: Float64Array.from(json.residuals),
    rSquared: json.rSquared ?? NaN,
    covariance: (kind) => (kind === "wald" ? json.covariance : json.sandwich) ?? null,
    engine: null,
    draws: draws && {
      ...draws,
      coef: mapValues(
        draws.coef,
        (column) => Float64Array.from(column, (value) => value ?? NaN),
      ),
    },
    data: json.data,
  };
}

/** Looks only as deep as a wrong or damaged file shows: the rest was written by this package. */
function isFitJson(json: unknown): json is FitJson {
  const fit = json as Partial<FitJson> | null;
  return typeof json === "object" && fit !== null && fit.format === "isoflop-fit" &&
    typeof fit.version === "number" && typeof fit.law === "string" &&
    typeof fit.value === "number" && Array.isArray(fit.residuals) &&
    typeof fit.objective === "object" && typeof fit.data === "object" &&
    typeof fit.coef === "object" && (fit.draws === null || typeof fit.draws === "object");
}

function describe(json: unknown): string {
  if (json === null || typeof json !== "object") return `${json}`.slice(0, 60);
  const { format } = json as { format?: unknown };
  if (format === "isoflop-fit") return "a fit with parts missing";
  return format === undefined ? 'an object without "format"' : `format ${JSON.stringify(format)}`;
}

function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

function mapValues<V, W>(
  record: Readonly<Record<string, V>>,
  map: (value: V) => W,
): Record<string, W> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}
