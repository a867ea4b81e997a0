import { count } from "../text/mod.ts";
import { positive } from "./checked.ts";
import { needConvention, type SizeOptions } from "./n_convention.ts";
import { Plan, type PlanOptions } from "./plan.ts";
import { type PlanSource, policy } from "./policy.ts";

/**
 * The loss of a model of N parameters trained on D tokens, and the compute 6ND that it takes.
 *
 * @param of A fit, or published coefficients.
 * @param options The point, the `level` of the interval, and `nConvention`: what N counts.
 * @throws {InputError} If N or D is not a positive number, or N counts what the source does not.
 *
 * @example Gopher, by Hoffmann's coefficients as printed
 * ```ts
 * import assert from "node:assert/strict";
 * import { chinchilla } from "isoflop/laws";
 * import { lossAt } from "isoflop/plan";
 *
 * const { loss } = lossAt(chinchilla.presets["hoffmann-rounded"], { N: 280e9, D: 300e9 });
 * assert.equal(loss?.toFixed(3), "1.993");
 * ```
 */
export function lossAt(
  of: PlanSource,
  options: PlanOptions & SizeOptions & { readonly N: number; readonly D: number },
): Plan {
  const N = positive(options.N, "predict a loss", "number of parameters N");
  const D = positive(options.D, "predict a loss", "number of tokens D");
  const source = policy(of);
  needConvention(source, options, "predict a loss");
  return new Plan(
    `Train ${count(N)} parameters on ${count(D)} tokens`,
    source,
    ({ predict }) => ({
      C: 6 * N * D,
      N,
      D,
      tokensPerParameter: D / N,
      loss: predict?.({ N, D }) ?? null,
    }),
    ["C", "N", "D", "tokensPerParameter"],
    options,
  );
}
