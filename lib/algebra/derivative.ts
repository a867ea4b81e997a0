import type { Algebra } from "./algebra.ts";
import { children, symbolsOf } from "./depends.ts";
import type { Expression } from "./expression.ts";
import { slope } from "./functions.ts";

/** ∂e/∂symbol; `known` holds the derivatives by the same symbol that were found before. */
export function differentiate(
  g: Algebra,
  e: Expression,
  symbol: string,
  known: Map<Expression, Expression>,
): Expression {
  if (!symbolsOf(e).has(symbol)) return g.number(0);
  const before = known.get(e);
  if (before !== undefined) return before;
  const result = rule(g, e, (of) => differentiate(g, of, symbol, known));
  known.set(e, result);
  return result;
}

function rule(g: Algebra, e: Expression, d: (of: Expression) => Expression): Expression {
  switch (e.kind) {
    case "number":
    case "condition":
      return g.number(0);
    case "symbol":
      return g.number(1);
    case "sum":
      return g.add(...e.terms.map(d));
    case "product":
      return g.add(...e.factors.map((factor, i) => {
        const slope = d(factor);
        return isZero(slope) ? slope : g.multiply(...e.factors.with(i, slope));
      }));
    case "power": {
      const { base, exponent } = e;
      const one = g.number(1);
      if (exponent.kind === "number") {
        return g.multiply(exponent, g.power(base, g.subtract(exponent, one)), d(base));
      }
      return g.add(
        g.multiply(e, g.call("powerLog", base), d(exponent)),
        g.multiply(exponent, e, g.power(base, g.number(-1)), d(base)),
      );
    }
    case "call":
      return g.multiply(slope(g, e.fn, e.argument, e), d(e.argument));
    case "extreme": {
      const [left, right] = children(e) as [Expression, Expression];
      return g.select(g.compare(e.fn === "min" ? "<=" : ">=", left, right), d(left), d(right));
    }
    case "select":
      return g.select(e.condition, d(e.then), d(e.otherwise));
  }
}

function isZero(e: Expression): boolean {
  return e.kind === "number" && e.value === 0;
}
