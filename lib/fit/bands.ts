import type { At } from "../laws/law.ts";
import { InputError } from "../text/mod.ts";
import type { Covariance } from "./covariance.ts";
import type { Fit } from "./fit.ts";
import type { Interval } from "./interval.ts";
import { predictionIntervals } from "./prediction.ts";
import { normalOrT } from "./quantile.ts";
import { drawnInterval, normalDeviation, tails } from "./uncertainty.ts";

/** Where the law is, or where one more run will be. */
export type BandKind = "confidence" | "prediction";

/**
 * A band from the covariance, for a fit without draws: t · √(variance of the law), to which a
 * prediction adds the scatter of the runs, σ̂² = Σr²/(n − p). On ln loss it multiplies. Where rows are
 * checkpoints of runs the covariance is the sandwich over runs.
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
  const { residuals, objective, n, data } = fit;
  const clustered = data.runs < data.rows;
  const covariance = fit.covarianceOf(clustered ? "sandwich" : "wald");
  if (!covariance) return null;
  const log = objective.space === "log";
  const estimate = fit.predict(at);
  const law = bySlopes(fit, at, covariance) ?? normalDeviation(
    fit,
    (coef) => log ? Math.log(fit.law.predict(coef, at)) : fit.law.predict(coef, at),
    covariance,
  );
  if (law === null) return null;
  const { terms, degrees = n - terms.length } = covariance;
  const scatter = residuals.reduce((sum, r) => sum + r * r, 0) / Math.max(n - terms.length, 1);
  const reach = normalOrT(upper, degrees) *
    Math.sqrt(law * law + (kind === "prediction" ? scatter : 0));
  const [low, high] = log
    ? [estimate * Math.exp(-reach), estimate * Math.exp(reach)]
    : [estimate - reach, estimate + reach];
  return { estimate, low, high, level, method: "wald" };
}

/**
 * √(g′Vg) with the law's own derivatives: where a floor is next to nothing the variance of its logarithm
 * is beyond what differences can bear. `null` for a law without derivatives.
 */
function bySlopes(
  fit: Fit<string, string, string>,
  at: At<string>,
  { terms, matrix }: Covariance,
): number | null {
  const { law, coef, objective } = fit;
  const gradient = law.gradient?.(coef, at);
  if (!gradient) return null;
  const share = objective.space === "log" ? fit.predict(at) : 1;
  const slope = terms.map((term) => {
    const tied = law.coefNames.filter((name) => fit.leaderOf(name) === term);
    const sum = tied.reduce((total, name) => total + gradient[name]!, 0);
    return sum * (fit.isLogged(term) ? coef[term]! : 1) / share;
  });
  let variance = 0;
  slope.forEach((p, i) => slope.forEach((q, j) => variance += p * q * matrix[i]![j]!));
  return variance >= 0 ? Math.sqrt(variance) : null;
}

/** A point of a curve with its two bands. */
export interface BandRow<R extends string = "N" | "D"> {
  /** The regressors. */
  readonly at: At<R>;
  /** What the law gives there. */
  readonly predicted: number;
  /** Where the law is; `null` where it cannot be had. */
  readonly confidence: Interval | null;
  /** Where one more run will be; `null` where it cannot be had. */
  readonly prediction: Interval | null;
}

/**
 * The law along some points, with both bands: where the law is, and where one more run will be. They
 * are never the same thing: the first shrinks as runs are added, the second stays as wide as the
 * scatter of the runs.
 *
 * From the draws of the bootstrap where there are any, from the covariance otherwise.
 *
 * @param options The `level` of both bands, .95 unless told.
 *
 * @example A band for the law is inside that for a run
 * ```ts
 * import assert from "node:assert/strict";
 * import { bands, fitLaw, squaredLog } from "isoflop/fit";
 * import { chinchilla, presetNamed } from "isoflop/laws";
 * import { grid, simulate } from "isoflop/runs";
 *
 * const design = grid({ N: [1e8, 3e8, 1e9, 3e9], D: [1e9, 1e10, 1e11] });
 * const runs = simulate(presetNamed("chinchilla:epoch"), design, { noise: 0.005, seed: 1 });
 * const fit = fitLaw(runs, chinchilla, { objective: squaredLog() });
 * const [{ confidence, prediction }] = bands(fit, [{ N: 1e9, D: 2e10 }]) as [
 *   ReturnType<typeof bands>[number],
 * ];
 * assert(prediction!.low < confidence!.low && confidence!.high < prediction!.high);
 * ```
 */
export function bands<K extends string, D extends string, R extends string>(
  fit: Fit<K, D, R>,
  points: readonly At<R>[],
  { level = 0.95 }: { readonly level?: number } = {},
): BandRow<R>[] {
  const whole = fit as unknown as Fit<string, string, string>;
  for (const at of points) needNumber(whole, at as At<string>);
  const of = (at: At<string>, kind: BandKind) => {
    if (!whole.draws) return normalBand(whole, at, level, kind);
    return kind === "prediction" ? predictionIntervals(whole, at, [level])[0]! : drawnInterval(
      whole.predict(at),
      whole.overDraws((coef) => whole.law.predict(coef, at)),
      level,
    );
  };
  return points.map((at) => ({
    at,
    predicted: fit.predict(at),
    confidence: of(at as At<string>, "confidence"),
    prediction: of(at as At<string>, "prediction"),
  }));
}

function needNumber(fit: Fit<string, string, string>, at: At<string>): void {
  const values = fit.law.regressors.map((name) => [name, at[name]] as const);
  const bad = values.find(([, value]) => !(value! > 0 && value! < Infinity));
  if (!bad || Number.isFinite(fit.predict(at))) return;
  throw new InputError({
    cannot: "give bands",
    needs: `${fit.law.regressors.join(", ")} of every point, for which the law gives a number`,
    found: `${bad[0]} = ${bad[1]}`,
  });
}
