import { labelExpr } from "./channels.ts";
import { label, tidy, type Unit } from "./log_axis.ts";

/** The scale and axis of a linear position channel, in round steps, as people write numbers. */
export function linearChannel(
  [low, high]: readonly [number, number],
  unit: Unit,
  title: string,
  ticks = 5,
): {
  title: string;
  type: "quantitative";
  scale: { domain: [number, number]; nice: false; zero: false };
  axis: { title: string; values: number[]; labelExpr: string };
} {
  const rough = (high - low) / ticks;
  const decade = 10 ** Math.floor(Math.log10(rough));
  // A hair of tolerance, or a fifth of one would become a quarter.
  const step = decade * [1, 2, 2.5, 5, 10].find((s) => s * decade >= rough * 0.999)!;
  const first = Math.ceil(low / step * 0.999), last = Math.floor(high / step * 1.001);
  const values = Array.from({ length: last - first + 1 }, (_, i) => tidy((first + i) * step));
  const labels = values.map((x) => x === 0 ? "0" : label(x, unit));
  return {
    title,
    type: "quantitative",
    scale: { domain: [tidy(low), tidy(high)], nice: false, zero: false },
    axis: { title, values, labelExpr: labelExpr({ major: values, labels }) },
  };
}
