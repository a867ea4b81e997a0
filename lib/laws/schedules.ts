import { InputError } from "../text/errors.ts";

/** A schedule with a plateau. */
export interface PlateauOptions {
  /** All steps. */
  readonly steps: number;
  /** Steps in which the rate rises from zero. @default {0} */
  readonly warmup?: number;
  /** Steps of the fall at the end. */
  readonly cooldown: number;
  /** The fall: with the root of the time, or linear. @default {"sqrt"} */
  readonly shape?: "sqrt" | "linear";
}

/**
 * The learning rate of a constant schedule with cooldown, as a share of its highest.
 *
 * n/W in the warm-up; 1 on the plateau; 1 − √((n − (N − N_d))/N_d), or the same without the root, in
 * the last N_d steps
 *
 * One long run and a cooldown at each length replaces a run per length: a scaling study costs about
 * half. A cooldown of a fifth of the steps nearly matches a cosine.
 *
 * @param n The step.
 * @throws {InputError} If the step is outside the run, or warm-up and cooldown do not fit into it.
 *
 * Source: Hägele et al. (2024), https://arxiv.org/abs/2405.18392, and its code
 *
 * @example Half way down after a quarter of the cooldown
 * ```ts
 * import assert from "node:assert/strict";
 * import { plateauRate } from "isoflop/laws";
 *
 * assert.equal(plateauRate(8500, { steps: 10_000, warmup: 300, cooldown: 2000 }), 0.5);
 * ```
 */
export function plateauRate(
  n: number,
  { steps, warmup = 0, cooldown, shape = "sqrt" }: PlateauOptions,
): number {
  const cannot = "give the rate of a schedule";
  if (!(warmup >= 0 && cooldown >= 0 && warmup + cooldown <= steps && steps > 0)) {
    throw new InputError({
      cannot,
      needs: "warm-up and cooldown that fit into the steps",
      found: `${warmup} and ${cooldown} of ${steps}`,
    });
  }
  needStep(n, steps);
  if (n < warmup) return n / warmup;
  const gone = n - (steps - cooldown);
  if (gone <= 0) return 1;
  return 1 - (shape === "sqrt" ? Math.sqrt(gone / cooldown) : gone / cooldown);
}

/** A cosine. */
export interface CosineOptions {
  /** Steps to its end. */
  readonly steps: number;
  /** Steps in which the rate rises from zero. @default {0} */
  readonly warmup?: number;
  /** The share at which it ends. @default {0.1} */
  readonly floor?: number;
}

/**
 * The learning rate of a cosine, as a share of its highest.
 *
 * n/W in the warm-up, then f + (1 − f) (1 + cos π(n − W)/(N − W))/2
 *
 * @param n The step.
 * @throws {InputError} If the step is outside the run, the warm-up longer, or the floor outside [0, 1].
 *
 * Source: Hoffmann et al. (2022), to a tenth; Kaplan et al. (2020), to zero
 *
 * @example Half way: the mean of both ends
 * ```ts
 * import assert from "node:assert/strict";
 * import { cosineRate } from "isoflop/laws";
 *
 * assert.equal(cosineRate(5150, { steps: 10_000, warmup: 300 }).toFixed(2), "0.55");
 * ```
 */
export function cosineRate(n: number, { steps, warmup = 0, floor = 0.1 }: CosineOptions): number {
  if (!(warmup >= 0 && warmup < steps && floor >= 0 && floor <= 1)) {
    throw new InputError({
      cannot: "give the rate of a schedule",
      needs: "a warm-up shorter than the run, and a floor from 0 to 1",
      found: `a warm-up of ${warmup} of ${steps} steps, a floor of ${floor}`,
    });
  }
  needStep(n, steps);
  if (n < warmup) return n / warmup;
  return floor + (1 - floor) * (1 + Math.cos(Math.PI * (n - warmup) / (steps - warmup))) / 2;
}

function needStep(n: number, steps: number): void {
  if (n >= 0 && n <= steps) return;
  throw new InputError({
    cannot: "give the rate of a schedule",
    needs: `a step from 0 to ${steps}`,
    found: `${n}`,
  });
}
