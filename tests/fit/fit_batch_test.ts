// Critical batches from steps to a loss. Sources: Zhang et al. (2024), plots/chinchilla.ipynb: ln S = ln(a +
// b/B) by least squares, B* = b/(5a) + 1.2 · 256 sequences; McCandlish et al. (2018): B_crit = b/a.
import assert from "node:assert/strict";
import { batchSteps, type ColumnTable, datasets, fitBatch, fitFromJSON } from "isoflop";
import { BatchPower } from "../../lib/fit/batch_power.ts";
import { assertClose, assertNear, assertRefuses } from "../support/agree.ts";

const zhang = "critical-batch-zhang";
const present = datasets.list().some(({ name, cached }) => name === zhang && cached);

function testOnZhang(name: string, body: (steps: ColumnTable) => void): void {
  Deno.test({
    name: present ? name : `${name} (needs the public data set ${zhang})`,
    ignore: !present,
    fn: async () => body(await datasets.load(zhang)),
  });
}

/** A table of every model at every batch, from the law. */
function table(
  models: readonly { N: number; loss: number; S_min: number; B_crit: number }[],
  batches: readonly number[],
  noise: (i: number) => number = () => 0,
) {
  const rows = models.flatMap((model) => batches.map((B) => ({ ...model, B })));
  return {
    B: rows.map(({ B }) => B),
    N: rows.map(({ N }) => N),
    loss: rows.map(({ loss }) => loss),
    S: rows.map((row, i) => batchSteps.predict(row, row) * Math.exp(noise(i))),
  };
}

const batches = [64, 128, 256, 512, 1024, 2048, 4096, 8192, 16_384].map((B) => 512 * B);
const models = [1e8, 2e8, 4e8, 8e8, 1.6e9].map((N) => ({
  ...{ N, loss: 3.4 - 0.2 * Math.log2(N / 1e8) },
  ...{ S_min: 1000 * (N / 1e8) ** 0.4, B_crit: 1e6 * (N / 1e8) ** 0.6 },
}));

testOnZhang(
  "fitBatch() gives a, b and B_crit = b/a of the five models of Zhang et al.",
  (steps) => {
    const { targets } = fitBatch(steps, { unit: "sequences" });
    const expected = [
      ["85M", 1293.827, 2834258, 2190.6],
      ["151M", 1752.421, 5677479, 3239.8],
      ["302M", 2095.350, 11383270, 5432.6],
      ["604M", 2459.927, 19449689, 7906.6],
      ["1.2B", 3897.307, 43381123, 11131.1],
    ] as const;
    expected.forEach(([model, a, b, B_crit], i) => {
      const { label, fit } = targets[i]!;
      assert.equal(label.split(",")[0], model);
      assert.equal(fit!.status, "converged");
      // Half a unit in the last digit printed, of seven.
      assertClose(fit!.coef.S_min, a, 4e-7, `${model}: a`);
      assertClose(fit!.derived.E_min, b, 3e-7, `${model}: b`);
      assertNear(fit!.coef.B_crit, B_crit, 0.05, `${model}: b/a`);
    });
  },
);

testOnZhang("B* over 256 sequences is 745.32 … 2533.41, and 93.1968 N_M^0.468278", (steps) => {
  const power = fitBatch(steps, { unit: "sequences" }).power("N", { from: 256 });
  [745.32, 955.16, 1393.73, 1888.52, 2533.41].forEach((B, i) =>
    assertNear(power.points[i]!.B, B, 0.005, power.points[i]!.label)
  );
  assertNear(power.exponent, 0.468278, 5e-7, "exponent");
  assertNear(power.predict(1e6), 93.1968, 5e-5, "at a million parameters");
});

testOnZhang(
  "the exponent of B_crit = E_min/S_min is 0.6191: another definition, another law",
  (steps) => {
    const fit = fitBatch(steps);
    assert.equal(fit.unit, "tokens");
    const ratio = fit.power("N");
    assertNear(ratio.exponent, 0.6191, 5e-5, "exponent");
    const overhead = fit.power("N", { from: 256 * 512 });
    // The unit does not matter, the definition does: neither estimate is in the other's interval.
    assertNear(overhead.exponent, 0.468278, 5e-7, "exponent over 256 sequences");
    assert.ok(overhead.exponent < ratio.interval()!.low);
    assert.ok(ratio.exponent > overhead.interval()!.high);
  },
);

