import { count, InputError } from "../text/mod.ts";
import { spreadLabels } from "./end_labels.ts";
import { type LogAxis, tidy } from "./log_axis.ts";
import type { ChartCurves } from "./sources.ts";
import type { Encoding, Layer } from "./spec.ts";
import { palette } from "./theme.ts";

/** What the charts need of steps to a loss by batch; `fitBatch()` gives it. */
export interface ChartBatch {
  /** What batches are counted in. */
  readonly unit: string;
  /** One per model and loss. */
  readonly targets: readonly {
    readonly label: string;
    readonly reached: { readonly B: readonly number[]; readonly S: readonly number[] };
    readonly unreached: readonly number[];
    readonly fit: { readonly coef: { readonly S_min: number; readonly B_crit: number } } | null;
  }[];
  /** Where the rows are from. */
  readonly source?: ChartCurves["source"] | null;
}

/** Throws unless there are one to six targets, one of them reached. */
export function needTargets({ targets }: ChartBatch, cannot: string): void {
  const drawn = targets.filter(({ reached }) => reached.B.length > 0).length;
  if (targets.length <= hues.length && drawn > 0) return;
  throw new InputError({
    cannot,
    needs: `1 to ${hues.length} targets, and one that a batch reached`,
    found: `${targets.length} targets, ${drawn} of them reached`,
  });
}

/** Without the pale blue, which is for bands. */
export const hues = [0, 1, 2, 3, 4].map((i) => palette[i]!);

/** The names of series at the right ends of their lines, none on another. */
export function endNames(
  ends: readonly { readonly text: string; readonly y: number; readonly series: number }[],
  { x, y, up, across, height }: {
    readonly x: LogAxis;
    readonly y: LogAxis;
    readonly across: NonNullable<Encoding["x"]>;
    readonly up: NonNullable<Encoding["y"]>;
    readonly height: number;
  },
): Layer[] {
  const [low, high] = y.domain;
  const placed = spreadLabels(
    ends.map(({ text, y, series }) => ({
      ...{ text, series, at: height * Math.log(y / low) / Math.log(high / low) },
    })),
    { height },
  );
  return placed.map(({ text, series, at }): Layer => ({
    data: { values: [{ x: x.domain[1], y: tidy(low * (high / low) ** (at / height)), text }] },
    mark: {
      ...{ type: "text", align: "left", baseline: "middle", dx: 7, fontSize: 11 },
      color: hues[series]!,
    },
    encoding: { x: across, y: up, text: { field: "text", type: "nominal" } },
  }));
}

/** The critical batches in a sentence. */
export function criticalSentence({ targets, unit }: ChartBatch): string {
  const found = targets.flatMap(({ label, fit }) =>
    fit ? [`${count(fit.coef.B_crit)} for ${label}`] : []
  );
  const never = targets.filter(({ unreached }) => unreached.length > 0)
    .map(({ label, unreached }) => `${label} with ${unreached.map((B) => count(B)).join(", ")}`);
  return (found.length ? ` Critical batches in ${unit}: ${found.join("; ")}.` : "") +
    (never.length ? ` Never reached: ${never.join("; ")}.` : "");
}
