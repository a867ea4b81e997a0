import { Algebra, type Expression, readFunction } from "isoflop/algebra";
import { type Draw, stream } from "isoflop/numeric";

/** The coefficients a and b, then the regressors x and y. */
export const names = ["a", "b", "x", "y"];

/** A random function, and what was read from it. */
export interface RandomFormula {
  readonly text: string;
  /** Values of the names, between ½ and 2. */
  readonly point: readonly number[];
  readonly g: Algebra;
  readonly e: Expression;
  /** The function itself. */
  readonly value: (point: readonly number[]) => number;
}

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

/** The same random functions every time. */
export function randomFormulas(count: number): readonly RandomFormula[] {
  return Array.from({ length: count }, (_, seed) => {
    const draw = stream("isoflop", seed);
    const text = formula(draw, 1 + draw(5));
    const point = names.map(() => 0.5 + draw(1500) / 1000);
    const f = new Function("{ a, b }", "{ x, y }", `return ${text};`);
    const g = new Algebra();
    const e = readFunction(g, f, { name: "mine", coefNames: ["a", "b"], regressors: ["x", "y"] });
    const value = ([a, b, x, y]: readonly number[]): number => f({ a, b }, { x, y });
    return { text, point, g, e, value };
  });
}
