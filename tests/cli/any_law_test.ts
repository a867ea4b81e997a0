// `isoflop fit` of other laws than chinchilla, of formulas, and with intervals by every method.
import assert from "node:assert/strict";
import { Fit, fitLaw, laws, readRuns } from "isoflop";
import { assertClose } from "../support/agree.ts";
import { assertRefused, Folder, isoflop, sevenRuns } from "./support.ts";

/** Losses of 1.8 + 200 C^-0.12, to six digits, with columns of other kinds. */
const budgets = Array.from({ length: 12 }, (_, i) => 1e17 * 10 ** (i / 3));
const wobble = (i: number) => 1 + 0.003 * Math.sin(7 * i);
const computeTable = [
  "C,loss,width,name",
  ...budgets.map((C, i) =>
    [C, ((1.8 + 200 * C ** -0.12) * wobble(i)).toFixed(6), 64 * (i + 1), `run ${i}`].join(",")
  ),
].join("\n");

Deno.test("isoflop fit --law power-law-floor needs C and loss alone", async () => {
  using folder = new Folder();
  const file = folder.write("runs.csv", computeTable);
  const { code, out, err } = await isoflop("fit", file, "--law", "power-law-floor", "--json");
  assert.equal(err, "");
  assert.equal(code, 0);
  const answer = JSON.parse(out);
  assert.equal(answer.law, "power-law-floor");
  assert.equal(answer.approach, 3);
  assert.equal(answer.intervals, null);
  const loss = budgets.map((C, i) => Number(((1.8 + 200 * C ** -0.12) * wobble(i)).toFixed(6)));
  const fit = fitLaw({ C: budgets, loss }, laws["power-law-floor"]!);
  // The table has the budgets in all their digits.
  assert.deepEqual(answer.coef, fit.coef);
});

Deno.test("isoflop fit --law takes C as 6ND, and M as D/N, where only N and D are there", async () => {
  using folder = new Folder();
  const file = folder.write("runs.csv", sevenRuns);
  const power = await isoflop("fit", file, "--law", "power-law", "--json");
  assert.equal(power.err, "note: C is computed as 6ND.\n");
  const runs = await readRuns(file);
  assert.deepEqual(
    JSON.parse(power.out).coef,
    fitLaw({ C: runs.C, loss: runs.loss }, laws["power-law"]!).coef,
  );
  const gadre = await isoflop("fit", file, "--law", "gadre", "--json");
  assert.equal(gadre.err, "note: C is computed as 6ND.\nnote: M is computed as D/N.\n");
});

Deno.test("isoflop fit, rollout and compare take the package's laws of the loss by their names", async () => {
  using folder = new Folder();
  const ofLoss = Object.entries(laws).filter(([, { response }]) => response === "loss");
  const own = new Set(ofLoss.flatMap(([, { regressors }]) => regressors));
  const others = Array.from(own).filter((name) => !["N", "D", "C", "M"].includes(name));
  const rows = [1e8, 2e8, 4e8, 8e8, 16e8, 32e8].flatMap((n, i) =>
    [2e9, 6e9, 18e9, 54e9, 162e9, 486e9].map((d, j) => {
      const loss = (1.8 + 480 * n ** -0.35 + 2100 * d ** -0.37) * wobble(6 * i + j);
      // A column that rises with the rows, another value in each.
      return [n, d, ...others.map((_, k) => 10 ** (1 + (6 * i + j) / 12 + k)), loss].join(",");
    })
  );
  const file = folder.write(
    "runs.csv",
    [["N", "D", ...others, "loss"].join(","), ...rows].join("\n"),
  );
  // A law of three breaks has twelve coefficients, and seconds to find them in.
  const few = ofLoss.filter(([, { coefNames }]) => coefNames.length <= 8);
  for (const [name, law] of few) {
    const fit = await isoflop("fit", file, "--law", name, "--json");
    assert.equal(fit.code, 0, fit.err);
    assert.deepEqual(Object.keys(JSON.parse(fit.out).coef), law.coefNames);
  }
  const names = few.map(([name]) => name).filter((name) => laws[name]!.coefNames.length <= 5);
  for (const name of names) {
    const held = await isoflop("rollout", file, "--law", name, "--json");
    assert.equal(held.code, 0, held.err);
    assert.ok(JSON.parse(held.out).windows.length > 0);
  }
  const ask = ["compare", file, "--laws", names.join(","), "--no-hold-out", "--json"];
  const compared = await isoflop(...ask);
  assert.equal(compared.code, 0, compared.err);
  assert.equal(JSON.parse(compared.out).laws.length, names.length);
});

