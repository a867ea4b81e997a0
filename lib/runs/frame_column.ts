import { InputError } from "../text/mod.ts";
import { finiteNumbers } from "./cells.ts";
import type { Cell } from "./conditions.ts";
import type { Frame } from "./frame.ts";
import { nearName, someNames } from "./hints.ts";
import { rowNumber } from "./raw_table.ts";

/**
 * The cells of a column of a checked table.
 *
 * @param cannot What the column is wanted for.
 * @throws {InputError} If there is no such column.
 */
export function cellsOf(
  frame: Frame,
  column: string,
  cannot: string,
  renamed: ReadonlyMap<string, string>,
): Cell[] {
  needColumn(frame, column, cannot, renamed);
  return frame.getColumn(column).toArray() as Cell[];
}

/**
 * A column of a checked table as finite numbers.
 *
 * @param source The name of the table, for messages.
 * @throws {InputError} If there is no such column, or a cell of it is no finite number.
 */
export function numbersOf(
  frame: Frame,
  column: string,
  source: string,
  renamed: ReadonlyMap<string, string>,
): Float64Array {
  needColumn(frame, column, `read ${JSON.stringify(column)} of the runs`, renamed);
  return finiteNumbers({ frame, place: rowNumber }, source, column, "a finite number in every row");
}

function needColumn(
  frame: Frame,
  column: string,
  cannot: string,
  renamed: ReadonlyMap<string, string>,
): void {
  const names = frame.columns;
  if (names.includes(column)) return;
  const now = renamed.get(column);
  const near = nearName(column, names);
  throw new InputError({
    cannot,
    needs: `a column ${JSON.stringify(column)}`,
    found: `the columns ${someNames(names)}`,
    ...(now !== undefined
      ? { cure: `${JSON.stringify(column)} is called ${JSON.stringify(now)} here` }
      : near !== undefined && { cure: `did you mean ${JSON.stringify(near)}?` }),
  });
}
