import { InputError } from "../text/mod.ts";
import type { Architecture } from "./architecture.ts";
import type { FlopOptions } from "./flops.ts";
import { trainingFlop } from "./training_flop.ts";

/** What a training run achieves, and what its hardware could. */
export interface Throughput extends FlopOptions {
  /** Training tokens per second, of all devices or of one. */
  readonly tokensPerSecond: number;
  /** FLOP per second that the same devices could do at best. */
  readonly peakFlopPerSecond: number;
}

/**
 * Model FLOP utilisation: the share of the peak that goes into the model's own FLOP,
 * tokens/s · training FLOP per token / peak FLOP/s. Recomputed activations do not count.
 *
 * @param model An architecture, or N, as in {@linkcode trainingFlop}.
 * @throws {InputError} If a rate is not a positive number, or the share exceeds 1.
 *
 * @example 70 B parameters at 320 tokens per second on a device of 312 TFLOP/s
 * ```ts
 * import assert from "node:assert/strict";
 * import { mfu } from "isoflop/transformer";
 *
 * const share = mfu(70e9, { tokensPerSecond: 320, peakFlopPerSecond: 312e12 });
 * assert.equal(share.toFixed(3), "0.431");
 * ```
 */
export function mfu(model: Architecture | number, throughput: Throughput): number {
  const { tokensPerSecond, peakFlopPerSecond, ...options } = throughput;
  for (const [name, rate] of Object.entries({ tokensPerSecond, peakFlopPerSecond })) {
    if (rate > 0 && rate < Infinity) continue;
    throw new InputError({
      cannot: "compute the MFU",
      needs: `${name} > 0`,
      found: `${name} = ${rate}`,
    });
  }
  const share = trainingFlop(model, tokensPerSecond, options) / peakFlopPerSecond;
  if (share <= 1) return share;
  throw new InputError({
    cannot: "compute the MFU",
    needs: "no more FLOP per second than the peak",
    found: `${share.toPrecision(3)} times the peak`,
    cure:
      "give both rates for the same number of devices, and the peak of the precision trained in",
  });
}
