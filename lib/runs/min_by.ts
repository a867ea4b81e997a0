import pl, { type Expr } from "nodejs-polars";

/**
 * A column's value in the row in which another column is least, group by group: polars' `min_by`.
 *
 * The engine has it, and streams it, but its JavaScript functions do not offer it yet, and sorting
 * every group instead would hold the whole table in memory. So the expression is written in
 * polars' own JSON; the version of polars is pinned, and tests compare the result with a loop.
 */
export function minBy(column: string, by: string): Expr {
  const expression = {
    Function: { input: [{ Column: column }, { Column: by }], function: "MinBy" },
  };
  const text = new TextEncoder().encode(JSON.stringify(expression));
  return pl.Expr.deserialize(text as Buffer, "json");
}
