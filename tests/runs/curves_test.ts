import assert from "node:assert/strict";
import { presetNamed } from "isoflop/laws";
import { type Curve, Curves, envelopeAt, logSpacedBudgets, simulateCurves } from "isoflop/runs";

const epoch = presetNamed("chinchilla:epoch");
const sizes = [1e8, 2e8, 4e8, 8e8];
const design = {
  N: sizes.flatMap((N) => [N, N]),
  D: sizes.flatMap((N) => [10 * N, 80 * N]),
};

Deno.test("envelope() is the least of all curves at every budget", () => {
  const { curves } = simulateCurves(epoch, design, { noise: 0.01, jitter: 0.005, seed: 4 });
  const budgets = logSpacedBudgets(curves, 400);
  const envelope = new Curves({
    curves,
    source: { name: "test", committable: true },
  }).envelope({ bins: 400 });
  // Independently: every segment of every curve at every budget, in natural logarithms.
  let entry = 0;
  for (const C of budgets) {
    let [least, N, which] = [Infinity, NaN, -1];
    curves.forEach((curve, k) => {
      for (let i = 1; i < curve.C.length; i++) {
        const [a, b] = [Math.log(curve.C[i - 1]!), Math.log(curve.C[i]!)];
        const share = (Math.log(C) - a) / (b - a);
        if (!(C >= curve.C[i - 1]! && C <= curve.C[i]!)) continue;
        const loss = Math.exp(
          (1 - share) * Math.log(curve.loss[i - 1]!) + share * Math.log(curve.loss[i]!),
        );
        if (loss < least) [least, N, which] = [loss, curve.N, k];
      }
    });
    if (which < 0) continue;
    assert.equal(envelope.C[entry], C);
    // Differences of logarithms near 44 are good to 1e-14; segments are 0.005 wide and more.
    assert.ok(Math.abs(envelope.loss[entry]! / least - 1) < 1e-12);
    assert.equal(envelope.N[entry], N);
    assert.equal(envelope.curve[entry], which);
    assert.ok(Math.abs((6 * N * envelope.D[entry]!) / C - 1) < 1e-12);
    entry++;
  }
  assert.equal(envelope.C.length, entry);
  assert.ok(new Set(envelope.curve).size > 3);
});

Deno.test("envelope() without noise follows the law's frontier", () => {
  const N = Array.from({ length: 25 }, (_, i) => 1e8 * 10 ** (i / 12));
  const every = { N, D: N.map((n) => 200 * n) };
  const curves = simulateCurves(epoch, every, { noise: 0, seed: 1, schedule: "law" });
  const { C, loss } = curves.envelope();
  const best = epoch.frontier.loss!;
  // Budgets for which the best size is among those trained and has twenty tokens per parameter.
  C.forEach((c, i) => {
    if (c < 1e20 || c > 1e22) return;
    // A neighbouring size is at most 10 % off the best one, which costs 1e-4 in the loss; straight
    // lines between checkpoints add less.
    assert.ok(loss[i]! > best(c) * (1 - 1e-9) && loss[i]! < best(c) * (1 + 3e-4), `${c}`);
  });
});

Deno.test("logSpacedBudgets() are 1500 at equal ratios, both ends to the last bit", () => {
  const { curves } = simulateCurves(epoch, design, { noise: 0, seed: 1 });
  const budgets = logSpacedBudgets(curves);
  assert.equal(budgets.length, 1500);
  assert.equal(budgets[0], Math.min(...curves.map(({ C }) => C[0]!)));
  assert.equal(budgets[1499], Math.max(...curves.map(({ C }) => C.at(-1)!)));
  const ratio = (budgets[1499]! / budgets[0]!) ** (1 / 1499);
  for (let k = 1; k < 1500; k++) {
    // Each is an exponential of a number below 50.
    assert.ok(Math.abs(budgets[k]! / budgets[k - 1]! / ratio - 1) < 1e-13);
  }
});

