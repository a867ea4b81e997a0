// What is no formula is refused, each time with the whole message.
import { Algebra, readFunction } from "isoflop/algebra";
import { assertRefuses } from "../support/agree.ts";

const first = 'Cannot differentiate the law "mine"';
const needed = "  needed: arithmetic, Math and its own coefficients and regressors";
const otherwise = "write it as a formula, or give the law a gradient";

/** The law as text: its arguments are c and at. */
const bodies: readonly [body: string, found: string, cure?: string][] = [
  [
    "return c.A * scale;",
    '"scale" from outside, in "c.A * scale"',
    "name it in constants: { scale }, or give the law a gradient",
  ],
  [
    "return data.length;",
    '"data" from outside, in "data.length"',
    "name it in constants: { data }, or give the law a gradient",
  ],
  [
    "return factor(c.A);",
    '"factor" from outside, in "factor(c.A)"',
    "name it in constants: { factor }, or give the law a gradient",
  ],
  [
    "return undefined;",
    '"undefined" from outside, in "undefined"',
    "name it in constants: { undefined }, or give the law a gradient",
  ],
  ["return c.gama;", '"gama", which is no coefficient, in "c.gama"', 'did you mean "gamma"?'],
  ["return c.zzz;", '"zzz", which is no coefficient, in "c.zzz"', "add it to coefNames"],
  ["return 1 + at.n2;", '"n2", which is no regressor, in "1 + at.n2"', "add it to regressors"],
  [
    "const { A, gama } = c; return A;",
    '"gama", which is no coefficient, in "{ A, gama }"',
    'did you mean "gamma"?',
  ],
  ["return at[c.A];", 'a property by a computed name, in "at[c.A]"'],
  ["return c?.A;", 'the operator "?.", in "c?.A"'],
  ["return c.A % 2;", 'the operator "%", in "c.A % 2"'],
  ["return c.A ^ 2;", 'the operator "^", in "c.A ^ 2"', "write ** for a power"],
  ["return c.A ?? 2;", 'the operator "??", in "c.A ?? 2"'],
  ["return ~c.A;", 'the operator "~", in "~c.A"'],
  ["return typeof c.A;", 'the operator "typeof", in "typeof c.A"'],
  ["return (c.A, 2);", 'the operator ",", in "c.A, 2"'],
  ["return c.A ? 1 : 2;", 'a number as a condition, in "c.A"', "compare it with a number: c.A > 0"],
  ["return c.A || 2;", 'a number as a condition, in "c.A"', "compare it with a number: c.A > 0"],
  ["return c;", 'all coefficients where a number is needed, in "c"'],
  ["return 2 * at;", 'all regressors where a number is needed, in "at"'],
  ["return (x) => x;", 'a function where a number is needed, in "(x) => x"'],
  ["return Math;", '"Math" where a number is needed, in "Math"'],
  ["return c.A.length;", 'the property "length" of a number, in "c.A.length"'],
  ["return c.A(2);", 'a call of a number, in "c.A(2)"'],
  ["return Math.random();", '"Math.random", in "Math.random()"'],
  ["return Math.sqr(c.A);", '"Math.sqr", in "Math.sqr(c.A)"', 'did you mean "Math.sqrt"?'],
  ["return Math.floor(c.A);", '"Math.floor", in "Math.floor(c.A)"'],
  ["return Math.TAU;", '"Math.TAU", in "Math.TAU"'],
  ["return Math.pow(2);", '1 argument for "Math.pow", in "Math.pow(2)"', "give two arguments"],
  ["return Math.max(...c);", 'a spread, in "Math.max(...c)"'],
  ["return Math.max?.(1);", 'the operator "?.", in "Math.max?.(1)"'],
  ["return 'a' + c.A;", "a text, in \"'a' + c.A\""],
  ["return `${c.A}`;", 'a text, in "`${c.A}`"'],
  ["return 2n;", 'a big integer, in "2n"'],
  ["return /a/;", 'a regular expression, in "/a/"'],
  ["return null;", 'null, in "null"'],
  ["return [c.A];", 'a list, in "[c.A]"'],
  ["return { a: c.A };", 'an object, in "{ a: c.A }"'],
  ["return new Date();", '"new", in "new Date()"'],
  ["return this.a;", '"this", in "this.a"'],
  [
    "return eval('1');",
    '"eval" from outside, in "eval(\'1\')"',
    "name it in constants: { eval }, or give the law a gradient",
  ],
  [
    "let s = 0; for (const k of [1]) s += k; return s;",
    'a loop, in "for (const k of [1]) s += k;"',
  ],
  ["while (true) {}", 'a loop, in "while (true) {}"'],
  ["switch (c.A) { default: return 1; }", '"switch", in "switch (c.A) { default: return 1; }"'],
  ["try { return 1; } finally {}", '"try", in "try { return 1; } finally {}"'],
  ["throw 1;", '"throw", in "throw 1;"'],
  ["var x = c.A; return x;", '"var", in "var x = c.A;"', "declare it with const or let"],
  ["const [x] = c; return x;", 'a list, in "[x]"'],
  ["const { ...x } = c; return x;", 'a rest of properties, in "{ ...x }"'],
  ["const { A = 1 } = c; return A;", 'a default value, in "A = 1"'],
  ["const { a } = c.A; return a;", 'the property "a" of what is no argument, in "{ a }"'],
  ["c.A = 1; return c.A;", 'an assignment to a property, in "c.A = 1"'],
  ["const x = 1; x = 2; return x;", 'an assignment to a constant, in "x = 2"'],
  ["let x = 1; x %= 2; return x;", 'the operator "%=", in "x %= 2"'],
  ["let x = 1; x++; return x;", 'a statement without effect on the result, in "x++"'],
  ["let x; return x = 1;", 'an assignment inside an expression, in "x = 1"'],
  ["total = c.A; return 1;", 'an assignment to a variable of another function, in "total = c.A"'],
  [
    "let x = 1; const f = () => { x = 2; return 1; }; return f() + x;",
    'an assignment to a variable of another function, in "x = 2"',
  ],
  ["console.log(c); return 1;", 'a statement without effect on the result, in "console.log(c)"'],
  ["let x; return x + 1;", '"x" before it has a value, in "x + 1"'],
  [
    "let x; if (at.N > 1) x = 2; return x;",
    '"x" before it has a value, in "x"',
  ],
  [
    "if (at.N > 1) return 1;",
    'a path without return, in "function law(c, at) { if (at.N > 1) return 1; }"',
    "return a number on every path",
  ],
  [
    "if (at.N > 1) return; return 1;",
    'a return without a number, in "return;"',
    "return a number on every path",
  ],
  ["const f = (x) => f(x - 1); return f(2);", 'a function that calls itself, in "f(x - 1)"'],
  [
    "return law(c, at);",
    '"law" from outside, in "law(c, at)"',
    "name it in constants: { law }, or give the law a gradient",
  ],
  [
    "const f = at.N > 1 ? (x) => x : (x) => -x; return f(2);",
    'a function where a number is needed, in "at.N > 1 ? (x) => x : (x) => -x"',
  ],
  ["const f = (x) => x; return f();", '"x" before it has a value, in "x"'],
];

