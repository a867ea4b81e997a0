import { InputError, listNames, nearest } from "../text/mod.ts";
import { quantities, type Quantity, unitFactor } from "./units.ts";

/** Which column of a table a quantity is in, and in which unit. */
export interface ColumnSpec {
  /** The column's name in the table. */
  readonly column: string;
  /** `k`, `M`, `B`, `T` for N and D; `FLOP`, `PF-day` for C; `nats`, `bits` for the loss. */
  readonly unit?: string;
}

/** The columns of a table by the quantity they hold; what is left out has its canonical name. */
export type Columns = Readonly<Partial<Record<Quantity, ColumnSpec>>>;

/**
 * Columns as they may be given: the text of the command line, or a record of names and
 * {@linkcode ColumnSpec}s.
 */
export type ColumnsInput =
  | string
  | Readonly<Partial<Record<Quantity, string | ColumnSpec>>>;

const example = `pairs such as "N=params:M,D=tokens:B,loss=loss"`;

/**
 * The columns that a text names: pairs `quantity=column` split at commas outside double quotes and
 * at the first `=`, with a unit after a colon.
 *
 * Names may hold spaces; a name with a comma or a colon in it stands in double quotes, where `""`
 * is one quote.
 *
 * @param input The text, or a record.
 * @param known The quantities that may be named: those of a table of runs, unless told otherwise.
 * @throws {InputError} If a piece is not such a pair, names an unknown quantity or unit, or names
 * a quantity or a column twice.
 *
 * @example Epoch's table, and one in units of its own
 * ```ts
 * import assert from "node:assert/strict";
 * import { parseColumns } from "isoflop/runs";
 *
 * assert.deepEqual(parseColumns("N=Model Size,C=Training FLOP,loss=loss"), {
 *   N: { column: "Model Size" },
 *   C: { column: "Training FLOP" },
 *   loss: { column: "loss" },
 * });
 * assert.deepEqual(parseColumns('C=pf:PF-day,loss="eval: c4":bits'), {
 *   C: { column: "pf", unit: "PF-day" },
 *   loss: { column: "eval: c4", unit: "bits" },
 * });
 * ```
 */
export function parseColumns(
  input: ColumnsInput,
  known: readonly Quantity[] = quantities,
): Columns {
  const columns: Partial<Record<Quantity, ColumnSpec>> = {};
  const shown = typeof input === "string" ? JSON.stringify(input) : "given as a record";
  const refuse = (found: string, cure?: string): InputError =>
    new InputError({
      cannot: `understand the columns ${shown}`,
      needs: example,
      found,
      ...(cure !== undefined && { cure }),
    });
  for (const [key, spec] of typeof input === "string" ? pairs(input, refuse) : entries(input)) {
    const quantity = known.find((name) => name === key);
    if (quantity === undefined) {
      const near = nearest(key, known);
      throw refuse(
        `${JSON.stringify(key)}, which is not one of ${listNames(known)}`,
        near && `did you mean ${JSON.stringify(near)}?`,
      );
    }
    if (columns[quantity]) throw refuse(`${JSON.stringify(key)} twice`);
    if (spec.column === "") throw refuse(`no column name for ${JSON.stringify(key)}`);
    for (const [other, { column }] of Object.entries(columns)) {
      if (column === spec.column) {
        throw refuse(`the column ${JSON.stringify(column)} for ${listNames([other, key])}`);
      }
    }
    unitFactor(quantity, spec.unit);
    columns[quantity] = spec;
  }
  return columns;
}

function entries(input: Exclude<ColumnsInput, string>): [string, ColumnSpec][] {
  return Object.entries(input).map(([key, value]) => [
    key,
    typeof value === "string" ? { column: value } : value,
  ]);
}

function pairs(text: string, refuse: (found: string) => InputError): [string, ColumnSpec][] {
  if ((text.match(/"/g)?.length ?? 0) % 2) throw refuse("a double quote that is never closed");
  // An odd number of quotes ahead means that a comma is inside a pair of them.
  const pieces = text.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/).map((piece) => piece.trim());
  return pieces.map((piece) => {
    if (piece === "") throw refuse(text.trim() ? "an empty piece between commas" : "nothing");
    const equals = piece.indexOf("=");
    if (equals < 0) throw refuse(`${JSON.stringify(piece)} without "="`);
    const key = piece.slice(0, equals).trim();
    return [key, columnSpec(piece.slice(equals + 1).trim(), refuse)];
  });
}

function columnSpec(text: string, refuse: (found: string) => InputError): ColumnSpec {
  const quoted = /^"((?:[^"]|"")*)"\s*(?::\s*(.*))?$/.exec(text);
  if (quoted) return withUnit(quoted[1]!.replaceAll('""', '"'), quoted[2]);
  if (text.includes('"')) throw refuse(`text around the double quotes in ${JSON.stringify(text)}`);
  const colon = text.lastIndexOf(":");
  if (colon < 0) return { column: text };
  return withUnit(text.slice(0, colon).trim(), text.slice(colon + 1).trim());
}

function withUnit(column: string, unit: string | undefined): ColumnSpec {
  return unit === undefined ? { column } : { column, unit };
}
