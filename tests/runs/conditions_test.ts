import assert from "node:assert/strict";
import { type Cell, meets, parseCondition } from "../../lib/runs/conditions.ts";

Deno.test("parseCondition() finds column, operator and value", () => {
  const cases: [string, string, string, string][] = [
    ["experiment=llama_3__raw_loss", "experiment", "=", "llama_3__raw_loss"],
    ["N >= 1e9", "N", ">=", "1e9"],
    ["outlier!=True", "outlier", "!=", "True"],
    ["a==b", "a", "=", "b"],
    ["Model Size<3", "Model Size", "<", "3"],
    ['"a=b" = "c>d"', "a=b", "=", "c>d"],
    ["reason=", "reason", "=", ""],
    ["x=a=b", "x", "=", "a=b"],
  ];
  for (const [text, column, operator, value] of cases) {
    assert.deepEqual(parseCondition(text), { column, operator, value }, text);
  }
});

Deno.test("parseCondition() refuses a text without an operator, or without a column", () => {
  for (const text of ["outlier", "=3", ""]) {
    assert.throws(() => parseCondition(text), {
      message: [
        `Cannot understand the condition ${JSON.stringify(text)}`,
        `  needed: a column, one of = != > >= < <= and a value, such as "experiment=a" or "N>1e9"`,
        `  found: ${JSON.stringify(text)}`,
      ].join("\n"),
    });
  }
});

Deno.test("meets() compares numbers, truth values and text, and knows empty cells", () => {
  const cases: [string, Cell[], boolean[]][] = [
    ["x=1e2", [100, 99, null], [true, false, false]],
    ["x!=100", [100, 99, null], [false, true, true]],
    ["x>=2", [1, 2, null, 3n], [false, true, false, true]],
    ["x<2", ["1", "n/a", "3"], [true, false, false]],
    ["x=1.0", ["1", "one"], [true, false]],
    ["x=n/a", ["n/a", "1"], [true, false]],
    ["x=TRUE", [true, false, null], [true, false, false]],
    ["x!=true", [true, false, null], [false, true, true]],
    ["x=", ["", null, "a"], [true, true, false]],
    ["x!=", [1, null], [true, false]],
  ];
  for (const [text, cells, expected] of cases) {
    assert.deepEqual(meets(parseCondition(text), cells), expected, text);
  }
});

Deno.test("meets() refuses comparisons without meaning", () => {
  const cases: [string, Cell[], string, string][] = [
    ["x>big", [1, 2], "a number to compare with", `"big"`],
    ["x=one", [1, 2], "a number to compare with", `"one"`],
    ["x>1", ["a", "b"], "a column of numbers", `"a" in it`],
    ["x=yes", [true], "true or false", `"yes"`],
  ];
  for (const [text, cells, needs, found] of cases) {
    const { column, operator, value } = parseCondition(text);
    assert.throws(() => meets({ column, operator, value }, cells), {
      name: "InputError",
      message: [
        `Cannot select rows where ${column} ${operator} ${value}`,
        `  needed: ${needs}`,
        `  found: ${found}`,
      ].join("\n"),
    });
  }
});
