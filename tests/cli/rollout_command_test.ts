// `isoflop rollout` and `isoflop compare`: the library's answers, exactly, and what they refuse.
import assert from "node:assert/strict";
import { chinchilla, compare, laws, readRuns, rollout, squaredLog } from "isoflop";
import { assertNear } from "../support/agree.ts";
import { testOnPublicRuns, withoutOutliers } from "../support/public_data.ts";
import { assertRefused, Folder, isoflop } from "./support.ts";

const N = [1e8, 2e8, 4e8, 8e8, 16e8, 32e8];
const C = [1e19, 3e19, 1e20, 3e20, 1e21];
const sweep = [
  "N,C,loss,width",
  ...C.flatMap((c, j) =>
    N.map((n, i) => {
      const loss = 1.8 + 480 * n ** -0.35 + 2100 * (c / (6 * n)) ** -0.37;
      return `${n},${c},${loss * (1 + 0.003 * Math.sin(7 * (6 * j + i)))},${64 * (i + 1)}`;
    })
  ),
].join("\n");

Deno.test("isoflop rollout --json is the library's roll-out, with where the rows are from", async () => {
  using folder = new Folder();
  const file = folder.write("runs.csv", sweep);
  const ask = ["rollout", file, "--by", "C", "--cuts", "1e20,1e21", "--level", "0.8", "--json"];
  const { code, out, err } = await isoflop(...ask);
  assert.equal(code, 0);
  assert.equal(err, "note: D is computed as C/(6N).\n");
  const { n, data, notes, ...rest } = JSON.parse(out);
  assert.equal(n, 30);
  assert.deepEqual(data, { rows: 30, dropped: 0, source: "runs.csv" });
  assert.deepEqual(notes, ["D is computed as C/(6N)."]);
  const held = rollout(await readRuns(file), chinchilla, { cuts: [1e20, 1e21], level: 0.8 });
  assert.deepEqual(rest, JSON.parse(JSON.stringify(held)));
  assert.deepEqual(Object.keys(rest.windows[0]).sort(), [
    ...["apart", "coef", "cut", "fitted", "inside", "largest", "meanError", "predicted"],
    ...["reason", "rows", "share", "status", "worstError"],
  ]);
});

Deno.test("isoflop rollout prints the report; with draws the same seed gives the same digits", async () => {
  using folder = new Folder();
  const file = folder.write("runs.csv", sweep);
  const held = rollout(await readRuns(file), chinchilla);
  assert.equal((await isoflop("rollout", file)).out, `${held}\n`);
  const ask = ["rollout", file, "--cuts", "1e20", "--bootstrap", "20", "--seed", "3", "--json"];
  assert.equal((await isoflop(...ask)).out, (await isoflop(...ask)).out);
});

Deno.test("isoflop rollout cuts any column, of any law", async () => {
  using folder = new Folder();
  const file = folder.write("runs.csv", sweep);
  const byWidth = JSON.parse(
    (await isoflop("rollout", file, "--by", "width", "--cuts", "200", "--json")).out,
  );
  assert.equal(byWidth.by, "width");
  assert.equal(byWidth.windows[0].fitted, 15);
  const power = ["rollout", file, "--law", "K*C^-g", "--cuts", "1e20", "--by", "width", "--json"];
  assert.equal(JSON.parse((await isoflop(...power, "--cuts", "200")).out).windows[0].fitted, 15);
});

testOnPublicRuns("chinchilla-epoch", "isoflop rollout gives the published errors", async (all) => {
  using folder = new Folder();
  const runs = withoutOutliers(all);
  const rows = Array.from(runs.loss, (loss, i) => `${runs.N[i]},${runs.D[i]},${runs.C[i]},${loss}`);
  const file = folder.write("runs.csv", ["N,D,C,loss", ...rows].join("\n"));
  const { out } = await isoflop("rollout", file, "--cuts", "1e20,3e20,1e21", "--json");
  const { windows } = JSON.parse(out);
  // Half a unit of the last printed digit.
  [.890, 1.002, 1.051].forEach((percent, i) =>
    assertNear(100 * windows[i].meanError, percent, 5.1e-4)
  );
});

