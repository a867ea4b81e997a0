// Random formulas: what was read from their text is what JavaScript computes from it.
import assert from "node:assert/strict";
import { Algebra, compile, readFormula, readFunction, toText } from "isoflop/algebra";
import { type Draw, stream } from "isoflop/numeric";
import { difference, near } from "./differences.ts";

const names = ["a", "b", "x", "y"];

/** JavaScript that is smooth and of moderate size for names between ½ and 2. */
function formula(draw: Draw, depth: number): string {
  if (depth === 0) return draw(4) === 0 ? `${(draw(30) + 5) / 10}` : names[draw(4)]!;
  const part = () => formula(draw, depth - 1);
  switch (draw(12)) {
    case 0:
      return `(${part()} + ${part()})`;
    case 1:
      return `(${part()} - ${part()})`;
    case 2:
      return `(${part()} * ${part()})`;
    case 3:
      return `(${part()} / (2 + Math.cos(${part()})))`;
    case 4:
      return `Math.exp(-Math.tanh(${part()}))`;
    case 5:
      return `Math.log(1.5 + Math.sin(${part()}))`;
    case 6:
      return `(2 + Math.sin(${part()})) ** Math.tanh(${part()})`;
    case 7:
      return `(2 + Math.sin(${part()})) ** -${[0.5, 1, 1.5, 2, 3, 0.34][draw(6)]}`;
    case 8:
      return `Math.atan(${part()}) ** ${draw(5)}`;
    case 9:
      return `Math.sqrt(1 + Math.tanh(${part()}) ** 2)`;
    case 10:
      return `${names[draw(4)]} ** -${names[draw(4)]}`;
    default:
      return `Math.asinh(-(${part()}))`;
  }
}

const cases = Array.from({ length: 300 }, (_, seed) => {
  const draw = stream("isoflop", seed);
  const text = formula(draw, 1 + draw(5));
  const point = names.map(() => 0.5 + draw(1500) / 1000);
  const f = new Function("{ a, b }", "{ x, y }", `return ${text};`);
  const g = new Algebra();
  const e = readFunction(g, f, { name: "mine", coefNames: ["a", "b"], regressors: ["x", "y"] });
  const value = ([a, b, x, y]: readonly number[]): number => f({ a, b }, { x, y });
  return { text, point, g, e, value };
});

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
