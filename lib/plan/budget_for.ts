import { InputError, significant } from "../text/mod.ts";
import { optimum } from "./allocate.ts";
import { positive } from "./checked.ts";
import { Plan, type PlanOptions } from "./plan.ts";
import { type PlanSource, type Policy, policy } from "./policy.ts";

/**
 * The least compute that reaches a loss, and the N and D that do it: C = (K / (L − E))^(1/γ).
 *
 * Draws whose irreducible loss is above the wanted one answer ∞: an interval may be open above.
 *
 * @param of A fit, or published coefficients of a law (a frontier without a loss will not do).
 * @param options The `loss` to reach, in nats/token, and the `level` of the intervals.
 * @throws {InputError} If the loss is at or below the irreducible loss, or the source has none.
 *
 * @example What a loss of 2 costs, by Hoffmann's coefficients as printed
 * ```ts
 * import assert from "node:assert/strict";
 * import { chinchilla } from "isoflop/laws";
 * import { budgetFor } from "isoflop/plan";
 *
 * const plan = budgetFor(chinchilla.presets["hoffmann-rounded"], { loss: 2 });
 * assert.equal(plan.C.toExponential(3), "1.110e+23");
 * ```
 */
export function budgetFor(of: PlanSource, options: PlanOptions & { readonly loss: number }): Plan {
  const loss = positive(options.loss, "find the budget for a loss", "loss in nats/token");
  const source = policy(of);
  const C = source.frontier.compute?.(loss);
  if (C === undefined || C === Infinity) {
    const floor = source.frontier.loss?.(Infinity);
    throw new InputError({
      cannot: `find the budget for a loss of ${loss}`,
      needs: floor === undefined
        ? "a source with a loss, such as chinchilla:epoch"
        : `a loss above the irreducible ${significant(floor, 5)} nats/token of ${source.title}`,
      found: floor === undefined ? `${source.title}, which is a frontier alone` : `${loss}`,
    });
  }
  return new Plan(
    `Reach a loss of ${loss} nats/token`,
    withUnreached(source, loss),
    (surface) => ({ ...optimum(surface, surface.frontier.compute!(loss)), loss }),
    ["loss"],
    options,
  );
}

/** The source, with a note on the draws that never reach the loss. */
export function withUnreached<P extends Policy>(source: P, loss: number): P {
  const never = source.draws?.filter(({ frontier }) => frontier.compute!(loss) === Infinity).length;
  if (!never) return source;
  const note = `In ${never} of ${source.draws!.length} resamples no compute reaches this loss.`;
  return { ...source, notes: [...source.notes, note] };
}
