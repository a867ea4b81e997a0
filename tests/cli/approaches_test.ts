// `isoflop fit --approach 1` and `2`: the keys of the contract, and bad tables.
import assert from "node:assert/strict";
import { chinchilla, presetNamed, simulateCurves } from "isoflop";
import { assertNear } from "../support/agree.ts";
import { sweep } from "../support/isoflop_sweep.ts";
import { assertRefused, Folder, isoflop } from "./support.ts";

const printed = { E: 1.69, A: 406.4, B: 410.7, alpha: 0.34, beta: 0.28 };

/** A noise-free sweep whose parabolas are known to miss D*(1e24) by −2.902905 %. */
function sweepTable(): string {
  const { N, C, loss } = sweep(printed, { k: 8 });
  return ["params,budget,loss", ...N.map((n, i) => `${n},${C[i]},${loss[i]}`)].join("\n");
}

const sweepColumns = ["--columns", "N=params,C=budget,loss=loss"];
const curves = simulateCurves(
  presetNamed("chinchilla:epoch"),
  {
    N: [1e8, 2e8, 4e8, 8e8, 16e8].flatMap((n) => [n, n]),
    D: [1e8, 2e8, 4e8, 8e8, 16e8].flatMap((n) => [15 * n, 60 * n]),
  },
  { noise: 0.002, seed: 1, checkpoints: 40 },
);

/** The curves as a table: run, step, tokens, N and loss. */
function curvesTable(): string[] {
  const rows = curves.curves.flatMap(({ N, D, loss }, i) =>
    Array.from(D, (tokens, k) => `r${i},${k + 1},${tokens},${N},${loss[k]}`)
  );
  return ["run,step,tokens,N,loss", ...rows];
}

const keys = "approach n status message a b N D minima intervals bias";

Deno.test("isoflop fit --approach 2 --json answers with the keys of the contract", async () => {
  using folder = new Folder();
  const file = folder.write("sweep.csv", sweepTable());
  const { code, out } = await isoflop("fit", file, "--approach", "2", ...sweepColumns, "--json");
  assert.equal(code, 0);
  const fit = JSON.parse(out);
  for (const key of keys.split(" ")) assert.ok(key in fit, key);
  assert.equal(fit.approach, 2);
  assert.equal(fit.n, 75);
  assert.equal(fit.status, "converged");
  assert.equal(fit.intervals, null);
  assert.equal(fit.a, fit.N.exponent);
  assert.equal(fit.b, fit.D.exponent);
  assertNear(fit.b, 0.34 / 0.62, 1e-9);
  assert.equal(fit.minima.length, 5);
  assert.deepEqual(fit.minima.map(({ C }: { C: number }) => C), [1e17, 1e18, 1e19, 1e20, 1e21]);
  for (const { N, D, C, loss, status } of fit.minima) {
    assert.equal(status, "converged");
    assertNear(6 * N * D / C, 1, 1e-9);
    assert.ok(loss > 1.69);
  }
  const { alpha, beta, width, dAt } = fit.bias;
  assertNear(alpha, 0.34, 1e-6);
  assertNear(beta, 0.28, 1e-6);
  assertNear(width, 8, 1e-9);
  assert.equal(dAt.at(-1).C, 1e24);
  assertNear(dAt.at(-1).percent, -2.902905, 1e-5);
});

Deno.test("isoflop fit --approach 2 says in its message why there is no bias report", async () => {
  using folder = new Folder();
  // Two budgets of three: five runs are too few for an Approach-3 fit, six of one valley each do.
  const rows = ["N,C,loss", "1e8,1e19,3.1", "3e8,1e19,3.0", "9e8,1e19,3.1"];
  const more = ["3e8,1e20,2.7", "9e8,1e20,2.6"];
  const file = folder.write("few.csv", [...rows, ...more].join("\n"));
  const { code, out } = await isoflop("fit", file, "--approach", "2", "--json");
  assert.equal(code, 0);
  const fit = JSON.parse(out);
  assert.equal(fit.bias, null);
  assert.equal(fit.a, null);
  assert.equal(fit.N.coef, null);
  assert.equal(fit.status, "not-identified");
  assert.equal(
    fit.message,
    "one budget has a minimum inside its sizes, and a power law needs two; " +
      "1.00e20 FLOP (too-few-points); no bias report: fewer than two budgets have a minimum",
  );
});

