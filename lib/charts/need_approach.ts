import { InputError } from "../text/mod.ts";
import { type ChartFrontier, titleOf } from "./sources.ts";

const makers = { 1: "fitEnvelope()", 2: "fitValleys()" } as const;
const charts = { 1: "envelope() with its training curves", 2: "valleys() with its runs" } as const;

/**
 * Throws where a fit is of another of Hoffmann's approaches than a chart is for; minima made by
 * hand need not say what they are of.
 */
export function needApproach(of: ChartFrontier, approach: 1 | 2, cannot: string): void {
  const has = of.approach;
  if ((has === undefined || has === approach) && of.minima) return;
  const other = has === 1 || has === 2 ? has : undefined;
  throw new InputError({
    cannot,
    needs: `a fit by Approach ${approach}, from ${makers[approach]}`,
    found: has === undefined ? `${JSON.stringify(titleOf(of))}, which has no minima` : (
      other === undefined
        ? `one by Approach ${has}`
        : `one by Approach ${has}, from ${makers[other]}`
    ),
    ...(other !== undefined && { cure: `draw it by ${charts[other]}` }),
  });
}
