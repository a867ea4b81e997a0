import type { LogAxis } from "./log_axis.ts";

/** Axis titles, one spelling in every chart. */
export const titles = {
  C: "Compute C (FLOP)",
  N: "Parameters N",
  D: "Tokens D",
  loss: "Loss (nats/token)",
  ratio: "Tokens per parameter D/N",
} as const;

/** Number formats of tooltips: SI prefixes would say G where people say B. */
export const formats = { C: ".3~e", N: ".3~e", D: ".3~e", loss: ".4~f", ratio: ".3~g" } as const;

/** An expression that writes the label of a value that has one, and nothing elsewhere. */
export function labelExpr({ major, labels }: Pick<LogAxis, "major" | "labels">): string {
  return `${JSON.stringify(labels)}[indexof(${JSON.stringify(major)}, datum.value)] || ''`;
}

/** The scale and axis of a logarithmic position channel, with short ticks between the labels. */
export function logChannel(axis: LogAxis, title: string, { grid = true } = {}): {
  title: string;
  type: "quantitative";
  scale: { type: "log"; domain: number[]; nice: false };
  axis: {
    title: string;
    values: number[];
    labelExpr: string;
    tickSize: { condition: { test: string; value: number }; value: number };
    gridOpacity: { condition: { test: string; value: number }; value: number };
  };
} {
  const isMajor = `indexof(${JSON.stringify(axis.major)}, datum.value) >= 0`;
  return {
    title,
    type: "quantitative",
    scale: { type: "log", domain: [...axis.domain], nice: false },
    axis: {
      title,
      values: [...axis.major, ...axis.minor].sort((a, b) => a - b),
      labelExpr: labelExpr(axis),
      tickSize: { condition: { test: isMajor, value: 5 }, value: 3 },
      gridOpacity: { condition: { test: isMajor, value: grid ? 1 : 0 }, value: 0 },
    },
  };
}
