import type { ChartLaw } from "./sources.ts";

/** The band of one policy, and how far it reaches. */
export interface RatioBand {
  /** Its least value. */
  readonly low: number;
  /** Its greatest value. */
  readonly high: number;
  /** The area to draw. */
  readonly layer: object;
}

/** The bands of the policies that have draws. */
export function ratioBands(
  _policies: readonly ChartLaw[],
  _C: readonly [number, number],
  _level: number,
): RatioBand[] {
  return [];
}