Deno.test("isoflop fit --approach 2 --bootstrap gives intervals, and --save what plan reads", async () => {
  using folder = new Folder();
  const file = folder.write("sweep.csv", sweepTable());
  const save = folder.at("fit.json");
  const ask = ["--bootstrap", "50", "--seed", "3", "--level", "0.8", "--save", save, "--json"];
  const { out } = await isoflop("fit", file, "--approach", "2", ...sweepColumns, ...ask);
  const { intervals, draws } = JSON.parse(out);
  assert.deepEqual(Object.keys(intervals), ["a", "b"]);
  assert.equal(intervals.a.level, 0.8);
  assert.equal(intervals.a.method, "bootstrap");
  assert.equal(draws.count, 50);
  const plan = await isoflop("plan", "--fit", save, "--flop", "1e24", "--json");
  const { D, loss, law } = JSON.parse(plan.out);
  const truth = chinchilla.frontier(printed).D;
  assertNear(100 * (D / (truth.coef * 1e24 ** truth.exponent) - 1), -2.902905, 1e-5);
  assert.equal(loss, null);
  assert.equal(law, null);
});

Deno.test("isoflop fit --approach 2 --minimum spline and --budgets are taken", async () => {
  using folder = new Folder();
  const file = folder.write("sweep.csv", sweepTable());
  const ask = ["--minimum", "spline", "--budgets", "1e18,1e19,1e20", "--json"];
  const { out } = await isoflop("fit", file, "--approach", "2", ...sweepColumns, ...ask);
  const fit = JSON.parse(out);
  assert.equal(fit.method, "spline");
  assert.equal(fit.minima.length, 3);
  assert.match(fit.message, /30 runs belong to no budget/);
});

Deno.test("isoflop fit --approach 1 --json answers with the keys of the contract", async () => {
  using folder = new Folder();
  const file = folder.write("curves.csv", curvesTable().join("\n"));
  const ask = ["--approach", "1", "--columns", "D=tokens", "--bootstrap", "20", "--json"];
  const { code, out } = await isoflop("fit", file, ...ask);
  assert.equal(code, 0);
  const fit = JSON.parse(out);
  for (const key of keys.split(" ")) assert.ok(key in fit, key);
  assert.equal(fit.approach, 1);
  assert.equal(fit.n, 400);
  assert.equal(fit.data.runs, 10);
  assert.deepEqual(
    fit.minima.map(({ status }: { status: string }) => status),
    ["edge", "converged", "converged", "converged", "edge"],
  );
  assert.equal(fit.bias.width, null);
  assert.ok(fit.intervals.a.low < fit.a && fit.a < fit.intervals.a.high);
});

Deno.test("isoflop fit --approach 1 reads a folder of logs with the sizes beside them", async () => {
  using folder = new Folder();
  Deno.mkdirSync(folder.at("logs"));
  curves.curves.forEach(({ D, loss }, i) => {
    const rows = Array.from(D, (tokens, k) => `${k + 1},${tokens},${loss[k]}`);
    folder.write(`logs/r${i}.csv`, ["step,tokens,loss", ...rows].join("\n"));
  });
  const sizes = curves.curves.map(({ N }, i) => `r${i},${N}`);
  const beside = folder.write("sizes.csv", ["run,N", ...sizes].join("\n"));
  const table = folder.write("curves.csv", curvesTable().join("\n"));
  const common = ["--approach", "1", "--columns", "D=tokens", "--json"];
  const logs = await isoflop("fit", folder.at("logs/*.csv"), ...common, "--sizes", beside);
  const one = await isoflop("fit", table, ...common);
  assert.equal(JSON.parse(logs.out).a, JSON.parse(one.out).a);
  assert.match(logs.err, /10 files have no column for the run: each file is one run/);
});

