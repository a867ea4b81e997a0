import { Fit, FrontierFit } from "../fit/mod.ts";
import type { ExponentSpread } from "../laws/mod.ts";
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
  /** The probability inside. */
  readonly level: number;
  /** The area to draw, over the fields `C` and `low` to `high`. */
  readonly layer: Layer;
}

/**
 * The interval of D and N's ratio at each budget: of a fit, by its draws, of a preset, by the
 * published interval of its exponent. A policy with neither has no band.
 */
export function ratioBands(
  policies: readonly ChartLaw[],
  [from, to]: readonly [number, number],
  wanted: number,
): RatioBand[] {
  return policies.flatMap((of, series) => {
    const level = of.spread?.level ?? wanted;
    const values = logSpaced(from, to, 25).flatMap((C) => {
      const ends = of.spread ? turned(of, of.spread, C) : drawn(of, C, level);
      return ends ? [{ C: tidy(C), low: tidy(ends.low), high: tidy(ends.high), series }] : [];
    });
    if (!values.length) return [];
    return [{
      level,
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

interface Ends {
  readonly low: number;
  readonly high: number;
}

function drawn(of: ChartLaw, C: number, level: number): Ends | null {
  if (!(of instanceof Fit || of instanceof FrontierFit) || !of.draws) return null;
  return allocate(of, { C, level }).intervals?.tokensPerParameter ?? null;
}

/** D/N ∝ C^(1 − 2a) under C = 6ND, turned about the middle of the runs. */
function turned(
  { frontier: { N, D } }: ChartLaw,
  { a, C: middle }: ExponentSpread,
  C: number,
): Ends {
  const there = (D.coef / N.coef) * middle ** (D.exponent - N.exponent);
  const [p, q] = a.map((exponent) => there * (C / middle) ** (1 - 2 * exponent)) as [
    number,
    number,
  ];
  return { low: Math.min(p, q), high: Math.max(p, q) };
}
