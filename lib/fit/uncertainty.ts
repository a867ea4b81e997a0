import { quantiles } from "../numeric/quantiles.ts";
import { InputError, listNames } from "../text/mod.ts";
import type { Covariance } from "./covariance.ts";
import type { Fit } from "./fit.ts";
import type { AnyQuantity } from "./fit_record.ts";
import type { Engine } from "./engine.ts";
import type { Interval, IntervalMethod } from "./interval.ts";
import type { Profiled, SharedLuck } from "./profile.ts";
import { normalOrT } from "./quantile.ts";

type Whole = Fit<string, string, string>;

/** A coefficient, a derived quantity, or a number of one's own, of one set of coefficients. */
export function valueOf(fit: Whole, asked: AnyQuantity, coef: Record<string, number>): number {
  if (typeof asked === "function") return asked(coef);
  if (asked in coef) return coef[asked]!;
  const derived = fit.law.derive(coef) as Record<string, number>;
  if (asked in derived) return derived[asked]!;
  throw new InputError({
    cannot: `give an interval for ${JSON.stringify(asked)}`,
    needs: "a coefficient, a derived quantity, or a function of the coefficients",
    found: `the law ${JSON.stringify(fit.law.name)} has ${
      listNames([...Object.keys(coef), ...Object.keys(derived)])
    }`,
  });
}

/** What was given is in no doubt that the runs could speak of. */
function isHeld(fit: Whole, asked: AnyQuantity): boolean {
  return typeof asked === "string" && fit.rules[asked]?.fixed !== undefined;
}

/** The interval by one of the methods; `null` where it cannot be had. */
export function intervalOf(
  fit: Whole,
  asked: AnyQuantity,
  level: number,
  method: IntervalMethod,
): Interval | null {
  valueOf(fit, asked, fit.coef);
  if (isHeld(fit, asked)) return null;
  switch (method) {
    case "bootstrap":
      return percentileInterval(fit, asked, level);
    case "profile":
      return profileInterval(fit, asked, level);
    case "sandwich":
    case "wald":
      return normalInterval(fit, asked, level, method);
    default:
      throw new InputError({
        cannot: "give an interval",
        needs: "one of bootstrap, profile, sandwich, wald",
        found: JSON.stringify(method),
      });
  }
}

/** Percentiles of the bootstrap, outer tails cut evenly. */
function percentileInterval(fit: Whole, asked: AnyQuantity, level: number): Interval | null {
  if (!fit.draws) {
    throw new InputError({
      cannot: "give a bootstrap interval",
      needs: "a fit with draws",
      found: "a fit without",
      cure: "fit with { bootstrap: { draws: 1000, seed: 1 } }",
    });
  }
  return drawnInterval(
    valueOf(fit, asked, fit.coef),
    fit.overDraws((coef) => valueOf(fit, asked, coef)),
    level,
  );
}

/** The percentile interval of any quantity that has one value per resample; `null` if none has. */
export function drawnInterval(
  estimate: number,
  sample: Float64Array,
  level: number,
): Interval | null {
  const [lower, upper] = tails(level);
  const [low, high] = quantiles(sample, [lower, upper]) as [number, number];
  if (Number.isNaN(low) || Number.isNaN(high)) return null;
  return { estimate, low, high, level, method: "bootstrap" };
}

/** Standard deviation over the resamples. */
export function sampleDeviation(fit: Whole, asked: AnyQuantity): number | null {
  if (isHeld(fit, asked)) return null;
  const sample = fit.overDraws((coef) => valueOf(fit, asked, coef)).filter(Number.isFinite);
  if (sample.length < 2) return null;
  const mean = sample.reduce((sum, value) => sum + value, 0) / sample.length;
  return Math.sqrt(sample.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (sample.length - 1));
}

/** Standard error from a covariance, in the units of the quantity. */
export function normalDeviation(
  fit: Whole,
  asked: AnyQuantity,
  covariance: Covariance | null,
): number | null {
  const deviation = localDeviation(fit, asked, covariance);
  if (deviation === null) return null;
  return isPositive(fit, asked) ? deviation * valueOf(fit, asked, fit.coef) : deviation;
}

