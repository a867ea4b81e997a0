import { Fit } from "../fit/mod.ts";
import { allocate } from "../plan/mod.ts";
import { logSpaced } from "./curve.ts";
import { tidy } from "./log_axis.ts";
import { seriesColour } from "./policy_lines.ts";
import type { Layer } from "./spec.ts";
import type { ChartLaw } from "./sources.ts";

/** The band of one policy. */
export interface RatioBand {
  /** Its least and greatest value, for the axis. */
  readonly ends: readonly number[];
  /** The area to draw, over the fields `C` and `low` to `high`. */
  readonly layer: Layer;
}

/** The interval of D and N's ratio at each budget, for every policy that has draws. */
export function ratioBands(
  policies: readonly ChartLaw[],
  [from, to]: readonly [number, number],
  level: number,
): RatioBand[] {
  return policies.flatMap((of, series) => {
    if (!(of instanceof Fit) || !of.draws) return [];
    const values = logSpaced(from, to, 25).flatMap((C) => {
      const interval = allocate(of, { C, level }).intervals?.tokensPerParameter;
      return interval
        ? [{ C: tidy(C), low: tidy(interval.low), high: tidy(interval.high), series }]
        : [];
    });
    if (!values.length) return [];
    return [{
      ends: values.flatMap(({ low, high }) => [low, high]),
      layer: {
        data: { values },
        mark: { type: "area", opacity: 0.18, clip: true },
        encoding: {
          x: { field: "C", type: "quantitative" },
          y: { field: "low", type: "quantitative" },
          y2: { field: "high" },
          color: seriesColour,
          tooltip: [
            { field: "C", title: "C (FLOP)", format: ".3~e" },
            {
              field: "low",
              title: `D/N, lower end (${Math.round(level * 100)} %)`,
              format: ".3~g",
            },
            {
              field: "high",
              title: `D/N, upper end (${Math.round(level * 100)} %)`,
              format: ".3~g",
            },
          ],
        },
      },
    }];
  });
}
