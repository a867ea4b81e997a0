import assert from "node:assert/strict";
import temml from "temml";
import { Algebra, readFormula, toTex, toText } from "isoflop/algebra";
import { assertRefuses } from "../support/agree.ts";

const read = (text: string) => readFormula(new Algebra(), text).expression;

const written: readonly [formula: string, text: string, tex: string][] = [
  [
    "E + A/N^alpha + B/D^beta",
    "E + A / N^alpha + B / D^beta",
    "E + \\frac{A}{N^{\\alpha}} + \\frac{B}{D^{\\beta}}",
  ],
  ["x - (y + z)", "x - (y + z)", "x - \\left(y + z\\right)"],
  ["-(y + z)", "-(y + z)", "-\\left(y + z\\right)"],
  ["-x^2 * 3", "-3 * x^2", "-3 x^{2}"],
  ["(x + 1)^(a + b)", "(x + 1)^(a + b)", "\\left(x + 1\\right)^{a + b}"],
  ["(x/d)^y", "(x / d)^y", "\\left(\\frac{x}{d}\\right)^{y}"],
  ["1 / (a * b)", "1 / (a * b)", "\\frac{1}{a b}"],
  ["N / 1e9", "N / 1e9", "\\frac{N}{10^{9}}"],
  ["2.5e-7 * N", "2.5e-7 * N", "2.5 \\cdot 10^{-7} N"],
  ["3 * 2^x", "3 * 2^x", "3 \\cdot 2^{x}"],
  ["sqrt(x) / y^0.34", "sqrt(x) / y^0.34", "\\frac{\\sqrt{x}}{y^{0.34}}"],
  ["exp(-k * t_0)", "exp(-k * t_0)", "\\exp\\left(-k t_{0}\\right)"],
  ["ln(N) * log(N + 1)", "log(N) * log(N + 1)", "\\ln N \\ln\\left(N + 1\\right)"],
  ["abs(x) + cbrt(y)", "abs(x) + cbrt(y)", "\\left|x\\right| + \\sqrt[3]{y}"],
  [
    "log1p(x) - expm1(x)",
    "log1p(x) - expm1(x)",
    "\\ln\\left(1 + x\\right) - \\left(e^{x} - 1\\right)",
  ],
  ["min(x, y) + tanh(z)", "min(x, y) + tanh(z)", "\\min\\left(x, y\\right) + \\tanh z"],
  ["x^-Infinity", "1 / x^Infinity", "\\frac{1}{x^{\\infty}}"],
];
for (const [formula, text, tex] of written) {
  Deno.test(`${formula}: as text and as LaTeX`, () => {
    const e = read(formula);
    assert.equal(toText(e), text);
    assert.equal(toTex(e), tex);
    temml.renderToString(tex, { throwOnError: true });
  });
}

Deno.test("toTex: names", () => {
  const names = {
    alpha: "\\alpha",
    Gamma: "\\Gamma",
    alphaN: "\\alpha_{N}",
    alpha_N: "\\alpha_{N}",
    theta2: "\\theta_{2}",
    N_eff: "N_{\\mathrm{eff}}",
    coefficient_1: "\\mathrm{coefficient}_{1}",
    x_1_beta: "x_{1,\\beta}",
    loss: "\\mathrm{loss}",
    "share of code %": "\\mathrm{share\\ of\\ code\\ \\%}",
    $_: "\\mathrm{\\$\\_}",
    Nc: "\\mathrm{Nc}",
  };
  for (const [name, tex] of Object.entries(names)) {
    assert.equal(toTex(new Algebra().symbol(name)), tex);
    temml.renderToString(tex, { throwOnError: true });
  }
});

Deno.test("toText and toTex: a choice", () => {
  const g = new Algebra();
  const N = g.symbol("N");
  const choice = g.add(g.select(g.compare("<=", N, g.number(1e9)), N, g.number(0)), g.number(1));
  const tex = "\\left(\\begin{cases} N & \\text{if } N \\le 10^{9} \\\\ " +
    "0 & \\text{otherwise} \\end{cases}\\right) + 1";
  assert.equal(toText(choice), "(N <= 1e9 ? N : 0) + 1");
  assert.equal(toTex(choice), tex);
  temml.renderToString(tex, { throwOnError: true });
});

Deno.test("readFormula: precedence is that of paper", () => {
  const texts = { "-2^2": -4, "2^3^2": 512, "2^-1": 0.5, "8/4/2": 1, "2 - 3 - 4": -5, "2*-3": -6 };
  for (const [text, value] of Object.entries(texts)) {
    assert.equal(toText(read(text)), `${value}`, text);
  }
});

Deno.test("readFormula: ** and ^, · and ×, ln and log, and the order of names", () => {
  assert.equal(toText(read("a·b × c**2 − ln(d)")), "a * b * c^2 - log(d)");
  assert.deepEqual(readFormula(new Algebra(), "b + a*log(x) + b").names, ["b", "a", "x"]);
});

const needed = "  needed: numbers, names, + - * / ^, parentheses and functions such as log and exp";
const refused: readonly [text: string, ...lines: string[]][] = [
  ["6 N D", '  found: "N" after "6"', "  cure: write 6 * N for a product"],
  ["a +", "  found: its end"],
  ["", "  found: its end"],
  ["(a + b", '  found: a "(" without ")"'],
  ["a + b)", '  found: a ")" without "("'],
  ["a % b", '  found: "%"'],
  ["a * / b", '  found: "/"'],
  ["sqr(N)", '  found: "sqr", which is no function', '  cure: did you mean "sqrt"?'],
  ["E(1 + N)", '  found: "E", which is no function', "  cure: write E * (…) for a product"],
  ["log(a, b)", '  found: 2 arguments for "log"', "  cure: give one argument"],
  ["pow(a)", '  found: 1 argument for "pow"', "  cure: give two arguments"],
];
for (const [text, ...lines] of refused) {
  Deno.test(`readFormula: "${text}" is refused`, () => {
    assertRefuses(() => read(text), [`Cannot read the formula "${text}"`, needed, ...lines]);
  });
}
