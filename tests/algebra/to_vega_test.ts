// What Vega computes from a printed formula is what JavaScript computes from the function.
import assert from "node:assert/strict";
import { Algebra, readFormula, readFunction, toVega } from "isoflop/algebra";
import { chinchilla, presetNamed, sumOfPowers } from "isoflop/laws";
import * as vega from "vega";
import { near } from "./differences.ts";
import { randomFormulas } from "./random_formulas.ts";

/** Evaluates code that toVega() wrote, with a and b as signals and x and y as fields. */
async function evaluated(
  { signals, fields, outputs }: ReturnType<typeof toVega>,
  settings: Readonly<Record<string, number>>,
  row: Readonly<Record<string, number>>,
): Promise<number> {
  const view = new vega.View(
    vega.parse({
      signals: [
        ...Object.entries(settings).map(([name, value]) => ({ name: `p_${name}`, value })),
        ...signals.map(({ name, code }) => ({ name, update: code })),
      ],
      data: [{
        name: "rows",
        values: [{ ...row }],
        transform: [
          ...fields.map(({ name, code }) => ({ type: "formula" as const, expr: code, as: name })),
          { type: "formula", expr: outputs[0]!, as: "result" },
        ],
      }],
    }),
    { renderer: "none" },
  );
  await view.runAsync();
  return view.data("rows")[0].result;
}

const rows = (...fields: string[]) => ({
  isField: (symbol: string) => fields.includes(symbol),
  reference: (symbol: string) => fields.includes(symbol) ? `datum.${symbol}` : `p_${symbol}`,
  prefix: "v",
});

Deno.test("toVega: random functions have the function's value, where Vega has what they call", async () => {
  let told = 0, refused = 0;
  for (const { text, point, e, value } of randomFormulas(300)) {
    const [a, b, x, y] = point as [number, number, number, number];
    let code;
    try {
      code = toVega([e], rows("x", "y"));
    } catch (error) {
      assert.match(String(error), /found: "(tanh|asinh)"/);
      assert.match(text, /tanh|asinh/);
      refused++;
      continue;
    }
    // Terms are joined and reordered, which rounds differently.
    assert.ok(near(await evaluated(code, { a, b }, { x, y }), value(point), 1e-12), text);
    told++;
  }
  assert.ok(told >= 100 && refused > 0, `${told} and ${refused}`);
});

Deno.test("toVega: laws are printed from their own functions", async () => {
  for (const law of [chinchilla, sumOfPowers]) {
    const { name, coefNames, regressors } = law;
    const g = new Algebra();
    const e = readFunction(g, law.predict, { name, coefNames, regressors });
    const { coef, predict } = presetNamed(
      name === "chinchilla" ? "chinchilla:epoch" : "sum-of-powers:muennighoff",
    );
    const at = { N: 7e9, D: 3e11 };
    const found = await evaluated(toVega([e], rows("N", "D")), coef!, at);
    assert.ok(near(found, predict!(at), 1e-15), `${found}`);
  }
});

Deno.test("toVega: what depends on signals alone is a signal, computed once for all rows", () => {
  const { expression } = readFormula(new Algebra(), "x * exp(a^b) + y * exp(a^b)");
  const { signals, fields } = toVega([expression], rows("x", "y"));
  assert.ok(signals.some(({ code }) => code.includes("exp(pow(p_a, p_b))")));
  assert.ok(fields.every(({ code }) => !code.includes("exp(")));
});

Deno.test("toVega refuses a function that Vega has not, and says which", () => {
  const { expression } = readFormula(new Algebra(), "tanh(x)");
  assert.throws(() => toVega([expression], rows("x")), {
    name: "InputError",
    message: /language of Vega[^]*found: "tanh"/,
  });
});
