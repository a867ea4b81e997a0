import type { Expression } from "./expression.ts";
import { type Piece, print, type Style, type Tightness } from "./print.ts";

const style: Style = {
  number: (value) => ({ text: numberText(value), tightness: 4 }),
  symbol: (name) => ({ text: name, tightness: 4 }),
  product: (factors) => ({ text: factors.map((each) => tight(each, 2)).join(" * "), tightness: 2 }),
  fraction: (over, under) => ({ text: `${tight(over, 2)} / ${tight(under, 3)}`, tightness: 2 }),
  power: (base, exponent) => ({ text: `${tight(base, 4)}^${tight(exponent, 4)}`, tightness: 3 }),
  root: ({ text }) => ({ text: `sqrt(${text})`, tightness: 4 }),
  call: (fn, args) => {
    const name = fn === "powerLog" ? "log" : fn;
    return { text: `${name}(${args.map(({ text }) => text).join(", ")})`, tightness: 4 };
  },
  compare: (op, left, right) => ({ text: `${left.text} ${op} ${right.text}`, tightness: 1 }),
  select: (condition, then, otherwise) => ({
    text: `(${condition.text} ? ${then.text} : ${otherwise.text})`,
    tightness: 4,
  }),
  group: (text) => `(${text})`,
};

/**
 * An expression in plain text, as {@linkcode readFormula} reads it; a choice between two expressions
 * is written as in JavaScript.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { Algebra, readFormula, toText } from "isoflop/algebra";
 *
 * const { expression } = readFormula(new Algebra(), "(1 + N/D)^(-1/2) * exp(-k*D)");
 * assert.equal(toText(expression), "exp(-k * D) / sqrt(1 + N / D)");
 * ```
 */
export function toText(e: Expression): string {
  return print(e, style).text;
}

function tight({ text, tightness }: Piece, least: Tightness): string {
  return tightness < least ? style.group(text) : text;
}

function numberText(value: number): string {
  const plain = `${value}`.replace("+", ""), short = value.toExponential().replace("+", "");
  return value >= 1e6 && short.length < plain.length ? short : plain; // 1e9
}