Deno.test("exact steps give S_min, B_crit and the powers of N and of the loss back", () => {
  const fit = fitBatch(table(models, batches));
  fit.targets.forEach(({ fit }, i) => {
    // Steps are exact to rounding; the fit stops at its gradient's.
    assertClose(fit!.coef.B_crit, models[i]!.B_crit, 1e-8, "B_crit");
    assertClose(fit!.coef.S_min, models[i]!.S_min, 1e-8, "S_min");
  });
  const power = fit.power("N");
  assertClose(power.exponent, 0.6, 1e-8, "exponent");
  assertClose(power.predict(1e8), 1e6, 1e-7, "B_crit at 1e8");
  const { low, high } = power.interval()!;
  assert.ok(high - low < 1e-6 && low <= power.exponent && power.exponent <= high);
  assert.ok(fit.power("loss").exponent < 0);
});

Deno.test("sequences and their length are the tokens of their product, as number or as column", () => {
  const tokens = table(models, batches);
  const { B, ...rest } = tokens;
  const batch = B.map((b) => b / 512);
  const one = fitBatch({ ...rest, batch, length: 512 });
  const column = fitBatch({ ...rest, batch, length: batch.map(() => 512) });
  const back = fitBatch({ ...tokens, length: 512 }, { unit: "sequences" });
  assert.equal(one.toString(), fitBatch(tokens).toString());
  assert.equal(column.toString(), one.toString());
  assert.equal(back.unit, "sequences");
  assertClose(back.targets[0]!.fit!.coef.B_crit, 1e6 / 512, 1e-8, "B_crit in sequences");
});

Deno.test("a batch that never reaches the loss is reported, and its target fitted without it", () => {
  const steps = table(models, batches);
  const S: (number | null)[] = [...steps.S];
  S[8] = null;
  S[9] = Infinity;
  for (let i = 20; i < 27; i++) S[i] = NaN;
  const fit = fitBatch({ ...steps, S });
  assert.deepEqual(fit.targets.map(({ unreached }) => unreached.length), [1, 1, 7, 0, 0]);
  assert.deepEqual(fit.targets[0]!.unreached, [batches[8]]);
  assertClose(fit.targets[0]!.fit!.coef.B_crit, 1e6, 1e-8, "B_crit of eight batches");
  assert.equal(fit.targets[2]!.fit, null);
  assert.match(
    fit.toString(),
    /N = 100 M, loss 3\.4 was never reached with a batch of 8\.39 M tokens/,
  );
  assert.match(fit.toString(), /not fitted: 2 batches reached the loss, 3 are needed/);
  assert.deepEqual(fit.power("N").leftOut, [
    "N = 400 M, loss 3: not fitted: 2 batches reached the loss, 3 are needed",
  ]);
});

Deno.test("the interval of an exponent without errors of the points is that of a line", () => {
  // ln B = 0, 1, 1 at ln x = 0, 1, 2: slope ½, RSS 1/6, one degree of freedom, t = 12.7062.
  const points = [0, 1, 1].map((y, i) => point(Math.exp(i), Math.exp(y), 0));
  const power = new BatchPower("N", points, []);
  assertClose(power.exponent, 0.5, 1e-12, "slope");
  assertClose(power.scatter!, Math.sqrt(1 / 6), 1e-12, "scatter");
  const { low, high } = power.interval()!;
  // The tables print t to six digits.
  assertClose(high - 0.5, 12.7062 * Math.sqrt(1 / 12), 1e-5, "reach");
  assertClose(0.5 - low, high - 0.5, 1e-12, "both sides");
  assertClose(
    power.intervalAt(Math.E)!.high,
    Math.exp(2 / 3 + 12.7062 / Math.sqrt(18)),
    1e-4,
    "at",
  );
});

