import { flop } from "../text/mod.ts";
import { positive } from "./checked.ts";
import { Plan, type PlanOptions, type Quantities } from "./plan.ts";
import { type PlanSource, policy, type Surface } from "./policy.ts";

/**
 * How to spend a training budget: the N and D of least loss within C = 6ND.
 *
 * N* = G (C/6)^a, D* = (C/6)^b / G, and the loss there.
 *
 * @param of A fit, or published coefficients.
 * @param options The compute `C` to be spent, in FLOP, and the `level` of the intervals.
 * @throws {InputError} If C is not a positive number, or the fit has no optimum.
 *
 * Source: Hoffmann et al. (2022), equation 4, https://arxiv.org/abs/2203.15556
 *
 * @example Gopher's budget, by Hoffmann's unrounded coefficients: the 40 B of their Figure 4
 * ```ts
 * import assert from "node:assert/strict";
 * import { chinchilla } from "isoflop/laws";
 * import { allocate } from "isoflop/plan";
 *
 * const plan = allocate(chinchilla.presets.hoffmann, { C: 5.76e23 });
 * assert.equal((plan.N / 1e9).toFixed(2), "40.36");
 * assert.equal(plan.tokensPerParameter.toFixed(1), "58.9");
 * ```
 */
export function allocate(of: PlanSource, options: PlanOptions & { readonly C: number }): Plan {
  const C = positive(options.C, "allocate a budget", "number of FLOP");
  return new Plan(
    `Spend ${flop(C)} FLOP`,
    policy(of),
    (surface) => optimum(surface, C),
    ["C"],
    options,
  );
}

/** The point of the frontier at a compute of C FLOP. */
export function optimum({ frontier }: Surface, C: number): Quantities {
  const N = frontier.N.coef * C ** frontier.N.exponent;
  const D = frontier.D.coef * C ** frontier.D.exponent;
  return { C, N, D, tokensPerParameter: D / N, loss: frontier.loss?.(C) ?? null };
}