/** estimate ± t · standard error; for positive quantities on the logarithm. */
function normalInterval(
  fit: Whole,
  asked: AnyQuantity,
  level: number,
  method: "wald" | "sandwich",
): Interval | null {
  const [, upper] = tails(level);
  const covariance = fit.covarianceOf(method);
  const deviation = localDeviation(fit, asked, covariance);
  if (deviation === null) return null;
  const estimate = valueOf(fit, asked, fit.coef);
  const { terms, degrees = fit.n - terms.length } = covariance!;
  const reach = normalOrT(upper, degrees) * deviation;
  const [low, high] = isPositive(fit, asked)
    ? [estimate * Math.exp(-reach), estimate * Math.exp(reach)]
    : [estimate - reach, estimate + reach];
  return { estimate, low, high, level, method };
}

/** Where the refitted objective has risen past its threshold. */
function profileInterval(fit: Whole, asked: AnyQuantity, level: number): Interval | null {
  tails(level);
  const engine = fit.engineFor("profile");
  const estimate = valueOf(fit, asked, fit.coef);
  if (engine === null || !Number.isFinite(estimate)) return null;
  const ends = engine.profile(profiledOf(fit, engine, asked), level);
  if (!ends) return null;
  const { low, high, open } = ends;
  return { estimate, low, high, level, method: "profile", ...(open.length > 0 && { open }) };
}

/** A quantity as a profile wants it. */
export function profiledOf(fit: Whole, engine: Engine, asked: AnyQuantity): Profiled {
  const estimate = valueOf(fit, asked, fit.coef);
  // One that came out as zero has a logarithm too: that of the edge of the box.
  const logged = isPositive(fit, asked) && (estimate > 0 || (asked as string) in fit.coef);
  // A guess of the standard error sets the first step, no more; without one, a tenth.
  const guess = localDeviation(fit, asked, engine.covariance("wald"));
  const fallback = logged ? 0.1 : 0.1 * Math.abs(estimate) || 0.1;
  return {
    quantity: (coef) => valueOf(fit, asked, coef),
    logged,
    limits: fit.limitsOf(asked),
    deviation: guess !== null && guess > 0 && Number.isFinite(guess) ? guess : fallback,
    term: typeof asked === "string" ? fit.leaderOf(asked) : null,
    shared: sharedLuck(fit, asked, guess),
  };
}

/** How much more a quantity varies from run to run than rows alone would have it. */
function sharedLuck(fit: Whole, asked: AnyQuantity, rows: number | null): SharedLuck | null {
  if (!(fit.data.runs < fit.data.rows) || !rows) return null;
  const between = fit.covarianceOf("sandwich");
  const deviation = localDeviation(fit, asked, between);
  if (deviation === null) return null;
  return { stretch: (deviation / rows) ** 2, degrees: between!.degrees ?? fit.data.runs - 1 };
}

/** Whether a quantity is above zero by its nature: its errors multiply. */
function isPositive(fit: Whole, asked: AnyQuantity): boolean {
  return typeof asked === "string" && (asked === "G" || fit.isLogged(asked));
}

/** The delta method, on the logarithm for positive quantities; derivatives by central differences. */
function localDeviation(
  fit: Whole,
  asked: AnyQuantity,
  covariance: Covariance | null,
): number | null {
  const { coef } = fit;
  if (!covariance) return null;
  const { terms, matrix } = covariance;
  const isHeld = typeof asked === "string" && asked in coef && !terms.includes(fit.leaderOf(asked));
  if (isHeld) return null;
  const positive = isPositive(fit, asked);
  const at = (moved: string, by: number) => {
    const value = fit.isLogged(moved) ? coef[moved]! * Math.exp(by) : coef[moved]! + by;
    const result = valueOf(fit, asked, fit.withCoef({ [moved]: value }));
    return positive ? Math.log(result) : result;
  };
  const slope = terms.map((moved) => {
    const step = 1e-5 * (fit.isLogged(moved) ? 1 : stepSize(coef[moved]!));
    return (at(moved, step) - at(moved, -step)) / (2 * step);
  });
  let variance = 0;
  slope.forEach((p, i) => slope.forEach((q, j) => variance += p * q * matrix[i]![j]!));
  return variance >= 0 ? Math.sqrt(variance) : null;
}

/** Exponents are of the order of one; anything may be larger. */
function stepSize(value: number): number {
  return Math.abs(value) > 10 || (Math.abs(value) < 1e-3 && value !== 0) ? Math.abs(value) : 1;
}

/** Lower and upper probability of an interval; throws unless the level is between 0 and 1. */
export function tails(level: number): [number, number] {
  if (level > 0 && level < 1) return [(1 - level) / 2, (1 + level) / 2];
  throw new InputError({
    cannot: "make an interval",
    needs: "a level between 0 and 1",
    found: `${level}`,
    cure: "0.95 for 95 %",
  });
}
