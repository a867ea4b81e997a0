import assert from "node:assert/strict";
import { curvature } from "isoflop/charts";
import { fitValleys, thirds } from "isoflop/fit";
import { presetNamed } from "isoflop/laws";
import { grid, simulate } from "isoflop/runs";
import { frontierOf, minimum } from "./_frontiers.ts";
import { layersOf, rowsOf, textsOf } from "./_layers.ts";

const C = [1e18, 3e18, 1e19, 3e19, 1e20, 3e20];
const minima = C.map((c) => minimum(c));
const of = frontierOf(minima);
const whole = of.frontier.N;
const bent = { coef: whole.coef * 2, exponent: whole.exponent - 0.1 };
const pieces = [
  { C: [1e18, 3e18] as const, N: whole },
  { C: [1e19, 3e19] as const, N: whole },
  { C: [1e20, 3e20] as const, N: bent },
];

Deno.test("curvature() extends each third's power law over the whole range, dashed", () => {
  const chart = curvature(of, pieces);
  for (const [panel, over] of [[0, () => 1], [1, (C: number) => law(whole, C)]] as const) {
    const lines = rowsOf(layersOf(chart, panel).at(panel === 0 ? -1 : -2));
    for (const [series, { N, C: [low, high] }] of pieces.entries()) {
      const line = lines.filter((row) => row.series === series);
      assert.ok(line[0]!.C! < 1e18 && line.at(-1)!.C! > 3e20);
      for (const { C, value, beyond } of line) {
        // C is drawn with six digits, and so is the value.
        assert.ok(Math.abs(value! / (law(N, C!) / over(C!)) - 1) < 1e-5);
        if (C! < low * 0.99 || C! > high * 1.01) assert.equal(beyond, true);
        if (C! > low * 1.01 && C! < high * 0.99) assert.equal(beyond, false);
      }
    }
  }
});

Deno.test("curvature() shows the minima over their power law beside them", () => {
  const off = minima.map((m, i) => i === 2 ? { ...m, N: m.N! * 1.25, status: "flat" } : m);
  const chart = curvature(frontierOf(off), pieces);
  for (const [panel, field] of ["N", "over"].entries()) {
    const [hollow, full] = layersOf(chart, panel);
    assert.deepEqual([rowsOf(hollow).length, rowsOf(full).length], [1, 5]);
    assert.equal(hollow!.mark.filled, false);
    assert.equal(hollow!.encoding.y!.field, field);
    assert.ok(rowsOf(full).every(({ over }) => Math.abs(over! - 1) < 1e-5));
    assert.ok(Math.abs(rowsOf(hollow)[0]!.over! - 1.25) < 1e-5);
  }
  assert.match(chart.spec.title.subtitle![0]!, /1 of 6 minima not converged \(flat\): hollow$/);
});

Deno.test("curvature() names the thirds with the exponents of thirds()", () => {
  const epoch = presetNamed("chinchilla:epoch");
  const sweep = C.map((c) =>
    grid({ C: [c], N: [0.25, 0.5, 1, 2, 4].map((s) => s * law(epoch.frontier.N, c)) })
  );
  const design = { N: sweep.flatMap(({ N }) => N), D: sweep.flatMap(({ D }) => D) };
  const fit = fitValleys(simulate(epoch, design, { noise: 0.002, seed: 4 }));
  const chart = curvature(fit, thirds(fit));
  const named = ["first", "middle", "last"].map((which, i) =>
    `${which} third: C^${thirds(fit)[i]!.N.exponent.toFixed(3)}`
  );
  assert.deepEqual(textsOf(chart, 1).toSorted(), named.toSorted());
});

Deno.test("curvature() refuses no pieces, too many, and one without numbers", () => {
  const refusal = (found: string) => ({
    name: "InputError",
    message: [
      "Cannot draw the curvature of the frontier",
      "  needed: 1 to 6 power laws through parts of the minima, from thirds()",
      `  found: ${found}`,
      "  cure: fit more budgets: a part needs two minima",
    ].join("\n"),
  });
  assert.throws(() => curvature(of, []), refusal("0"));
  assert.throws(() => curvature(of, Array(7).fill(pieces[0])), refusal("7"));
  const lost = { ...pieces[0]!, N: { coef: NaN, exponent: NaN } };
  assert.throws(() => curvature(of, [pieces[0]!, lost]), refusal("no numbers in part 2"));
});

function law({ coef, exponent }: { coef: number; exponent: number }, C: number): number {
  return coef * C ** exponent;
}
