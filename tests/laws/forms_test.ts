// The shipped forms by themselves: what follows from their formulas, and what their presets say.
// Sources: Kaplan et al. (2020), equations 1.1 to 1.3; Henighan et al. (2020), Table 1; Muennighoff et
// al. (2023), parametric_fit.ipynb; Caballero et al. (2022), Figures 1 and 4; Gadre et al. (2024).
import assert from "node:assert/strict";
import { allocate, bnsl, budgetFor, chinchilla, gadre, lawNamed, lossAt, powerLaw } from "isoflop";
import { powerLawWithFloor, presetNamed, simulate, sumOfPowers } from "isoflop";
import type { Coef, Frontier, Law } from "isoflop";
import { modelOf } from "../../lib/fit/model.ts";
import { assertClose, assertRefuses } from "../support/agree.ts";

const registered = [
  "chinchilla",
  "power-law",
  "power-law-floor",
  "sum-of-powers",
  "bnsl",
  "bnsl-3",
  "gadre",
  "data-constrained",
  "downstream-error",
];

Deno.test("lawNamed() finds every form, and presetNamed() every preset of it", () => {
  for (const name of registered) {
    const law = lawNamed(name);
    assert.equal(law.name, name);
    for (const [short, preset] of Object.entries(law.presets)) {
      assert.equal(presetNamed(`${name}:${short}`), preset);
      assert.equal(preset.name, `${name}:${short}`);
      if (preset.law === null) continue;
      assert.equal(preset.law, name);
      assert.deepEqual(Object.keys(preset.coef!).sort(), [...law.coefNames].sort());
    }
  }
});

Deno.test("every form is read from its own text, so that its derivatives are exact", () => {
  const points: Record<string, Record<string, number>> = {
    "power-law": { C: 1e21 },
    "power-law-floor": { C: 1e21 },
    "sum-of-powers": { N: 1e9, D: 2e10 },
    bnsl: { x: 700 },
    "bnsl-3": { x: 3e20 },
    gadre: { C: 1e21, M: 40 },
    "data-constrained": { N: 8.67e9, D: 178e9, U: 25e9 },
    "downstream-error": { loss: 3 },
  };
  for (const [name, at] of Object.entries(points)) {
    const law = lawNamed(name);
    const model = modelOf(law, (term) => law.rules[term] ?? {});
    assert.ok(model.formula !== null, name);
    const coef = Object.values(law.presets)[0]!.coef!;
    const theta = model.terms.map((term, j) =>
      model.logged[j] ? Math.log(coef[term]!) : coef[term]!
    );
    const rows = law.regressors.map((column) => Float64Array.of(at[column]!));
    const out = {
      p: new Float64Array(1),
      d: model.terms.map(() => new Float64Array(1)),
      h: model.curved.map(() => new Float64Array(1)),
    };
    model.evaluate(model.columns(rows, 1), 1, Float64Array.from(theta), out, true);
    assertClose(out.p[0]!, law.predict(coef, at), 1e-12, name);
    model.terms.forEach((term, j) => {
      const size = 1e-6 * Math.max(Math.abs(theta[j]!), 1e-3);
      const moved = (by: number) =>
        law.predict(model.toCoef(Float64Array.from(theta, (v, k) => k === j ? v + by : v)), at);
      const slope = (moved(size) - moved(-size)) / (2 * size);
      // A relative step of 1e-6 keeps some five digits; rounding of the law over the step comes on top.
      const allowed = 1e-5 * Math.abs(slope) + 1e-15 * out.p[0]! / size;
      const off = Math.abs(out.d[j]![0]! - slope);
      assert.ok(off <= allowed, `${name}: ∂/∂${term} = ${out.d[j]![0]}, by steps ${slope}`);
    });
  }
});

