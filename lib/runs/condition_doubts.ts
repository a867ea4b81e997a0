import pl, { type Expr, type LazyDataFrame } from "nodejs-polars";
import type { Condition } from "./conditions.ts";
import { isNumeric } from "./raw_table.ts";

/** A condition, and what in a lazy table it is about. */
export interface CellTest {
  /** The condition. */
  readonly condition: Condition;
  /** The column, or what is computed in its place. */
  readonly cells: Expr;
}

/** What the cells of a text column look like, in numbers of cells. */
type Looks = Readonly<Record<"filled" | "parsed" | "numbers" | "truths" | "odd", number>>;

/**
 * Whether one of the conditions is for the careful reader: because `meets` refuses it, or because
 * polars and JavaScript may read a cell differently. `meets` judges columns as a whole, so a text
 * column with a condition is scanned once for what it looks like.
 *
 * @param guessed Whether the types of text columns are yet to be guessed, as in a CSV file.
 */
export function needCare(
  rows: LazyDataFrame,
  tests: readonly CellTest[],
  guessed: boolean,
): boolean {
  if (tests.length === 0) return false;
  const first = rows.select(...tests.map(({ cells }, i) => cells.alias(`${i}`))).limit(1)
    .collectSync();
  const texts: CellTest[] = [];
  for (const [i, test] of tests.entries()) {
    const series = first.getColumn(`${i}`);
    const { operator, value } = test.condition;
    const number = Number(value);
    const ordered = operator !== "=" && operator !== "!=";
    if (ordered && (value === "" || Number.isNaN(number))) return true;
    if (value === "") continue;
    if (Number.isInteger(number) && !Number.isSafeInteger(number)) return true;
    if (isNumeric(series)) {
      if (Number.isNaN(number)) return true;
    } else if (series.isBoolean()) {
      if (ordered || !isTruth(value)) return true;
    } else if (series.isString() || series.dtype.variant === "Categorical") {
      texts.push(test);
    } else return true;
  }
  return texts.length > 0 && textDoubts(rows, texts, guessed);
}

function textDoubts(rows: LazyDataFrame, tests: readonly CellTest[], guessed: boolean): boolean {
  const frame = rows.select(...tests.flatMap(({ cells }, i) => looks(cells.cast(pl.Utf8), i)))
    .collectSync({ engine: "streaming" });
  return tests.some(({ condition }, i) => {
    const seen = Object.fromEntries(
      ["filled", "parsed", "numbers", "truths", "odd"].map((name) => [
        name,
        Number(frame.getColumn(`${name} ${i}`).getIndex(0) ?? 0),
      ]),
    ) as Looks;
    return isDoubtful(condition, seen, guessed);
  });
}

function looks(text: Expr, i: number): Expr[] {
  const number = text.cast(pl.Float64, false);
  const flags: Record<keyof Looks, Expr> = {
    filled: text.neq(pl.lit("")),
    parsed: number.isNotNull(),
    numbers: number.isNotNull().and(number.isNan().not()),
    truths: text.str.contains("(?i)^(true|false)$"),
    // Numbers to one of polars and JavaScript only.
    odd: text.str.contains("(?i)^\\s|\\s$|^[+-]?0[xbo]|^[+-]?(inf|infinity|nan)$"),
  };
  return Object.entries(flags).map(([name, flag]) =>
    flag.fillNull(false).cast(pl.Int64).sum().alias(`${name} ${i}`)
  );
}

function isDoubtful(
  { operator, value }: Condition,
  { filled, parsed, numbers, truths, odd }: Looks,
  guessed: boolean,
): boolean {
  if (filled === 0) return false;
  if (odd > 0) return true;
  if (operator !== "=" && operator !== "!=") return numbers === 0;
  const isBoolean = guessed && truths === filled;
  if (isTruth(value)) return truths > 0 && !isBoolean || guessed && parsed === filled;
  return isBoolean || (Number.isNaN(Number(value)) && guessed && parsed === filled);
}

function isTruth(value: string): boolean {
  return /^(true|false)$/i.test(value);
}
