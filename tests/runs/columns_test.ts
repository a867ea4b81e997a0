import assert from "node:assert/strict";
import { parseColumns } from "isoflop/runs";

Deno.test("parseColumns() splits at commas and at the first equals sign", () => {
  assert.deepEqual(parseColumns("N=a=b, D = tokens ,loss=val loss"), {
    N: { column: "a=b" },
    D: { column: "tokens" },
    loss: { column: "val loss" },
  });
});

Deno.test("parseColumns() takes a unit after the last colon, outside quotes", () => {
  assert.deepEqual(parseColumns('N=params:M,D="a, ""b"":c":T,C="C:D",loss=x:bits'), {
    N: { column: "params", unit: "M" },
    D: { column: 'a, "b":c', unit: "T" },
    C: { column: "C:D" },
    loss: { column: "x", unit: "bits" },
  });
});

Deno.test("parseColumns() takes a record, and then a name is a name", () => {
  assert.deepEqual(parseColumns({ N: "a:b", D: { column: "d", unit: "k" } }), {
    N: { column: "a:b" },
    D: { column: "d", unit: "k" },
  });
});

const needed = `  needed: pairs such as "N=params:M,D=tokens:B,loss=loss"`;
const malformed: [columns: string, ...rest: string[]][] = [
  ["N", `  found: "N" without "="`],
  ["", "  found: nothing"],
  ["N=a,,D=b", "  found: an empty piece between commas"],
  ["N=", `  found: no column name for "N"`],
  ['N="a', "  found: a double quote that is never closed"],
  ['N=a "b" c', `  found: text around the double quotes in "a \\"b\\" c"`],
  ["N=a,N=b", `  found: "N" twice`],
  ["N=a,D=a", `  found: the column "a" for "N" and "D"`],
  [
    "lost=a",
    `  found: "lost", which is not one of "N", "D", "C", "loss", "run" and "step"`,
    `  cure: did you mean "loss"?`,
  ],
];
for (const [columns, ...rest] of malformed) {
  Deno.test(`parseColumns() refuses ${JSON.stringify(columns)}`, () => {
    assert.throws(() => parseColumns(columns), {
      name: "InputError",
      message: [`Cannot understand the columns ${JSON.stringify(columns)}`, needed, ...rest]
        .join("\n"),
    });
  });
}

Deno.test("parseColumns() refuses an unknown unit", () => {
  assert.throws(() => parseColumns("C=flops:PF-days"), {
    message: [
      `Cannot read C in the unit "PF-days"`,
      `  needed: no unit, or one of "FLOP" and "PF-day"`,
      `  found: "PF-days"`,
      `  cure: did you mean "PF-day"?`,
    ].join("\n"),
  });
  assert.throws(() => parseColumns("loss=eval:c4"), {
    message: [
      `Cannot read loss in the unit "c4"`,
      `  needed: no unit, or one of "nats" and "bits"`,
      `  found: "c4"`,
      `  cure: put a column name that holds a colon in double quotes`,
    ].join("\n"),
  });
  assert.throws(() => parseColumns("step=s:k"), /needed: no unit for step/);
});
