import assert from "node:assert/strict";
import { Algebra, compile, readFormula, readFunction } from "isoflop/algebra";
import { gradient, predict } from "../../lib/laws/chinchilla_formula.ts";
import { difference, near } from "./differences.ts";

// Formulas of x, y and z, with a point at which they are smooth.
const formulas: readonly [text: string, x: number, y: number, z: number][] = [
  ["x + y*z - 3", 1.3, 0.7, 2.1],
  ["x * x * y", 1.3, 0.7, 2.1],
  ["x / (y + z)", 1.3, 0.7, 2.1],
  ["x^3 - 2*x^-2", 1.3, 0.7, 2.1],
  ["sqrt(x^2 + y^2)", 1.3, 0.7, 2.1],
  ["(x + y)^1.5", 1.3, 0.7, 2.1],
  ["(x * y)^-0.34", 1.3, 0.7, 2.1],
  ["x^y", 1.3, 0.7, 2.1],
  ["(x*z)^(y + 1/z)", 1.3, 0.7, 2.1],
  ["2^(x*y)", 1.3, 0.7, 2.1],
  ["exp(-x*y) * z", 1.3, 0.7, 2.1],
  ["exp(x)^y", 1.3, 0.7, 2.1],
  ["log(x + y*z)", 1.3, 0.7, 2.1],
  ["log2(x) * log10(y)", 1.3, 0.7, 2.1],
  ["log1p(x*y) - expm1(z/4)", 1.3, 0.7, 2.1],
  ["sin(x*y) + cos(y*z)", 1.3, 0.7, 2.1],
  ["tan(x*y)", 1.3, 0.7, 2.1],
  ["asin(x*y/3) - acos(y*z/5)", 1.3, 0.7, 2.1],
  ["atan(x*y)", 1.3, 0.7, 2.1],
  ["sinh(x*y) / cosh(z)", 1.3, 0.7, 2.1],
  ["tanh(x*y - z)", 1.3, 0.7, 2.1],
  ["asinh(x*z) + atanh(x*y/3)", 1.3, 0.7, 2.1],
  ["acosh(x*z)", 1.3, 0.7, 2.1],
  ["cbrt(x*y)", -1.3, 0.7, 2.1],
  ["abs(x*y) * z", -1.3, 0.7, 2.1],
  ["min(x*y, z^2) + max(x, y*z, 1)", 1.3, 0.7, 2.1],
  ["hypot(x, y, z)", 1.3, 0.7, 2.1],
  ["1 / (1 + exp(-z*(x - y)))", 1.3, 0.7, 2.1],
  ["(1 + (x/y)^(1/z))^(-x*z)", 1.3, 0.7, 2.1],
  ["((z/x)^(y/z) + z/y)^y", 1.3, 0.7, 2.1],
  ["log(exp(x - y*log(z)) + exp(y - x*log(z)))", 1.3, 0.7, 2.1],
];

for (const [text, ...point] of formulas) {
  Deno.test(`${text}: first and second derivatives are those of differences`, () => {
    const g = new Algebra();
    const names = ["x", "y", "z"];
    const { expression } = readFormula(g, text);
    const first = names.map((name) => g.derivative(expression, name));
    const second = first.map((e) => names.map((name) => g.derivative(e, name)));
    const f = compile([expression, ...first, ...second.flat()], names);
    const values = f(...point);
    for (const i of names.keys()) {
      // The differences of the value, and then those of the first derivative just checked.
      const along = (k: number) => difference((t) => f(...point.with(i, t))[k]!, point[i]!);
      assert.ok(near(values[1 + i]!, along(0), 1e-9), `d/d${names[i]}: ${values[1 + i]}`);
      for (const j of names.keys()) {
        const value = values[4 + 3 * j + i]!;
        assert.ok(near(value, along(1 + j), 1e-9), `d²/d${names[j]}d${names[i]}: ${value}`);
        assert.ok(near(value, values[4 + 3 * i + j]!, 1e-12), "the Hessian is symmetric");
      }
    }
  });
}

Deno.test("chinchilla: derivatives are those in closed form", () => {
  const g = new Algebra();
  const coefNames = ["E", "A", "B", "alpha", "beta"] as const;
  const e = readFunction(g, predict, { name: "chinchilla", coefNames, regressors: ["N", "D"] });
  const first = coefNames.map((name) => g.derivative(e, name));
  const f = compile(first, [...coefNames, "N", "D"]);
  const printed = { E: 1.69, A: 406.4, B: 410.7, alpha: 0.34, beta: 0.28 };
  for (const [N, D] of [[7e9, 1e12], [1e8, 3e9], [1, 1]] as const) {
    const expected = gradient(printed, { N, D });
    const values = f(...coefNames.map((name) => printed[name]), N, D);
    coefNames.forEach((name, i) => assert.ok(near(values[i]!, expected[name], 1e-14), name));
  }
});

Deno.test("BNSL: ∂/∂c1 and ∂²/∂c1² are −f log(1 + q) and its square times the break", () => {
  const g = new Algebra();
  const { expression } = readFormula(g, "a + b*x^-c0 * (1 + (x/d1)^(1/f1))^(-c1*f1)");
  const slope = g.derivative(expression, "c1");
  const f = compile([slope, g.derivative(slope, "c1")], ["a", "b", "c0", "c1", "d1", "f1", "x"]);
  const [a, b, c0, c1, d1, f1, x] = [0.2, 3, 0.4, 0.25, 1e4, 0.3, 5e5];
  const q = (x / d1) ** (1 / f1);
  const broken = b * x ** -c0 * (1 + q) ** (-c1 * f1);
  const log = -f1 * Math.log(1 + q);
  const [first, second] = f(a, b, c0, c1, d1, f1, x);
  assert.ok(near(first! / (broken * log), 1, 1e-13)); // relative: the values are small
  assert.ok(near(second! / (broken * log ** 2), 1, 1e-13));
});

Deno.test("0^y: value and derivatives by y are 0, not NaN, for y > 0", () => {
  const g = new Algebra();
  const { expression } = readFormula(g, "A * x^y");
  const first = g.derivative(expression, "y");
  const second = g.derivative(first, "y");
  assert.deepEqual(
    compile([expression, first, second, g.derivative(second, "y")], ["A", "x", "y"])(2, 0, 0.3)
      .map(Math.abs), // −0 is as good
    [0, 0, 0, 0],
  );
});

Deno.test("a constant exponent needs no logarithm of its base", () => {
  const g = new Algebra();
  const { expression } = readFormula(g, "(x - 3)^2 + x^1.5");
  const slope = g.derivative(expression, "x");
  assert.deepEqual(compile([slope], ["x"])(0), [-6]);
});

Deno.test("abs, min and if: the derivative is that of the branch taken", () => {
  const g = new Algebra();
  const law = ({ a }: Record<string, number>, { x }: Record<string, number>) =>
    x! > 2 ? Math.abs(a!) * x! : Math.min(a! * x!, 1);
  const e = readFunction(g, law, { name: "mine", coefNames: ["a"], regressors: ["x"] });
  const f = compile([g.derivative(e, "a")], ["a", "x"]);
  assert.deepEqual([f(-3, 4), f(3, 4), f(0.1, 2), f(3, 2)], [[-4], [4], [2], [0]]);
});
