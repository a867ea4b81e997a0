import { count, flop, significant } from "../text/mod.ts";
import { textWidth } from "./text_width.ts";

/** The range of a logarithmic axis and the numbers on it. */
export interface LogAxis {
  /** First and last value. */
  readonly domain: readonly [number, number];
  /** Values with a label and a grid line. */
  readonly major: readonly number[];
  /** Values with a short tick alone. */
  readonly minor: readonly number[];
  /** One label per major value. */
  readonly labels: readonly string[];
}

/** How the numbers on an axis are written. */
export type Unit = "flop" | "count" | "ratio" | "loss";

/**
 * The range that holds the values, with a margin, and ticks that do not crowd.
 *
 * Up to two decades are labelled at 1, 2 and 5 (or every step of a loss), longer ones at powers of
 * ten, and only as many as `pixels` has room for.
 */
export function logAxis(
  values: Iterable<number>,
  unit: Unit,
  { pixels = 400, vertical = false, margin = 0.04 }: {
    pixels?: number;
    vertical?: boolean;
    margin?: number;
  } = {},
): LogAxis {
  const [low, high] = range(values);
  // One value, or values all alike, still need an axis around them.
  const span = Math.max(
    Math.log10(high / low),
    unit === "loss" ? 0.05 : unit === "ratio" ? 0.1 : 0.3,
  );
  const middle = Math.log10(low * high) / 2;
  const lo = tidy(10 ** (middle - span * (0.5 + margin)));
  const hi = tidy(10 ** (middle + span * (0.5 + margin)));
  // Even steps while values are much alike, powers of ten where they are not.
  const even = (unit === "loss" || unit === "ratio") && hi / lo < 4;
  const written = unit === "loss" ? "ratio" : unit;
  for (const ladder of [...(even ? lossLadders : []), ...countLadders]) {
    const major = ladder(lo, hi);
    const inSteps = lossLadders.includes(ladder);
    const labels = inSteps ? evenly(major) : major.map((x) => label(x, written));
    if (major.length >= 2 && fits(major, labels, [lo, hi], pixels, vertical)) {
      const minor = inSteps ? [] : minorTicks(lo, hi, major);
      return { domain: [lo, hi], major, labels, minor };
    }
  }
  const major = [tidy(Math.sqrt(lo * hi))];
  return { domain: [lo, hi], major, labels: major.map((x) => label(x, unit)), minor: [] };
}

/** A number as the axes write it: `1e21`, `70 B`, `2.5`. */
export function label(x: number, unit: Unit): string {
  if (unit === "flop") return flop(x, 3).replace(/\.?0+e/, "e");
  if (unit === "count") return count(x, 3).replace(/\.0+(?=\D|$)|(\.\d*[1-9])0+(?=\D|$)/, "$1");
  if (unit === "ratio" && x >= 1e4) return label(x, "count");
  return String(Number(significant(x, 3)));
}

/** Losses with the same number of decimals, as few as tell them apart. */
function evenly(losses: readonly number[]): string[] {
  const decimals = [0, 1, 2, 3].find((n) => losses.every((x) => Number(x.toFixed(n)) === x)) ?? 3;
  return losses.map((x) => x.toFixed(decimals));
}

/** Smallest and largest of the values that an axis can show. */
export function range(values: Iterable<number>): [number, number] {
  let low = Infinity, high = -Infinity;
  for (const x of values) {
    if (!(x > 0) || !Number.isFinite(x)) continue;
    if (x < low) low = x;
    if (x > high) high = x;
  }
  return low <= high ? [low, high] : [1, 10];
}

/** Six significant digits: more is noise in a picture. */
export function tidy(x: number): number {
  return Number(x.toPrecision(6));
}

type Ladder = (lo: number, hi: number) => number[];

const countLadders: readonly Ladder[] = [
  (lo, hi) => hi / lo > 10 ? [] : perDecade(lo, hi, [1, 1.5, 2, 3, 4, 5, 7]),
  ...[[1, 2, 3, 5], [1, 2, 5], [1, 3]].map((steps) => (lo: number, hi: number) =>
    hi / lo > 1e3 ? [] : perDecade(lo, hi, steps)
  ),
  ...[1, 2, 3, 4, 5, 6].map((every) => (lo: number, hi: number) => decades(lo, hi, every)),
];

const lossLadders: readonly Ladder[] = [0.01, 0.02, 0.05, 0.1, 0.2, 0.25, 0.5, 1, 2, 5].map(
  (step) => (lo: number, hi: number) => {
    const ticks: number[] = [];
    if ((hi - lo) / step > 40) return ticks;
    for (let i = Math.ceil(lo / step); i * step <= hi; i++) ticks.push(tidy(i * step));
    return ticks.filter((x) => x > 0);
  },
);

function perDecade(lo: number, hi: number, steps: readonly number[]): number[] {
  const ticks: number[] = [];
  for (let e = Math.floor(Math.log10(lo)); e <= Math.ceil(Math.log10(hi)); e++) {
    for (const step of steps) {
      const x = Number(`${step}e${e}`);
      if (x >= lo && x <= hi) ticks.push(x);
    }
  }
  return ticks;
}

function decades(lo: number, hi: number, every: number): number[] {
  const ticks: number[] = [];
  for (let e = Math.ceil(Math.log10(lo)); e <= Math.log10(hi); e++) {
    if (e % every === 0) ticks.push(Number(`1e${e}`));
  }
  return ticks;
}

function minorTicks(lo: number, hi: number, major: readonly number[]): number[] {
  const span = Math.log10(hi / lo);
  const ticks = span > 12
    ? []
    : span > 8
    ? decades(lo, hi, 1)
    : perDecade(lo, hi, [1, 2, 3, 4, 5, 6, 7, 8, 9]);
  return ticks.filter((x) => !major.includes(x));
}

/** Whether the labels keep their distance: a line's height apart, or three spaces. */
function fits(
  ticks: readonly number[],
  labels: readonly string[],
  [lo, hi]: readonly [number, number],
  pixels: number,
  vertical: boolean,
): boolean {
  const widths = labels.map((text) => textWidth(text, 11));
  const places = ticks.map((x, i) => {
    const place = (pixels * Math.log(x / lo)) / Math.log(hi / lo);
    if (vertical) return place;
    // Vega pushes a label at the end of an axis inwards, towards its neighbour.
    return Math.min(Math.max(place, widths[i]! / 2), pixels - widths[i]! / 2);
  });
  return places.every((place, i) => {
    const next = places[i + 1];
    if (next === undefined) return true;
    return next - place >= (vertical ? 26 : (widths[i]! + widths[i + 1]!) / 2 + 10);
  });
}
