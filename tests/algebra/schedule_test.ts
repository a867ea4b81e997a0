import assert from "node:assert/strict";
import {
  Algebra,
  compile,
  type Expression,
  readFormula,
  readFunction,
  schedule,
} from "isoflop/algebra";
import { near } from "./differences.ts";
import { names, randomFormulas } from "./random_formulas.ts";

const isRow = (symbol: string) => ["N", "D", "x", "y"].includes(symbol);
const reference = (symbol: string) => symbol;

/** Value, first and second derivatives: each second one once. */
function outputs(g: Algebra, e: Expression, coefNames: readonly string[]): Expression[] {
  const first = coefNames.map((name) => g.derivative(e, name));
  const second = first.flatMap((slope, i) =>
    coefNames.slice(i).map((name) => g.derivative(slope, name))
  );
  return [e, ...first, ...second];
}

/** Runs a schedule in the order in which a fit would: columns, once, row. */
function run(wanted: readonly Expression[], symbols: readonly string[], values: readonly number[]) {
  const { rowOnly, once, perRow, outputs } = schedule(wanted, { isRow, reference });
  const lines = [...rowOnly, ...once, ...perRow].map(({ name, code }) =>
    `const ${name} = ${code};`
  );
  return new Function(...symbols, `${lines.join("\n")} return [${outputs}];`)(
    ...values,
  ) as number[];
}

Deno.test("chinchilla: log N and log D are columns, and two exponentials do for 21 outputs", () => {
  const g = new Algebra();
  const { expression } = readFormula(g, "exp(e) + exp(a)/N^alpha + exp(b)/D^beta");
  const coefNames = ["e", "a", "b", "alpha", "beta"];
  const plan = schedule(outputs(g, expression, coefNames), { isRow, reference });
  assert.deepEqual(plan.rowOnly.map(({ code }) => code), [
    "Math.max(Math.log(N), (-1e+100))",
    "Math.max(Math.log(D), (-1e+100))",
  ]);
  assert.deepEqual(plan.once.filter(({ code }) => code.includes("exp")).map(({ code }) => code), [
    "Math.exp(e)",
    "Math.exp(a)",
    "Math.exp(b)",
  ]);
  const perRow = plan.perRow.map(({ code }) => code).join("\n");
  assert.equal(perRow.split("Math.exp").length - 1, 2);
  assert.doesNotMatch(perRow, /log|pow/);
  assert.equal(plan.outputs.length, 21);
});

Deno.test("a subexpression that occurs twice is computed once", () => {
  const g = new Algebra();
  const { expression } = readFormula(g, "A * sin(N*alpha) + B * sin(alpha*N)^2");
  const { perRow } = schedule([expression, g.derivative(expression, "A")], { isRow, reference });
  assert.equal(perRow.filter(({ code }) => code.includes("Math.sin")).length, 1);
});

Deno.test("products that share factors share their product", () => {
  const g = new Algebra();
  const wanted = ["A*B*N*alpha", "D*A*N*alpha", "N*A*alpha"]
    .map((text) => readFormula(g, text).expression);
  const { once, perRow } = schedule(wanted, { isRow, reference });
  const signs = [...once, ...perRow].map(({ code }) => code).join().split("*").length - 1;
  assert.equal(signs, 4); // A·alpha, ·N, and one more for each of the other two
});

Deno.test("what depends on coefficients alone is computed once, numbers with it", () => {
  const g = new Algebra();
  const { expression } = readFormula(g, "2 + N + exp(E) + A/B");
  const { rowOnly, once, perRow } = schedule([expression], { isRow, reference });
  assert.deepEqual(rowOnly, []);
  assert.deepEqual(once, [{ name: "c$0", code: "(2 + Math.exp(E) + (A * (1 / B)))" }]);
  assert.deepEqual(perRow, [{ name: "t$0", code: "(c$0 + N)" }]);
});

Deno.test("outputs are literals, references or variables", () => {
  const g = new Algebra();
  const wanted = [g.number(-1e-300), g.number(Infinity), g.symbol("N"), g.symbol("E")];
  assert.deepEqual(schedule(wanted, { isRow, reference }), {
    rowOnly: [],
    once: [],
    perRow: [],
    outputs: ["(-1e-300)", "Infinity", "N", "E"],
  });
});

