import { InputError } from "../text/mod.ts";
import { logChannel } from "./channels.ts";
import { curve, dashBeyond } from "./curve.ts";
import { spreadLabels } from "./end_labels.ts";
import { type LogAxis, tidy } from "./log_axis.ts";
import { fittedRange } from "./minima.ts";
import type { Encoding, Layer } from "./spec.ts";
import { type ChartLaw, needNumbers, titlesOf } from "./sources.ts";
import { ink, palette } from "./theme.ts";

/** A quantity along the frontier of several policies, ready to be drawn over compute. */
export interface PolicyLines {
  /** The lines, dashed beyond the fitted runs. */
  readonly lines: Layer;
  /** The policies' names at the right ends. */
  readonly labels: Layer;
}

/** Throws unless there are one to six policies, as many as there are colours. */
export function needPolicies(policies: readonly ChartLaw[], cannot: string): void {
  if (policies.length >= 1 && policies.length <= palette.length) {
    for (const of of policies) needNumbers(of, cannot);
    return;
  }
  throw new InputError({
    cannot,
    needs: `1 to ${palette.length} fits or presets`,
    found: String(policies.length),
  });
}

/** The layers that draw one quantity of every policy against compute. */
export function policyLines(
  policies: readonly ChartLaw[],
  quantity: (of: ChartLaw, C: number) => number,
  { x, y, titleX, titleY, height, names = titlesOf(policies), rules = [] }: {
    x: LogAxis;
    y: LogAxis;
    titleX: string;
    titleY: string;
    height: number;
    /** What the policies are called. */
    names?: readonly string[];
    /** Constants to name beside the policies. */
    rules?: readonly { readonly text: string; readonly value: number }[];
  },
): PolicyLines {
  const [low, high] = y.domain;
  const values = policies.flatMap((of, series) =>
    curve(x.domain, fittedRange(of), (C) => quantity(of, C), 24)
      .map((point) => ({ ...point, series, policy: names[series]! }))
  );
  const up = (value: number) => (height * Math.log(value / low)) / Math.log(high / low);
  const ends = spreadLabels([
    ...policies.map((of, series) => ({
      text: names[series]!,
      series,
      at: up(quantity(of, x.domain[1])),
    })),
    ...rules.map(({ text, value }) => ({ text, series: palette.length, at: up(value) })),
  ], { height });
  return {
    lines: {
      data: { values },
      mark: { type: "line", strokeWidth: 2, clip: true },
      encoding: {
        x: { field: "x", ...logChannel(x, titleX) },
        y: { field: "y", ...logChannel(y, titleY) },
        color: seriesColour,
        detail: { field: "part", type: "nominal" },
        strokeDash: dashBeyond,
        tooltip: [
          { field: "policy", title: "Policy" },
          { field: "x", title: titleX, format: ".3~e" },
          { field: "y", title: titleY, format: ".3~g" },
        ],
      },
    },
    labels: {
      data: {
        values: ends.map(({ text, series, at }) => ({
          x: x.domain[1],
          y: tidy(low * (high / low) ** (at / height)),
          series,
          text,
        })),
      },
      mark: { type: "text", align: "left", baseline: "middle", dx: 7, fontSize: 11 },
      encoding: {
        x: { field: "x", type: "quantitative" },
        y: { field: "y", type: "quantitative" },
        color: seriesColour,
        text: { field: "text", type: "nominal" },
      },
    },
  };
}

/** One colour per policy, in their order, and one for rules. */
export const seriesColour: NonNullable<Encoding["color"]> = {
  field: "series",
  type: "nominal",
  scale: { domain: [...palette.keys(), palette.length], range: [...palette, ink.rule] },
  legend: null,
};
