import type { Curve, CurveData } from "../runs/curve.ts";
import { count, flop, InputError } from "../text/mod.ts";
import { type DataSummary, summarise } from "./run_data.ts";

const cannot = "fit the envelope of training curves";

/**
 * The curves, checked.
 *
 * @throws {InputError} If there are fewer than three sizes, a run has one checkpoint, or a value is
 * not a positive number.
 */
export function checkedCurves(data: CurveData): readonly Curve[] {
  const curves: unknown = (data as CurveData | undefined | null)?.curves;
  if (!Array.isArray(curves)) {
    const isPromise = typeof (data as { then?: unknown } | null)?.then === "function";
    throw new InputError({
      cannot,
      needs: "training curves: { curves: [{ run, N, D, C, loss }, …] }",
      found: isPromise ? "a promise of curves" : "no curves",
      cure: isPromise ? "await it first" : "readCurves() reads them from a table",
    });
  }
  for (const [i, curve] of (curves as readonly (Curve | null | undefined)[]).entries()) {
    const { run = `curve ${i + 1}`, N = NaN, C, D, loss } = curve ?? {};
    const where = `the run ${JSON.stringify(run)}`;
    if (!C || !D || !loss) {
      const absent = Object.entries({ C, D, loss }).filter(([, column]) => !column);
      throw new InputError({
        cannot,
        needs: "C, D and loss of every run, one entry per checkpoint",
        found: `no ${absent.map(([name]) => name).join(", no ")} in ${where}`,
      });
    }
    if (C.length !== loss.length || D.length !== loss.length) {
      throw new InputError({
        cannot,
        needs: "C, D and loss of one length in every run",
        found: `${C.length} of C, ${D.length} of D, ${loss.length} of loss in ${where}`,
      });
    }
    if (loss.length < 2) {
      throw new InputError({
        cannot,
        needs: "two checkpoints of every run, for a line between them",
        found: `${loss.length} in ${where}`,
        cure: "leave that run out, or use Approach 2 or 3 on the ends of the runs",
      });
    }
    if (!(N > 0 && N < Infinity)) {
      throw new InputError({ cannot, needs: "N > 0 and finite", found: `${N} in ${where}` });
    }
    for (const [name, column] of Object.entries({ C, D, loss })) {
      const bad = column.findIndex((value) => !(value > 0 && value < Infinity));
      if (bad < 0) continue;
      throw new InputError({
        cannot,
        needs: `${name} > 0 and finite at every checkpoint`,
        found: `${column[bad]} at checkpoint ${bad + 1} of ${where}`,
        cure: "leave that checkpoint out, or correct it",
      });
    }
    const back = C.findIndex((value, i) => i > 0 && value <= C[i - 1]!);
    if (back > 0) {
      throw new InputError({
        cannot,
        needs: "C that increases from checkpoint to checkpoint",
        found: `${flop(C[back]!)} after ${flop(C[back - 1]!)} FLOP at checkpoint ${
          back + 1
        } of ${where}`,
        cure: "sort the checkpoints; readCurves() does",
      });
    }
  }
  // Sizes that agree to six digits are one size, written with other digits.
  const sizes = new Set((curves as readonly Curve[]).map(({ N }) => Number(N.toPrecision(6))));
  if (sizes.size < 3) {
    const [only = NaN] = sizes;
    throw new InputError({
      cannot,
      needs: "runs of at least three sizes N: the smallest and the largest are edges",
      found: sizes.size === 1
        ? `N = ${count(only)} in ${curves.length === 1 ? "one run" : `all ${curves.length} runs`}`
        : `${sizes.size} sizes`,
      cure: "train more model sizes",
    });
  }
  return curves as readonly Curve[];
}

/** The checkpoints of all curves, described. */
export function summariseCurves(curves: readonly Curve[], data: CurveData): DataSummary {
  const rows = curves.reduce((sum, { loss }) => sum + loss.length, 0);
  const columns = {
    N: new Float64Array(rows),
    D: new Float64Array(rows),
    C: new Float64Array(rows),
    loss: new Float64Array(rows),
  };
  let at = 0;
  for (const { N, D, C, loss } of curves) {
    columns.N.fill(N, at, at + loss.length);
    columns.D.set(D, at);
    columns.C.set(C, at);
    columns.loss.set(loss, at);
    at += loss.length;
  }
  const { dropped, source } = data;
  return summarise(columns, { dropped, source }, curves.length);
}
