// Random formulas: what was read from their text is what JavaScript computes from it.
import assert from "node:assert/strict";
import { compile, readFormula, toText } from "isoflop/algebra";
import { difference, near } from "./differences.ts";
import { names, randomFormulas } from "./random_formulas.ts";

const cases = randomFormulas(300);

Deno.test("300 random functions: the value is that of the function", () => {
  for (const { text, point, e, value } of cases) {
    // Terms are joined and reordered, which rounds differently.
    assert.ok(near(compile([e], names)(...point)[0]!, value(point), 1e-12), text);
  }
});

Deno.test("300 random functions: the derivatives are differences of the function", () => {
  for (const { text, point, g, e, value } of cases) {
    const f = compile(names.map((name) => g.derivative(e, name)), names);
    f(...point).forEach((slope, i) => {
      const expected = difference((t) => value(point.with(i, t)), point[i]!);
      assert.ok(near(slope, expected, 1e-6), `d/d${names[i]} ${text}: ${slope}, ${expected}`);
    });
  }
});

Deno.test("300 random functions: their text is read as the same function", () => {
  for (const { text, point, g, e } of cases) {
    const again = readFormula(g, toText(e)).expression;
    const [a, b] = compile([e, again], names)(...point);
    assert.ok(near(a!, b!, 1e-12), `${text}: ${toText(e)}`);
  }
});
