import { chinchilla } from "../laws/chinchilla.ts";
import type { ChinchillaTerm } from "../laws/chinchilla_formula.ts";
import { InputError } from "../text/errors.ts";
import type { Draws } from "./bootstrap.ts";
import type { Covariance } from "./covariance.ts";
import type { Status } from "./diagnose.ts";
import type { Fit, FitRecord } from "./fit.ts";
import type { Objective } from "./objective.ts";
import type { DataSummary } from "./run_data.ts";

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
  /** The coefficients. */
  readonly coef: Readonly<Record<string, number | null>>;
  /** Predicted − observed per run. */
  readonly residuals: readonly number[];
  /** Share of the variance explained. */
  readonly rSquared: number | null;
  /** Covariance of the coefficients. */
  readonly covariance: Covariance | null;
  /** The refits of the bootstrap. */
  readonly draws:
    | (Omit<Draws, "coef"> & { coef: Readonly<Record<string, readonly (number | null)[]>> })
    | null;
  /** The runs, described. */
  readonly data: DataSummary;
}

/** A fit as plain data. JSON knows no NaN, so what does not exist becomes `null`. */
export function toFitJson(fit: Fit): FitJson {
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
    coef: mapValues(fit.coef, finiteOrNull),
    residuals: Array.from(fit.residuals),
    rSquared: finiteOrNull(fit.rSquared),
    covariance: fit.covariance,
    draws: draws &&
      { ...draws, coef: mapValues(draws.coef, (column) => Array.from(column, finiteOrNull)) },
    data: fit.data,
  };
}

/** The facts of a fit from its JSON; throws an {@linkcode InputError} on anything else. */
export function fromFitJson(json: unknown): FitRecord {
  if (!isFitJson(json)) {
    throw new InputError({
      cannot: "read a fit",
      needs: `what Fit.toJSON() or "isoflop fit --save" wrote (format "isoflop-fit")`,
      found: describe(json),
    });
  }
  if (json.version > version || json.law !== chinchilla.name) {
    throw new InputError({
      cannot: "read a fit",
      needs: `format version ${version} of the law "${chinchilla.name}"`,
      found: `version ${json.version} of the law ${JSON.stringify(json.law)}`,
      cure: "use the version of isoflop that wrote it, or fit again",
    });
  }
  const { draws } = json;
  return {
    law: chinchilla,
    objective: json.objective,
    value: json.value,
    evaluations: json.evaluations,
    madeBy: json.madeBy,
    diagnosis: () => ({ status: json.status, message: json.message }),
    coef: mapValues(json.coef, (value) => value ?? NaN) as Record<ChinchillaTerm, number>,
    residuals: Float64Array.from(json.residuals),
    rSquared: json.rSquared ?? NaN,
    covariance: () => json.covariance,
    draws: draws && {
      ...draws,
      coef: mapValues(
        draws.coef,
        (column) => Float64Array.from(column, (value) => value ?? NaN),
      ) as Record<ChinchillaTerm, Float64Array>,
    },
    data: json.data,
  };
}

/** Looks only as deep as a wrong or damaged file shows: the rest was written by this package. */
function isFitJson(json: unknown): json is FitJson {
  const fit = json as Partial<FitJson> | null;
  const hasAll = (record: unknown, isRight: (value: unknown) => boolean) =>
    chinchilla.coefNames.every((term) =>
      isRight((record as Record<string, unknown> | undefined)?.[term])
    );
  return typeof json === "object" && fit !== null && fit.format === "isoflop-fit" &&
    typeof fit.version === "number" && typeof fit.law === "string" &&
    typeof fit.value === "number" && Array.isArray(fit.residuals) &&
    typeof fit.objective === "object" && typeof fit.data === "object" &&
    hasAll(fit.coef, (value) => value === null || typeof value === "number") &&
    (fit.draws === null || hasAll(fit.draws?.coef, Array.isArray));
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
