import { fitValleys, type RunData } from "isoflop";
import { assertRefuses } from "../support/agree.ts";
import { sweep } from "../support/isoflop_sweep.ts";

const law = { E: 1.69, A: 400, B: 400, alpha: 0.31, beta: 0.31 };
const good = sweep(law, { k: 4, sizes: 7 });
const cannot = "Cannot fit IsoFLOP valleys";
const cure = "  cure: train several model sizes on each of several budgets";

Deno.test("fitValleys() refuses one budget: a power law has two coefficients", () => {
  const rows = Array.from(good.C.keys()).filter((i) => good.C[i] === 1e19);
  const one = (column: number[]) => rows.map((i) => column[i]!);
  const runs = { N: one(good.N), D: one(good.D), C: one(good.C), loss: one(good.loss) };
  assertRefuses(() => fitValleys(runs), [
    cannot,
    "  needed: at least two budgets: a power of compute has two coefficients",
    "  found: one, 1.00e19 FLOP, with 7 runs",
    "  cure: add runs of another budget",
  ]);
});

Deno.test("fitValleys() refuses budgets that are a continuum", () => {
  const C = good.C.map((_, i) => 1e17 * 1.3 ** i);
  const runs = { ...good, C, D: good.N.map((n, i) => C[i]! / (6 * n)) };
  assertRefuses(() => fitValleys(runs), [
    cannot,
    "  needed: runs that share a few budgets",
    "  found: 35 runs spread over 1.00e17 – 7.48e20 FLOP without standing together",
    "  cure: name the column of the budget as C, give the budgets themselves, or use Approach 3",
  ]);
});

Deno.test("fitValleys() refuses two points in every valley", () => {
  const keep = Array.from(good.C.keys()).filter((i) => i % 7 < 2);
  const two = (column: number[]) => keep.map((i) => column[i]!);
  const runs = { N: two(good.N), D: two(good.D), C: two(good.C), loss: two(good.loss) };
  assertRefuses(() => fitValleys(runs), [
    cannot,
    "  needed: a budget with at least three model sizes",
    "  found: 5 budgets with at most 2 sizes each",
    "  cure: train more sizes on each budget, or use Approach 3",
  ]);
});

const sameRuns: [what: string, found: string, runs: RunData][] = [
  ["N", "N = 1.00 B in all 35 rows", { ...good, N: good.N.map(() => 1e9) }],
  ["D", "D = 20.0 B in all 35 rows", { ...good, D: good.D.map(() => 20e9) }],
  ["D/N", "D/N = 20.0 in all 35 rows", { ...good, D: good.N.map((n) => 20 * n) }],
  ["N", "one run", { N: [1e9], D: [2e10], loss: [2.5] }],
];
for (const [what, found, runs] of sameRuns) {
  Deno.test(`fitValleys() refuses runs of one ${what}: ${found}`, () => {
    assertRefuses(() => fitValleys(runs), [
      cannot,
      `  needed: runs of different ${what}`,
      `  found: ${found}`,
      cure,
    ]);
  });
}

Deno.test("fitValleys() refuses a C that is no compute, and C of another length", () => {
  assertRefuses(() => fitValleys({ ...good, C: good.C.with(3, 0) }), [
    cannot,
    "  needed: C > 0 and finite in every row",
    '  found: 0 in row 4 of column "C"',
    "  cure: leave that row out, or correct it",
  ]);
  assertRefuses(() => fitValleys({ ...good, C: good.C.slice(1) }), [
    cannot,
    "  needed: as many C as N",
    "  found: 34 of C, 35 of N",
  ]);
});

Deno.test("fitValleys() refuses budgets that are none", () => {
  for (const [budgets, found] of [[[], "no budget"], [[1e18, -3], "-3"]] as const) {
    assertRefuses(() => fitValleys(good, { budgets }), [
      cannot,
      "  needed: budgets in FLOP, all > 0",
      `  found: ${found}`,
    ]);
  }
});

Deno.test("fitValleys() refuses budgets that no run was trained on, and a way it does not know", () => {
  assertRefuses(() => fitValleys(good, { budgets: [1e25, 1e26] }), [
    cannot,
    "  needed: runs within 12 % of 1.00e25, 1.00e26 FLOP",
    "  found: 35 runs from 1.00e17 to 1.00e21 FLOP, none of them there",
    "  cure: give the budgets that were trained, or none",
  ]);
  assertRefuses(() => fitValleys(good, { minimum: "cubic" as "spline" }), [
    'Cannot find a minimum by "cubic"',
    '  needed: one of "parabola" and "spline"',
    '  found: "cubic"',
  ]);
});

Deno.test("fitValleys() refuses to bootstrap fewer than six runs, rows of one run together", () => {
  const run = good.N.map((_, i) => `run ${i % 5}`);
  assertRefuses(() => fitValleys({ ...good, run }, { bootstrap: { draws: 10, seed: 1 } }), [
    "Cannot bootstrap over runs",
    "  needed: at least 6 runs to draw from",
    "  found: 5 runs with 35 checkpoints",
    "  cure: leave the bootstrap out, or add runs",
  ]);
});
