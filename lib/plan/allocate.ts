import { flop, InputError } from "../text/mod.ts";
import { positive } from "./checked.ts";
import { Plan, type PlanOptions, type Quantities } from "./plan.ts";
import { type PlanSource, type Policy, policy, type Surface } from "./policy.ts";

/** A budget: compute spent, or Kaplan's C_min where the source trains at the critical batch. */
export type Spending =
  | { readonly C: number; readonly C_min?: undefined }
  | { readonly C_min: number; readonly C?: undefined };

/**
 * How to spend a training budget: the N and D of least loss within C = 6ND.
 *
 * N* = G (C/6)^a, D* = (C/6)^b / G, and the loss there.
 *
 * Sources that train at the critical batch, such as `kaplan:table6`, give batch and steps as well, and
 * take Kaplan's `C_min` in place of C: half of the compute spent.
 *
 * @param of A fit, or published coefficients.
 * @param options The compute `C` to be spent, or `C_min`, in FLOP, and the `level` of the intervals.
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
export function allocate(of: PlanSource, options: PlanOptions & Spending): Plan {
  const source = policy(of);
  const C = spent(source, options);
  return new Plan(
    `Spend ${flop(C)} FLOP`,
    source,
    (surface) => optimum(surface, C),
    ["C"],
    options,
  );
}

/** Compute spent; C_min is a share of it where the source trains at the critical batch. */
function spent({ frontier, title }: Policy, { C, C_min }: Spending): number {
  const cannot = "allocate a budget";
  if (C_min === undefined) return positive(C!, cannot, "number of FLOP");
  const share = frontier.criticalBatch?.share;
  if (C !== undefined || share === undefined) {
    throw new InputError({
      cannot,
      needs: "C, the compute spent; or C_min alone, of a source with a critical batch",
      found: C === undefined ? `C_min for ${title}` : "C and C_min",
      cure: C === undefined ? "give C, or plan from kaplan:table6" : "give one of them",
    });
  }
  return positive(C_min, cannot, "number of FLOP, C_min") / share;
}

/** The point of the frontier at a compute of C FLOP. */
export function optimum({ frontier }: Surface, C: number): Quantities {
  const N = frontier.N.coef * C ** frontier.N.exponent;
  const D = frontier.D.coef * C ** frontier.D.exponent;
  const { criticalBatch: batch } = frontier;
  return {
    ...{ C, N, D, tokensPerParameter: D / N, loss: frontier.loss?.(C) ?? null },
    ...(batch && {
      criticalBatch: {
        B: batch.B.coef * C ** batch.B.exponent,
        S: batch.S.coef * C ** batch.S.exponent,
        C_min: batch.share * C,
      },
    }),
  };
}
