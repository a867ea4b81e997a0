// Laws as somebody may write them. Each is read and compared with the function itself.
import assert from "node:assert/strict";
import { Algebra, compile, readFunction } from "isoflop/algebra";
import { near } from "./differences.ts";

type Numbers = Readonly<Record<string, number>>;
// deno-lint-ignore no-explicit-any -- the names of each law's arguments differ
type Law = (coef: any, at: any) => number;

const coefNames = ["E", "A", "alpha"], regressors = ["N", "D"], scale = 3, floor = 0.25;
const points: readonly (readonly [Numbers, Numbers])[] = [
  [{ E: 1.5, A: 3, alpha: 0.3 }, { N: 20, D: 7 }],
  [{ E: -0.5, A: 0.2, alpha: 1.3 }, { N: 2, D: 90 }],
  [{ E: 2, A: 2, alpha: 2 }, { N: 2, D: 2 }],
];

const method = {
  predict({ E, A, alpha }: Numbers, { N }: Numbers) {
    return E! + A! / N! ** alpha!;
  },
  "a law"({ E }: Numbers) {
    return E! * 2;
  },
};

const laws: Readonly<Record<string, Law>> = {
  "an arrow with patterns": ({ E, A, alpha }, { N }) => E + A * N ** -alpha,
  "names given in patterns": ({ E: e, "A": a }, { N: n }) => e + a / n,
  "plain arguments": (c, at) => c.E + c["A"] * at.N / at.D,
  "one argument": (c) => c.E * c.A,
  "no arguments but constants": () => 2 + Math.PI,
  "a function expression": function (c, { N }) {
    return c.E + Math.log(N);
  },
  "a named function": function law(c: Numbers, { N }: Numbers): number {
    return c.E! - Math.log(N!);
  },
  "a method": method.predict,
  "a method with a quoted name": method["a law"],
  "patterns in the body": (c, at) => {
    const { E, A: a } = c, { N } = at;
    return E + a * N;
  },
  "an argument by another name": (c, at) => {
    const coef = c;
    return coef.E * at.N;
  },
  "constants and let": ({ A, alpha }, { N, D }) => {
    const n = N ** -alpha;
    let sum = A * n;
    sum += D;
    sum *= 2;
    sum -= n;
    sum /= 3;
    sum **= 2;
    sum = sum + 1;
    return sum;
  },
  "if, else if and else with returns": ({ E, A }, { N, D }) => {
    if (N > 10) return E;
    else if (D >= 50) {
      return A;
    } else {
      return E + A;
    }
  },
  "an early return": ({ E, A }, { N, D }) => {
    const ratio = N / D;
    if (ratio > 1) {
      const extra = ratio - 1;
      return E + A * extra;
    }
    return E;
  },
  "let, assigned in branches": ({ E, A }, { N, D }) => {
    let ratio;
    let more = 0;
    if (N > D) ratio = N / D;
    else {
      ratio = D / N;
      more = 1;
    }
    if (more === 1 && E > 0) ratio *= 2;
    return A * ratio + more;
  },
  "a return inside of one branch, an assignment in the other": ({ E }, { N }) => {
    let x = 1;
    if (N > 10) {
      if (E > 0) return 7;
      x = 2;
    } else x = 3;
    return x * E;
  },
  "ternaries, also nested": ({ E, A }, { N, D }) => N > 10 ? E : D > 50 ? A : E - A,
  "comparisons of every kind": ({ E, A }, { N }) =>
    (E < A ? 1 : 0) + (E <= A ? 2 : 0) + (E > A ? 4 : 0) + (E >= A ? 8 : 0) +
    (E === A ? 16 : 0) + (E !== A ? 32 : 0) + (N === 2 ? 64 : 0),
  "and, or, not": ({ E, A }, { N, D }) => {
    const large = N > 10 || D > 50;
    return large && !(E < A) ? E : !large || A < 1 ? A : 9;
  },
  "a condition as a number": ({ E }, { N }) => E + +(N > 10),
  "signs, and literals of every kind": ({ E }) => -E + +E * 1e-3 - 0x10 + 1_000 - .5 - -(-2),
  "constants from outside": ({ E }, { N }) => E * scale + N ** floor,
  "Infinity": ({ E }) => Math.min(E, Infinity),
  "functions of Math": ({ A, alpha }, { N }) =>
    Math.exp(-A) + Math.log(N) + Math.log2(N) + Math.log10(N) + Math.log1p(A) + Math.expm1(alpha) +
    Math.sqrt(N) + Math.cbrt(-N) + Math.pow(N, alpha) + Math.hypot(A, N, 1) + Math.abs(-N) +
    Math.sign(-A),
  "more functions of Math": ({ A, alpha }, { N, D }) =>
    Math.sin(A) + Math.cos(A) + Math.tan(A) + Math.asin(1 / N) + Math.acos(1 / N) + Math.atan(N) +
    Math.sinh(A) + Math.cosh(A) + Math.tanh(A) + Math.asinh(A) + Math.acosh(N) +
    Math.atanh(1 / (N + 1)) + Math.min(A, N, D) + Math.max(A, N, D) + Math.max(alpha),
  "constants of Math": ({ E }) =>
    E + Math.E + Math.PI + Math.LN2 + Math.LN10 + Math.LOG2E + Math.LOG10E + Math.SQRT2 +
    Math.SQRT1_2,
  "arrows of its own": ({ E, A, alpha }, { N, D }) => {
    const term = (x: number, power: number) => A * x ** -power;
    const twice = (f: number) => {
      const g = f * 2;
      return g;
    };
    return E + term(N, alpha) + twice(term(D, alpha / 2));
  },
  "functions of its own, below their use": ({ E, A }, { N, D }) => {
    return term(N) + term(D);
    function term(x: number) {
      if (x > 10) return A;
      return E / x;
    }
  },
  "a function of all arguments": (c, at) => {
    const term = ({ A }: Numbers, { N }: Numbers) => A! * N!;
    return c.E + term(c, at);
  },
  "a function as an argument": ({ E, A }) => {
    const apply = (f: (x: number) => number, x: number) => f(x);
    return apply((x) => x * E, A);
  },
  "a function called where it stands": ({ E }, { N }) => E + ((x: number) => x * x)(N),
  "names that hide others": ({ E, A }, { N }) => {
    const scale = A;
    const f = (E: number) => E * scale;
    let sum = f(N);
    {
      const A = N;
      const f = A + 1;
      sum += f * E + ((N: number) => N + A)(2);
    }
    return sum + f(E) * A;
  },
  "Math as a name of its own": ({ E }) => {
    const Math = E;
    return Math * 2;
  },
  "a variable that changes between calls": ({ E }) => {
    let x = E;
    const twice = () => x * 2;
    const first = twice();
    x = 5;
    return first + twice();
  },
  "a directive": (c) => {
    "use strict";
    return c.E;
  },
};

