import { InputError } from "../text/errors.ts";
import type { Coef } from "./law.ts";
import type { FloorTerm } from "./power_law_with_floor.ts";

/** What Porian et al. found best for a model of one size. */
export interface TunedHyperparameters {
  /** Sequences of 2048 tokens in a batch. */
  readonly batch: number;
  /** The highest learning rate of AdamW. */
  readonly learningRate: number;
  /** AdamW's decay of squared gradients. */
  readonly beta2: number;
}

/**
 * The hyper-parameters that Porian et al. (2024) found best by size, without decay of the rate.
 *
 * B* = 0.00037 N^0.703 sequences of 2048 tokens, η* = 3.7 N^(−0.36), β₂ = .99 up to 220 M parameters and
 * .95 beyond. N counts the head and not the embedding: `countParameters(shape, "porian")`.
 *
 * Source: Porian et al. (2024), Resolving Discrepancies in Compute-Optimal Scaling of Language Models,
 * https://arxiv.org/abs/2406.19146, its repository. The batch is in sequences, not tokens.
 *
 * @throws {InputError} If N is not a positive number.
 *
 * @example At 901 M parameters
 * ```ts
 * import assert from "node:assert/strict";
 * import { porianHyperparameters } from "isoflop/laws";
 *
 * const { batch, learningRate } = porianHyperparameters(901e6);
 * assert.equal(batch.toFixed(0), "730");
 * assert.equal(learningRate.toFixed(5), "0.00221");
 * ```
 */
export function porianHyperparameters(N: number): TunedHyperparameters {
  if (!(N > 0 && N < Infinity)) {
    throw new InputError({
      cannot: "choose hyper-parameters by size",
      needs: "N > 0, parameters with the head and without the embedding",
      found: `N = ${N}`,
    });
  }
  return {
    batch: 0.00037 * N ** 0.703,
    learningRate: 3.7 * N ** -0.36,
    beta2: N <= 220e6 ? 0.99 : 0.95,
  };
}

/**
 * The three fits of the least loss against compute that Porian et al. (2024) print, in their order:
 * L(C) = E + K·C^(−γ), C in FLOP, nats/token; the first is that of the tuned runs on RefinedWeb. They
 * are coefficients of {@linkcode powerLawWithFloor}.
 *
 * Their floors differ by a third of a nat, and their losses at 8e19 FLOP by a twentieth: none of the
 * floors is known well.
 *
 * Source: Porian et al. (2024), https://arxiv.org/abs/2406.19146
 *
 * @example 2.975 nats/token at 8e19 FLOP by the second; the 901 M model reached 2.943
 * ```ts
 * import assert from "node:assert/strict";
 * import { porianLossFits, powerLawWithFloor } from "isoflop/laws";
 *
 * assert.equal(powerLawWithFloor().predict(porianLossFits[1]!, { C: 8e19 }).toFixed(3), "2.975");
 * ```
 */
export const porianLossFits: readonly Coef<FloorTerm>[] = [
  { E: 2.01, K: 128.93, gamma: 0.106 },
  { E: 1.78, K: 97.27, gamma: 0.096 },
  { E: 1.68, K: 87.16, gamma: 0.092 },
];
