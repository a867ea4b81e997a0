import type { ChinchillaCoef, ChinchillaTerm } from "../laws/chinchilla_formula.ts";
import { quantiles } from "../numeric/quantiles.ts";
import { studentT } from "../numeric/student_t.ts";
import { InputError } from "../text/errors.ts";
import { isLogged } from "./covariance.ts";
import type { Fit, FitTerm } from "./fit.ts";
import type { Interval } from "./interval.ts";

/** A coefficient, or a derived quantity, of one set of coefficients. */
export function valueOf(fit: Fit, term: FitTerm, coef: ChinchillaCoef): number {
  return term in coef
    ? coef[term as ChinchillaTerm]
    : fit.law.derive(coef)[term as Exclude<FitTerm, ChinchillaTerm>];
}

/** Percentiles of the bootstrap, outer tails cut evenly. */
export function percentileInterval(fit: Fit, term: FitTerm, level: number): Interval | null {
  return drawnInterval(
    valueOf(fit, term, fit.coef),
    fit.overDraws((coef) => valueOf(fit, term, coef)),
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
export function sampleDeviation(fit: Fit, term: FitTerm): number | null {
  const sample = fit.overDraws((coef) => valueOf(fit, term, coef)).filter(Number.isFinite);
  if (sample.length < 2) return null;
  const mean = sample.reduce((sum, value) => sum + value, 0) / sample.length;
  return Math.sqrt(sample.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (sample.length - 1));
}

/** Standard error from the covariance, in the units of the quantity. */
export function waldDeviation(fit: Fit, term: FitTerm): number | null {
  const deviation = localDeviation(fit, term);
  if (deviation === null) return null;
  return isPositive(term) ? deviation * valueOf(fit, term, fit.coef) : deviation;
}

/** estimate ± t · standard error; for positive quantities on the logarithm. */
export function waldInterval(fit: Fit, term: FitTerm, level: number): Interval | null {
  const [, upper] = tails(level);
  const deviation = localDeviation(fit, term);
  if (deviation === null) return null;
  const estimate = valueOf(fit, term, fit.coef);
  const reach = studentT(upper, fit.n - fit.covariance!.terms.length) * deviation;
  const [low, high] = isPositive(term)
    ? [estimate * Math.exp(-reach), estimate * Math.exp(reach)]
    : [estimate - reach, estimate + reach];
  return { estimate, low, high, level, method: "wald" };
}

function isPositive(term: FitTerm): boolean {
  return term === "G" || isLogged(term as ChinchillaTerm);
}

/** The delta method, on the logarithm for positive quantities; derivatives by central differences. */
function localDeviation(fit: Fit, term: FitTerm): number | null {
  const { covariance, coef } = fit;
  if (!covariance) return null;
  const { terms, matrix } = covariance;
  if (term in coef && !terms.includes(term as ChinchillaTerm)) return null;
  const at = (moved: ChinchillaTerm, by: number) => {
    const value = isLogged(moved) ? coef[moved] * Math.exp(by) : coef[moved] + by;
    const result = valueOf(fit, term, { ...coef, [moved]: value });
    return isPositive(term) ? Math.log(result) : result;
  };
  const step = 1e-5;
  const slope = terms.map((moved) => (at(moved, step) - at(moved, -step)) / (2 * step));
  let variance = 0;
  slope.forEach((p, i) => slope.forEach((q, j) => variance += p * q * matrix[i]![j]!));
  return variance >= 0 ? Math.sqrt(variance) : null;
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
