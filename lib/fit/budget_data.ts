import type { Budget } from "../runs/budgets.ts";
import { count, flop, InputError, significant } from "../text/mod.ts";
import { checkedColumns, type RunColumns, type RunData } from "./run_data.ts";

/** What Approach 2 needs of training runs: also the budget that each belongs to. */
export interface BudgetData extends RunData {
  /** Compute or nominal budget of each run, in FLOP. @default {6ND} */
  readonly C?: ArrayLike<number> | undefined;
}

const cannot = "fit IsoFLOP valleys";

/**
 * N, D, C and loss, copied into float64 arrays.
 *
 * @throws {InputError} If a value is not a positive number, or one of N, D and D/N never changes.
 */
export function checkedBudgets(runs: BudgetData): RunColumns & { readonly C: Float64Array } {
  const columns = checkedColumns(runs, cannot);
  const { N, D } = columns;
  const C = runs.C ? Float64Array.from(runs.C) : N.map((n, i) => 6 * n * D[i]!);
  if (C.length !== N.length) {
    throw new InputError({
      cannot,
      needs: "as many C as N",
      found: `${C.length} of C, ${N.length} of N`,
    });
  }
  const bad = C.findIndex((value) => !(value > 0 && value < Infinity));
  if (bad >= 0) {
    throw new InputError({
      cannot,
      needs: "C > 0 and finite in every row",
      found: `${C[bad]} in row ${bad + 1} of column "C"`,
      cure: "leave that row out, or correct it",
    });
  }
  needVariety(columns, cannot);
  return { ...columns, C };
}

/**
 * Neither approach without coefficients can say anything about runs of one size, one length or one
 * ratio.
 *
 * @throws {InputError} If N, D or D/N is the same in all rows.
 */
function needVariety({ N, D }: Pick<RunColumns, "N" | "D">, cannot: string): void {
  const quantities = [["N", N, count], ["D", D, count], ["D/N", D.map((d, i) => d / N[i]!), ratio]];
  for (const [name, values, format] of quantities as [string, Float64Array, typeof count][]) {
    const least = values.reduce((a, b) => Math.min(a, b), Infinity);
    const greatest = values.reduce((a, b) => Math.max(a, b), 0);
    if (greatest > least * (1 + 1e-6)) continue;
    throw new InputError({
      cannot,
      needs: `runs of different ${name}`,
      found: values.length === 1
        ? "one run"
        : `${name} = ${format(least)} in all ${values.length} rows`,
      cure: "train several model sizes on each of several budgets",
    });
  }
}

function ratio(x: number): string {
  return significant(x);
}

/** The runs by the nearest of given budgets; those that are 12 % away from all are left out. */
export function nearest(
  known: readonly number[],
  { C, N }: { C: Float64Array; N: Float64Array },
): Budget[] {
  const bad = known.find((value) => !(value > 0 && value < Infinity));
  if (bad !== undefined || known.length === 0) {
    throw new InputError({
      cannot,
      needs: "budgets in FLOP, all > 0",
      found: bad === undefined ? "no budget" : `${bad}`,
    });
  }
  return Array.from(new Set(known)).sort((a, b) => a - b).flatMap((budget) => {
    const rows = Array.from(C.keys()).filter((row) => {
      const away = (other: number) => Math.abs(Math.log(C[row]! / other));
      return away(budget) < Math.log(1.12) && known.every((other) => away(budget) <= away(other));
    });
    return rows.length ? [{ C: budget, rows: rows.sort((i, j) => N[i]! - N[j]!) }] : [];
  });
}

/**
 * Two budgets make a line; a valley with three sizes makes a minimum.
 *
 * @param given The budgets that were given, if they were.
 * @throws {InputError} If there are fewer.
 */
export function needBudgets(
  groups: readonly Budget[],
  { C, N }: { C: Float64Array; N: Float64Array },
  given: readonly number[] | undefined,
): void {
  const refuse = (needs: string, found: string, cure: string) =>
    new InputError({ cannot, needs, found, cure });
  const least = C.reduce((a, b) => Math.min(a, b)), greatest = C.reduce((a, b) => Math.max(a, b));
  if (groups.length === 0 && given) {
    throw refuse(
      `runs within 12 % of ${given.map((budget) => flop(budget)).join(", ")} FLOP`,
      `${C.length} runs from ${flop(least)} to ${flop(greatest)} FLOP, none of them there`,
      "give the budgets that were trained, or none",
    );
  }
  if (groups.length === 0) {
    throw refuse(
      "runs that share a few budgets",
      `${C.length} runs spread over ${flop(least)} – ${
        flop(greatest)
      } FLOP without standing together`,
      "name the column of the budget as C, give the budgets themselves, or use Approach 3",
    );
  }
  if (groups.length === 1) {
    throw refuse(
      "at least two budgets: a power of compute has two coefficients",
      `one, ${flop(groups[0]!.C)} FLOP, with ${groups[0]!.rows.length} runs`,
      "add runs of another budget",
    );
  }
  const sizes = groups.map(({ rows }) => new Set(rows.map((row) => N[row]!)).size);
  const most = Math.max(...sizes);
  if (most < 3) {
    throw refuse(
      "a budget with at least three model sizes",
      `${groups.length} budgets with at most ${most} ${most === 1 ? "size" : "sizes"} each`,
      "train more sizes on each budget, or use Approach 3",
    );
  }
}

/** Every row for itself. */
export function eachRow(rows: number): Int32Array {
  return Int32Array.from({ length: rows }, (_, i) => i);
}
