import { drawnInterval, type Interval } from "../fit/mod.ts";
import { positive } from "./checked.ts";
import { type LossSurface, needLoss, slopeAt } from "./iso_loss.ts";
import type { PlanOptions } from "./plan.ts";
import { type PlanSource, policy } from "./policy.ts";

/** The demand for which a model would be the right one. */
export interface ImpliedDemand {
  /** Tokens served; below 0 for a model that is larger than the best without any use. */
  readonly tokens: number;
  /** Its interval; `null` without draws. */
  readonly interval: Interval | null;
}

/**
 * The tokens that a model would have to serve for its N and D to be the best choice: the inverse of
 * {@linkcode planServing}.
 *
 * At the best a factor of N brings 1 + λt/3D times what the same factor of D does, so
 * t = 3D (slope − 1)/λ. Of the Chinchilla law the slope is (αA/N^α)/(βB/D^β).
 *
 * @param of A fit, or published coefficients of a law with a loss.
 * @param model N and D, λ as `lambda` (1 unless given), and the `level` of the interval.
 * @throws {InputError} If the source has no loss, or a number is not positive.
 *
 * @example LLaMA 7B, 150 tokens per parameter
 * ```ts
 * import assert from "node:assert/strict";
 * import { presetNamed } from "isoflop/laws";
 * import { impliedDemand } from "isoflop/plan";
 *
 * const law = presetNamed("chinchilla:epoch");
 * const { tokens } = impliedDemand(law, { N: 6.7e9, D: 1e12 });
 * assert.equal((tokens / 1e12).toFixed(1), "3.2");
 * ```
 */
export function impliedDemand(
  of: PlanSource,
  model: PlanOptions & { readonly N: number; readonly D: number; readonly lambda?: number },
): ImpliedDemand {
  const cannot = "say what demand a model is for";
  const source = needLoss(policy(of), cannot);
  const N = positive(model.N, cannot, "number of parameters N");
  const D = positive(model.D, cannot, "number of tokens D");
  const lambda = positive(model.lambda ?? 1, cannot, "weight lambda");
  const answer = (surface: LossSurface) => 3 * D * (slopeAt(surface, N, D) - 1) / lambda;
  const tokens = answer(source);
  const drawn = source.draws?.map((surface) => answer(surface as LossSurface));
  return {
    tokens,
    interval: drawn ? drawnInterval(tokens, Float64Array.from(drawn), model.level ?? 0.95) : null,
  };
}
