import { count, InputError, significant } from "../text/mod.ts";
import { positive } from "./checked.ts";
import { needConvention, type SizeOptions } from "./n_convention.ts";
import { Plan, type PlanOptions, type Quantities } from "./plan.ts";
import { type PlanSource, policy, type Surface } from "./policy.ts";

/**
 * The data that keep a model within a share δ of its loss on unlimited data:
 * L(N, D) = (1 + δ) L(N, ∞), solved for D.
 *
 * Of Kaplan's joint law and δ = .02, the noise between their seeds, it is 5.5e3 N^0.738 tokens; the
 * paper prints 5e3 N^0.74.
 *
 * @param of A fit of a law of N and D, or published coefficients of one.
 * @param options N, the share δ (.02 unless given), and the `level` of the interval.
 * @throws {InputError} If N or δ is not positive, the source has no loss at N and D, or no data keep a
 * model that far from its own limit.
 *
 * Source: Kaplan et al. (2020), equations 4.3 and 4.4, https://arxiv.org/abs/2001.08361
 *
 * @example A billion parameters
 * ```ts
 * import assert from "node:assert/strict";
 * import { presetNamed } from "isoflop/laws";
 * import { dataWithin } from "isoflop/plan";
 *
 * const { D } = dataWithin(presetNamed("kaplan-joint:table2"), { N: 1e9 });
 * assert.equal(D.toPrecision(3), "2.41e+10");
 * ```
 */
export function dataWithin(
  of: PlanSource,
  options: PlanOptions & SizeOptions & { readonly N: number; readonly delta?: number },
): Plan {
  const cannot = "say how much data a model needs";
  const N = positive(options.N, cannot, "number of parameters N");
  const delta = positive(options.delta ?? 0.02, cannot, "share delta above the loss without limit");
  const source = policy(of);
  needConvention(source, options, cannot);
  if (!source.predict) {
    throw new InputError({
      cannot,
      needs: "a law of the loss at N and D, such as kaplan-joint:table2",
      found: `${source.title}, which has none`,
    });
  }
  return new Plan(
    `Stay within ${significant(100 * delta)} % of what ${count(N)} parameters can reach`,
    source,
    (surface) => within(surface, N, delta),
    ["N"],
    options,
  );
}

/** Halving the interval in ln D: every law of the package falls with D. */
function within({ predict }: Surface, N: number, delta: number): Quantities {
  const limit = predict!({ N, D: Infinity });
  const wanted = (1 + delta) * limit;
  let [low, high] = [-50, 300];
  for (let i = 0; i < 200 && high - low > 1e-14 * Math.abs(high); i++) {
    const middle = (low + high) / 2;
    if (predict!({ N, D: Math.exp(middle) }) > wanted) low = middle;
    else high = middle;
  }
  const D = Math.exp((low + high) / 2);
  return { C: 6 * N * D, N, D, tokensPerParameter: D / N, loss: wanted };
}
