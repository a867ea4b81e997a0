import { logSpaced } from "./curve.ts";
import { tidy } from "./log_axis.ts";

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