Deno.test("isoflop fit --columns maps the columns of a law's own", async () => {
  using folder = new Folder();
  const rows = computeTable.replace("C,loss", "flops,loss");
  const file = folder.write("runs.csv", rows);
  const { out } = await isoflop("fit", file, "--law", "bnsl", "--columns", "x=width", "--json");
  assert.deepEqual(Object.keys(JSON.parse(out).coef), laws.bnsl!.coefNames);
  const other = await isoflop("fit", file, "--law", "power-law", "--columns", "C=flops", "--json");
  assert.equal(JSON.parse(other.out).n, 12);
});

Deno.test("isoflop fit --law takes a formula: columns of the table, and coefficients", async () => {
  using folder = new Folder();
  const file = folder.write("runs.csv", computeTable);
  const ask = ["fit", file, "--law", "E + K*C^-gamma", "--objective", "squared-log", "--json"];
  const { out, err } = await isoflop(...ask);
  assert.equal(
    err,
    'note: In "E + K*C^-gamma", "C" is a column and "E", "K" and "gamma" are coefficients.\n',
  );
  const formula = JSON.parse(out);
  const named = JSON.parse(
    (await isoflop("fit", file, "--law", "power-law-floor", ...ask.slice(4))).out,
  );
  assert.equal(formula.law, "E + K*C^-gamma");
  // The same minimum, in another box.
  assertClose(formula.value, named.value, 1e-9);
  assertClose(formula.coef.gamma, named.coef.gamma, 1e-4);
});

Deno.test("isoflop fit --columns maps a formula's own columns beside N and D", async () => {
  using folder = new Folder();
  const rows = sevenRuns.trim().split("\n").map((row, i) => `${row},${i === 0 ? "epochs" : i % 3}`);
  const file = folder.write("runs.csv", rows.join("\n"));
  const ask = ["fit", file, "--law", "K*N^-a*D^-b*exp(r*R)", "--columns", "R=epochs", "--json"];
  const { out, err } = await isoflop(...ask);
  assert.match(err, /"N", "D" and "R" are columns and "K", "a", "b" and "r" are coefficients\.\n$/);
  assert.deepEqual(Object.keys(JSON.parse(out).coef), ["K", "a", "b", "r"]);
});

Deno.test("isoflop fit --law with the chinchilla law as a formula finds the same law", async () => {
  using folder = new Folder();
  const N = [1e8, 2e8, 4e8, 8e8, 16e8], D = [2e9, 6e9, 18e9, 54e9];
  const rows = N.flatMap((n, i) =>
    D.map((d, j) => {
      const loss = (1.8 + 480 * n ** -0.35 + 2100 * d ** -0.37) * wobble(4 * i + j);
      return `${n},${d},${loss}`;
    })
  );
  const file = folder.write("runs.csv", ["N,D,loss", ...rows].join("\n"));
  const formula = "E + A/N^alpha + B*D^(-beta)";
  const [named, written] = await Promise.all([
    isoflop("fit", file, "--objective", "squared-log", "--json"),
    isoflop("fit", file, "--law", formula, "--objective", "squared-log", "--json"),
  ]);
  const [a, b] = [JSON.parse(named.out), JSON.parse(written.out)];
  assertClose(b.value, a.value, 1e-9);
  for (const term of ["E", "alpha", "beta"]) assertClose(b.coef[term], a.coef[term], 1e-4, term);
});

Deno.test("isoflop fit --free lets a coefficient have either sign", async () => {
  using folder = new Folder();
  const rows = Array.from({ length: 8 }, (_, i) => `${i + 1},${5 + (i + 1) * 0.25}`);
  const file = folder.write("runs.csv", ["x,loss", ...rows].join("\n"));
  const line = ["fit", file, "--law", "a - b*x", "--objective", "squared", "--json"];
  const free = JSON.parse((await isoflop(...line, "--free", "b")).out);
  // Exact data.
  assertClose(free.coef.a, 5, 1e-9);
  assertClose(free.coef.b, -0.25, 1e-9);
  const held = JSON.parse((await isoflop(...line)).out);
  assert.ok(held.coef.b >= 0);
});