Deno.test("the interval of an exponent carries the points' errors where the line fits exactly", () => {
  const power = new BatchPower("N", [0, 1, 2].map((i) => point(Math.exp(i), Math.exp(i), 0.1)), []);
  assert.equal(power.scatter, 0);
  assertClose(power.interval()!.high - 1, 12.7062 * 0.1 / Math.sqrt(2), 1e-5, "reach");
  assert.equal(new BatchPower("N", power.points.slice(1), []).interval(), null);
});

Deno.test("of 60 simulated tables the 95 % intervals of the exponent hold the truth in 52 or more", () => {
  let held = 0;
  for (let seed = 1; seed <= 60; seed++) {
    const random = uniform(seed);
    const noise = () => 0.05 * normal(random);
    const { low, high } = fitBatch(table(models, batches, noise)).power("N").interval()!;
    if (low <= 0.6 && 0.6 <= high) held++;
  }
  // 57 expected, three standard deviations of 1.7.
  assert.ok(held >= 52, `${held}`);
});

Deno.test("profile and bootstrap intervals of B_crit hold it, and a saved fit has them still", () => {
  const random = uniform(7);
  const steps = table(models.slice(0, 1), batches, () => 0.05 * normal(random));
  const { fit } = fitBatch(steps, { bootstrap: { draws: 200, seed: 1 } }).targets[0]!;
  for (const method of ["profile", "bootstrap"] as const) {
    const { low, high } = fit!.interval("B_crit", 0.95, method)!;
    assert.ok(low < 1e6 && 1e6 < high, `${method}: ${low} to ${high}`);
  }
  const again = fitFromJSON(JSON.parse(JSON.stringify(fit)));
  assert.deepEqual(again.coef, fit!.coef);
});

const good = { B: [1000, 2000, 4000], S: [90, 50, 30], loss: [3, 3, 3] };

Deno.test("fitBatch() refuses a batch below one sequence", () => {
  assertRefuses(() => fitBatch({ ...good, B: [1000, 100, 4000], length: 512 }), [
    "Cannot fit steps to a loss",
    "  needed: batches of at least one sequence of 512 tokens",
    '  found: 100 in row 2 of column "B"',
  ]);
  assertRefuses(() => fitBatch({ S: good.S, loss: good.loss, batch: [0.5, 1, 2] }), [
    "Cannot fit steps to a loss",
    "  needed: batches of at least one sequence",
    '  found: 0.5 in row 1 of column "batch"',
  ]);
});

Deno.test("fitBatch() refuses tables without steps, loss or batch, and columns of two lengths", () => {
  assertRefuses(() => fitBatch({ B: [1, 2], loss: [3, 3] }), [
    "Cannot fit steps to a loss",
    "  needed: a column S",
    '  found: the columns "B" and "loss"',
  ]);
  assertRefuses(() => fitBatch({ S: [1, 2], loss: [3, 3] }), [
    "Cannot fit steps to a loss",
    "  needed: the batch: B in tokens, or batch in sequences",
    "  found: neither",
  ]);
  assertRefuses(() => fitBatch({ ...good, S: [90, 50] }), [
    "Cannot fit steps to a loss",
    '  needed: "B", "S" and "loss" of one length, and a row at least',
    "  found: 3 of B, 2 of S, 3 of loss",
  ]);
});

Deno.test("fitBatch() refuses losses and steps that are not above 0, and a batch twice", () => {
  assertRefuses(() => fitBatch({ ...good, loss: [3, 0, 3] }), [
    "Cannot fit steps to a loss",
    "  needed: loss above 0 and finite in every row",
    '  found: 0 in row 2 of column "loss"',
  ]);
  assertRefuses(() => fitBatch({ ...good, S: [90, -5, 30] }), [
    "Cannot fit steps to a loss",
    "  needed: steps above 0, or none where the loss was never reached",
    '  found: -5 in row 2 of column "S"',
  ]);
  assertRefuses(() => fitBatch({ ...good, B: [1000, 1000, 4000] }), [
    "Cannot fit steps to loss 3",
    "  needed: one row for each batch",
    "  found: the batch 1000 twice",
    "  cure: keep the fewest steps of the rates that were tried",
  ]);
});