Deno.test("(A/N)^y needs only logarithms that can be kept", () => {
  const g = new Algebra();
  const { expression } = readFormula(g, "((A/N)^(alpha/beta) + B/D)^beta");
  const { perRow } = schedule([expression], { isRow, reference });
  const code = perRow.map((line) => line.code).join("\n");
  assert.doesNotMatch(code, /log/);
  assert.equal(code.split("Math.exp").length - 1, 1);
  assert.equal(code.split("Math.pow").length - 1, 1);
});

Deno.test("a power takes the logarithm that its derivative needs anyway", () => {
  const g = new Algebra();
  const { expression } = readFormula(g, "(1 + N*A)^beta");
  const { perRow } = schedule([expression, g.derivative(expression, "beta")], { isRow, reference });
  const code = perRow.map((line) => line.code).join("\n");
  assert.doesNotMatch(code, /pow/);
  assert.equal(code.split("Math.log").length - 1, 1);
});

Deno.test("0^y in a loop: the value and its derivatives are 0", () => {
  const g = new Algebra();
  const { expression } = readFormula(g, "A * N^y");
  const values = run(outputs(g, expression, ["A", "y"]), ["A", "y", "N"], [2, 0.3, 0]);
  assert.deepEqual(values.map(Math.abs), [0, 0, 0, 0, 0, 0]); // −0 is as good
});

const laws = [
  "E + A/N^alpha + B/D^beta",
  "((A/N)^(alpha/beta) + B/D)^beta + E",
  "E + A*N^-alpha * (1 + (N/B)^(1/beta))^(-E*beta)",
  "log(exp(A - alpha*log(N)) + exp(B - beta*log(D)) + exp(E))",
  "E + (A/N^alpha + B/D^beta)^0.34 + sqrt(N*D)/(A*B)",
];
for (const law of laws) {
  Deno.test(`${law}: the schedule gives what compile gives`, () => {
    const g = new Algebra();
    const coefNames = ["E", "A", "B", "alpha", "beta"];
    const wanted = outputs(g, readFormula(g, law).expression, coefNames);
    const symbols = [...coefNames, "N", "D"];
    const point = [0.7, 3.1, 2.3, 0.34, 0.28, 40, 900];
    const expected = compile(wanted, symbols)(...point);
    const values = run(wanted, symbols, point);
    // exp(y log x) and x^y differ by a few units in the last place, more after a subtraction.
    values.forEach((value, i) => assert.ok(near(value, expected[i]!, 1e-11), `output ${i}`));
  });
}

Deno.test("branches, min and max: the schedule gives what the function gives", () => {
  const g = new Algebra();
  type Numbers = Readonly<Record<string, number>>;
  const law = ({ A, alpha }: Numbers, { N, D }: Numbers) => {
    const large = N! > 10 && D! > A!;
    const size = large ? Math.min(N!, A! * D!) : Math.max(Math.abs(D! - 5), alpha!);
    if (alpha! < 0.5) return size ** alpha!;
    return size / (N! * D!);
  };
  const e = readFunction(g, law, {
    name: "mine",
    coefNames: ["A", "alpha"],
    regressors: ["N", "D"],
  });
  for (const A of [0.5, 30]) {
    for (const alpha of [0.3, 0.7]) {
      for (const [N, D] of [[2, 3], [20, 3], [20, 40], [2000, 40]] as const) {
        const [value] = run([e], ["A", "alpha", "N", "D"], [A, alpha, N, D]);
        assert.ok(near(value!, law({ A, alpha }, { N, D }), 1e-14)); // exp(y log x) for x^y
      }
    }
  }
});

Deno.test("200 random functions: the schedule gives value and derivatives of compile", () => {
  for (const { text, point, g, e } of randomFormulas(200)) {
    const wanted = outputs(g, e, ["a", "b"]);
    const expected = compile(wanted, names)(...point);
    run(wanted, names, point).forEach((value, i) =>
      assert.ok(near(value, expected[i]!, 1e-10), `output ${i} of ${text}`)
    );
  }
});
