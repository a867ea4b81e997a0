import { significant } from "../text/mod.ts";
import { denoInspect, jupyterDisplay, type MimeBundle } from "../text/mod.ts";

/** A law, or whatever has a formula in LaTeX and in plain text. */
export interface Formula {
  /** The formula in LaTeX, without dollar signs. */
  readonly tex: string;
  /** The formula in plain text. */
  readonly formula: string;
}

/** A fit, or whatever has a law and its coefficients. */
export interface FittedFormula {
  /** The law. */
  readonly law: Formula | null;
  /** The coefficients, by name. */
  readonly coef: Readonly<Record<string, number>>;
}

/**
 * The formula of a law as an equation, or that of a fit with its coefficients under it.
 *
 * In a notebook it is typeset; in a terminal, and where a front end has no formulas, it is plain text.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { equation } from "isoflop/display";
 * import { chinchilla } from "isoflop/laws";
 *
 * assert.equal(String(equation(chinchilla)), "L(N, D) = E + A/N^alpha + B/D^beta");
 * ```
 */
export function equation(of: Formula | FittedFormula): Equation {
  if (!("coef" in of)) return new Equation(of.tex, of.formula);
  const numbers = Object.entries(of.coef).map(([name, value]) =>
    [name, significant(value, 4)] as const
  );
  const { tex, formula } = of.law ?? { tex: "", formula: "" };
  const under = numbers.map(([name, value]) => `${texName(name)} = ${texNumber(value)}`);
  return new Equation(
    String.raw`\begin{aligned} & ${tex} \\ & ${under.join(",\\ ")} \end{aligned}`,
    `${formula}\n${numbers.map(([name, value]) => `${name} = ${value}`).join(", ")}`,
  );
}

/** An equation that shows itself. */
export class Equation implements Formula {
  /** The formula in LaTeX, without dollar signs. */
  readonly tex: string;
  /** The formula in plain text. */
  readonly formula: string;

  /** Takes both forms. */
  constructor(tex: string, formula: string) {
    this.tex = tex;
    this.formula = formula;
  }

  /** The plain text. */
  toString(): string {
    return this.formula;
  }

  /** In a notebook: LaTeX, and the text for those who have none. */
  [jupyterDisplay](): MimeBundle {
    return { "text/latex": `$$${this.tex}$$`, "text/plain": this.formula };
  }

  /** In a terminal: the text. */
  [denoInspect](): string {
    return this.formula;
  }
}

/** `alpha_N` as α with an index; a name of several letters stands upright. */
function texName(name: string): string {
  const [head = "", ...rest] = name.split("_");
  const index = rest.length ? `_{\\mathrm{${rest.join(",")}}}` : "";
  const symbol = greek.has(head) ? `\\${head}` : head.length > 1 ? `\\mathrm{${head}}` : head;
  return symbol + index;
}

const greek = new Set(["alpha", "beta", "gamma", "delta", "eta", "lambda", "epsilon", "kappa"]);

/** `1.2e9` as a power of ten. */
function texNumber(text: string): string {
  const [, digits, power] = /^(-?[\d.]+)e([+-]?\d+)$/.exec(text) ?? [];
  return digits === undefined ? text : `${digits} \\cdot 10^{${Number(power)}}`;
}
