import type { Point } from "../laws/mod.ts";
import { rootBetween } from "../numeric/mod.ts";
import { InputError } from "../text/mod.ts";
import { optimum } from "./allocate.ts";
import { positive } from "./checked.ts";
import { needLoss, needReachable, slopeAt, tokensAt } from "./iso_loss.ts";
import { type PlanSource, policy } from "./policy.ts";
import { demand, type Serving } from "./serving.ts";

/** One model of an iso-loss curve, with what it costs to train and to use. */
export interface TradeOffRow extends Point {
  /** N/N*, the size as a share of that of least training compute. */
  readonly kN: number;
  /** D/D*. */
  readonly kD: number;
  /** Training compute, 6ND, in FLOP. */
  readonly trainingC: number;
  /** Compute of one token served, 2N, in FLOP. */
  readonly perToken: number;
  /** Serving, 2 N · tokens, in FLOP. */
  readonly inferenceC: number;
  /** Both, as C + λ · inferenceC. */
  readonly totalC: number;
  /** −d ln C / d ln N: the percentage of training that one percent of inference costs. */
  readonly exchange: number;
}

/** The loss of all models of the curve, and what is served. */
export interface TradeOffQuestion extends Partial<Serving> {
  /** The loss in nats/token. */
  readonly loss: number;
  /** The smallest and the largest size, as shares of the best. @default {[0.15, 2]} */
  readonly sizes?: readonly [low: number, high: number];
  /** How many models. @default {81} */
  readonly points?: number;
}

/**
 * The models of one loss, small to large, with training and serving along them: the frontier between
 * compute spent once and compute spent per token.
 *
 * L = E + A (IC/2)^−α + B (TC/(3 IC))^−β with TC = 6ND and IC = 2N, at constant L. Sizes that no number
 * of tokens brings to the loss are left out.
 *
 * @param of A fit, or published coefficients of a law with a loss.
 * @throws {InputError} If the source has no loss, no compute reaches it, or a number is not positive.
 *
 * Source: de Vries (2023), https://www.harmdevries.com/post/model-size-vs-compute-overhead/; Villalobos
 * & Atkinson (2023), https://epoch.ai/blog/trading-off-compute-in-training-and-inference
 *
 * @example Chinchilla's loss with half of its parameters
 * ```ts
 * import assert from "node:assert/strict";
 * import { presetNamed } from "isoflop/laws";
 * import { tradeOff } from "isoflop/plan";
 *
 * const law = presetNamed("chinchilla:sardana");
 * const [half] = tradeOff(law, { loss: 1.936645, sizes: [0.5, 1], points: 2 });
 * assert.equal((half!.kN * half!.kD).toFixed(3), "1.208");
 * ```
 */
export function tradeOff(of: PlanSource, question: TradeOffQuestion): TradeOffRow[] {
  const cannot = "follow an iso-loss curve";
  const source = needLoss(policy(of), cannot);
  const loss = positive(question.loss, cannot, "loss in nats/token");
  needReachable(source, loss, cannot);
  const { tokens, equivalent } = demand({ tokens: 0, ...question }, cannot);
  const { sizes: [low, high] = [0.15, 2], points = 81 } = question;
  positive(low, cannot, "smallest share of the best size");
  if (!(high > low && Number.isInteger(points) && points > 1)) {
    throw new InputError({
      cannot,
      needs: "a largest size above the smallest, and two points or more",
      found: `sizes ${low} to ${high}, ${points} points`,
    });
  }
  const best = optimum(source, source.frontier.compute!(loss));
  return Array.from({ length: points }, (_, i) => {
    const N = best.N * low * (high / low) ** (i / (points - 1));
    const D = tokensAt(source, N, loss);
    return {
      ...{ N, D, kN: N / best.N, kD: D / best.D, trainingC: 6 * N * D, perToken: 2 * N },
      ...{ inferenceC: 2 * N * tokens, totalC: 6 * N * (D + equivalent) },
      exchange: D < Infinity ? slopeAt(source, N, D) - 1 : Infinity,
    };
  }).filter(({ D }) => D < Infinity);
}

/**
 * How far training can be traded for inference before the exchange gets worse than a rate: orders of
 * magnitude of training gained, and of inference saved, from Chinchilla's point on.
 *
 * @param of A fit, or published coefficients of a law with a loss.
 * @param options The `loss`, and the `rate`: percent of training per percent of inference.
 * @throws {InputError} If the source has no loss, or no compute reaches it.
 *
 * Source: Villalobos & Atkinson (2023), whose efficient span ends at 6 : 1,
 * https://epoch.ai/blog/trading-off-compute-in-training-and-inference
 *
 * @example Over-training spans 1.2 orders of magnitude of training
 * ```ts
 * import assert from "node:assert/strict";
 * import { presetNamed } from "isoflop/laws";
 * import { efficientSpan } from "isoflop/plan";
 *
 * const span = efficientSpan(presetNamed("chinchilla:hoffmann-rounded"), { loss: 1.936645 });
 * assert.equal(span.training.toFixed(1), "1.2");
 * ```
 */
export function efficientSpan(
  of: PlanSource,
  { loss, rate = 6 }: { readonly loss: number; readonly rate?: number },
): { readonly training: number; readonly inference: number } {
  const cannot = "measure the efficient span";
  const source = needLoss(policy(of), cannot);
  positive(loss, cannot, "loss in nats/token");
  positive(rate, cannot, "rate of exchange");
  needReachable(source, loss, cannot);
  const best = optimum(source, source.frontier.compute!(loss));
  const beyond = (ln: number) => {
    const N = best.N * Math.exp(ln), D = tokensAt(source, N, loss);
    return D < Infinity ? Math.log(slopeAt(source, N, D) / (1 + rate)) : 1;
  };
  let low = -0.1;
  while (beyond(low) < 0 && low > -100) low -= 0.1;
  const kN = Math.exp(rootBetween(beyond, low, low + 0.1));
  const kD = tokensAt(source, kN * best.N, loss) / best.D;
  return { training: Math.log10(kN * kD), inference: -Math.log10(kN) };
}