for (const method of ["profile", "sandwich", "wald"] as const) {
  Deno.test(`isoflop fit --uncertainty ${method} gives those intervals, without draws`, async () => {
    using folder = new Folder();
    const file = folder.write("runs.csv", computeTable);
    const ask = ["fit", file, "--law", "power-law-floor", "--uncertainty", method];
    const { out } = await isoflop(...ask, "--level", "0.8", "--json");
    const { intervals, coef, draws } = JSON.parse(out);
    assert.equal(draws, null);
    const loss = budgets.map((C, i) => Number(((1.8 + 200 * C ** -0.12) * wobble(i)).toFixed(6)));
    const fit = fitLaw({ C: budgets, loss }, laws["power-law-floor"]!);
    for (const term of fit.law.coefNames) {
      const { low, high, open } = fit.interval(term, 0.8, method)!;
      const expected = { low, high, level: 0.8, method, ...(open && { open }) };
      assert.deepEqual(intervals[term], expected);
      assert.ok(low < coef[term] && coef[term] < high);
    }
    const report = (await isoflop(...ask)).out;
    const { low } = fit.interval("gamma", 0.95, method)!;
    // The report rounds to the standard error: the first three digits are there.
    assert.match(report, new RegExp(`\\ngamma .* ${low.toFixed(6).slice(0, 5)}`));
    assert.match(report, { profile: /refitted/, sandwich: /left out/, wald: /covariance/ }[method]);
  });
}

Deno.test("isoflop fit --law batch-steps and kaplan-batch read the columns that they are about", async () => {
  using folder = new Folder();
  const batches = [1000, 4000, 16_000, 64_000];
  const steps = batches.map((B) => `${B},${500 * (1 + 8000 / B)}`);
  const table = folder.write("steps.csv", ["B,S", ...steps].join("\n"));
  const fit = await isoflop("fit", table, "--law", "batch-steps", "--json");
  assert.equal(JSON.parse(fit.out).coef.B_crit.toFixed(3), "8000.000");
  const losses = [4.8, 4.4, 4, 3.5, 3].map((loss) => `${loss},${2.1e8 / loss ** (1 / 0.21)}`);
  const critical = folder.write("critical.csv", ["loss,B_crit", ...losses].join("\n"));
  const law = await isoflop("fit", critical, "--law", "kaplan-batch", "--json");
  assert.equal(JSON.parse(law.out).coef.alpha_B.toFixed(6), "0.210000");
});

Deno.test("isoflop fit --uncertainty of the chinchilla law covers a, b and G", async () => {
  using folder = new Folder();
  const file = folder.write("runs.csv", sevenRuns);
  const { out } = await isoflop("fit", file, "--uncertainty", "wald", "--json");
  const { intervals } = JSON.parse(out);
  assert.deepEqual(Object.keys(intervals), ["E", "A", "B", "alpha", "beta", "a", "b", "G"]);
  assert.equal(intervals.a.method, "wald");
});

Deno.test("an open side of a profile is named", async () => {
  using folder = new Folder();
  // No floor to be seen: E = 0 does as well.
  const rows = budgets.map((C, i) => `${C},${40 * C ** -0.06 * (1 + 0.02 * Math.sin(3 * i))}`);
  const file = folder.write("runs.csv", ["C,loss", ...rows].join("\n"));
  const ask = ["fit", file, "--law", "power-law-floor", "--uncertainty", "profile"];
  const { out } = await isoflop(...ask, "--objective", "squared-log", "--json");
  assert.deepEqual(JSON.parse(out).intervals.E.open, ["low"]);
  assert.match((await isoflop(...ask, "--objective", "squared-log")).out, /\nE .* \(open\)/);
});

Deno.test("a saved fit of another law is read again, and plans refuse it in a sentence", async () => {
  using folder = new Folder();
  const file = folder.write("runs.csv", computeTable);
  const saved = folder.at("fit.json");
  await isoflop("fit", file, "--law", "power-law", "--save", saved);
  const fit = Fit.fromJSON(JSON.parse(Deno.readTextFileSync(saved)));
  assert.equal(fit.law.name as string, "power-law");
  await assertRefused(folder, ["plan", "--fit", saved, "--flop", "1e21"], [
    'Cannot plan with the law "power-law"',
    "  needed: a law of N and D with a compute-optimal frontier",
    "  found: a law of C without",
    "  cure: give defineLaw a frontier, or fit chinchilla",
  ]);
});