Deno.test("envelopeAt() leaves out budgets that no curve reaches, and sorts the others", () => {
  const curve = (run: string, N: number, C: number[], loss: number[]): Curve => ({
    run,
    N,
    C: Float64Array.from(C),
    D: Float64Array.from(C, (c) => c / (6 * N)),
    loss: Float64Array.from(loss),
  });
  const a = curve("a", 1, [10, 100], [5, 4]);
  const b = curve("b", 2, [1000, 1e4], [3, 2]);
  const { C, curve: which, loss } = envelopeAt([a, b], [1e4, 300, 10, 1, 1e5, 1000]);
  assert.deepEqual(Array.from(C), [10, 1000, 1e4]);
  assert.deepEqual(Array.from(which), [0, 1, 1]);
  assert.deepEqual(Array.from(loss), [5, 3, 2]);
  // With an exact count of FLOP D is between the checkpoints' own tokens.
  const exact = { ...a, D: Float64Array.of(1, 100) };
  assert.ok(Math.abs(envelopeAt([exact], [Math.sqrt(1000)]).D[0]! - 10) < 1e-12);
});

Deno.test("envelopes refuse no curves, empty curves and budgets without meaning", () => {
  const { curves } = simulateCurves(epoch, { N: [1e8], D: [1e9] }, { noise: 0, seed: 1 });
  const none = { ...curves[0]!, C: new Float64Array(), run: "x" };
  const message = (needed: string, found: string) => ({
    message: `Cannot find the envelope of training curves\n  needed: ${needed}\n  found: ${found}`,
  });
  const curve = "at least one training curve, each with a checkpoint";
  assert.throws(() => envelopeAt([], [1]), message(curve, "no curve"));
  assert.throws(() => logSpacedBudgets([none]), message(curve, `none in "x"`));
  assert.throws(() => envelopeAt(curves, [1, -1]), message("C > 0 for every budget", "-1"));
  assert.throws(() => envelopeAt(curves, [1]), message("a budget that a curve reaches", "none"));
  assert.throws(
    () => logSpacedBudgets(curves, 1),
    message("a whole number of budgets, at least 2", "1"),
  );
});

Deno.test("smoothed() is a Gaussian mean over neighbours, renormalised at the ends", () => {
  const curves = simulateCurves(epoch, design, {
    noise: 0,
    jitter: 0.02,
    seed: 9,
    checkpoints: 40,
  });
  const smooth = curves.smoothed(10);
  curves.curves.forEach((curve, k) => {
    for (let i = 0; i < 40; i++) {
      let sum = 0, weights = 0;
      for (let j = 0; j < 40; j++) {
        if (Math.abs(j - i) > 5) continue;
        const weight = Math.exp(-0.5 * ((j - i) / 2) ** 2);
        sum += weight * curve.loss[j]!;
        weights += weight;
      }
      // Eleven additions in another order.
      assert.ok(Math.abs(smooth.curves[k]!.loss[i]! / (sum / weights) - 1) < 1e-14);
    }
    assert.equal(smooth.curves[k]!.C, curve.C);
  });
  assert.equal(
    smooth.notes.at(-1),
    "Losses are smoothed with a Gaussian window of 10 checkpoints.",
  );
  // A window of one checkpoint is the checkpoint.
  assert.deepEqual(curves.smoothed(1).curves[0]!.loss, curves.curves[0]!.loss);
  for (const window of [0, -1, NaN, Infinity]) {
    assert.throws(() => curves.smoothed(window), {
      message: [
        "Cannot smooth training curves",
        "  needed: a positive number of checkpoints as the window",
        `  found: ${window}`,
      ].join("\n"),
    });
  }
});

Deno.test("smoothed() with a window wider than the run averages over all of it", () => {
  const curves = simulateCurves(epoch, design, {
    noise: 0,
    jitter: 0.02,
    seed: 9,
    checkpoints: 40,
  });
  const [curve] = curves.curves;
  for (const window of [2 * curve!.loss.length, 1e4, 3e9, Number.MAX_VALUE]) {
    const { loss } = curves.smoothed(window).curves[0]!;
    for (const i of [0, 7, loss.length - 1]) {
      let sum = 0, weights = 0;
      curve!.loss.forEach((value, j) => {
        const weight = Math.exp(-(((j - i) / (window / 5)) ** 2) / 2);
        sum += weight * value;
        weights += weight;
      });
      // The same sum, in the same order.
      assert.ok(Math.abs(loss[i]! / (sum / weights) - 1) < 1e-14, `${window}`);
    }
  }
});

