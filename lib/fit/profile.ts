import { constrained } from "./constrained.ts";
import { influenceAt } from "./influence_at.ts";
import type { Minimum } from "./newton.ts";
import type { Problem } from "./problem.ts";
import { normalOrT } from "./quantile.ts";

/** Ends of a profile interval. */
export interface ProfileEnds {
  /** Lower end; the edge of the box where it is open. */
  readonly low: number;
  /** Upper end; the edge of the box where it is open. */
  readonly high: number;
  /** The sides on which the objective never rose past its threshold. */
  readonly open: readonly ("low" | "high")[];
}

/** What is profiled. */
export interface Profiled {
  /** A number that follows from the coefficients. */
  readonly quantity: (coef: Record<string, number>) => number;
  /** Whether to walk in its logarithm. */
  readonly logged: boolean;
  /** Where to stop walking. */
  readonly limits: readonly [low: number, high: number];
  /** A first guess of its standard error, in the coordinate walked in. */
  readonly deviation: number;
  /** The free coefficient that it is; `null` for a quantity of several. */
  readonly term: string | null;
  /** What rows that are checkpoints of runs share; `null` where every row is a run. */
  readonly shared: SharedLuck | null;
}

/** Checkpoints of a run share its luck: by how much that widens a profile. */
export interface SharedLuck {
  /** The variance that the sandwich over runs finds, over that of one noise for all rows. */
  readonly stretch: number;
  /** Runs less one. */
  readonly degrees: number;
}

/** What a rise of the objective is held against. */
export interface Criterion {
  /** The rise that is χ² = 1, or F = 1. */
  readonly unit: number;
  /** The quantile that twice the rise must pass. */
  readonly limit: number;
  /** Both in words. */
  readonly words: string;
}

/**
 * The rise of the objective that ends an interval: 2 (V′ − V) Σwψ′/Σwψ² · (n − p)/Σw past t²(n − p),
 * the F test of one coefficient.
 *
 * For squares that is (V′ − V)/σ̂²; where standard deviations are known it is Σ r²/sd² and χ²; for
 * Student's t it is the likelihood ratio. Where rows are checkpoints of runs the unit is stretched,
 * so that near the minimum the profile agrees with the sandwich over runs.
 */
export function criterion(
  problem: Problem,
  theta: Float64Array,
  level: number,
  shared: SharedLuck | null = null,
): Criterion {
  const p = problem.terms.length, { n, meaning, weight } = problem;
  const degrees = shared ? shared.degrees : n - p;
  const t = normalOrT((1 + level) / 2, meaning === "known-sd" ? null : degrees);
  const limit = t * t;
  if (meaning === "known-sd") {
    return { unit: 0.5, limit, words: `Σ(r/sd)² rises by ${limit.toFixed(2)} (χ²)` };
  }
  const { unit } = influenceAt(problem, theta, p);
  // Σw is n, but for relative weights: they have a scale of their own, which the rise shares.
  const more = weight.reduce((sum, w) => sum + w, 0) / (n - p);
  const whole = unit * more * (shared?.stretch ?? 1);
  return {
    unit: whole,
    limit,
    words: `the objective rises by ${(whole * limit).toPrecision(3)}, which is F(1, ${degrees}) = ${
      limit.toFixed(2)
    } in units of ${shared ? "the noise between runs" : "its own noise"}`,
  };
}

/** The objective refitted with a quantity held: what a profile is made of. */
interface Refits {
  /** From the quantity to the coordinate that is walked in, and back. */
  readonly inner: (value: number) => number;
  readonly outer: (walked: number) => number;
  /** The θ that is the coordinate, where one alone is. */
  readonly index: number | null;
  /** The coordinate at some θ. */
  readonly walkedAt: (theta: Float64Array) => number;
  /** The least value with the coordinate held; `null` where that cannot be had. */
  readonly at: (
    start: Float64Array,
    walked: number,
  ) => { theta: Float64Array; value: number } | null;
}

function refits(
  problem: Problem,
  { quantity, logged, term }: Profiled,
  { unit }: Criterion,
): Refits {
  const inner = logged ? Math.log : (x: number) => x;
  const outer = logged ? Math.exp : (x: number) => x;
  const index = coordinateOf(problem, term, logged);
  const walkedAt = (theta: Float64Array) =>
    index === null ? inner(quantity(problem.toCoef(theta))) : theta[index]!;
  const at: Refits["at"] = (start, walked) =>
    index === null
      ? constrained(problem, start, walkedAt, walked, unit)
      : heldAt(problem, start, index, walked);
  return { inner, outer, index, walkedAt, at };
}

/** A point of a profile. */
export interface ProfilePoint {
  /** The value at which the quantity was held. */
  readonly value: number;
  /** How far the objective rose, in the unit of {@linkcode Criterion}: the square of t. */
  readonly rise: number;
}

/**
 * The profile itself: the rise of the refitted objective at given values of the quantity, which are
 * visited from the estimate outwards. Values that cannot be reached are left out.
 */
