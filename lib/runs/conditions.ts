import { InputError } from "../text/mod.ts";

/** What a cell of a table can hold. */
export type Cell = number | bigint | string | boolean | null | undefined | object;

/** A comparison of a column with a value. */
export interface Condition {
  /** The column's name. */
  readonly column: string;
  /** How the two are compared. */
  readonly operator: "=" | "!=" | ">" | ">=" | "<" | "<=";
  /** The value, as written. */
  readonly value: string;
}

/**
 * The condition that a text states: `experiment=llama_3__raw_loss`, `N>=1e9`, `outlier!=true`.
 *
 * A column name or a value with an operator in it stands in double quotes. No value at all stands
 * for an empty cell.
 *
 * @throws {InputError} If there is no column or no operator.
 */
export function parseCondition(text: string): Condition {
  const parts = /^\s*("(?:[^"]|"")*"|[^"=<>!]+?)\s*(==|!=|>=|<=|=|>|<)\s*(.*?)\s*$/s.exec(text);
  if (!parts) {
    throw new InputError({
      cannot: `understand the condition ${JSON.stringify(text)}`,
      needs: `a column, one of = != > >= < <= and a value, such as "experiment=a" or "N>1e9"`,
      found: JSON.stringify(text),
    });
  }
  const operator = parts[2] === "==" ? "=" : parts[2] as Condition["operator"];
  return { column: unquote(parts[1]!), operator, value: unquote(parts[3]!) };
}

/** The condition as it is quoted in notes: `outlier = false`. */
export function conditionText({ column, operator, value }: Condition): string {
  return `${column} ${operator} ${value === "" ? "(empty)" : value}`;
}

/**
 * Which cells of a column meet a condition, one flag each.
 *
 * Numbers compare as numbers, truth values as `true` and `false` in any case, the rest as text. An
 * empty cell meets only `column=` and every `!=` with a value. Whole numbers above 2^53 that are
 * text, as names of runs are, compare digit by digit.
 *
 * @throws {InputError} If a column of numbers is compared with text, or text is asked for its size.
 */
export function meets(condition: Condition, cells: readonly Cell[]): boolean[] {
  const { operator, value } = condition;
  const number = value === "" ? NaN : Number(value);
  const ordered = operator !== "=" && operator !== "!=";
  const present = cells.filter((cell) => !isEmpty(cell));
  const numbers = present.filter((cell) => !Number.isNaN(asNumber(cell))).length;
  const booleans = present.some((cell) => typeof cell === "boolean");
  const numeric = present.length > 0 && present.every((cell) => typeof cell !== "string") &&
    !booleans;
  if (Number.isNaN(number) && (ordered || (numeric && value !== ""))) {
    throw refuse(condition, "a number to compare with", JSON.stringify(value));
  }
  if (ordered && present.length > 0 && numbers === 0) {
    throw refuse(condition, "a column of numbers", `${JSON.stringify(String(present[0]))} in it`);
  }
  if (booleans && value !== "" && !/^(true|false)$/i.test(value)) {
    throw refuse(condition, "true or false", JSON.stringify(value));
  }
  return cells.map((cell) => {
    if (isEmpty(cell)) return operator === "=" ? value === "" : operator === "!=" && value !== "";
    const x = asNumber(cell);
    switch (operator) {
      case "=":
        return isEqual(cell, x);
      case "!=":
        return !isEqual(cell, x);
      case ">":
        return x > number;
      case ">=":
        return x >= number;
      case "<":
        return x < number;
      case "<=":
        return x <= number;
    }
  });

  function isEqual(cell: Cell, x: number): boolean {
    if (typeof cell === "boolean") return String(cell) === value.toLowerCase();
    // Names of runs may be longer numbers than a double holds.
    if (typeof cell === "string" && isLong(value) && isLong(cell)) return cell === value;
    return typeof cell === "string" && Number.isNaN(x) ? cell === value : x === number;
  }
}

function refuse(condition: Condition, needs: string, found: string): InputError {
  return new InputError({
    cannot: `select rows where ${conditionText(condition)}`,
    needs,
    found,
  });
}

function isEmpty(cell: Cell): boolean {
  return cell === null || cell === undefined || cell === "";
}

/** Whether a text is a whole number that a double may round. */
function isLong(text: string): boolean {
  return /^[+-]?\d+$/.test(text) && !Number.isSafeInteger(Number(text));
}

function asNumber(cell: Cell): number {
  if (typeof cell === "string") return cell.trim() === "" ? NaN : Number(cell);
  return typeof cell === "number" || typeof cell === "bigint" ? Number(cell) : NaN;
}

function unquote(text: string): string {
  return /^"(?:[^"]|"")*"$/.test(text) ? text.slice(1, -1).replaceAll('""', '"') : text;
}
