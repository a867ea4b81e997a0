import { interpolateLogLog } from "../numeric/log_interpolation.ts";
import { InputError } from "../text/errors.ts";
import type { Curve } from "./curve.ts";

/** The least loss that any training curve has at each of some budgets, by increasing C. */
export interface Envelope {
  /** Budgets in FLOP, those that at least one curve reaches. */
  readonly C: Float64Array;
  /** Parameters of the model with the least loss there. */
  readonly N: Float64Array;
  /** Tokens that this model has seen there. */
  readonly D: Float64Array;
  /** The least loss, in nats/token. */
  readonly loss: Float64Array;
  /** Which curve has it: its position, from 0. */
  readonly curve: Int32Array;
}

/**
 * The lower envelope of training curves: at each budget the least loss, and the model that has it.
 *
 * Between two checkpoints loss and D follow straight lines against C in logarithms; where C = 6ND,
 * this makes D = C/(6N). A curve says nothing before its first checkpoint and after its last one:
 * budgets that no curve reaches are left out. Of equal losses the first curve's counts.
 *
 * Hoffmann et al. (2022), Approach 1, over 1500 budgets; {@linkcode logSpacedBudgets} has those.
 *
 * @param curves Training curves, each with at least one checkpoint, C strictly increasing.
 * @param C Budgets in FLOP, all > 0, in any order.
 * @throws {InputError} If there are no curves, a curve does not increase in C, a value is not a
 * positive number, or no curve reaches any budget.
 *
 * @example Two models that cross
 * ```ts
 * import assert from "node:assert/strict";
 * import { envelopeAt } from "isoflop/runs";
 *
 * const curve = (run: string, N: number, loss: number[]) => {
 *   const C = Float64Array.of(6e16, 6e18);
 *   return { run, N, C, D: C.map((c) => c / (6 * N)), loss: Float64Array.from(loss) };
 * };
 * const both = [curve("small", 1e7, [4, 3]), curve("large", 1e8, [5, 2])];
 * const { N, D, loss } = envelopeAt(both, [6e16, 6e18]);
 * assert.deepEqual(Array.from(N), [1e7, 1e8]);
 * assert.deepEqual(Array.from(D), [1e9, 1e10]);
 * assert.deepEqual(Array.from(loss), [4, 2]);
 * ```
 */
export function envelopeAt(curves: readonly Curve[], C: ArrayLike<number>): Envelope {
  needCurves(curves);
  const budgets = Float64Array.from(C).sort();
  const bad = budgets.find((c) => !(c > 0 && c < Infinity));
  if (bad !== undefined) throw refuse("C > 0 for every budget", `${bad}`);
  const least = new Float64Array(budgets.length).fill(Infinity);
  const tokens = new Float64Array(budgets.length);
  const winner = new Int32Array(budgets.length).fill(-1);
  curves.forEach((curve, k) => {
    const loss = interpolateLogLog(curve.C, curve.loss, budgets);
    const D = interpolateLogLog(curve.C, curve.D, budgets);
    for (let i = 0; i < budgets.length; i++) {
      if (!(loss[i]! < least[i]!)) continue; // NaN is where the curve does not reach
      least[i] = loss[i]!;
      tokens[i] = D[i]!;
      winner[i] = k;
    }
  });
  const reached = Array.from(budgets.keys()).filter((i) => winner[i]! >= 0);
  if (reached.length === 0) throw refuse("a budget that a curve reaches", "none");
  const pick = (from: Float64Array) => Float64Array.from(reached, (i) => from[i]!);
  const curve = Int32Array.from(reached, (i) => winner[i]!);
  const N = Float64Array.from(curve, (k) => curves[k]!.N);
  return { C: pick(budgets), N, D: pick(tokens), loss: pick(least), curve };
}

/**
 * Budgets between the least and the greatest C of the curves, the ends included, at equal ratios:
 * C_k = C_least · (C_greatest/C_least)^(k/(bins − 1)).
 *
 * @param curves Training curves.
 * @param bins How many; Hoffmann et al. (2022) take 1500.
 * @returns Budgets in FLOP, increasing.
 * @throws {InputError} If there are no curves, or fewer than two bins.
 */
export function logSpacedBudgets(curves: readonly Curve[], bins = 1500): Float64Array {
  needCurves(curves);
  if (!Number.isInteger(bins) || bins < 2) {
    throw refuse("a whole number of budgets, at least 2", `${bins}`);
  }
  const least = Math.min(...curves.map(({ C }) => C[0]!));
  const greatest = Math.max(...curves.map(({ C }) => C[C.length - 1]!));
  const budgets = Float64Array.from(
    { length: bins },
    (_, k) => least * Math.exp(Math.log(greatest / least) * (k / (bins - 1))),
  );
  // Rounding must not push the last budget beyond every curve.
  budgets[bins - 1] = greatest;
  return budgets;
}

function needCurves(curves: readonly Curve[]): void {
  const empty = curves.find(({ C }) => C.length === 0);
  if (curves.length > 0 && !empty) return;
  throw refuse(
    "at least one training curve, each with a checkpoint",
    empty ? `none in ${JSON.stringify(empty.run)}` : "no curve",
  );
}

function refuse(needs: string, found: string): InputError {
  return new InputError({ cannot: "find the envelope of training curves", needs, found });
}
