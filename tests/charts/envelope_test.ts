import assert from "node:assert/strict";
import { type ChartCurve, envelope } from "isoflop/charts";
import { frontierOf, minimum } from "./_frontiers.ts";
import { layersOf, rowsOf, sharedRows } from "./_layers.ts";

const sizes = [1e8, 3e8, 1e9];
const curves = sizes.map((N) => curve(N, 500));
// 3e17 … 3e21 in steps of a third of a decade; the envelope is on the middle size from 1e19 to 1e20.
const C = Array.from({ length: 13 }, (_, i) => 3e17 * 10 ** (i / 3));
const minima = C.map((c, i) => {
  const edge = c < 1e19 || c > 1e20;
  const status = edge ? "edge" : "converged";
  const at = { N: c < 1e19 ? 1e8 : c > 1e20 ? 1e9 : 3e8, loss: 4 - i / 10, range: null };
  return minimum(c, { ...at, status, message: edge ? "on the edge" : "inside", curvature: null });
});
const of = frontierOf(minima);

Deno.test("envelope() draws checkpoints as they are, few of each curve, the last one among them", () => {
  const chart = envelope({ curves }, of);
  const points = rowsOf(layersOf(chart)[0]);
  for (const [position, { C, loss }] of curves.entries()) {
    const own = points.filter((point) => point.curve === position);
    assert.ok(own.length >= 12 && own.length <= 120, `${own.length}`);
    // Minima converge up to 6.46e19 FLOP; a decade beyond them is in view.
    const last = C.find((c) => c > 6.4633e19 * 10.01) ?? C.at(-1)!;
    assert.equal(own.at(-1)!.C, Number(last.toPrecision(6)));
    for (const point of own) {
      const i = C.findIndex((c) => Math.abs(c / point.C! - 1) < 1e-5);
      assert.ok(Math.abs(loss[i]! / point.loss! - 1) < 1e-5);
    }
  }
});

Deno.test("envelope() is dashed where no minimum converged, a decade around those that did", () => {
  const line = rowsOf(layersOf(envelope({ curves }, of))[1]);
  const drawn = minima.filter(({ C }) => C > 0.9e18 && C < 1.1e21);
  const ends = new Map(line.map(({ C, loss }) => [C, loss]));
  assert.deepEqual([...ends.keys()], drawn.map(({ C }) => Number(C.toPrecision(6))));
  for (const { C, loss } of drawn) {
    assert.equal(ends.get(Number(C.toPrecision(6))), Number(loss!.toPrecision(6)));
  }
  for (const part of [0, 1, 2]) {
    const stretch = line.filter((row) => row.part === part);
    assert.deepEqual([...new Set(stretch.map(({ beyond }) => beyond))], [part !== 1]);
  }
});

Deno.test("envelope() has hollow points for minima on the edge, and counts them", () => {
  const chart = envelope({ curves }, of);
  const edge = minima.filter(({ status }) => status === "edge").length;
  const drawn = sharedRows(chart).filter(({ hollow }) => hollow);
  assert.ok(drawn.length > 0 && drawn.length < edge);
  assert.ok(drawn.every(({ status, message }) => status === "edge" && message === "on the edge"));
  assert.equal(
    chart.spec.title.subtitle![0],
    `by hand; black: the least loss at each budget; ${edge} of 13 minima not converged (edge): ` +
      `hollow, ${edge - drawn.length} not drawn`,
  );
});

Deno.test("envelope() says N* and D* of Table 3 for Gopher's budget", () => {
  const chart = envelope({ curves }, of, { C: 5.76e23 });
  assert.match(chart.description, /^Loss of 3 training curves from 100 M to 1\.00 B parameters/);
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
  assert.match(legend.labelExpr, /^\["100 M","300 M","1 B"\]/);
  assert.deepEqual(scale.domain, [1e8, 1e9]);
});

Deno.test("envelope() stays small with sixty curves, and works with two of one size", () => {
  const sixty = Array.from({ length: 60 }, (_, i) => curve(1e7 * 1.1 ** i, 1000));
  assert.ok(JSON.stringify(envelope({ curves: sixty }, of)).length < 90_000);
  const two = envelope({ curves: [curve(1e9, 20), curve(1e9, 10)] }, of);
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
      "  found: none of 1 in by hand (the first: edge, on the edge)",
      "  cure: fit runs whose sizes lie on both sides of the best one",
    ].join("\n"),
  });
});

function curve(N: number, checkpoints: number): ChartCurve {
  const D = Float64Array.from({ length: checkpoints }, (_, i) => (i + 1) * 2e11 / checkpoints);
  const loss = D.map((d) => 1.8 + 500 / N ** 0.35 + 2000 / d ** 0.37);
  return { run: N.toExponential(1), N, D, C: D.map((d) => 6 * N * d), loss };
}
