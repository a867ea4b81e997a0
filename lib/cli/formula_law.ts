import { Algebra, type Expression, readFormula } from "../algebra/mod.ts";
import { print, type Style } from "../algebra/print.ts";
import { defineLaw, type Law } from "../laws/mod.ts";
import { InputError, listNames } from "../text/mod.ts";

/** Whether the value of `--law` is a formula rather than a name: names have no signs but hyphens. */
export function isFormula(text: string): boolean {
  return /[\s+*/^(]/.test(text.trim());
}

/** The names in a formula. */
export function namesInFormula(text: string): readonly string[] {
  return readFormula(new Algebra(), text).names;
}

/**
 * The law that a formula states: names that are columns of the table are its regressors, all others
 * its coefficients, which are above zero unless they are named as free.
 *
 * @param text The formula of the loss, as in `E + K*C^-gamma`.
 * @param columns The names of the columns.
 * @param free Names that may have either sign, if they are coefficients.
 * @throws {InputError} If it is no formula, has no column or no coefficient, or gives the loss in
 * terms of itself.
 */
export function formulaLaw(
  text: string,
  columns: readonly string[],
  free: readonly string[],
): Law {
  const { expression, names } = readFormula(new Algebra(), text);
  const regressors = names.filter((name) => columns.includes(name));
  const coefNames = names.filter((name) => !columns.includes(name));
  const refuse = (needs: string, found: string, cure?: string): InputError =>
    new InputError({
      cannot: `fit the formula ${JSON.stringify(text)}`,
      needs,
      found,
      ...(cure !== undefined && { cure }),
    });
  if (names.includes("loss")) {
    throw refuse("a formula that gives the loss", '"loss" in it', "write its right side alone");
  }
  if (regressors.length === 0) {
    throw refuse(
      "a column of the table in it",
      `the columns ${listNames(columns)}`,
      'name the columns, as in --columns "C=flops"',
    );
  }
  if (coefNames.length === 0) {
    throw refuse("a coefficient in it", `${listNames(regressors)}, columns of the table`);
  }
  return defineLaw({
    name: text,
    coefNames,
    regressors,
    formula: `loss = ${text}`,
    predict: functionOf(expression, coefNames),
    rules: Object.fromEntries(
      coefNames.filter((name) => !free.includes(name)).map((name) => [name, { positive: true }]),
    ),
  });
}

type Numbers = Readonly<Record<string, number>>;

/**
 * The formula as a function with a text, from which the engine reads its derivatives. Names stand in
 * it as quoted properties alone.
 */
function functionOf(
  expression: Expression,
  coefNames: readonly string[],
): (coef: Numbers, at: Numbers) => number {
  const call = (fn: string, args: readonly { readonly text: string }[]) => ({
    text: `Math.${fn}(${args.map(({ text }) => text).join(", ")})`,
    tightness: 4,
  } as const);
  const style: Style = {
    number: (value) => ({ text: `${value}`, tightness: 4 }),
    symbol: (name) => ({
      text: `${coefNames.includes(name) ? "coef" : "at"}[${JSON.stringify(name)}]`,
      tightness: 4,
    }),
    product: (factors) => ({
      text: factors.map(({ text, tightness }) => tightness < 2 ? `(${text})` : text).join(" * "),
      tightness: 2,
    }),
    fraction: (over, under) => ({
      text: `${over.tightness < 2 ? `(${over.text})` : over.text} / ` +
        `${under.tightness < 3 ? `(${under.text})` : under.text}`,
      tightness: 2,
    }),
    // A power in signs would need parentheses after a minus.
    power: (base, exponent) => call("pow", [base, exponent]),
    root: (of) => call("sqrt", [of]),
    call: (fn, args) => call(fn === "powerLog" ? "log" : fn, args),
    compare: (op, left, right) => ({ text: `${left.text} ${op} ${right.text}`, tightness: 1 }),
    select: (condition, then, otherwise) => ({
      text: `(${condition.text} ? ${then.text} : ${otherwise.text})`,
      tightness: 4,
    }),
    group: (text) => `(${text})`,
  };
  const body = print(expression, style).text;
  return new Function(`return (coef, at) => ${body}`)() as (coef: Numbers, at: Numbers) => number;
}
