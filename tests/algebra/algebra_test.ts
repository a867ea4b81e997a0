import assert from "node:assert/strict";
import { Algebra, compile, type Expression, readFormula, toText } from "isoflop/algebra";

const g = new Algebra();
const read = (text: string): Expression => readFormula(g, text).expression;

Deno.test("equal expressions are one object, whatever the order of terms and factors", () => {
  assert.equal(read("x*y + 2*z"), read("z*2 + y*x"));
  assert.equal(read("A / N^alpha"), read("A * N^-alpha"));
  assert.notEqual(read("x - y"), read("y - x"));
});

const simplified: readonly [text: string, simple: string][] = [
  ["x + 0", "x"],
  ["x * 1", "x"],
  ["x * 0", "0"],
  ["0 / x", "0"],
  ["x^1", "x"],
  ["x^0", "1"],
  ["1^x", "1"],
  ["-(-x)", "x"],
  ["x - x", "0"],
  ["x + x", "2 * x"],
  ["x / x", "1"],
  ["x * x^-3", "1 / x^2"],
  ["2 * 3 + 4", "10"],
  ["x + 1 + y + 2", "x + 3 + y"],
  ["log(exp(x))", "x"],
  ["exp(log(x))", "x"],
  ["exp(x)^y", "exp(y * x)"],
  ["(x^a)^b", "x^(a * b)"],
  ["(1/x)^y", "1 / x^y"],
  ["sqrt(x)^2", "x"],
  ["1 / exp(x)", "exp(-x)"],
  ["2 * (x + y) - (x + y)", "x + y"],
];
for (const [text, simple] of simplified) {
  Deno.test(`${text} is ${simple}`, () =>
    assert.equal(toText(readFormula(new Algebra(), text).expression), simple));
}

Deno.test("(x^2)^y stays: it is |x|^(2y), not x^(2y)", () => {
  const f = compile([read("(x^2)^y")], ["x", "y"]);
  assert.deepEqual(f(-3, 1.5), [27]);
});

Deno.test("min and max give NaN when either side is NaN, as Math does", () => {
  const f = compile([read("min(x, y)"), read("max(x, y)")], ["x", "y"]);
  assert.deepEqual([f(NaN, 1), f(1, NaN), f(2, 1)], [[NaN, NaN], [NaN, NaN], [1, 2]]);
});

Deno.test("constants come back as the same number", () => {
  for (const value of [-1e-300, 0.1, 1e21, -7, Infinity, -Infinity, NaN, 5e-324]) {
    assert.deepEqual(compile([g.number(value), g.add(g.symbol("x"), g.number(value))], ["x"])(0), [
      value,
      value,
    ]);
  }
});

Deno.test("substitute: all names at once, by expressions, numbers and each other", () => {
  const swapped = g.substitute(
    read("E + A / N^alpha"),
    new Map([["E", read("exp(e)")], ["A", read("alpha")], ["alpha", read("A")]]),
  );
  assert.equal(toText(swapped), "exp(e) + alpha / N^A");
  const fixed = g.substitute(read("E + A / N^alpha"), new Map([["alpha", g.number(0.5)]]));
  assert.equal(toText(fixed), "E + A / sqrt(N)");
  const chosen = read("min(E, 2) * E");
  assert.equal(toText(g.substitute(chosen, new Map([["E", g.number(3)]]))), "6");
});

Deno.test("compile: a symbol that is no argument is refused", () => {
  assert.throws(() => compile([read("E + alhpa")], ["E", "alpha"]), {
    message: 'Cannot compile an expression of "alhpa"\n  needed: one of "E" and "alpha"\n' +
      '  found: "alhpa"\n  cure: did you mean "alpha"?',
  });
});
