import { InputError } from "../text/errors.ts";

/** A smooth loss, and what two metrics make of it. */
export interface MetricViews {
  /** The probability of one right token, e^(−L). */
  readonly token: number;
  /** The share of answers right from end to end: p^n, which seems to leap. */
  readonly exact: number;
  /** The expected number of wrong tokens: n (1 − p), which does not. */
  readonly editDistance: number;
}

/**
 * How a smooth loss looks through metrics: an exact match of many tokens seems to *emerge*, the edit
 * distance of the same answers falls evenly.
 *
 * p = e^(−L), exact = p^n, edit distance = n (1 − p)
 *
 * With k test items an exact match below 1/k shows as 0, which makes the leap steeper still.
 *
 * @param loss The loss per token of the answer, in nats/token.
 * @param tokens Tokens of the answer, n.
 * @throws {InputError} If the loss is below 0, or n is not a positive whole number.
 *
 * Source: Schaeffer et al. (2023), https://arxiv.org/abs/2304.15004
 *
 * @example A hundred times the model, seven times the score
 * ```ts
 * import assert from "node:assert/strict";
 * import { throughMetrics } from "isoflop/laws";
 *
 * const loss = (N: number) => (N / 1e8) ** -0.2;
 * const [small, large] = [1e9, 1e11].map((N) => throughMetrics(loss(N), 5));
 * assert.equal(small!.exact.toFixed(3), "0.043");
 * assert.equal(large!.exact.toFixed(3), "0.285");
 * assert.equal(small!.editDistance.toFixed(2), "2.34");
 * ```
 */
export function throughMetrics(loss: number, tokens: number): MetricViews {
  if (!(loss >= 0 && Number.isInteger(tokens) && tokens > 0)) {
    throw new InputError({
      cannot: "look at a loss through metrics",
      needs: "a loss of 0 or more, and a whole number of tokens",
      found: `a loss of ${loss}, ${tokens} tokens`,
    });
  }
  const token = Math.exp(-loss);
  return { token, exact: token ** tokens, editDistance: tokens * (1 - token) };
}
