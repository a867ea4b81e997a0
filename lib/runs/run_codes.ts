import pl, { type Series } from "nodejs-polars";
import { isNumeric, nameText } from "./raw_table.ts";

/** The runs of a table's rows, as numbers. */
export interface RunCodes {
  /** For every row the position of its run in `names`. */
  readonly code: Int32Array;
  /** The names of the runs in order of first appearance; numbers are their digits, empty cells "". */
  readonly names: readonly string[];
}

/**
 * The runs of a column, numbered. Ten million strings take JavaScript seconds and gigabytes, so text
 * is numbered by polars; and so are integers, of which JavaScript would make one run where they
 * differ in digits that a double does not have.
 */
export function runCodes(column: Series): RunCodes {
  const series = nameText(column);
  const names: string[] = [];
  const known = new Map<unknown, number>();
  const cells = numbered(series);
  const code = new Int32Array(cells.length);
  for (let row = 0; row < code.length; row++) {
    let run = known.get(cells[row]);
    if (run === undefined) {
      run = names.length;
      known.set(cells[row], run);
      names.push(String(series.getIndex(row) ?? ""));
    }
    code[row] = run;
  }
  return { code, names };
}

function numbered(series: Series): ArrayLike<unknown> {
  if (series.nullCount() > 0) return series.toArray() as unknown[];
  if (series.isString()) return series.cast(pl.Categorical).cast(pl.UInt32).toTypedArray();
  return isNumeric(series) ? series.cast(pl.Float64).toTypedArray() : series.toArray() as unknown[];
}
