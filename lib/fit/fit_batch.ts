import { batchSteps } from "../laws/batch_steps.ts";
import { InputError, unknownName } from "../text/mod.ts";
import { BatchFit, type FittedTarget } from "./batch_fit.ts";
import { type BatchTarget, batchTargets, type BatchUnit, type StepsData } from "./batch_table.ts";
import type { BootstrapOptions } from "./bootstrap.ts";
import { fitLaw } from "./fit_law.ts";
import { type Objective, squaredLog } from "./objective.ts";

/** How {@linkcode fitBatch} fits. */
export interface BatchFitOptions {
  /** What batches are counted in. @default {"tokens" where the table says how many, else "sequences"} */
  readonly unit?: BatchUnit;
  /** What is minimised for each target. @default {squaredLog()} */
  readonly objective?: Objective;
  /** Resamples of the batches of each target; none unless asked for. */
  readonly bootstrap?: BootstrapOptions;
}

const known = ["unit", "objective", "bootstrap"];

/** Two coefficients, and one row to spare. */
const fewest = 3;

/**
 * Critical batches from a table of steps to a loss: S(B) = S_min (1 + B_crit/B) for each model and loss.
 *
 * Rows of one model (`run`, N, D) and one loss are a target, and each is fitted by itself through
 * `fitLaw`. Batches that never reached the loss are named in the result. `power()` of the result takes the
 * second step, B_crit against N, D or the loss.
 *
 * @param data Columns S, loss, and B in tokens or batch in sequences; N, D, run and length where there
 * are any.
 * @throws {InputError} If a column is missing, a batch is below one sequence, a value is not above 0, a
 * batch stands twice in a target, or no target was reached by three batches.
 *
 * Source: McCandlish et al. (2018), https://arxiv.org/abs/1812.06162; Zhang et al. (2024), who minimise
 * squares of ln S, https://arxiv.org/abs/2410.21676
 *
 * @example An exact table gives its law back
 * ```ts
 * import assert from "node:assert/strict";
 * import { fitBatch } from "isoflop/fit";
 *
 * const B = [1000, 4000, 16_000, 64_000];
 * const S = B.map((b) => 500 * (1 + 8000 / b));
 * const fit = fitBatch({ B, S, loss: [3, 3, 3, 3] });
 * assert.equal(fit.targets[0]!.fit!.coef.B_crit.toFixed(3), "8000.000");
 * ```
 */
export function fitBatch(data: StepsData, options: BatchFitOptions = {}): BatchFit {
  // Notebook cells are not type-checked.
  const slip = Object.keys(options).find((name) => !known.includes(name));
  if (slip !== undefined) throw unknownName("fit steps to a loss with the option", slip, known);
  const { unit, targets } = batchTargets(data, options.unit);
  for (const target of targets) checkTwice(target);
  const usable = targets.filter(({ reached }) => reached.B.length >= fewest);
  if (usable.length === 0) {
    const most = Math.max(...targets.map(({ reached }) => reached.B.length));
    throw new InputError({
      cannot: "fit steps to a loss",
      needs: `a loss that at least ${fewest} batches reached`,
      found: `${most} at most, in ${targets.length} ${targets.length === 1 ? "target" : "targets"}`,
      cure: "choose a higher loss, or train longer",
    });
  }
  return new BatchFit({
    unit,
    targets: targets.map((target) => fitted(target, data, options)),
    source: data.source ?? null,
  });
}

function fitted(
  target: BatchTarget,
  { source }: StepsData,
  { objective = squaredLog(), bootstrap }: BatchFitOptions,
): FittedTarget {
  const { B, S } = target.reached;
  if (B.length < fewest) return { ...target, fit: null };
  const rows = { B, S, ...(source && { source }) };
  const fit = fitLaw(rows, batchSteps, { objective, ...(bootstrap && { bootstrap }) });
  return { ...target, fit };
}

/** Several rates at one batch are for the user to choose from: the best, or all as runs of chance. */
function checkTwice({ label, reached, unreached }: BatchTarget): void {
  const all = [...reached.B, ...unreached];
  const twice = all.find((B, i) => all.indexOf(B) !== i);
  if (twice === undefined) return;
  throw new InputError({
    cannot: `fit steps to ${label}`,
    needs: "one row for each batch",
    found: `the batch ${twice} twice`,
    cure: "keep the fewest steps of the rates that were tried",
  });
}
