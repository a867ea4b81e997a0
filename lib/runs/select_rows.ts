import type { Frame } from "./frame.ts";
import { InputError } from "../text/mod.ts";
import type { ColumnSpec } from "./columns.ts";
import { type Cell, conditionText, meets, parseCondition } from "./conditions.ts";
import { nearName, someNames } from "./hints.ts";
import { filterTable, isNumeric, parsed, type RawTable } from "./raw_table.ts";
import { curveQuantities, type Quantity, unitFactor } from "./units.ts";

/**
 * The rows that meet every condition, on the table's own column names or on canonical ones.
 *
 * @param notes Gets a sentence about how many rows that are.
 * @throws {InputError} If there is no such column, or no row is left and that may not be.
 */
export function selectRows(
  table: RawTable,
  path: string,
  found: ReadonlyMap<Quantity, ColumnSpec>,
  where: readonly string[],
  notes: string[],
  { mayBeEmpty = false }: { readonly mayBeEmpty?: boolean } = {},
): RawTable {
  if (where.length === 0) return table;
  const { frame } = table;
  const keep = new Array<boolean>(frame.height).fill(true);
  const texts: string[] = [];
  for (const text of where) {
    const condition = parseCondition(text);
    const cells = cellsOf(frame, found, condition.column);
    if (!cells) {
      const known = [...frame.columns, ...found.keys()];
      const near = nearName(condition.column, known);
      throw new InputError({
        cannot: `select rows where ${conditionText(condition)}`,
        needs: `a column ${JSON.stringify(condition.column)} in ${JSON.stringify(path)}`,
        found: `the columns ${someNames(frame.columns)}`,
        ...(near !== undefined && { cure: `did you mean ${JSON.stringify(near)}?` }),
      });
    }
    meets(condition, cells).forEach((met, row) => {
      if (!met) keep[row] = false;
    });
    texts.push(conditionText(condition));
  }
  const count = keep.filter((kept) => kept).length;
  const conditions = texts.join(" and ");
  if (count === 0 && !mayBeEmpty) {
    throw new InputError({
      cannot: `read runs from ${JSON.stringify(path)}`,
      needs: `at least one row where ${conditions}`,
      found: `none among ${frame.height} ${frame.height === 1 ? "row" : "rows"}`,
    });
  }
  notes.push(`${count} of ${frame.height} rows, those where ${conditions}.`);
  return filterTable(table, keep);
}

/** A column's cells, by canonical name in canonical units, or by the table's own name. */
function cellsOf(
  frame: Frame,
  found: ReadonlyMap<Quantity, ColumnSpec>,
  name: string,
): Cell[] | undefined {
  const quantity = curveQuantities.find((known) => known === name);
  const spec = quantity && found.get(quantity);
  if (quantity && spec) {
    const cells = frame.getColumn(spec.column).toArray() as Cell[];
    const factor = unitFactor(quantity, spec.unit);
    return factor === 1 ? cells : numbersOf(frame, spec).map((x) => (x === null ? x : x * factor));
  }
  if (frame.columns.includes(name)) return frame.getColumn(name).toArray() as Cell[];
  if (quantity !== "N" && quantity !== "D" && quantity !== "C") return undefined;
  const [a, b] = (["N", "D", "C"] as const).filter((other) => other !== quantity)
    .map((other) => cellsOf(frame, found, other) ?? []);
  return a!.map((x, row) => {
    const [p, q] = [Number(x ?? NaN), Number(b![row] ?? NaN)];
    return quantity === "C" ? 6 * p * q : q / (6 * p);
  });
}

function numbersOf(frame: Frame, { column }: ColumnSpec): (number | null)[] {
  const series = frame.getColumn(column);
  return (isNumeric(series) ? series : parsed(series)).toArray() as (number | null)[];
}
