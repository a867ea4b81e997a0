import { children } from "./depends.ts";
import { differentiate } from "./derivative.ts";
import type { Comparator, Expression, FunctionName } from "./expression.ts";
import { holds, valueOf } from "./functions.ts";
import { simplePower, simpleProduct, simpleSum } from "./simplify.ts";

/**
 * Expressions, each kept once: two that are equal, up to the order of terms and factors, are the
 * same object.
 *
 * Constants are folded on construction, like terms and like factors are joined, and log undoes exp.
 * Data are taken to be finite, so x · 0 is 0; a power with an unknown exponent is taken to have a
 * base ≥ 0. Do not mix expressions of two algebras.
 *
 * @example ∂(A N^−α)/∂α = −A N^−α ln N
 * ```ts
 * import assert from "node:assert/strict";
 * import { Algebra, toText } from "isoflop/algebra";
 *
 * const g = new Algebra();
 * const term = g.multiply(g.symbol("A"), g.power(g.symbol("N"), g.negate(g.symbol("alpha"))));
 * assert.equal(toText(term), "A / N^alpha");
 * assert.equal(toText(g.derivative(term, "alpha")), "-A * log(N) / N^alpha");
 * ```
 */
export class Algebra {
  readonly #table = new Map<string, Expression>();
  readonly #derivatives = new Map<string, Map<Expression, Expression>>();

  /** A constant. */
  number(value: number): Expression {
    const plain = value === 0 ? 0 : value; // −0 is 0
    return this.#keep(`#${plain}`, (id) => ({ kind: "number", id, value: plain }));
  }

  /** A name. */
  symbol(name: string): Expression {
    return this.#keep(`$${name}`, (id) => ({ kind: "symbol", id, name }));
  }

  /** a + b + … */
  add(...terms: readonly Expression[]): Expression {
    const simple = simpleSum(this, terms);
    if (!Array.isArray(simple)) return simple;
    return this.#keep(`+${sorted(simple)}`, (id) => ({ kind: "sum", id, terms: simple }));
  }

  /** a − b */
  subtract(a: Expression, b: Expression): Expression {
    return this.add(a, this.negate(b));
  }

  /** a · b · … */
  multiply(...factors: readonly Expression[]): Expression {
    const simple = simpleProduct(this, factors);
    if (!Array.isArray(simple)) return simple;
    return this.#keep(`*${sorted(simple)}`, (id) => ({ kind: "product", id, factors: simple }));
  }

  /** a / b */
  divide(a: Expression, b: Expression): Expression {
    // Folded here, because 1/b is rounded once more: 7 / 10 is not 7 · (1/10).
    if (a.kind === "number" && b.kind === "number") return this.number(a.value / b.value);
    return this.multiply(a, this.power(b, this.number(-1)));
  }

  /** −a */
  negate(a: Expression): Expression {
    return this.multiply(this.number(-1), a);
  }

  /** base ^ exponent */
  power(base: Expression, exponent: Expression): Expression {
    const simple = simplePower(this, base, exponent);
    if (simple !== null) return simple;
    const key = `^${base.id},${exponent.id}`;
    return this.#keep(key, (id) => ({ kind: "power", id, base, exponent }));
  }

  /** A function of one number. */
  call(fn: FunctionName, argument: Expression): Expression {
    if (argument.kind === "number") return this.number(valueOf(fn, argument.value));
    if (argument.kind === "call") {
      const { fn: inner, argument: x } = argument;
      if (fn === "exp" && inner === "log") return x;
      if ((fn === "log" || fn === "powerLog") && inner === "exp") return x;
    }
    return this.#keep(`${fn}(${argument.id}`, (id) => ({ kind: "call", id, fn, argument }));
  }

  /** The smaller of two numbers; NaN if either is. */
  min(left: Expression, right: Expression): Expression {
    return this.#extreme("min", left, right);
  }

  /** The larger of two numbers; NaN if either is. */
  max(left: Expression, right: Expression): Expression {
    return this.#extreme("max", left, right);
  }

  /** A comparison, for {@linkcode Algebra.select}; of two constants: 1 or 0. */
  compare(op: Comparator, left: Expression, right: Expression): Expression {
    if (left.kind === "number" && right.kind === "number") {
      return this.number(holds(op, left.value, right.value) ? 1 : 0);
    }
    const key = `${op}${left.id},${right.id}`;
    return this.#keep(key, (id) => ({ kind: "condition", id, op, left, right }));
  }

  /** `then` where the condition holds, `otherwise` elsewhere. */
  select(condition: Expression, then: Expression, otherwise: Expression): Expression {
    if (condition.kind === "number") return condition.value === 0 ? otherwise : then;
    if (then === otherwise) return then;
    const key = `?${condition.id},${then.id},${otherwise.id}`;
    return this.#keep(key, (id) => ({ kind: "select", id, condition, then, otherwise }));
  }

  /** The expression with other expressions in place of some names, all at once. */
  substitute(e: Expression, map: ReadonlyMap<string, Expression>): Expression {
    const done = new Map<Expression, Expression>();
    const replace = (of: Expression): Expression => {
      const before = done.get(of);
      if (before !== undefined) return before;
      const result = of.kind === "symbol"
        ? map.get(of.name) ?? of
        : this.#rebuild(of, children(of).map(replace));
      done.set(of, result);
      return result;
    };
    return replace(e);
  }

  /** ∂e/∂symbol, exactly. At a kink, of |x| or min, it is the slope on one of the sides. */
  derivative(e: Expression, symbol: string): Expression {
    let known = this.#derivatives.get(symbol);
    if (known === undefined) this.#derivatives.set(symbol, known = new Map());
    return differentiate(this, e, symbol, known);
  }

  #extreme(fn: "min" | "max", left: Expression, right: Expression): Expression {
    if (left === right) return left;
    if (left.kind === "number" && right.kind === "number") {
      return this.number(Math[fn](left.value, right.value));
    }
    const key = `${fn}(${left.id},${right.id}`;
    return this.#keep(key, (id) => ({ kind: "extreme", id, fn, left, right }));
  }

  /** The same kind of expression of other parts. */
  #rebuild(e: Expression, parts: readonly Expression[]): Expression {
    const [a, b, c] = parts as [Expression, Expression, Expression];
    switch (e.kind) {
      case "number":
      case "symbol":
        return e;
      case "sum":
        return this.add(...parts);
      case "product":
        return this.multiply(...parts);
      case "power":
        return this.power(a, b);
      case "call":
        return this.call(e.fn, a);
      case "extreme":
        return this.#extreme(e.fn, a, b);
      case "condition":
        return this.compare(e.op, a, b);
      case "select":
        return this.select(a, b, c);
    }
  }

  #keep(key: string, make: (id: number) => Expression): Expression {
    const before = this.#table.get(key);
    if (before !== undefined) return before;
    const made = make(this.#table.size);
    this.#table.set(key, made);
    return made;
  }
}

function sorted(parts: readonly Expression[]): string {
  return parts.map(({ id }) => id).sort((a, b) => a - b).join();
}
