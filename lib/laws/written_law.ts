import { InputError } from "../text/errors.ts";
import type { At, Coef } from "./law.ts";

/**
 * A law's function from its text, for makers whose columns or number of terms are chosen by the
 * caller: a closure over that choice could not be read, and so not be differentiated exactly.
 *
 * The text is the package's own; what a caller chose stands in it as a quoted property alone.
 */
export function written<K extends string, R extends string>(
  text: string,
): (coef: Coef<K>, at: At<R>) => number {
  return new Function(`return ${text}`)() as (coef: Coef<K>, at: At<R>) => number;
}

/** A column of the second argument, as text. */
export function columnText(regressor: string): string {
  return `at[${JSON.stringify(regressor)}]`;
}

/**
 * Checks the column of a law with one regressor.
 *
 * @throws {InputError} If it is no name.
 */
export function checkColumn(law: string, regressor: unknown): void {
  if (typeof regressor === "string" && regressor !== "") return;
  throw new InputError({
    cannot: `make the law ${JSON.stringify(law)}`,
    needs: "the name of a column as its regressor",
    found: JSON.stringify(regressor) ?? "undefined",
  });
}
