import { InputError } from "../text/errors.ts";
import type { Diagnosis } from "./diagnose.ts";
import type { Bias } from "./frontier_bias.ts";
import type { FrontierDraws } from "./frontier_draws.ts";
import type { FrontierFit, FrontierMethod, FrontierRecord } from "./frontier_fit.ts";
import type { FrontierLine } from "./frontier_line.ts";
import type { Minimum } from "./minimum.ts";
import type { DataSummary } from "./run_data.ts";

/** The version of the format; raised when an old reader would misread it. */
const version = 1;

/** A power of compute as plain data; `null` where it does not exist. */
export interface LineJson {
  /** The quantity at C = 1 FLOP. */
  readonly coef: number | null;
  /** How it grows with compute. */
  readonly exponent: number | null;
  /** Standard error of the exponent, from the scatter about the line. */
  readonly exponentError: number | null;
}

/** The draws of one power of compute as plain data. */
export interface DrawnPowerJson {
  /** One entry per resample. */
  readonly coef: readonly (number | null)[];
  /** One entry per resample. */
  readonly exponent: readonly (number | null)[];
}

/** A fit of Approach 1 or 2 as plain data; numbers that do not exist are `null`. */
export interface FrontierFitJson extends Diagnosis {
  /** Says what it is. */
  readonly format: "isoflop-fit";
  /** Version of the format. */
  readonly version: number;
  /** None: only the frontier was fitted. */
  readonly law: null;
  /** Which of Hoffmann's approaches. */
  readonly approach: 1 | 2;
  /** How the minima were found. */
  readonly method: FrontierMethod;
  /** The version of this package that made the fit. */
  readonly madeBy: string;
  /** The best model of each budget. */
  readonly minima: readonly Minimum[];
  /** N*(C). */
  readonly N: LineJson;
  /** D*(C). */
  readonly D: LineJson;
  /** The bias report, or the sentence on why there is none. */
  readonly bias: Bias | string;
  /** The bootstrap. */
  readonly draws:
    | (Omit<FrontierDraws, "N" | "D"> & { readonly N: DrawnPowerJson; readonly D: DrawnPowerJson })
    | null;
  /** The runs, described. */
  readonly data: DataSummary;
}

/** A fit as plain data. JSON knows no NaN, so what does not exist becomes `null`. */
export function toFrontierJson(fit: FrontierFit, { N, D }: FrontierRecord): FrontierFitJson {
  const { draws } = fit;
  return {
    format: "isoflop-fit",
    version,
    law: null,
    approach: fit.approach,
    method: fit.method,
    madeBy: fit.madeBy,
    status: fit.status,
    message: fit.message,
    minima: fit.minima,
    N: lineJson(N),
    D: lineJson(D),
    bias: fit.bias ?? fit.biasMissing!,
    draws: draws && { ...draws, N: drawnJson(draws.N), D: drawnJson(draws.D) },
    data: fit.data,
  };
}

/** The facts of a fit from its JSON; throws an {@linkcode InputError} on anything else. */
export function fromFrontierJson(json: unknown): FrontierRecord {
  const needs = 'what FrontierFit.toJSON() or "isoflop fit --approach 1|2 --save" wrote';
  if (!isFrontierJson(json)) {
    throw new InputError({
      cannot: "read a fit of Approach 1 or 2",
      needs,
      found: json === null || typeof json !== "object"
        ? `${json}`.slice(0, 60)
        : "an object with parts missing",
    });
  }
  if (json.version > version) {
    throw new InputError({
      cannot: "read a fit of Approach 1 or 2",
      needs: `format version ${version}`,
      found: `version ${json.version}`,
      cure: "use the version of isoflop that wrote it, or fit again",
    });
  }
  const { approach, method, minima, status, message, draws, bias, data, madeBy } = json;
  return {
    approach,
    method,
    minima,
    N: lineOf(json.N),
    D: lineOf(json.D),
    diagnosis: { status, message },
    draws: draws && { ...draws, N: drawnOf(draws.N), D: drawnOf(draws.D) },
    bias: () => bias,
    data,
    madeBy,
  };
}

/** Looks only as deep as a wrong or damaged file shows: the rest was written by this package. */
function isFrontierJson(json: unknown): json is FrontierFitJson {
  const fit = json as Partial<FrontierFitJson> | null;
  const isRecord = (value: unknown) => typeof value === "object" && value !== null;
  const isLine = (line: unknown) => isRecord(line) && "exponent" in (line as object);
  const isDrawn = (drawn: unknown) =>
    isLine(drawn) && Object.values(drawn as object).every(Array.isArray);
  return isRecord(json) && fit !== null && fit.format === "isoflop-fit" &&
    typeof fit.version === "number" && (fit.approach === 1 || fit.approach === 2) &&
    ["envelope", "parabola", "spline"].includes(fit.method ?? "") &&
    typeof fit.status === "string" && typeof fit.message === "string" &&
    Array.isArray(fit.minima) && fit.minima.every(isRecord) && isLine(fit.N) && isLine(fit.D) &&
    isRecord(fit.data) && isRecord(fit.data?.ranges) &&
    (typeof fit.bias === "string" || isRecord(fit.bias)) &&
    (fit.draws === null || (isDrawn(fit.draws?.N) && isDrawn(fit.draws?.D)));
}

function lineJson({ coef, exponent, exponentError }: FrontierLine): LineJson {
  return { coef: finite(coef), exponent: finite(exponent), exponentError };
}

function lineOf({ coef, exponent, exponentError }: LineJson): FrontierLine {
  return { coef: coef ?? NaN, exponent: exponent ?? NaN, exponentError };
}

function drawnJson({ coef, exponent }: FrontierDraws["N"]): DrawnPowerJson {
  return { coef: Array.from(coef, finite), exponent: Array.from(exponent, finite) };
}

function drawnOf({ coef, exponent }: DrawnPowerJson): FrontierDraws["N"] {
  const column = (values: readonly (number | null)[]) =>
    Float64Array.from(values, (value) => value ?? NaN);
  return { coef: column(coef), exponent: column(exponent) };
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