Deno.test("a saved fit of a formula is refused by plan and chart in a sentence", async () => {
  using folder = new Folder();
  const file = folder.write("runs.csv", computeTable);
  const saved = folder.at("fit.json");
  await isoflop("fit", file, "--law", "E + K*C^-gamma", "--save", saved);
  const lines = [
    'Cannot read the fit "fit.json"',
    "  needed: a fit of one of the package's own laws",
    '  found: one of the formula "E + K*C^-gamma"',
    "  cure: read it in TypeScript, with the law: Fit.fromJSON(json, [law])",
  ];
  await assertRefused(folder, ["plan", "--fit", saved, "--flop", "1e21"], lines);
  await assertRefused(folder, ["chart", "residuals", saved, "-o", folder.at("x.svg")], lines);
});

const bad: readonly (readonly [words: readonly string[], says: readonly string[]])[] = [
  [["--law", "E + K*C^"], [
    'Cannot read the formula "E + K*C^"',
    "  needed: numbers, names, + - * / ^, parentheses and functions such as log and exp",
    "  found: its end",
  ]],
  [["--law", "E + K*F^-gamma"], [
    'Cannot fit the formula "E + K*F^-gamma"',
    "  needed: a column of the table in it",
    '  found: the columns "C", "loss", "width" and "name"',
    '  cure: name the columns, as in --columns "C=flops"',
  ]],
  [["--law", "C / width"], [
    'Cannot fit the formula "C / width"',
    "  needed: a coefficient in it",
    '  found: "C" and "width", columns of the table',
  ]],
  [["--law", "K * loss"], [
    'Cannot fit the formula "K * loss"',
    "  needed: a formula that gives the loss",
    '  found: "loss" in it',
    "  cure: write its right side alone",
  ]],
  [["--law", "K * name^-g"], [
    'Cannot read runs from "runs.csv"',
    "  needed: name finite in every row",
    '  found: the text "run 0" in column "name", row 1 (line 2)',
  ]],
  [["--law", "E + K*C^-gamma", "--free", "gama"], [
    'Cannot use --free "gama"',
    '  needed: one of "E", "K" and "gamma"',
    '  found: "gama"',
    '  cure: did you mean "gamma"?',
  ]],
  [["--law", "power-law", "--free", "K"], [
    "Cannot use --free",
    "  needed: a formula, whose coefficients it names",
    '  found: "power-law", with rules of its own',
    "  cure: leave --free out",
  ]],
  [["--law", "bnsl"], [
    'Cannot read runs from "runs.csv"',
    '  needed: a column "x"',
    '  found: the columns "C", "loss", "width" and "name"',
    '  cure: name the column, as in "x=C"',
  ]],
  [["--law", "gadre"], [
    'Cannot read runs from "runs.csv"',
    '  needed: a column "M"',
    '  found: the columns "C", "loss", "width" and "name"',
    '  cure: name the column, as in "M=C"',
  ]],
  [["--uncertainty", "bayes"], [
    'Cannot use --uncertainty "bayes"',
    '  needed: one of "profile", "bootstrap", "sandwich" and "wald"',
    '  found: "bayes"',
  ]],
  [["--uncertainty", "bootstrap"], [
    "Cannot use --uncertainty bootstrap",
    "  needed: a number of resamples",
    "  found: no --bootstrap",
    "  cure: add --bootstrap 1000",
  ]],
  [["--approach", "2", "--uncertainty", "wald"], [
    "Cannot use --uncertainty with --approach 2",
    "  needed: --approach 3",
    "  found: --approach 2",
    "  cure: leave --uncertainty out",
  ]],
  [["--approach", "1", "--free", "K"], [
    "Cannot use --free with --approach 1",
    "  needed: --approach 3",
    "  found: --approach 1",
    "  cure: leave --free out",
  ]],
  [["--law", "power-law", "--drop-highest", "12"], [
    "Cannot leave out the 12 runs with the highest loss",
    "  needed: at least one row left",
    '  found: 12 rows in "runs.csv"',
  ]],
];

for (const [words, says] of bad) {
  Deno.test(`isoflop fit refuses ${words.join(" ")}`, async () => {
    using folder = new Folder();
    const file = folder.write("runs.csv", computeTable);
    await assertRefused(folder, ["fit", file, ...words], says);
  });
}
