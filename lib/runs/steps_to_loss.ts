import { InputError } from "../text/mod.ts";
import type { Curve, CurveData } from "./curve.ts";

/** Steps to a loss by batch, one entry per model, loss and batch: what `fitBatch` takes. */
export interface StepsToLoss {
  /** Parameters. */
  readonly N: readonly number[];
  /** Batch in tokens. */
  readonly B: readonly number[];
  /** The loss that was to be reached, in nats/token. */
  readonly loss: readonly number[];
  /** The fewest steps to it; `Infinity` where no run of that batch got there. */
  readonly S: readonly number[];
  /** The run that took the fewest; `null` where none got there. */
  readonly fastest: readonly (string | null)[];
  /** Where the curves are from. */
  readonly source?: NonNullable<CurveData["source"]>;
}

/**
 * Steps to each of several losses at each batch, read off training curves.
 *
 * The batch of a curve is its tokens per step. Runs of one size and one batch compete, as when several
 * learning rates were tried: the fewest steps count. Between the last checkpoint above the loss and the
 * first at or below it, ln S is taken on a straight line in ln loss. A curve that wavers is taken at its
 * first crossing, which favours luck, and more so where the batch is small. Curves of runs whose rate
 * decays are no use here: their loss at a step depends on where they were to end.
 *
 * @param curves With their steps.
 * @param losses The losses to be reached, in nats/token.
 * @throws {InputError} If there is no loss or no curve, a loss is not above 0, a curve has no steps, or
 * its tokens per step change.
 *
 * Source: the tables behind Figure 1 of Zhang et al. (2024), https://arxiv.org/abs/2410.21676
 *
 * @example Two rates at one batch
 * ```ts
 * import assert from "node:assert/strict";
 * import { stepsToLoss } from "isoflop/runs";
 *
 * const curve = (run: string, loss: number[]) => ({
 *   run,
 *   N: 1e6,
 *   step: Float64Array.of(10, 20, 40),
 *   D: Float64Array.of(1000, 2000, 4000),
 *   C: Float64Array.of(6e9, 12e9, 24e9),
 *   loss: Float64Array.from(loss),
 * });
 * const curves = [curve("slow", [5, 4.5, 4]), curve("fast", [5, 4, 3.5])];
 * const { B, S, fastest } = stepsToLoss({ curves }, [4, 3]);
 * assert.deepEqual(B, [100, 100]);
 * assert.deepEqual(S, [20, Infinity]);
 * assert.deepEqual(fastest, ["fast", null]);
 * ```
 */
export function stepsToLoss(
  { curves, source }: CurveData,
  losses: readonly number[],
): StepsToLoss {
  const bad = losses.find((loss) => !(loss > 0 && loss < Infinity));
  if (bad !== undefined || losses.length === 0 || curves.length === 0) {
    throw new InputError({
      cannot,
      needs: "training curves, and losses above 0 and finite",
      found: bad !== undefined ? `a loss of ${bad}` : losses.length ? "no curve" : "no loss",
    });
  }
  const groups = Map.groupBy(
    curves.map((curve) => ({ curve, B: tokensPerStep(curve) })),
    ({ curve, B }) => `${curve.N}|${B}`,
  );
  const models = Array.from(groups.values())
    .sort(([a], [b]) => a!.curve.N - b!.curve.N || a!.B - b!.B);
  const rows = losses.flatMap((loss) =>
    models.map((runs) => {
      const tries = runs.map(({ curve }) => ({ run: curve.run, S: crossing(curve, loss) }));
      const best = tries.reduce((a, b) => b.S < a.S ? b : a);
      const { curve: { N }, B } = runs[0]!;
      return { N, B, loss, S: best.S, fastest: best.S < Infinity ? best.run : null };
    })
  );
  return {
    N: rows.map(({ N }) => N),
    B: rows.map(({ B }) => B),
    loss: rows.map(({ loss }) => loss),
    S: rows.map(({ S }) => S),
    fastest: rows.map(({ fastest }) => fastest),
    ...(source && { source }),
  };
}

const cannot = "count steps to a loss";

function tokensPerStep({ run, step, D }: Curve): number {
  if (step === undefined) {
    throw new InputError({
      cannot,
      needs: "the step of every checkpoint",
      found: `none in ${JSON.stringify(run)}`,
    });
  }
  // The last checkpoint says it best where tokens are rounded.
  const B = D.at(-1)! / step.at(-1)!;
  const other = D.findIndex((tokens, i) => !(Math.abs(tokens / step[i]! / B - 1) < 0.01));
  if (other >= 0) {
    throw new InputError({
      cannot,
      needs: "as many tokens in every step of a run",
      found: `${B} to step ${step.at(-1)} of ${JSON.stringify(run)}, ${
        D[other]! / step[other]!
      } to step ${step[other]}`,
    });
  }
  return B;
}

/** The step at which a curve first is at a loss; `Infinity` if it never is. */
function crossing({ step, loss }: Curve, target: number): number {
  const there = loss.findIndex((value) => value <= target);
  if (there < 0) return Infinity;
  const S = step![there]!, after = loss[there]!;
  if (there === 0 || after === target) return S;
  const before = loss[there - 1]!;
  const share = Math.log(before / target) / Math.log(before / after);
  return step![there - 1]! * (S / step![there - 1]!) ** share;
}
