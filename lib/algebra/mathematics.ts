import type { Algebra } from "./algebra.ts";
import type { Expression, FunctionName } from "./expression.ts";

type Rule = (g: Algebra, ...args: Expression[]) => Expression;

const unary: readonly FunctionName[] = [
  "abs",
  "acos",
  "acosh",
  "asin",
  "asinh",
  "atan",
  "atanh",
  "cbrt",
  "cos",
  "cosh",
  "exp",
  "expm1",
  "log",
  "log1p",
  "sign",
  "sin",
  "sinh",
  "tan",
  "tanh",
];

const others: Readonly<Record<string, readonly [least: number, most: number, rule: Rule]>> = {
  sqrt: [1, 1, (g, x) => g.power(x!, g.number(0.5))],
  log2: [1, 1, (g, x) => g.multiply(g.call("log", x!), g.number(Math.LOG2E))],
  log10: [1, 1, (g, x) => g.multiply(g.call("log", x!), g.number(Math.LOG10E))],
  pow: [2, 2, (g, x, y) => g.power(x!, y!)],
  min: [1, Infinity, (g, first, ...rest) => rest.reduce((a, b) => g.min(a, b), first!)],
  max: [1, Infinity, (g, first, ...rest) => rest.reduce((a, b) => g.max(a, b), first!)],
  hypot: [1, Infinity, (g, ...all) => {
    const squares = all.map((x) => g.power(x, g.number(2)));
    return g.power(g.add(...squares), g.number(0.5));
  }],
};

/** The constants of `Math` that a formula may use. */
export const constants: ReadonlyMap<string, number> = new Map(
  (["E", "LN10", "LN2", "LOG10E", "LOG2E", "PI", "SQRT1_2", "SQRT2"] as const)
    .map((name) => [name, Math[name]]),
);

/** The functions of `Math` that a formula may call. */
export const functionNames: readonly string[] = [...unary, ...Object.keys(others)].sort();

/**
 * A function of `Math`, applied; the number of arguments that it needs, as a phrase, when they are
 * too few or too many; `null` when there is no such function here.
 */
export function apply(
  g: Algebra,
  name: string,
  args: readonly Expression[],
): Expression | string | null {
  if (unary.some((fn) => fn === name)) {
    return args.length === 1 ? g.call(name as FunctionName, args[0]!) : "one argument";
  }
  const [least, most, rule] = Object.hasOwn(others, name) ? others[name]! : [];
  if (least === undefined) return null;
  if (args.length >= least && args.length <= most!) return rule!(g, ...args);
  return most === Infinity
    ? "one argument or more"
    : least === 1
    ? "one argument"
    : "two arguments";
}

/** How many arguments there are: `1 argument`, `2 arguments`. */
export function givenArguments({ length }: readonly Expression[]): string {
  return `${length} ${length === 1 ? "argument" : "arguments"}`;
}
