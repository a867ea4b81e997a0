import { labelExpr } from "./channels.ts";
import { label, tidy, type Unit } from "./log_axis.ts";

/** The scale and axis of a linear position channel from zero, with numbers as people write them. */
export function fromZero(most: number, unit: Unit, title: string, ticks = 5): {
  title: string;
  type: "quantitative";
  scale: { domain: [number, number]; nice: false };
  axis: { title: string; values: number[]; labelExpr: string };
} {
  const rough = most / ticks;
  const decade = 10 ** Math.floor(Math.log10(rough));
  const step = decade * [1, 2, 2.5, 5, 10].find((s) => s * decade >= rough * 0.999)!;
  const values = Array.from(
    { length: Math.floor(most / step * 1.001) + 1 },
    (_, i) => tidy(i * step),
  );
  const labels = values.map((x) => x === 0 ? "0" : label(x, unit));
  return {
    title,
    type: "quantitative",
    scale: { domain: [0, tidy(most)], nice: false },
    axis: {
      title,
      values,
      labelExpr: labelExpr({ major: values, labels }),
    },
  };
}
