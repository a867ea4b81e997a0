import pl, { type Expr } from "nodejs-polars";
import type { Condition } from "./conditions.ts";

/**
 * A condition as a polars expression, for tables that are scanned and never held; it is true for
 * the very cells that `meets` is true for, where `needCare` has no doubts.
 *
 * @param cells The column, or what is computed in its place.
 */
export function conditionExpr({ operator, value }: Condition, cells: Expr): Expr {
  const text = cells.cast(pl.Utf8);
  const filled = text.isNotNull().and(text.neq(pl.lit("")));
  if (value === "") return operator === "=" ? filled.not() : filled;
  const number = Number(value);
  const numbers = cells.cast(pl.Float64, false);
  if (operator === "=" || operator === "!=") {
    const same = Number.isNaN(number) ? sameText(text, value) : numbers.eq(pl.lit(number));
    const equal = same.fillNull(false);
    return operator === "=" ? equal : equal.not();
  }
  const limit = pl.lit(number);
  const compared = {
    ">": () => numbers.gt(limit),
    ">=": () => numbers.gtEq(limit),
    "<": () => numbers.lt(limit),
    "<=": () => numbers.ltEq(limit),
  }[operator]();
  // polars holds NaN to be above every number.
  return compared.and(numbers.isNan().not()).fillNull(false);
}

/** Truth values are `true` and `false` in any case, as polars writes and people type them. */
function sameText(text: Expr, value: string): Expr {
  const lower = value.toLowerCase();
  if (lower !== "true" && lower !== "false") return text.eq(pl.lit(value));
  return text.str.toLowerCase().eq(pl.lit(lower));
}