Deno.test("powerLaw() of any column is the same line in that column", () => {
  const coef = { K: 406, gamma: 0.076 };
  for (const law of [powerLaw({ regressor: "N" }), powerLaw({ regressor: "model size" })]) {
    const [column] = law.regressors;
    const loss = law.predict(coef, { [column!]: 8.8e13 } as Record<typeof column & string, number>);
    assertClose(loss, 406 * 8.8e13 ** -0.076, 1e-14);
  }
  assert.equal(powerLaw({ regressor: "N" }).name, "power-law-N");
  // Kaplan's C₀ for L(C_min): 3.1e8 PF-days of 8.64e19 FLOP.
  const kaplan = powerLaw().presets.kaplan.coef as Coef<"K" | "gamma">;
  assertClose(powerLaw().derive(kaplan).C0, 3.1e8 * 8.64e19, 1e-12);
});

Deno.test("powerLawWithFloor() has published floors that no compute crosses", () => {
  const law = powerLawWithFloor();
  for (const preset of Object.values(law.presets)) {
    const coef = preset.coef as Coef<"E" | "K" | "gamma">;
    const [near, far] = [1e18, 1e40].map((C) => law.predict(coef, { C }));
    assert.ok(near! > far! && far! > coef.E, preset.name);
  }
});

/** No move along 6ND = C lowers the loss, and the frontier's own loss is the one there. */
function assertLeast(frontier: Frontier, predict: (at: { N: number; D: number }) => number): void {
  for (const C of [1e18, 5.76e23]) {
    const N = frontier.N.coef * C ** frontier.N.exponent;
    const D = frontier.D.coef * C ** frontier.D.exponent;
    assertClose(6 * N * D, C, 1e-12, "6ND");
    assertClose(frontier.loss!(C), predict({ N, D }), 1e-12, "loss");
    // The loss less its floor is what is inverted: 1e-9 leaves room for that difference.
    assertClose(frontier.compute!(frontier.loss!(C)), C, 1e-9, "compute");
    for (const factor of [0.5, 0.98, 1.02, 2]) {
      assert.ok(predict({ N: factor * N, D: D / factor }) > frontier.loss!(C), `${factor}`);
    }
  }
}

Deno.test("sumOfPowers is chinchilla with β = α, frontier and all", () => {
  const { coef, frontier, predict } = sumOfPowers.presets.muennighoff;
  const tied = { ...coef, beta: coef!.alpha! } as Coef<"E" | "A" | "B" | "alpha" | "beta">;
  assertLeast(frontier, predict!);
  for (const at of [{ N: 1e8, D: 1e9 }, { N: 7e10, D: 1.4e12 }]) {
    assertClose(predict!(at), chinchilla.predict(tied, at), 1e-14);
  }
  // As printed with the fit: A = 520.825, B = 1487.716, E = 1.869144, G = 0.2258019, D/N = 19.613.
  assertClose(coef!.A!, 520.825, 1e-6, "A");
  assertClose(coef!.B!, 1487.716, 1e-6, "B");
  assertClose(coef!.E!, 1.869144, 1e-6, "E");
  assertClose(sumOfPowers.derive(coef as Coef<"E" | "A" | "B" | "alpha">).G, 0.2258019, 1e-6, "G");
  const plan = allocate(sumOfPowers.presets.muennighoff, { C: 5.76e23 });
  assertClose(plan.N, 69.962e9, 1e-5, "N at 5.76e23 FLOP");
  assertClose(plan.D, 1.37217e12, 1e-5, "D at 5.76e23 FLOP");
});

Deno.test("gadre is the sum of powers in other columns, and its best M is the printed one", () => {
  // Table of the repository's fits: M* = 3.36, 7.42 and 5.85.
  const printed = { c4: "3.36", redpajama: "7.42", refinedweb: "5.85" };
  for (const [short, M] of Object.entries(printed)) {
    const { coef, frontier, predict } = gadre.presets[short as keyof typeof printed];
    const { E, a, b, eta } = coef as Coef<"E" | "a" | "b" | "eta">;
    assert.equal(gadre.derive({ E, a, b, eta }).Mbest.toFixed(2), M, short);
    assertLeast(frontier, predict!);
    const sum = { E, A: a * 6 ** -eta, B: b * 6 ** -eta, alpha: 2 * eta };
    const at = { N: 1.4e9, D: 9e11 };
    assertClose(predict!(at), sumOfPowers.predict(sum, at), 1e-13, short);
  }
});

