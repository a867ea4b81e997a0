import assert from "node:assert/strict";
import {
  Algebra,
  dependsOn,
  exponentSymbols,
  linearParts,
  linearSymbols,
  readFormula,
  symbolsOf,
  toText,
} from "isoflop/algebra";

const g = new Algebra();
const read = (text: string) => readFormula(g, text).expression;

Deno.test("linearParts: constant and columns", () => {
  const { constant, columns } = linearParts(g, read("3*N + E + (A + B*D)/N^alpha"), [
    "E",
    "A",
    "B",
  ])!;
  assert.equal(toText(constant), "3 * N");
  assert.deepEqual(columns.map(toText), ["1", "1 / N^alpha", "D / N^alpha"]);
});

Deno.test("linearParts: a symbol that does not occur has the column 0", () => {
  assert.deepEqual(linearParts(g, read("E + N"), ["E", "A"])!.columns.map(toText), ["1", "0"]);
});

const notLinear = ["A^2", "A*B", "log(A)", "abs(A)", "sign(A)", "min(A, 1)", "N^A", "1/A + B"];
for (const text of notLinear) {
  Deno.test(`linearParts: ${text} is not linear in A and B`, () => {
    assert.equal(linearParts(g, read(text), ["A", "B"]), null);
  });
}

Deno.test("linearParts: a jump that depends on a symbol is not linear, its slope notwithstanding", () => {
  const jump = g.select(g.compare(">", g.symbol("A"), g.number(0)), g.number(1), g.number(2));
  assert.equal(linearParts(g, jump, ["A"]), null);
  const byRow = g.select(g.compare(">", g.symbol("N"), g.number(0)), g.symbol("A"), g.number(2));
  assert.equal(toText(linearParts(g, byRow, ["A"])!.columns[0]!), "(N > 0 ? 1 : 0)");
});

Deno.test("linearSymbols: greedy in the given order, without those that do not occur", () => {
  const law = read("E + A*B/N^alpha");
  assert.deepEqual(linearSymbols(g, law, ["E", "A", "B", "alpha", "C"]), ["E", "A"]);
  assert.deepEqual(linearSymbols(g, law, ["alpha", "B", "A", "E"]), ["B", "E"]);
});

Deno.test("exponentSymbols: powers and exp, not their bases", () => {
  const law = read("E + A/N^(alpha + beta) + exp(-k*D) + (x + 1)^2");
  assert.deepEqual(exponentSymbols(law, ["E", "A", "alpha", "beta", "k", "x"]), [
    "alpha",
    "beta",
    "k",
  ]);
});

Deno.test("dependsOn and symbolsOf: what was simplified away does not occur", () => {
  assert.deepEqual([...symbolsOf(read("A + B - A"))], ["B"]);
  assert.equal(dependsOn(read("A * 0 + B"), new Set(["A"])), false);
});
