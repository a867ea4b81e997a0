import { InputError } from "../text/errors.ts";
import type { Expression } from "./expression.ts";
import { type Line, scheduled } from "./schedule.ts";

/** How names are written in the expressions of Vega. */
export interface VegaNames {
  /** Whether a symbol is a field of each row; all others are signals. */
  readonly isField: (symbol: string) => boolean;
  /** The signal or the field, by name, that holds a symbol. */
  readonly reference: (symbol: string) => string;
  /** What the names of intermediate results begin with, so that two calls do not clash. */
  readonly prefix: string;
}

/** Some expressions as Vega computes them: signals first, then fields of each row. */
export interface VegaCode {
  /** Intermediate signals, in order. */
  readonly signals: readonly Line[];
  /** Intermediate fields, in order. */
  readonly fields: readonly Line[];
  /** An expression of Vega per output. */
  readonly outputs: readonly string[];
}

/**
 * Some expressions in the language of Vega, so that a page can compute them again when a slider is
 * moved. Every shared part is computed once: as a signal, where it depends on signals alone, else as
 * a field of each row.
 *
 * The numbers are those of {@linkcode compile}: the same operations in the same order.
 *
 * @throws {InputError} If an expression calls a function that Vega has not.
 *
 * @example A power law of a column, with a coefficient that a slider holds
 * ```ts
 * import assert from "node:assert/strict";
 * import { Algebra, readFormula, toVega } from "isoflop/algebra";
 *
 * const { expression } = readFormula(new Algebra(), "E + A/N^alpha");
 * const code = toVega([expression], {
 *   isField: (symbol) => symbol === "N",
 *   reference: (symbol) => (symbol === "N" ? "datum.N" : `my_${symbol}`),
 *   prefix: "v",
 * });
 * assert.deepEqual(code.signals, [{ name: "v_s0", code: "(-my_alpha)" }]);
 * assert.deepEqual(code.fields, [{ name: "v_t0", code: "(my_E + (my_A * pow(datum.N, v_s0)))" }]);
 * assert.deepEqual(code.outputs, ["datum.v_t0"]);
 * ```
 */
export function toVega(
  outputs: readonly Expression[],
  { isField, reference, prefix }: VegaNames,
): VegaCode {
  const plan = scheduled(outputs, { isRow: isField, reference }, "pow");
  // A schedule names its lines c$0, r$0, t$0: those of the first kind are signals, the others fields.
  const named = (name: string) =>
    name.startsWith("c") ? `${prefix}_s${name.slice(2)}` : `${prefix}_${name.replace("$", "")}`;
  const written = (code: string) =>
    checked(code.replaceAll("Math.", "")).replaceAll(
      /\b[crt]\$\d+/g,
      (name) => name.startsWith("c") ? named(name) : `datum.${named(name)}`,
    );
  const lines = (of: readonly Line[]) =>
    of.map(({ name, code }) => ({ name: named(name), code: written(code) }));
  return {
    signals: lines(plan.once),
    fields: lines([...plan.rowOnly, ...plan.perRow]),
    outputs: plan.outputs.map(written),
  };
}

/** The functions of `Math` that Vega lacks. */
const missing = /\b(acosh|asinh|atanh|cbrt|cosh|expm1|log1p|sign|sinh|tanh)\(/;

function checked(code: string): string {
  const fn = missing.exec(code)?.[1];
  if (fn === undefined) return code;
  throw new InputError({
    cannot: "write a formula in the language of Vega",
    needs: "arithmetic, powers, comparisons, and functions that Vega has, such as exp and log",
    found: JSON.stringify(fn),
  });
}
