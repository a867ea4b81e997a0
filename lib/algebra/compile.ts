import { unknownName } from "../text/nearest.ts";
import type { Expression } from "./expression.ts";
import { scheduled } from "./schedule.ts";

/**
 * A function of plain numbers that gives the values of some expressions.
 *
 * @param parameterNames The symbols, in the order of the function's arguments.
 * @throws {InputError} If an expression has a symbol that is not among them.
 *
 * @example Value and slope
 * ```ts
 * import assert from "node:assert/strict";
 * import { Algebra, compile, readFormula } from "isoflop/algebra";
 *
 * const g = new Algebra();
 * const { expression } = readFormula(g, "A / N^2");
 * const f = compile([expression, g.derivative(expression, "N")], ["A", "N"]);
 * assert.deepEqual(f(8, 2), [2, -2]);
 * ```
 */
export function compile(
  outputs: readonly Expression[],
  parameterNames: readonly string[],
): (...args: number[]) => number[] {
  const place = new Map(parameterNames.map((name, i) => [name, `p$${i}`]));
  const plan = scheduled(outputs, {
    isRow: () => false,
    reference: (symbol) => {
      const parameter = place.get(symbol);
      if (parameter !== undefined) return parameter;
      throw unknownName("compile an expression of", symbol, parameterNames);
    },
  }, "pow");
  const lines = plan.once.map(({ name, code }) => `const ${name} = ${code};`);
  const body = `"use strict"; ${lines.join("\n")}\nreturn [${plan.outputs.join(", ")}];`;
  return new Function(...place.values(), body) as (...args: number[]) => number[];
}