Deno.test("fitBatch() refuses a loss that two batches reached, and sequences of unknown length", () => {
  assertRefuses(() => fitBatch({ ...good, S: [90, 50, Infinity] }), [
    "Cannot fit steps to a loss",
    "  needed: a loss that at least 3 batches reached",
    "  found: 2 at most, in 1 target",
    "  cure: choose a higher loss, or train longer",
  ]);
  assertRefuses(() => fitBatch(good, { unit: "sequences" }), [
    "Cannot fit steps to a loss with batches in sequences",
    "  needed: the length of a sequence in tokens, as the column length or as a number",
    "  found: batches in tokens alone",
  ]);
});

Deno.test("power() refuses a column that is not there, and one model alone", () => {
  assertRefuses(() => fitBatch(good).power("N"), [
    "Cannot hold the critical batch against N",
    "  needed: a column N",
    "  found: a table without",
  ]);
  assertRefuses(() => fitBatch(good).power("loss"), [
    "Cannot hold the critical batch against the loss",
    "  needed: a critical batch with an interval for at least two values of loss",
    "  found: 1 of 1 targets",
  ]);
});

Deno.test("fitBatch() refuses steps that are text, misspelt options and units, and two batches that differ", () => {
  assertRefuses(() => fitBatch({ ...good, S: ["90", "50", "30"] as unknown as number[] }), [
    "Cannot fit steps to a loss",
    "  needed: steps above 0, or none where the loss was never reached",
    '  found: 90 in row 1 of column "S"',
  ]);
  assertRefuses(() => fitBatch(good, { bootstraps: { draws: 10, seed: 1 } } as object), [
    'Cannot fit steps to a loss with the option "bootstraps"',
    '  needed: one of "unit", "objective" and "bootstrap"',
    '  found: "bootstraps"',
    '  cure: did you mean "bootstrap"?',
  ]);
  assertRefuses(() => fitBatch(good, { unit: "bytes" as "tokens" }), [
    'Cannot count batches in "bytes"',
    '  needed: one of "tokens" and "sequences"',
    '  found: "bytes"',
  ]);
  assertRefuses(() => fitBatch({ ...good, batch: [10, 20, 30], length: 100 }), [
    "Cannot fit steps to a loss",
    "  needed: B to be batch times length",
    '  found: 4000 in row 3 of column "B"',
  ]);
});

Deno.test("steps that no batch saves have no critical batch: noted, and left out of a power", () => {
  const S = [50, 50, 50];
  const rows = [1, 2, 3].map((k) => ({
    k,
    S: k === 1 ? S : good.B.map((B) => k * (10 + 4e4 / B)),
  }));
  const fit = fitBatch({
    B: rows.flatMap(() => good.B),
    S: rows.flatMap((row) => row.S),
    loss: rows.flatMap(() => good.loss),
    N: rows.flatMap(({ k }) => good.B.map(() => k * 1e6)),
  });
  assert.match(
    fit.toString(),
    /N = 1\.00 M, loss 3: B_crit lies outside the batches that were tried, 1\.00 k to 4\.00 k tokens/,
  );
  const { leftOut, points } = fit.power("N");
  assert.equal(points.length, 2);
  assert.match(leftOut[0]!, /^N = 1\.00 M, loss 3: .*no two ends of an interval$/);
});

Deno.test("the report of a power says which batch, and a batch at 0 parameters is refused", () => {
  const power = fitBatch(table(models, batches)).power("N", { from: 256 * 512 });
  assert.match(power.toString(), /20 % more steps than in proportion to 131072, in tokens/);
  assert.match(power.toString(), new RegExp(`exponent +${power.exponent.toFixed(4)}, 95 %`));
  assertRefuses(() => power.predict(0), [
    "Cannot read a critical batch off its power law",
    "  needed: N above 0 and finite",
    "  found: 0",
  ]);
});

function point(x: number, B: number, error: number) {
  return { label: "", x, B, low: null, high: null, error };
}

/** Park and Miller's minimal standard. */
function uniform(seed: number): () => number {
  let state = 1000 + 7919 * seed;
  return () => (state = state * 48271 % 2147483647) / 2147483647;
}

/** Box and Muller. */
function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random());
}