for (const [what, law] of Object.entries(laws)) {
  Deno.test(`readFunction reads ${what}`, () => {
    const constants = { scale, floor };
    const options = { name: "mine", coefNames, regressors, constants };
    const f = compile([readFunction(new Algebra(), law, options)], [...coefNames, ...regressors]);
    for (const [coef, at] of points) {
      const values = [...coefNames.map((k) => coef[k]!), ...regressors.map((k) => at[k]!)];
      const [read] = f(...values), itself = law(coef, at);
      assert.ok(near(read!, itself, 1e-14), `${read}, itself ${itself}`);
    }
  });
}

Deno.test("readFunction reads many ifs in a row without following every path", () => {
  const ifs = Array.from({ length: 40 }, (_, i) => `if (N > ${i}) sum += E; else sum -= ${i};`);
  const law = new Function("{ E }", "{ N }", `let sum = 0; ${ifs.join(" ")} return sum;`);
  const options = { name: "mine", coefNames, regressors };
  const [value] = compile([readFunction(new Algebra(), law, options)], ["E", "N"])(2, 10.5);
  assert.equal(value, law({ E: 2 }, { N: 10.5 }));
});

Deno.test("readFunction: a variable without a value is no constant from outside", () => {
  const law = new Function(
    "{ E }",
    "{ N }",
    "const f = () => scale * E; const scale = N; return f();",
  );
  const options = { name: "mine", coefNames, regressors, constants: { scale } };
  const [value] = compile([readFunction(new Algebra(), law, options)], ["E", "N"])(2, 10);
  assert.equal(value, 20);
});
