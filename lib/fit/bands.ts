import type { At } from "../laws/law.ts";
import type { Fit } from "./fit.ts";
import type { Interval } from "./interval.ts";
import { normalOrT } from "./quantile.ts";
import { normalDeviation, tails } from "./uncertainty.ts";

/** Where the law is, or where one more run will be. */
export type BandKind = "confidence" | "prediction";

/**
 * A band from the covariance, for a fit without draws: t · √(variance of the law), to which a
 * prediction adds the scatter of the runs, σ̂² = Σr²/(n − p). On ln loss it multiplies.
 *
 * @returns `null` where there is no covariance.
 */
export function normalBand(
  fit: Fit<string, string, string>,
  at: At<string>,
  level: number,
  kind: BandKind,
): Interval | null {
  const [, upper] = tails(level);
  const { covariance, residuals, objective, n } = fit;
  if (!covariance) return null;
  const log = objective.space === "log";
  const estimate = fit.predict(at);
  const law = normalDeviation(
    fit,
    (coef) => log ? Math.log(fit.law.predict(coef, at)) : fit.law.predict(coef, at),
    covariance,
  );
  if (law === null) return null;
  const degrees = n - covariance.terms.length;
  const scatter = residuals.reduce((sum, r) => sum + r * r, 0) / Math.max(degrees, 1);
  const reach = normalOrT(upper, degrees) *
    Math.sqrt(law * law + (kind === "prediction" ? scatter : 0));
  const [low, high] = log
    ? [estimate * Math.exp(-reach), estimate * Math.exp(reach)]
    : [estimate - reach, estimate + reach];
  return { estimate, low, high, level, method: "wald" };
}
