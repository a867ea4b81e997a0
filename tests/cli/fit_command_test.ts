import assert from "node:assert/strict";
import { Fit, reportText } from "isoflop";
import { Folder, isoflop, sevenRuns } from "./support.ts";

Deno.test("isoflop fit --json answers with the keys of the contract, and nothing else", async () => {
  using folder = new Folder();
  const file = folder.write("runs.csv", sevenRuns);
  const { code, out, err } = await isoflop("fit", file, "--json");
  assert.equal(code, 0);
  const fit = JSON.parse(out);
  const contract =
    "law approach objective delta n status message value coef derived intervals data";
  for (const key of contract.split(" ")) assert.ok(key in fit, key);
  assert.equal(fit.law, "chinchilla");
  assert.equal(fit.approach, 3);
  assert.equal(fit.objective, "huber-log");
  assert.equal(fit.delta, 1e-3);
  assert.equal(fit.n, 7);
  assert.deepEqual(Object.keys(fit.coef), ["E", "A", "B", "alpha", "beta"]);
  assert.deepEqual(Object.keys(fit.derived), ["a", "b", "G"]);
  assert.equal(fit.intervals, null);
  assert.equal(fit.draws, null);
  assert.match(fit.data.digest, /^[0-9a-f]{64}$/);
  assert.equal(fit.data.rows, 7);
  assert.equal(fit.data.dropped, 0);
  assert.equal(err, "note: C is computed as 6ND.\n");
});

Deno.test("isoflop fit --bootstrap gives an interval for every coefficient", async () => {
  using folder = new Folder();
  const file = folder.write("runs.csv", sevenRuns);
  const ask = ["fit", file, "--bootstrap", "60", "--seed", "3", "--level", "0.8", "--json"];
  const { out } = await isoflop(...ask);
  const { intervals, draws } = JSON.parse(out);
  assert.deepEqual(Object.keys(intervals), ["E", "A", "B", "alpha", "beta", "a", "b", "G"]);
  for (const { low, high, level, method } of Object.values(intervals) as Record<string, number>[]) {
    assert.ok(low! <= high!);
    assert.equal(level, 0.8);
    assert.equal(method, "bootstrap");
  }
  assert.equal(draws.count, 60);
  assert.equal(draws.seed, 3);
  assert.equal(draws.stream, "isoflop");
  assert.equal((await isoflop(...ask)).out, out, "the same seed gives the same digits");
});

Deno.test("isoflop fit answers with a status when all runs are at one N", async () => {
  using folder = new Folder();
  const rows = [1, 2, 4, 8, 16, 32].map((d, i) => `1e9,${d}e9,${3.4 - 0.1 * i}`);
  const file = folder.write("runs.csv", ["N,D,loss", ...rows].join("\n"));
  const { code, out } = await isoflop("fit", file, "--bootstrap", "10", "--json");
  assert.equal(code, 0);
  const fit = JSON.parse(out);
  assert.equal(fit.status, "not-identified");
  assert.equal(
    fit.message,
    "all 6 runs have N = 1000000000: E, A, alpha cannot be told apart",
  );
  assert.equal(fit.coef.alpha, null);
  assert.equal(fit.derived.G, null);
  assert.equal(fit.intervals, null);
});

Deno.test("isoflop fit without --json prints the report, with the intervals asked for", async () => {
  using folder = new Folder();
  const file = folder.write("runs.csv", sevenRuns);
  const saved = folder.at("fit.json");
  const { out } = await isoflop("fit", file, "--save", saved);
  const fit = Fit.fromJSON(JSON.parse(Deno.readTextFileSync(saved)));
  assert.equal(out, `${fit}\n`);
  const wide = await isoflop("fit", file, "--level", "0.5");
  assert.equal(wide.out, `${reportText(fit.report({ level: 0.5 }))}\n`);
  assert.match(wide.out, /estimate {2,}std error {2,}25 % {2,}75 % {2,}unit\nE /);
});

Deno.test("isoflop fit --save twice leaves one and the same file", async () => {
  using folder = new Folder();
  const file = folder.write("runs.csv", sevenRuns);
  const saved = folder.at("fit.json");
  const ask = ["fit", file, "--bootstrap", "5", "--save", saved, "--json"];
  const { err } = await isoflop(...ask);
  assert.equal(folder.without(err), "note: C is computed as 6ND.\nsaved: fit.json\n");
  const first = Deno.readTextFileSync(saved);
  await isoflop(...ask);
  assert.equal(Deno.readTextFileSync(saved), first);
  assert.deepEqual(folder.names(), ["fit.json", "runs.csv"]);
});

Deno.test("isoflop fit takes every objective; delta is null where there is none", async () => {
  using folder = new Folder();
  const file = folder.write("runs.csv", sevenRuns);
  const deltas = { "huber-log": 0.01, huber: 0.01, "squared-log": null, squared: null };
  for (const [name, delta] of Object.entries(deltas)) {
    const { out, err } = await isoflop(
      "fit",
      file,
      "--objective",
      name,
      "--delta",
      ".01",
      "--json",
    );
    const fit = JSON.parse(out);
    assert.equal(fit.objective, name);
    assert.equal(fit.delta, delta);
    assert.equal(err.includes(`--delta is not used: ${name} has no bend.`), delta === null);
  }
});

Deno.test("isoflop fit says when C is not 6ND", async () => {
  using folder = new Folder();
  const lines = sevenRuns.trim().split("\n").slice(1).map((line) => {
    const [N, D] = line.split(",").map(Number);
    return `${line},${6.6 * N! * D!}`;
  });
  const file = folder.write("runs.csv", ["N,D,loss,C", ...lines].join("\n"));
  const { code, err } = await isoflop("fit", file, "--json");
  assert.equal(code, 0);
  assert.equal(
    err,
    "note: C differs from 6ND by more than 2 % in 7 of 7 rows: C/(6ND) is 1.100 to 1.100. " +
      "Each column is used as it is.\n",
  );
});

Deno.test("isoflop fit reads units, several conditions and runs left out", async () => {
  using folder = new Folder();
  const rows = sevenRuns.trim().split("\n").slice(1).map((line) => {
    const [N, D, loss] = line.split(",").map(Number);
    return `${N! / 1e6},${D! / 1e9},${loss},a,false`;
  });
  rows.push("1,1,9,a,false", "1,1,9,b,false", "1,1,9,a,true");
  const file = folder.write("runs.csv", ["params,my tokens,loss,set,bad", ...rows].join("\n"));
  const columns = "N=params:M,D=my tokens:B";
  const { out } = await isoflop(
    ...["fit", file, "--columns", columns, "--where", "set=a", "--where", "bad=false"],
    ...["--drop-highest", "1", "--json"],
  );
  const plain = JSON.parse((await isoflop("fit", folder.write("p.csv", sevenRuns), "--json")).out);
  const fit = JSON.parse(out);
  assert.equal(fit.n, 7);
  assert.equal(fit.data.dropped, 1);
  assert.ok(Math.abs(fit.value / plain.value - 1) < 1e-9);
});