Deno.test("lossAt() reads every curve, NaN where one does not reach", () => {
  const curves = simulateCurves(epoch, { N: [1e8, 1e9], D: [1e9, 1e9] }, { noise: 0, seed: 1 });
  const [small, large] = curves.curves;
  assert.deepEqual(Array.from(curves.lossAt(small!.C[7]!)), [small!.loss[7], NaN]);
  assert.deepEqual(Array.from(curves.lossAt(large!.C.at(-1)!)), [NaN, large!.loss.at(-1)]);
  assert.throws(() => curves.lossAt(0), {
    message:
      "Cannot read losses off training curves\n  needed: a positive number of FLOP\n  found: 0",
  });
});

Deno.test("ends() are runs, one row each, and no clusters", () => {
  const curves = simulateCurves(epoch, design, { noise: 0.01, seed: 2 });
  const runs = curves.ends();
  assert.equal(runs.length, 8);
  assert.equal(runs.run, undefined);
  assert.deepEqual(Array.from(runs.N), design.N);
  assert.deepEqual(Array.from(runs.D), design.D);
  assert.deepEqual(Array.from(runs.C), design.N.map((N, i) => 6 * N * design.D[i]!));
  assert.deepEqual(Array.from(runs.loss), curves.curves.map(({ loss }) => loss.at(-1)));
  assert.deepEqual(runs.frame.columns, ["N", "D", "C", "loss", "curve", "cycle"]);
  assert.deepEqual(runs.frame.getColumn("curve").toArray(), curves.curves.map(({ run }) => run));
  assert.equal(runs.source, curves.source);
  assert.equal(runs.notes.at(-1), "One row per run: its last checkpoint.");
});

Deno.test("where() keeps runs by their end, and says so", () => {
  const curves = simulateCurves(epoch, design, { noise: 0, seed: 1 });
  const kept = curves.where(({ N, D }) => D / N > 20);
  assert.deepEqual(kept.curves, curves.curves.filter((_, i) => i % 2 === 1));
  assert.equal(kept.notes.at(-1), "4 of 8 runs, those where a given function is true.");
  assert.equal(kept.where(() => true), kept);
  assert.equal(curves.where(({ run }, i) => i === 3 && run.startsWith("200 M")).length, 1);
  assert.throws(() => curves.where(({ C }) => C > 1e30), {
    message: [
      "Cannot select training curves where a given function is true",
      "  needed: at least one such run",
      "  found: none among 8 runs",
    ].join("\n"),
  });
});

Deno.test("curves report their ranges and ends; other people's are marked and not printed", () => {
  const curves = simulateCurves(epoch, { N: [1e8], D: [2e9] }, {
    noise: 0,
    seed: 1,
    checkpoints: 4,
  });
  assert.equal(
    String(curves),
    [
      "1 simulated training curve from chinchilla:epoch, 4 checkpoints",
      "",
      "simulated from  chinchilla: E 1.8172, A 482.01, B 2085.4, alpha 0.34780, beta 0.36580",
      "noise           0 on ln loss, seed 1",
      "",
      "        least  greatest  unit",
      "N       100 M     100 M  parameters",
      "D       500 M    2.00 B  tokens",
      "C     3.00e17   1.20e18  FLOP",
      "loss    3.439     4.120  nats/token",
      "",
      "run                       N  checkpoints  last D   last C  last loss",
      "100 M, 2.00 B tokens  100 M            4  2.00 B  1.20e18      3.439",
      "",
      "Before the learning rate has decayed the loss lies up to 4.00 % above the law: an " +
      "assumption for teaching, not a measurement.",
    ].join("\n"),
  );
  const bundle = curves[Symbol.for("Jupyter.display") as never] as () => Record<string, unknown>;
  assert.deepEqual(Object.keys(bundle.call(curves)), ["text/html", "text/plain"]);
  const { source, curves: all } = curves;
  const theirs = new Curves({ curves: all, source: { ...source, committable: false } });
  assert.deepEqual(bundle.call(theirs)["application/vnd.isoflop+json"], {
    publicRows: true,
    summary: theirs.summary(),
  });
  assert.equal(Deno.inspect(theirs), theirs.summary());
  assert.match(theirs.summary(), /^1 simulated training curve from [^\n]*, 4 checkpoints: N 100 M/);
});
