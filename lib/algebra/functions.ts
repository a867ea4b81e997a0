import type { Algebra } from "./algebra.ts";
import type { Comparator, Expression, FunctionName } from "./expression.ts";

/**
 * What stands for log 0 in a power. With it 0^y is 0 for y > 0, and so are its derivatives, which
 * are 0^y times a power of this: 0 · (−∞) would be NaN. Its cube is still a finite number.
 */
export const LOG_OF_ZERO = -1e100;

/** The value of a function at a number. */
export function valueOf(fn: FunctionName, x: number): number {
  return fn === "powerLog" ? Math.max(Math.log(x), LOG_OF_ZERO) : Math[fn](x);
}

/** Whether a comparison holds. */
export function holds(op: Comparator, a: number, b: number): boolean {
  switch (op) {
    case "<":
      return a < b;
    case "<=":
      return a <= b;
    case ">":
      return a > b;
    case ">=":
      return a >= b;
    case "===":
      return a === b;
    case "!==":
      return a !== b;
  }
}

/** d fn(x) / dx, given the expression fn(x) itself, so that it is computed once. */
export function slope(g: Algebra, fn: FunctionName, x: Expression, value: Expression): Expression {
  const one = g.number(1);
  const square = (of: Expression) => g.power(of, g.number(2));
  const over = (of: Expression) => g.power(of, g.number(-1));
  const overRoot = (of: Expression) => g.power(of, g.number(-0.5));
  switch (fn) {
    case "abs":
      return g.call("sign", x);
    case "acos":
      return g.negate(overRoot(g.subtract(one, square(x))));
    case "acosh":
      // Two roots, not √(x² − 1): that one is defined below −1, where acosh is not.
      return g.multiply(overRoot(g.subtract(x, one)), overRoot(g.add(x, one)));
    case "asin":
      return overRoot(g.subtract(one, square(x)));
    case "asinh":
      return overRoot(g.add(one, square(x)));
    case "atan":
      return over(g.add(one, square(x)));
    case "atanh":
      return over(g.subtract(one, square(x)));
    case "cbrt":
      return g.multiply(g.number(1 / 3), g.power(value, g.number(-2)));
    case "cos":
      return g.negate(g.call("sin", x));
    case "cosh":
      return g.call("sinh", x);
    case "exp":
      return value;
    case "expm1":
      return g.call("exp", x);
    case "log":
    case "powerLog":
      return over(x);
    case "log1p":
      return over(g.add(one, x));
    case "sign":
      return g.number(0);
    case "sin":
      return g.call("cos", x);
    case "sinh":
      return g.call("cosh", x);
    case "tan":
      return g.add(one, square(value));
    case "tanh":
      return g.subtract(one, square(value));
  }
}
