import type * as acorn from "acorn";
import { parser } from "./acorn.ts";
import type { Algebra } from "./algebra.ts";
import type { Expression } from "./expression.ts";
import { toNumber } from "./read_expression.ts";
import { Reader } from "./read_statements.ts";
import { Refusal } from "./refusal.ts";
import { type Arguments, type Closure, Scope } from "./values.ts";

/** What {@linkcode readFunction} has to know of a law. */
export interface FunctionNames {
  /** The law's name, for messages. */
  readonly name: string;
  /** The coefficients: what the first argument holds. */
  readonly coefNames: readonly string[];
  /** The regressors: what the second argument holds. */
  readonly regressors: readonly string[];
  /** Numbers from outside that the function uses by name. */
  readonly constants?: Readonly<Record<string, number>>;
}

/**
 * Reads a plain function `(coef, at) => number` from its text, as an expression of the names of its
 * coefficients and regressors.
 *
 * It may consist of arithmetic, comparisons, `Math`, constants, variables, if and else, and functions
 * of its own that do not call themselves.
 *
 * @throws {InputError} If it holds anything else, uses a name from outside that is not among the
 * constants, or does not return on some path.
 *
 * @example The slope of a power law
 * ```ts
 * import assert from "node:assert/strict";
 * import { Algebra, readFunction, toText } from "isoflop/algebra";
 *
 * const g = new Algebra();
 * const law = ({ K, gamma }: Record<string, number>, at: Record<string, number>) =>
 *   K! / at.C! ** gamma!;
 * const loss = readFunction(g, law, { name: "mine", coefNames: ["K", "gamma"], regressors: ["C"] });
 * assert.equal(toText(g.derivative(loss, "K")), "1 / C^gamma");
 * ```
 */
export function readFunction(
  algebra: Algebra,
  // deno-lint-ignore ban-types -- any function is read by its text, whatever its type
  fn: Function,
  { name, coefNames, regressors, constants = {} }: FunctionNames,
): Expression {
  // Cells of notebooks are not type-checked.
  if (typeof fn !== "function") throw new Refusal(name, "").of(`${typeof fn} for a function`);
  const text = Function.prototype.toString.call(fn);
  const { node, source } = parsed(text, name);
  const refusal = new Refusal(name, source);
  const reader = new Reader(algebra, refusal, constants);
  const records: Arguments[] = [
    { kind: "record", of: "coefficient", names: coefNames },
    { kind: "record", of: "regressor", names: regressors },
  ];
  if (node.params.length > 2) throw refusal.of("more than two arguments", node.params[2]);
  const closure: Closure = { kind: "closure", node, scope: new Scope(null) };
  return toNumber(reader, reader.call(closure, records, node), node);
}

/** The function of a text: an expression, or a method of an object. */
function parsed(text: string, name: string): { node: Closure["node"]; source: string } {
  const outside = new Refusal(name, text);
  if (/\{\s*\[native code\]\s*\}\s*$/.test(text)) throw outside.of("a function without text");
  for (const source of [`(${text})`, `({ ${text} })`]) {
    let tree: acorn.Expression;
    try {
      tree = parser().parseExpressionAt(source, 1, { ecmaVersion: "latest" });
    } catch {
      continue;
    }
    if (tree.type === "ArrowFunctionExpression" || tree.type === "FunctionExpression") {
      return { node: tree, source };
    }
    if (tree.type !== "ObjectExpression") continue;
    const [method] = tree.properties;
    if (method?.type === "Property" && method.value.type === "FunctionExpression") {
      return { node: method.value, source };
    }
  }
  throw outside.of(`what is no function: ${JSON.stringify(text.slice(0, 60))}`);
}
