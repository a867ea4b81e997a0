import { logSpaced } from "./curve.ts";
import { label, type LogAxis, tidy } from "./log_axis.ts";
import { plane } from "./plane.ts";

/** A line of equal loss over tokens and parameters. */
export interface RepeatedContour {
  /** The loss along it, in nats/token. */
  readonly loss: number;
  /** From small models to large ones, and so from many tokens to few. */
  readonly points: readonly { readonly D: number; readonly N: number }[];
}

type Range = readonly [low: number, high: number];

/**
 * Where a loss that falls with N and with D has a value, in a window. The line is found along both axes,
 * since it runs nearly along one of them where the other has levelled off.
 */
export function repeatedContour(
  lossAt: (N: number, D: number) => number,
  loss: number,
  { N, D }: { readonly N: Range; readonly D: Range },
): RepeatedContour {
  const along = (from: Range, f: (x: number) => (y: number) => number, across: Range) =>
    logSpaced(...from, 48).flatMap((x) => {
      const y = crossing(f(x), loss, across);
      return y === null ? [] : [[x, y] as const];
    });
  const byN = along(N, (n) => (d) => lossAt(n, d), D).map(([N, D]) => ({ D, N }));
  const byD = along(D, (d) => (n) => lossAt(n, d), N).map(([D, N]) => ({ D, N }));
  const points = [...byN, ...byD].sort((a, b) => a.N - b.N || b.D - a.D)
    .map(({ N, D }) => ({ D: tidy(D), N: tidy(N) }));
  return { loss, points };
}

/** Where a falling function crosses a value between two ends; `null` where it does not. */
function crossing(f: (x: number) => number, value: number, [low, high]: Range): number | null {
  if (f(low) < value || f(high) > value) return null;
  let [from, to] = [low, high];
  for (let i = 0; i < 50; i++) {
    const middle = Math.sqrt(from * to);
    if (f(middle) > value) from = middle;
    else to = middle;
  }
  return Math.sqrt(from * to);
}

/** Round losses between the least and the greatest in a window, some dozen of them. */
export function roundLosses([least, greatest]: Range, most = 11): number[] {
  const steps = [0.02, 0.05, 0.1, 0.2, 0.25, 0.5, 1, 2];
  const step = steps.find((step) => (greatest - least) / step <= most) ?? 5;
  const first = Math.ceil(least / step), last = Math.floor(greatest / step);
  return Array.from({ length: last - first + 1 }, (_, i) => tidy((first + i) * step));
}

/**
 * Where the losses of the lines are written: just outside the window, where a line leaves it at the top or on
 * the right. What leaves at the foot or on the left has no room for its number.
 */
export function contourNumbers(
  contours: readonly RepeatedContour[],
  { x, y, width, height }: { x: LogAxis; y: LogAxis; width: number; height: number },
): { readonly place: { readonly x: number; readonly y: number }; readonly text: string }[] {
  const at = plane(x, y, { width, height });
  const ends = contours.flatMap(({ loss, points }) => {
    const right = points[0], top = points.at(-1);
    if (!right || !top) return [];
    const text = label(loss, "loss");
    const place = at.place(top.D, top.N);
    if (place.y < 12) return [{ place: { x: place.x, y: -7 }, text }];
    if (right.D < 0.97 * x.domain[1]) return [];
    return [{ place: { x: width + 16, y: at.place(right.D, right.N).y }, text }];
  });
  const kept: typeof ends = [];
  for (const end of ends) {
    const clear = kept.every(({ place }) =>
      Math.abs(place.x - end.place.x) > 24 || Math.abs(place.y - end.place.y) > 12
    );
    if (clear) kept.push(end);
  }
  return kept.map(({ place, text }) => ({ place: at.values(place), text }));
}