const options = { name: "mine", coefNames: ["A", "gamma"], regressors: ["N"] };

function refuses(text: string, found: string, cure = otherwise): void {
  const law = new Function(`return ${text};`)();
  assertRefuses(() => readFunction(new Algebra(), law, options), [
    first,
    needed,
    `  found: ${found}`,
    `  cure: ${cure}`,
  ]);
}

for (const [body, found, cure] of bodies) {
  Deno.test(`readFunction refuses ${body}`, () => {
    refuses(`function law(c, at) { ${body} }`, found, cure);
  });
}

const functions: readonly [text: string, found: string, cure?: string][] = [
  ["async (c) => c.A", 'an async function, in "async (c) => c.A"'],
  ["function* (c) { return c.A; }", 'a generator, in "function* (c) { return c.A; }"'],
  ["(c, at, more) => c.A", 'more than two arguments, in "more"'],
  ["(c, ...at) => c.A", 'a rest of arguments, in "...at"'],
  ["({ A = 1 }) => A", 'a default value, in "A = 1"'],
  ["class Law {}", 'what is no function: "class Law {}"'],
  ["({ A: 1 })", "object for a function"],
  ["Math.exp", "a function without text"],
  ["((c) => c.A).bind(null)", "a function without text"],
];
for (const [text, found, cure] of functions) {
  Deno.test(`readFunction refuses ${text}`, () => refuses(text, found, cure));
}

Deno.test("readFunction shows at most sixty characters of what it refuses", () => {
  const long = Array.from({ length: 20 }, (_, i) => `c.A ** ${i}`).join(" + ");
  refuses(
    `(c) => { for (;;) ${long}; }`,
    'a loop, in "for (;;) c.A ** 0 + c.A ** 1 + c.A ** 2 + c.A ** 3 + c.A **…"',
  );
});