export function profileAt(
  problem: Problem,
  { theta, value }: Minimum,
  asked: Profiled,
  criterion: Criterion,
  values: readonly number[],
): ProfilePoint[] {
  const { inner, at, walkedAt } = refits(problem, asked, criterion);
  const estimate = walkedAt(theta);
  const walk = (side: readonly number[]) => {
    let from = theta;
    return side.flatMap((held) => {
      const found = at(from, inner(held));
      if (!found) return [];
      from = found.theta;
      return [{ value: held, rise: Math.max(0, found.value - value) / criterion.unit }];
    });
  };
  const sorted = values.toSorted((a, b) => a - b);
  const below = sorted.filter((v) => inner(v) < estimate).reverse();
  return [...walk(below).reverse(), ...walk(sorted.filter((v) => inner(v) >= estimate))];
}

/**
 * The profile interval of a quantity: walking away from the estimate, all coefficients refitted at
 * every step so that the quantity stays where it was put, until the objective has risen past its
 * threshold.
 *
 * @returns `null` when a refit along the way cannot be had.
 */
export function profileEnds(
  problem: Problem,
  { theta, value }: Minimum,
  asked: Profiled,
  criterion: Criterion,
): ProfileEnds | null {
  const { limits, deviation } = asked, { unit, limit } = criterion;
  const { inner, outer, index, walkedAt, at: refitted } = refits(problem, asked, criterion);
  const estimate = walkedAt(theta);
  if (!Number.isFinite(estimate)) return null;
  const goal = Math.sqrt(limit);
  const { low: lows, high: highs } = problem.box;
  const root = (there: number) => Math.sqrt(Math.max(0, there - value) / unit);
  const side = (sign: 1 | -1): { end: number; open: boolean } | null => {
    const bound = inner(sign < 0 ? limits[0] : limits[1]);
    const edge = index === null
      ? bound
      : sign < 0
      ? Math.max(bound, lows[index]!)
      : Math.min(bound, highs[index]!);
    let from = theta, near = estimate, zNear = 0;
    let step = goal * deviation, failures = 0;
    for (let attempt = 0; attempt < 40; attempt++) {
      const wanted = near + sign * step;
      const isPast = sign * (wanted - edge) >= 0;
      // An edge at infinity is not walked to.
      const far = isPast ? edge : wanted;
      const found = Number.isFinite(far) ? refitted(from, far) : null;
      if (!found) {
        // A quantity may be unable to get there: a ratio of sizes is never negative. Go nearer.
        step /= 2;
        failures++;
        if (failures <= 20) continue;
        return near === estimate ? null : { end: edgeOf(sign, limits), open: true };
      }
      const z = root(found.value);
      if (z >= goal) {
        const end = crossing(
          (at, start) => {
            const there = refitted(start, at);
            return there && { theta: there.theta, z: root(there.value) };
          },
          { at: near, z: zNear, theta: from },
          { at: far, z, theta: found.theta },
          goal,
        );
        return end === null ? null : { end: outer(end), open: false };
      }
      if (isPast) return { end: edgeOf(sign, limits), open: true };
      [from, near, zNear] = [found.theta, far, z];
      if (failures === 0) step *= 2;
    }
    return { end: edgeOf(sign, limits), open: true };
  };
  const low = side(-1), high = side(1);
  if (!low || !high) return null;
  const open = [...(low.open ? ["low" as const] : []), ...(high.open ? ["high" as const] : [])];
  return { low: low.end, high: high.end, open };
}

/** The θ that a coefficient is walked along, if one alone stands for it. */
function coordinateOf(problem: Problem, term: string | null, logged: boolean): number | null {
  const j = term === null ? -1 : problem.terms.indexOf(term);
  if (j < 0 || problem.logged[j] !== logged) return null;
  const isItself = problem.shift?.[j]?.every((v, k) => v === (k === j ? 1 : 0)) ?? true;
  return isItself ? j : null;
}

/** The least value with one θ held: surer than the general way, for the box does the holding. */
function heldAt(problem: Problem, start: Float64Array, index: number, target: number) {
  const low = problem.box.low.slice(), high = problem.box.high.slice();
  const from = start.slice();
  low[index] = high[index] = from[index] = target;
  const found = problem.solveFrom(from, { low, high });
  return Number.isFinite(found.value) ? found : null;
}

function edgeOf(sign: 1 | -1, [low, high]: readonly [number, number]): number {
  return sign < 0 ? low : high;
}

interface Station {
  readonly at: number;
  readonly z: number;
  readonly theta: Float64Array;
}

/** Where z = goal between two stations, by the Illinois variant of false position: z is nearly a line. */
function crossing(
  visit: (at: number, start: Float64Array) => { theta: Float64Array; z: number } | null,
  below: Station,
  above: Station,
  goal: number,
): number | null {
  let low = below, high = above, zLow = below.z - goal, zHigh = above.z - goal;
  for (let i = 0; i < 40; i++) {
    const at = low.at - zLow * (high.at - low.at) / (zHigh - zLow);
    const found = visit(at, low.theta);
    if (!found) return null;
    const z = found.z - goal;
    if (Math.abs(z) <= 1e-4 * goal) return at;
    if (z < 0) {
      low = { at, ...found };
      if (zLow < 0 && i > 0) zHigh /= 2;
      zLow = z;
    } else {
      high = { at, ...found };
      if (zHigh > 0 && i > 0) zLow /= 2;
      zHigh = z;
    }
    if (Math.abs(high.at - low.at) <= 1e-9 * Math.abs(high.at)) return at;
  }
  return (low.at + high.at) / 2;
}
