import assert from "node:assert/strict";
import { type ChartCurve, envelope } from "isoflop/charts";
import { fitEnvelope, fitValleys } from "isoflop/fit";
import { frontierOf, minimum } from "./_frontiers.ts";
import { nineSizes, sweep } from "./_gallery.ts";
import { layersOf, rowsOf, sharedRows } from "./_layers.ts";

const sizes = [1e8, 3e8, 1e9, 3e9];
const curves = sizes.map((N) => curve(N, 500));
// The smallest and the largest size are edges; the former's middle is decades before the others'.
const minima = [
  minimum(1e17, { N: 1e8, status: "edge", message: "no smaller model" }),
  minimum(1e19, { N: 3e8 }),
  minimum(1e20, { N: 1e9 }),
  minimum(7e20, { N: 3e9, status: "edge", message: "no larger model" }),
];
const of = frontierOf(minima);

Deno.test("envelope() draws checkpoints as they are, few of each curve, the last one among them", () => {
  const chart = envelope({ curves }, of);
  const points = rowsOf(layersOf(chart)[0]);
  for (const [position, { C, loss }] of curves.entries()) {
    const own = points.filter((point) => point.curve === position);
    assert.ok(own.length >= 12 && own.length <= 120, `${own.length}`);
    // Minima converge up to 1e20 FLOP; a decade beyond them is in view.
    const last = C.find((c) => c > 1.001e21) ?? C.at(-1)!;
    assert.equal(own.at(-1)!.C, Number(last.toPrecision(6)));
    for (const point of own) {
      const i = C.findIndex((c) => Math.abs(c / point.C! - 1) < 1e-5);
      assert.ok(Math.abs(loss[i]! / point.loss! - 1) < 1e-5);
    }
  }
});

Deno.test("envelope() draws the least loss, and the size and tokens that give it", () => {
  const chart = envelope({ curves }, of);
  const line = rowsOf(layersOf(chart)[1]);
  assert.ok(line.length >= 100 && line[0]!.C! > 0.9e18 && line.at(-1)!.C! < 1.01e21);
  // The losses are the law's at every checkpoint, and the budgets lie between checkpoints: straight
  // lines in logarithms are off by less than 1e-3 where a curve has five hundred of them.
  const best = (C: number) =>
    sizes.map((N) => ({ N, D: C / (6 * N), loss: lossAt(N, C / (6 * N)) }))
      .filter(({ D }) => D >= 4e8 && D <= 2e11)
      .reduce((a, b) => (b.loss < a.loss ? b : a));
  for (const { C, loss } of line) assert.ok(Math.abs(loss! / best(C!).loss - 1) < 1e-3, `${C}`);
  for (const [panel, letter] of [[1, "N"], [2, "D"]] as const) {
    const trail = rowsOf(layersOf(chart, panel)[1]);
    assert.equal(trail.length, 100);
    const off = trail.filter((row) => Math.abs(row[letter]! / best(row.C!)[letter] - 1) > 1e-3);
    // Beside a crossing the smaller of two equal losses may be either's.
    assert.ok(off.length <= 2, `${off.length}`);
  }
});

Deno.test("envelope() draws the least loss down to where the best curve ends, and up again", () => {
  // The smallest model is the best until it ends at 5e19 FLOP, between the evenly spaced budgets.
  const short = curve(1e8, 1000);
  const kept = short.C.findLastIndex((C) => C <= 5e19) + 1;
  const cut = (values: Float64Array) => values.slice(0, kept);
  const loss = cut(short.loss).map((value) => value * 0.9);
  const early = { ...short, C: cut(short.C), D: cut(short.D), loss };
  const line = rowsOf(layersOf(envelope({ curves: [early, ...curves.slice(1)] }, of))[1]);
  const [end, last] = [early.C.at(-1)!, loss.at(-1)!];
  const at = line.findIndex(({ C }) => Math.abs(C! / end - 1) < 1e-5);
  assert.ok(Math.abs(line[at]!.loss! / last - 1) < 1e-5);
  const after = line.slice(at).find(({ C }) => C! > end * (1 + 1e-5))!;
  assert.ok(after.loss! > 1.02 * last && after.C! < 1.1 * end);
});

Deno.test("envelope() is dashed where the best model is the smallest or the largest", () => {
  const chart = envelope({ curves }, of);
  const [line, [, trail]] = [rowsOf(layersOf(chart)[1]), layersOf(chart, 1)];
  const sizeAt = new Map(rowsOf(trail).map(({ C, N }) => [C, N]));
  const parts = Map.groupBy(line, ({ part }) => part!);
  assert.equal(parts.size, 3);
  for (const part of parts.values()) {
    // A piece begins at the end of the one before.
    for (const { C, beyond } of part.slice(1)) {
      assert.equal(beyond, [1e8, 3e9].includes(sizeAt.get(C!)!));
    }
  }
});

Deno.test("envelope() has hollow points for minima on the edge, and counts them", () => {
  const chart = envelope({ curves }, of);
  assert.deepEqual(
    sharedRows(chart).map(({ N, hollow, status, message }) => [N, hollow, status, message]),
    [
      [3e8, false, "converged", "a minimum"],
      [1e9, false, "converged", "a minimum"],
      [3e9, true, "edge", "no larger model"],
    ],
  );
  assert.match(
    chart.spec.title.subtitle!.join("; "),
    /; 2 of 4 minima not converged \(edge\): hollow, 1 not drawn$/,
  );
});

