/** FLOP of a PF-day: 10^15 FLOP a second for a day, the unit of compute of Kaplan and Henighan. */
export const flopPerPetaflopDay = 8.64e19;

/**
 * Compute in PF-days: C / 8.64e19.
 *
 * Source: Kaplan et al. (2020), https://arxiv.org/abs/2001.08361
 *
 * @param C Compute in FLOP.
 *
 * @example GPT-3's 3.14e23 FLOP
 * ```ts
 * import assert from "node:assert/strict";
 * import { petaflopDays } from "isoflop/laws";
 *
 * assert.equal(petaflopDays(3.145e23).toFixed(0), "3640");
 * ```
 */
export function petaflopDays(C: number): number {
  return C / flopPerPetaflopDay;
}

/**
 * Compute in FLOP: 8.64e19 for each PF-day.
 *
 * Source: Kaplan et al. (2020), https://arxiv.org/abs/2001.08361
 *
 * @param days Compute in PF-days.
 *
 * @example One PF-day
 * ```ts
 * import assert from "node:assert/strict";
 * import { flopOfPetaflopDays } from "isoflop/laws";
 *
 * assert.equal(flopOfPetaflopDays(1), 8.64e19);
 * ```
 */
export function flopOfPetaflopDays(days: number): number {
  return days * flopPerPetaflopDay;
}
