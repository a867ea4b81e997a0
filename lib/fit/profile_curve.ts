import type { Coef } from "../laws/law.ts";
import { InputError } from "../text/mod.ts";
import type { Fit } from "./fit.ts";
import type { Interval } from "./interval.ts";
import type { ProfilePoint } from "./profile.ts";
import { intervalOf, profiledOf, valueOf } from "./uncertainty.ts";

/** How a profile is drawn out. */
export interface ProfileCurveOptions {
  /** Coverage of the interval. @default {0.95} */
  readonly level?: number;
  /** How many values are tried, besides the estimate itself; at least 3. @default {61} */
  readonly points?: number;
  /** Least and largest value. @default {half as far again as the interval, on both sides} */
  readonly range?: readonly [low: number, high: number];
  /** What a quantity that is a function is called. @default {"quantity"} */
  readonly name?: string;
}

/** How much worse a fit gets when a quantity is put elsewhere; {@linkcode profileCurve} makes it. */
export interface ProfileCurve {
  /** The name of the quantity. */
  readonly name: string;
  /** Its unit, as the law gives it. */
  readonly unit: string;
  /** Its value at the minimum. */
  readonly estimate: number;
  /** Values and rises, in the unit in which `threshold` is the square of a quantile. */
  readonly points: readonly ProfilePoint[];
  /** What the rise must pass to end the interval. */
  readonly threshold: number;
  /** The profile interval; `null` where it cannot be had. */
  readonly interval: Interval | null;
  /** The interval of the covariance, whose profile is a parabola; `null` where there is none. */
  readonly wald: Interval | null;
  /** Whether the quantity is walked in its logarithm, where the parabola is one. */
  readonly logged: boolean;
  /** Whether the runs were simulated. */
  readonly simulated: boolean;
}

/**
 * The profile of a coefficient or of anything that follows from the coefficients: the objective
 * refitted with the quantity held at one value after another.
 *
 * @param fit A fit whose runs are at hand.
 * @param asked Its name, or a function of the coefficients.
 * @throws {InputError} If there is no such quantity, the fit was read from a file, there is no
 * profile because the runs do not determine the coefficients, or points or range are not to be used.
 *
 * @example Where the rise passes its threshold the interval ends
 * ```ts
 * import assert from "node:assert/strict";
 * import { fitLaw, profileCurve, squaredLog } from "isoflop/fit";
 * import { chinchilla, presetNamed } from "isoflop/laws";
 * import { grid, simulate } from "isoflop/runs";
 *
 * const design = grid({ N: [1e8, 3e8, 1e9, 3e9], D: [1e9, 1e10, 1e11] });
 * const runs = simulate(presetNamed("chinchilla:epoch"), design, { noise: 0.005, seed: 1 });
 * const fit = fitLaw(runs, chinchilla, { objective: squaredLog() });
 * const { points, threshold, interval } = profileCurve(fit, "alpha");
 * for (const { value, rise } of points) {
 *   assert.equal(rise < threshold, interval!.low < value && value < interval!.high);
 * }
 * ```
 */
export function profileCurve<K extends string, D extends string, R extends string>(
  fit: Fit<K, D, R>,
  asked: K | D | ((coef: Coef<K>) => number),
  { level = 0.95, points = 61, range, name = "quantity" }: ProfileCurveOptions = {},
): ProfileCurve {
  const whole = fit as unknown as Fit<string, string, string>;
  const quantity = asked as string | ((coef: Record<string, number>) => number);
  const label = typeof quantity === "string" ? quantity : name;
  needPoints(label, points);
  const engine = whole.engineFor("profile");
  const estimate = valueOf(whole, quantity, whole.coef);
  if (!engine || !Number.isFinite(estimate)) {
    throw new InputError({
      cannot: `profile ${label}`,
      needs: "a fit whose runs determine it",
      found: `${label} = ${estimate} (${fit.status}: ${fit.message})`,
    });
  }
  const interval = intervalOf(whole, quantity, level, "profile");
  const wald = intervalOf(whole, quantity, level, "wald");
  const profiled = profiledOf(whole, engine, quantity);
  const { logged } = profiled;
  if (range) needRange(label, range, logged);
  const [low, high] = range ?? spanOf(estimate, interval, wald, profiled.deviation, logged);
  const inner = logged ? Math.log : (x: number) => x, outer = logged ? Math.exp : (x: number) => x;
  const step = (inner(high) - inner(low)) / (points - 1);
  const steps = Array.from({ length: points }, (_, i) => outer(inner(low) + i * step));
  // Without the estimate a wide range would draw its lowest point beside it.
  const isSeen = low < estimate && estimate < high && !steps.includes(estimate);
  const values = isSeen ? [...steps, estimate] : steps;
  const { unit, limit } = engine.criterion(level, profiled.shared);
  if (!(unit > 0)) {
    throw new InputError({
      cannot: `profile ${label}`,
      needs: "runs with some noise",
      found: "runs that the law fits exactly",
    });
  }
  return {
    name: label,
    unit: (typeof quantity === "string" && fit.law.units[quantity]) || "–",
    estimate,
    points: engine.profileAt(profiled, level, values),
    threshold: limit,
    interval,
    wald,
    logged,
    simulated: fit.data.simulated,
  };
}

function needPoints(label: string, points: number): void {
  if (Number.isInteger(points) && points >= 3) return;
  throw new InputError({
    cannot: `profile ${label}`,
    needs: "a whole number of points, 3 or more",
    found: `${points}`,
  });
}

function needRange(label: string, [low, high]: readonly [number, number], logged: boolean): void {
  if (Number.isFinite(low) && Number.isFinite(high) && low < high && !(logged && low <= 0)) return;
  throw new InputError({
    cannot: `profile ${label}`,
    needs: `a range from a smaller to a larger number${logged ? ", both above zero" : ""}`,
    found: `${low} to ${high}`,
  });
}

/** Half as far again as the interval reaches; on an open side three times as far as the other. */
function spanOf(
  estimate: number,
  interval: Interval | null,
  wald: Interval | null,
  deviation: number,
  logged: boolean,
): [number, number] {
  const inner = logged ? Math.log : (x: number) => x, outer = logged ? Math.exp : (x: number) => x;
  const middle = inner(estimate), open = interval?.open ?? [];
  const reach = (end: number | undefined, side: "low" | "high") => {
    const far = end === undefined ? NaN : Math.abs(inner(end) - middle);
    return open.includes(side) || !Number.isFinite(far) ? NaN : far;
  };
  const [below, above] = [reach(interval?.low, "low"), reach(interval?.high, "high")];
  const own = Math.abs(inner(wald?.high ?? NaN) - middle);
  const fallback = Number.isFinite(own) ? own : 3 * deviation;
  const left = Number.isNaN(below) ? 3 * (Number.isNaN(above) ? fallback : above) : 1.5 * below;
  const right = Number.isNaN(above) ? 3 * (Number.isNaN(below) ? fallback : below) : 1.5 * above;
  return [outer(middle - left), outer(middle + right)];
}