Deno.test("isoflop compare --json is the library's comparison", async () => {
  using folder = new Folder();
  const file = folder.write("runs.csv", sweep);
  const names = ["power-law", "power-law-floor", "chinchilla"];
  const ask = ["compare", file, "--laws", names.join(","), "--objective", "squared-log"];
  const { code, out } = await isoflop(...ask, "--json");
  assert.equal(code, 0);
  const { data, notes: _, ...rest } = JSON.parse(out);
  assert.deepEqual(data, { rows: 30, dropped: 0, source: "runs.csv" });
  const comparison = compare(await readRuns(file), names.map((name) => laws[name]!), {
    objective: squaredLog(),
  });
  assert.deepEqual(rest, JSON.parse(JSON.stringify(comparison)));
  assert.deepEqual(rest.best, { aicc: "chinchilla", bic: "chinchilla", heldOut: "chinchilla" });
  assert.equal((await isoflop(...ask)).out, `${comparison}\n`);
});

Deno.test("isoflop compare holds names and formulas against each other", async () => {
  using folder = new Folder();
  const file = folder.write("runs.csv", sweep);
  const text = "power-law,a - b*log(max(C, 1))";
  const ask = ["compare", file, "--laws", text, "--no-hold-out", "--free", "a", "--json"];
  const { out } = await isoflop(...ask);
  const { laws: [power, line], by } = JSON.parse(out);
  assert.equal(by, null);
  assert.equal(power.heldOut, null);
  assert.equal(power.notHeldOut, null);
  assert.equal(line.law, "a - b*log(max(C, 1))");
  assert.equal(line.coefficients, 2);
});

const bad: readonly (readonly [words: readonly string[], says: readonly string[]])[] = [
  [["rollout", "runs.csv", "--cuts", "1e20,many"], [
    'Cannot use --cuts "1e20,many"',
    "  needed: numbers with commas between, such as 1e20,3e20",
    '  found: "1e20,many"',
  ]],
  [["rollout", "runs.csv", "--by", "widht"], [
    'Cannot read "widht" of the runs',
    '  needed: a column "widht"',
    '  found: the columns "N", "D", "C", "loss" and "width"',
    '  cure: did you mean "width"?',
  ]],
  [["rollout", "runs.csv", "--law", "chinchila"], [
    'Cannot find the law "chinchila"',
    `  needed: one of ${
      Object.keys(laws).map((name) => `"${name}"`).join(", ").replace(/, ([^,]*)$/, " and $1")
    }`,
    '  found: "chinchila"',
    '  cure: did you mean "chinchilla"?',
  ]],
  [["rollout", "runs.csv", "--where", "C<4e19"], [
    'Cannot roll out by "C"',
    "  needed: a cut with at least 8 runs below it and 2 above",
    "  found: 12 rows with 2 values of C",
    "  cure: give more runs, another column, or cuts of your own",
  ]],
  [["compare", "runs.csv", "--laws", "chinchilla"], [
    "Cannot compare laws",
    "  needed: at least two laws",
    "  found: one",
  ]],
  [["compare", "runs.csv", "--laws", "chinchilla,chinchilla"], [
    "Cannot compare laws",
    "  needed: laws of different names",
    '  found: "chinchilla" twice',
  ]],
  [["compare", "runs.csv", "--laws", "chinchilla,,power-law"], [
    'Cannot use --laws "chinchilla,,power-law"',
    "  needed: names with commas between",
    '  found: "chinchilla,,power-law"',
  ]],
  [["compare", "runs.csv"], [
    'Cannot run "isoflop compare"',
    "  needed: --laws <NAMES>",
    "  found: no such option",
    "  cure: see isoflop compare --help",
  ]],
];

for (const [[command, file, ...words], says] of bad) {
  Deno.test(`isoflop refuses ${[command, file, ...words].join(" ")}`, async () => {
    using folder = new Folder();
    const path = folder.write(file!, sweep);
    await assertRefused(folder, [command!, path, ...words], says);
  });
}

Deno.test("isoflop rollout and compare say in their help what the keys are", async () => {
  for (const command of ["rollout", "compare"]) {
    const { out } = await isoflop(command, "--help");
    assert.match(out, /Keys of --json: /);
  }
});
