import type { Comparator, Expression, FunctionName } from "./expression.ts";
import { type Piece, print, type Style, type Tightness } from "./print.ts";
import { texName } from "./tex_name.ts";

const names: Readonly<Partial<Record<FunctionName | "min" | "max", string>>> = {
  acos: "\\arccos",
  acosh: "\\operatorname{arcosh}",
  asin: "\\arcsin",
  asinh: "\\operatorname{arsinh}",
  atan: "\\arctan",
  atanh: "\\operatorname{artanh}",
  log: "\\ln",
  powerLog: "\\ln",
  sign: "\\operatorname{sgn}",
};

const signs: Readonly<Record<Comparator, string>> = {
  "<": "<",
  "<=": "\\le",
  ">": ">",
  ">=": "\\ge",
  "===": "=",
  "!==": "\\ne",
};

const style: Style = {
  number,
  symbol: (name) => ({ text: texName(name), tightness: 4 }),
  product: (factors) => {
    const text = factors.map((each) => tight(each, 2)).reduce((before, next) =>
      // Two numbers side by side would read as one.
      `${before}${/^[\d.]/.test(next) ? " \\cdot " : " "}${next}`
    );
    return { text, tightness: 2 };
  },
  // A fraction is as one piece beside others, but not below an exponent.
  fraction: (over, under) => ({ text: `\\frac{${over.text}}{${under.text}}`, tightness: 2 }),
  power: (base, exponent) => ({ text: `${tight(base, 4)}^{${exponent.text}}`, tightness: 3 }),
  root: ({ text }) => ({ text: `\\sqrt{${text}}`, tightness: 4 }),
  call,
  compare: (op, left, right) => ({
    text: `${left.text} ${signs[op]} ${right.text}`,
    tightness: 1,
  }),
  select: (condition, then, otherwise) => ({
    text: `\\begin{cases} ${then.text} & \\text{if } ${condition.text} \\\\ ` +
      `${otherwise.text} & \\text{otherwise} \\end{cases}`,
    tightness: 1,
  }),
  group: (text) => `\\left(${text}\\right)`,
};

/**
 * An expression in LaTeX, without dollar signs: Greek names as letters, `x_1` with a subscript,
 * negative powers as fractions.
 *
 * @example The chinchilla law
 * ```ts
 * import assert from "node:assert/strict";
 * import { Algebra, readFormula, toTex } from "isoflop/algebra";
 *
 * const { expression } = readFormula(new Algebra(), "E + A/N^alpha + B/D^beta");
 * assert.equal(toTex(expression), "E + \\frac{A}{N^{\\alpha}} + \\frac{B}{D^{\\beta}}");
 * ```
 */
export function toTex(e: Expression): string {
  return print(e, style).text;
}

function number(value: number): Piece {
  if (value === Infinity) return { text: "\\infty", tightness: 4 };
  if (Number.isNaN(value)) return { text: "\\mathrm{NaN}", tightness: 4 };
  if (value !== 0 && (value >= 1e5 || value < 1e-4)) {
    const [mantissa, exponent] = value.toExponential().split("e") as [string, string];
    const power = `10^{${Number(exponent)}}`;
    return mantissa === "1"
      ? { text: power, tightness: 3 }
      : { text: `${mantissa} \\cdot ${power}`, tightness: 2 };
  }
  return { text: `${value}`, tightness: 4 };
}

function call(fn: FunctionName | "min" | "max", args: readonly Piece[]): Piece {
  const [x] = args as [Piece];
  if (fn === "abs") return { text: `\\left|${x.text}\\right|`, tightness: 4 };
  if (fn === "cbrt") return { text: `\\sqrt[3]{${x.text}}`, tightness: 4 };
  if (fn === "expm1") return { text: `e^{${x.text}} - 1`, tightness: 1 };
  if (fn === "log1p") return call("log", [{ text: `1 + ${x.text}`, tightness: 1 }]);
  const list = args.map(({ text }) => text).join(", ");
  // ln N needs no parentheses, but ln N to a power does.
  if (args.length === 1 && x.tightness === 4 && /^\\?[A-Za-z]+$/.test(x.text)) {
    return { text: `${names[fn] ?? `\\${fn}`} ${x.text}`, tightness: 2 };
  }
  return { text: `${names[fn] ?? `\\${fn}`}\\left(${list}\\right)`, tightness: 4 };
}

function tight({ text, tightness }: Piece, least: Tightness): string {
  return tightness < least ? style.group(text) : text;
}
