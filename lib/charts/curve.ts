import { tidy } from "./log_axis.ts";
import type { Encoding } from "./spec.ts";

/** A point of a drawn line. */
export interface CurvePoint {
  /** Where. */
  readonly x: number;
  /** How much. */
  readonly y: number;
  /** Whether this piece lies beyond the fitted runs. */
  readonly beyond: boolean;
  /** Which piece of its line it belongs to. */
  readonly part: number;
}

/** So many values from `low` to `high`, evenly spaced in their logarithm, both ends exact. */
export function logSpaced(low: number, high: number, count: number): number[] {
  const step = Math.log(high / low) / (count - 1);
  return Array.from(
    { length: count },
    (_, i) => i === 0 ? low : i === count - 1 ? high : low * Math.exp(step * i),
  );
}

/**
 * A line over `[low, high]`, cut where the fitted runs begin and end.
 *
 * @param inside The range of the fitted runs; without one the whole line counts as inside.
 */
export function curve(
  [low, high]: readonly [number, number],
  inside: readonly [number, number] | undefined,
  f: (x: number) => number,
  count = 60,
): CurvePoint[] {
  const cuts = (inside ?? []).filter((x) => x > low && x < high);
  const ends = [low, ...cuts, high];
  return ends.slice(1).flatMap((end, part) => {
    const start = ends[part]!;
    const middle = Math.sqrt(start * end);
    const beyond = inside !== undefined && (middle < inside[0] || middle > inside[1]);
    const share = Math.log(end / start) / Math.log(high / low);
    return logSpaced(start, end, Math.max(2, Math.ceil(share * count)))
      .map((x) => ({ x: tidy(x), y: tidy(f(x)), beyond, part }))
      .filter(({ y }) => Number.isFinite(y));
  });
}

/** Solid within the fitted runs, dashed beyond them. */
export const dashBeyond: NonNullable<Encoding["strokeDash"]> = {
  field: "beyond",
  type: "nominal",
  scale: { domain: [false, true], range: [[1, 0], [6, 4]] },
  legend: null,
};
