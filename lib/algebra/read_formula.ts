import { InputError } from "../text/errors.ts";
import { nearest } from "../text/nearest.ts";
import type { Algebra } from "./algebra.ts";
import type { Expression } from "./expression.ts";
import { apply, functionNames, givenArguments } from "./mathematics.ts";

/** A formula that was read from text. */
export interface Formula {
  /** The formula. */
  readonly expression: Expression;
  /** The names in it, in the order in which they stand there. */
  readonly names: readonly string[];
}

/**
 * Reads a formula in text: + − * / and powers, written ^ or **, parentheses, and functions such as
 * log, exp, sqrt, tanh, min. ln is another name of log. All other names are symbols.
 *
 * As on paper, −x^2 is −(x^2), and x^y^z is x^(y^z). Every product needs its sign.
 *
 * @throws {InputError} If the text is no formula.
 *
 * @example The chinchilla law
 * ```ts
 * import assert from "node:assert/strict";
 * import { Algebra, readFormula, toText } from "isoflop/algebra";
 *
 * const { expression, names } = readFormula(new Algebra(), "E + A/N^alpha + B*D**-beta");
 * assert.deepEqual(names, ["E", "A", "N", "alpha", "B", "D", "beta"]);
 * assert.equal(toText(expression), "E + A / N^alpha + B / D^beta");
 * ```
 */
export function readFormula(algebra: Algebra, text: string): Formula {
  const parser = new Parser(algebra, text);
  return { expression: parser.whole(), names: Array.from(parser.names) };
}

const token =
  /\s*(?:((?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|([\p{L}_$][\p{L}\p{N}_$]*)|(\*\*|[-+*/^(),]))/uy;

interface Token {
  readonly kind: "number" | "name" | "sign";
  readonly text: string;
}

class Parser {
  readonly names = new Set<string>();
  readonly #algebra: Algebra;
  readonly #text: string;
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(algebra: Algebra, text: string) {
    this.#algebra = algebra;
    this.#text = text;
    this.#tokens = this.#split(text.replaceAll("−", "-").replaceAll(/[·×]/g, "*"));
  }

  whole(): Expression {
    const e = this.#sum();
    const left = this.#tokens[this.#at];
    if (left === undefined) return e;
    if (left.text === ")") throw this.#error('a ")" without "("');
    const before = this.#tokens[this.#at - 1]!.text;
    const [a, b] = [before, left.text].map((each) => JSON.stringify(each));
    const cure = left.kind === "sign" ? undefined : `write ${before} * ${left.text} for a product`;
    throw this.#error(`${b} after ${a}`, cure);
  }

  #sum(): Expression {
    let e = this.#product();
    for (let sign = this.#take("+", "-"); sign !== null; sign = this.#take("+", "-")) {
      const term = this.#product();
      e = sign === "+" ? this.#algebra.add(e, term) : this.#algebra.subtract(e, term);
    }
    return e;
  }

  #product(): Expression {
    let e = this.#signed();
    for (let sign = this.#take("*", "/"); sign !== null; sign = this.#take("*", "/")) {
      const factor = this.#signed();
      e = sign === "*" ? this.#algebra.multiply(e, factor) : this.#algebra.divide(e, factor);
    }
    return e;
  }

  #signed(): Expression {
    const sign = this.#take("+", "-");
    if (sign === null) return this.#power();
    return sign === "+" ? this.#signed() : this.#algebra.negate(this.#signed());
  }

  #power(): Expression {
    const base = this.#atom();
    if (this.#take("^", "**") === null) return base;
    return this.#algebra.power(base, this.#signed()); // the exponent's own powers go first
  }

  #atom(): Expression {
    const next = this.#tokens[this.#at++];
    if (next?.kind === "number") return this.#algebra.number(Number(next.text));
    if (next?.kind === "name") {
      if (this.#take("(") !== null) return this.#call(next.text);
      if (next.text === "Infinity" || next.text === "NaN") {
        return this.#algebra.number(Number(next.text));
      }
      this.names.add(next.text);
      return this.#algebra.symbol(next.text);
    }
    if (next?.text === "(") {
      const e = this.#sum();
      this.#close();
      return e;
    }
    throw this.#error(next === undefined ? "its end" : `${JSON.stringify(next.text)}`);
  }

  #call(name: string): Expression {
    const args = [this.#sum()];
    while (this.#take(",") !== null) args.push(this.#sum());
    this.#close();
    const value = apply(this.#algebra, name === "ln" ? "log" : name, args);
    if (value === null) {
      const near = nearest(name, functionNames);
      const cure = near === undefined
        ? `write ${name} * (…) for a product`
        : `did you mean ${JSON.stringify(near)}?`;
      throw this.#error(`${JSON.stringify(name)}, which is no function`, cure);
    }
    if (typeof value === "object") return value;
    throw this.#error(
      `${givenArguments(args)} for ${JSON.stringify(name)}`,
      `give ${value}`,
    );
  }

  #close(): void {
    if (this.#take(")") === null) throw this.#error('a "(" without ")"');
  }

  #take(...signs: readonly string[]): string | null {
    const next = this.#tokens[this.#at];
    if (next?.kind !== "sign" || !signs.includes(next.text)) return null;
    this.#at++;
    return next.text;
  }

  #split(text: string): readonly Token[] {
    const tokens: Token[] = [];
    const end = text.trimEnd().length;
    token.lastIndex = 0;
    for (let at = 0; at < end; at = token.lastIndex) {
      const [whole, number, name, sign] = token.exec(text) ?? [];
      if (whole === undefined) throw this.#error(JSON.stringify(text.slice(at).trim()[0]));
      if (number !== undefined) tokens.push({ kind: "number", text: number });
      else if (name !== undefined) tokens.push({ kind: "name", text: name });
      else tokens.push({ kind: "sign", text: sign! });
    }
    return tokens;
  }

  #error(found: string, cure?: string): InputError {
    return new InputError({
      cannot: `read the formula ${JSON.stringify(this.#text)}`,
      needs: "numbers, names, + - * / ^, parentheses and functions such as log and exp",
      found,
      ...(cure !== undefined && { cure }),
    });
  }
}