Deno.test("envelope() says N* and D* of Table 3 for Gopher's budget", () => {
  const chart = envelope({ curves }, of, { C: 5.76e23 });
  assert.match(chart.description, /^Loss of 4 training curves from 100 M to 3\.00 B parameters/);
  // 67 B and 1.5 T are printed; the power law through the table gives 5 % fewer tokens there.
  assert.match(chart.description, /they give 67\.8 B parameters and 1\.42 T tokens\.$/);
});

Deno.test("envelope() has a legend with the sizes of the curves", () => {
  const [line] = layersOf(envelope({ curves }, of));
  const { legend, scale } = line!.encoding.color as unknown as {
    legend: { values: number[]; labelExpr: string };
    scale: { domain: number[] };
  };
  assert.deepEqual(legend.values, sizes);
  assert.match(legend.labelExpr, /^\["100 M","300 M","1 B","3 B"\]/);
  assert.deepEqual(scale.domain, [1e8, 3e9]);
});

Deno.test("envelope() stays small with sixty curves, and works with two of one size", () => {
  const others = Array.from({ length: 56 }, (_, i) => curve(1e7 * 1.1 ** i, 1000));
  const sixty = [...sizes.map((N) => curve(N, 1000)), ...others];
  assert.ok(JSON.stringify(envelope({ curves: sixty }, of)).length < 90_000);
  const one = frontierOf(minima.slice(2, 3));
  const two = envelope({ curves: [curve(1e9, 20), curve(1e9, 10)] }, one);
  assert.match(two.description, /^Loss of 2 training curves from 1\.00 B to 1\.00 B parameters/);
  assert.deepEqual(two.warnings(), []);
});

Deno.test("envelope() passes on whose rows the curves are, and that they are simulated", () => {
  const theirs = envelope({ curves, source: { name: "somebody's", committable: false } }, of);
  assert.deepEqual([theirs.publicRows, theirs.simulated], [true, false]);
  const made = envelope({ curves, source: { name: "made up", simulated: {} } }, of);
  assert.deepEqual([made.publicRows, made.simulated], [false, true]);
  const yours = envelope({ curves }, of);
  assert.deepEqual([yours.publicRows, yours.simulated], [false, false]);
});

Deno.test("envelope() refuses no curves, a curve without a second checkpoint, and no minimum", () => {
  const refusal = (found: string) => ({
    name: "InputError",
    message: [
      "Cannot draw the envelope of training curves",
      "  needed: at least one training curve, of two checkpoints or more",
      `  found: ${found}`,
    ].join("\n"),
  });
  assert.throws(() => envelope({ curves: [] }, of), refusal("no curve"));
  assert.throws(() => envelope({ curves: [curve(1e9, 1)] }, of), refusal('1 in "1.0e+9"'));
  assert.throws(() => envelope({ curves }, frontierOf([minima[0]!])), {
    message: [
      "Cannot draw the envelope of training curves",
      "  needed: at least one minimum that converged",
      "  found: none of 1 in by hand (the first: edge, no smaller model)",
      "  cure: fit runs whose sizes lie on both sides of the best one",
    ].join("\n"),
  });
});

Deno.test("envelope() refuses a fit of another approach, and names the chart for it", () => {
  assert.throws(() => envelope({ curves }, fitValleys(sweep())), {
    name: "InputError",
    message: [
      "Cannot draw the envelope of training curves",
      "  needed: a fit by Approach 1, from fitEnvelope()",
      "  found: one by Approach 2, from fitValleys()",
      "  cure: draw it by valleys() with its runs",
    ].join("\n"),
  });
});

Deno.test("envelope() refuses curves without the sizes of the minima", () => {
  const fit = fitEnvelope(nineSizes());
  const refusal = (found: string) => ({
    name: "InputError",
    message: [
      "Cannot draw the envelope of training curves",
      "  needed: the curves that were fitted, with the sizes of all minima",
      `  found: ${found}`,
      "  cure: fit these curves, or draw those that were fitted",
    ].join("\n"),
  });
  const { minima: [first] } = fit;
  assert.equal(first!.N, 7e7);
  const C = `${first!.C.toPrecision(3).replace("e+", "e")} FLOP`;
  assert.throws(
    () => envelope({ curves }, fit),
    refusal(`no curve of 70.0 M parameters, the best at ${C}: the curves have 100 M to 3.00 B`),
  );
  assert.throws(
    () => envelope({ curves: [curve(1e8, 500)] }, of),
    refusal("no curve of 300 M parameters, the best at 1e19 FLOP: the curves have 100 M"),
  );
  // Sizes read from a file with six digits are the same sizes.
  const rounded = curves.map((one) => ({ ...one, N: one.N * (1 + 4e-7) }));
  assert.match(envelope({ curves: rounded }, of).description, /^Loss of 4 training curves/);
});

function curve(N: number, checkpoints: number): ChartCurve {
  const D = Float64Array.from({ length: checkpoints }, (_, i) => (i + 1) * 2e11 / checkpoints);
  const loss = D.map((d) => lossAt(N, d));
  return { run: N.toExponential(1), N, D, C: D.map((d) => 6 * N * d), loss };
}

function lossAt(N: number, D: number): number {
  return 1.8 + 500 / N ** 0.35 + 2000 / D ** 0.37;
}