Deno.test("bnsl() without a break is the power law with a floor", () => {
  const none = bnsl(0, { regressor: "C" });
  const floor = powerLawWithFloor();
  for (const C of [1, 1e9, 1e22]) {
    const plain = floor.predict({ E: 1.7, K: 30, gamma: 0.1 }, { C });
    assertClose(none.predict({ a: 1.7, b: 30, c0: 0.1 }, { C }), plain, 1e-15);
  }
});

Deno.test("bnsl() goes from slope to slope at a break, however sharp and however far", () => {
  const law = bnsl(2);
  const coef = { a: 0, b: 1, c0: 0.1, c1: 0.4, d1: 1e4, f1: 1e-3, c2: -0.3, d2: 1e8, f2: 0.2 };
  const slope = (x: number) =>
    Math.log(law.predict(coef, { x: 1.01 * x }) / law.predict(coef, { x })) / Math.log(1.01);
  // 1e-9: three decades from a break of width .2 its factor is a power to 1e-15, the logs to 1e-13.
  for (const [x, steep] of [[1e-300, -0.1], [10, -0.1], [1e6, -0.5], [1e11, -0.2], [1e300, -0.2]]) {
    assert.ok(Math.abs(slope(x!) - steep!) < 1e-4, `${slope(x!)} at ${x}`);
  }
});

// Ground truth at these points as computed from the published constants.
Deno.test("bnsl:add4 is the published curve of four-digit addition", () => {
  const { coef } = presetNamed("bnsl:add4");
  const curve = { 100: 2.18098102, 405: 2.04945522, 500: 2.0139077, 700: 1.13517284 };
  for (const [x, y] of Object.entries(curve)) {
    assertClose((bnsl(1) as unknown as Law).predict(coef!, { x: Number(x) }), y, 5e-9, x);
  }
});

Deno.test("a preset of a law without N and D plans nothing, and says so", () => {
  const preset = presetNamed("bnsl:add4");
  const sentence = [
    "Cannot plan with bnsl:add4",
    "  needed: a law of N and D, from which a compute-optimal frontier follows",
    "  found: one of x",
    '  cure: take another preset, such as "chinchilla:epoch"',
  ];
  assertRefuses(() => allocate(preset, { C: 1e21 }), sentence);
  assertRefuses(() => budgetFor(preset, { loss: 2 }), sentence);
  assertRefuses(() => lossAt(preset, { N: 1e9, D: 1e10 }), sentence);
  assert.equal(preset.predict, null);
  assert.deepEqual(JSON.parse(JSON.stringify(preset)).coef, preset.coef);
  assertRefuses(() => simulate(preset, { N: [1e9], D: [1e10] }, { noise: 0, seed: 1 }), [
    "Cannot simulate runs of bnsl:add4",
    "  needed: coefficients that give a loss",
    "  found: those of bnsl, no law of N and D",
    '  cure: take another preset, such as "chinchilla:epoch"',
  ]);
});

Deno.test("bnsl() refuses breaks that are none, and columns without a name", () => {
  for (const breaks of [-1, 1.5, 10, NaN]) {
    assertRefuses(() => bnsl(breaks), [
      "Cannot make a broken neural scaling law",
      "  needed: a whole number of breaks from 0 to 9",
      `  found: ${breaks}`,
      "  cure: every break has three coefficients: one or two are what most runs can show",
    ]);
  }
  assertRefuses(() => powerLaw({ regressor: "" }), [
    'Cannot make the law "power-law"',
    "  needed: the name of a column as its regressor",
    '  found: ""',
  ]);
  assertRefuses(() => bnsl(1, { regressor: "c1" }), [
    'Cannot define the law "bnsl"',
    "  needed: every coefficient, every regressor and the response to have a name of its own",
    '  found: "c1" twice',
  ]);
});