const broken: [name: string, change: (rows: string[]) => string[], says: string[]][] = [
  ["steps that go back", (rows) => rows.with(4, rows[4]!.replace(/,4,/, ",2,")), [
    'Cannot read training curves from "curves.csv"',
    "  needed: steps that increase within a run",
    '  found: step 2 after 3 in row 4 (line 5), run "r0"',
    '  cure: if the training was resumed, restarts "last" lets later rows replace earlier ones',
  ]],
  ["a step twice", (rows) => rows.toSpliced(4, 0, rows[4]!), [
    'Cannot read training curves from "curves.csv"',
    "  needed: steps that increase within a run",
    '  found: step 4 twice, again in row 5 (line 6), run "r0"',
    '  cure: if the training was resumed, restarts "last" lets later rows replace earlier ones',
  ]],
  [
    "a run of one size",
    (rows) => [rows[0]!, ...rows.slice(1).filter((row) => /^r[01],/.test(row))],
    [
      "Cannot fit the envelope of training curves",
      "  needed: runs of at least three sizes N: the smallest and the largest are edges",
      "  found: N = 100 M in all 2 runs",
      "  cure: train more model sizes",
    ],
  ],
];
for (const [name, change, says] of broken) {
  Deno.test(`isoflop fit --approach 1 refuses ${name}`, async () => {
    using folder = new Folder();
    const file = folder.write("curves.csv", change(curvesTable()).join("\n"));
    await assertRefused(folder, ["fit", file, "--approach", "1", "--columns", "D=tokens"], says);
  });
}

Deno.test("isoflop fit --approach 1 refuses steps without tokens, and a pattern without files", async () => {
  using folder = new Folder();
  const file = folder.write("curves.csv", curvesTable().join("\n").replace("tokens", "seen"));
  await assertRefused(folder, ["fit", file, "--approach", "1"], [
    'Cannot read training curves from "curves.csv"',
    "  needed: a column for the tokens seen, D, or for the FLOP spent, C: a step does not say how many",
    '  found: the columns "run", "step", "seen", "N" and "loss"',
    '  cure: name the column, as in "D=tokens_seen"',
  ]);
  await assertRefused(folder, ["fit", folder.at("none/*.csv"), "--approach", "1"], [
    'Cannot read training curves from "none/*.csv"',
    "  needed: at least one file that the pattern matches",
    '  found: no folder "none"',
  ]);
});

Deno.test("isoflop fit --approach 2 refuses one budget, two points per valley, one D/N", async () => {
  using folder = new Folder();
  const { N, C, loss } = sweep(printed, { k: 4, sizes: 6 });
  const table = (keep: (i: number) => boolean, flopOf = (i: number) => C[i]!) =>
    ["N,C,loss", ...N.flatMap((n, i) => keep(i) ? [`${n},${flopOf(i)},${loss[i]}`] : [])].join(
      "\n",
    );
  const fit = (name: string, text: string) =>
    ["fit", folder.write(name, text), "--approach", "2"] as const;
  const cannot = "Cannot fit IsoFLOP valleys";
  await assertRefused(folder, fit("one.csv", table((i) => C[i] === 1e19)), [
    cannot,
    "  needed: at least two budgets: a power of compute has two coefficients",
    "  found: one, 1.00e19 FLOP, with 6 runs",
    "  cure: add runs of another budget",
  ]);
  await assertRefused(folder, fit("two.csv", table((i) => i % 6 < 2)), [
    cannot,
    "  needed: a budget with at least three model sizes",
    "  found: 5 budgets with at most 2 sizes each",
    "  cure: train more sizes on each budget, or use Approach 3",
  ]);
  await assertRefused(folder, fit("ratio.csv", table(() => true, (i) => 120 * N[i]! ** 2)), [
    cannot,
    "  needed: runs of different D/N",
    "  found: D/N = 20.0 in all 30 rows",
    "  cure: train several model sizes on each of several budgets",
  ]);
});
