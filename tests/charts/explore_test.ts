// The figures with sliders compute in Vega what the library computes in TypeScript.
import assert from "node:assert/strict";
import {
  exploreBudget,
  exploreFloor,
  exploreOutliers,
  explorePlan,
  exploreSurface,
} from "isoflop/charts";
import { fitLaw, huberLog, squaredLog } from "isoflop/fit";
import {
  chinchilla,
  type ChinchillaCoef,
  powerLaw,
  powerLawWithFloor,
  presetNamed,
  tokensForLoss,
} from "isoflop/laws";
import { accelerators, allocate, planRepeated, planServing, trainingBill } from "isoflop/plan";
import { simulate } from "isoflop/runs";
import { count, significant } from "isoflop/text";
import { liveView } from "../support/live_view.ts";

const epoch = presetNamed("chinchilla:epoch");

/** The same operations in another order: rounding is all that may differ. */
function near(found: number, wanted: number, within = 1e-11): void {
  assert.ok(Math.abs(found / wanted - 1) < within, `${found} is not ${wanted}`);
}

Deno.test("exploreSurface: N*, D* and the loss are the library's wherever the sliders stand", async () => {
  const view = await liveView(exploreSurface(epoch));
  const settings = [
    {},
    { logC: 19.35 },
    { E: 1.4, A: 150, B: 6000 },
    { alpha: 0.2, beta: 0.5, logC: 25 },
    { alpha: 0.48, beta: 0.3, A: 1800, B: 900, E: 1.9 },
  ];
  let now: Record<string, number> = { ...epoch.coef!, logC: 23 };
  for (const change of settings) {
    now = { ...now, ...change };
    await view.set(change);
    const coef = now as unknown as ChinchillaCoef, C = 10 ** now.logC!;
    const { N, D, loss } = chinchilla.frontier(coef);
    near(view.get("N"), N.coef * C ** N.exponent);
    near(view.get("D"), D.coef * C ** D.exponent);
    near(view.get("loss"), loss!(C));
    const valley = view.rows("N", "D", "loss", "budget");
    assert.ok(valley.length > 30, `${valley.length} points of the valleys`);
    for (const row of valley) {
      near(row.loss!, chinchilla.predict(coef, { N: row.N!, D: row.D! }));
      near(6 * row.N! * row.D!, row.C!);
    }
    const lines = view.rows("least", "C");
    assert.ok(lines.length > 30, `${lines.length} points of the lines`);
    for (const { N, D, loss } of lines) {
      // Near the least size a rounding of N is a large change of D.
      const digits = 1e-9 +
        1e-13 / Math.abs(N! / (coef.A / (loss! - coef.E)) ** (1 / coef.alpha) - 1);
      near(D!, tokensForLoss(coef, { N: N!, loss: loss! }), digits);
    }
  }
});

Deno.test("exploreBudget: N*, D* and their ratio are those of allocate(), in numbers and in words", async () => {
  const policies = ["hoffmann", "epoch", "approach1"].map((name) =>
    presetNamed(`chinchilla:${name}`)
  );
  const view = await liveView(exploreBudget(policies));
  for (const logC of [18, 20.35, 23, 23.76, 25.95]) {
    await view.set({ logC });
    const words = view.rows("cell", "value").map(({ value }) => String(value));
    policies.forEach((of, i) => {
      const plan = allocate(of, { C: 10 ** logC });
      near(view.get(`N${i}`), plan.N);
      near(view.get(`D${i}`), plan.D);
      near(view.get(`ratio${i}`), plan.tokensPerParameter);
      const written = [count(plan.N), count(plan.D), significant(plan.tokensPerParameter)];
      assert.deepEqual(words.slice(1 + 3 * i, 4 + 3 * i), written);
    });
  }
});

Deno.test("exploreFloor: the curve is the power law with a floor, the line its tangent", async () => {
  const view = await liveView(exploreFloor(epoch));
  const law = powerLawWithFloor();
  const excess = epoch.frontier.loss!(1e20) - epoch.coef!.E!;
  near(view.get("loss"), epoch.frontier.loss!(1e20));
  for (const change of [{}, { E: 0.5, logC: 21.5 }, { gamma: 0.05, decades: 6 }, { E: 2.3 }]) {
    await view.set(change);
    const E = view.get("E"), gamma = view.get("gamma"), C = view.get("C"), to = view.get("to");
    const coef = { E, K: excess * 1e20 ** gamma, gamma };
    near(view.get("loss"), law.predict(coef, { C }));
    near(view.get("there"), law.predict(coef, { C: to }));
    // A central difference of the logarithm has an error of h² and one of rounding / h.
    const h = 1e-5;
    const [below, above] = [Math.exp(-h), Math.exp(h)].map((by) =>
      law.predict(coef, { C: C * by })
    );
    const slope = -Math.log(above! / below!) / (2 * h);
    near(view.get("slope"), slope, 1e-8);
    near(view.get("straight"), view.get("loss") * (to / C) ** -slope, 1e-7);
    for (const { C, loss } of view.rows("part", "loss", "shown")) {
      near(loss!, law.predict(coef, { C: C! }));
    }
  }
});

Deno.test("exploreFloor: a power law without its floor is its own straight line", async () => {
  const view = await liveView(exploreFloor(epoch));
  await view.set({ subtract_ticked: true });
  const curve = view.rows("part", "loss", "shown").filter(({ C }) => C! > 1e22);
  const E = view.get("E"), gamma = view.get("gamma");
  for (const { C, shown } of curve) near(shown!, (2.5534 - E) * (C! / 1e20) ** -gamma, 1e-4);
  assert.ok(curve.length > 20);
});

const repeated = presetNamed("data-constrained:muennighoff");
const planner = () => explorePlan([repeated, epoch, presetNamed("chinchilla:hoffmann")]);
const [none, unlimited] = [8, 15];

Deno.test("explorePlan: without demand and limit it is Chinchilla's optimum, of every law", async () => {
  const view = await liveView(planner());
  for (const [law, of] of [repeated, epoch, presetNamed("chinchilla:hoffmann")].entries()) {
    for (const logC of [18, 20.7, 23, 26]) {
      await view.set({ law, logC, logDemand: none, logU: unlimited });
      const { N, D, loss } = allocate(of, { C: 10 ** logC });
      near(view.get("N"), N);
      near(view.get("D"), D);
      near(view.get("loss"), loss!);
      near(view.get("plainN"), N);
    }
  }
});

Deno.test("explorePlan: with repeated tokens it is planRepeated()'s optimum", async () => {
  const view = await liveView(planner());
  for (const logC of [19, 21, 22, 23]) {
    for (const logU of [9.5, 10.4, 11, 12]) {
      await view.set({ law: 0, logC, logDemand: none, logU });
      const { N, D, epochs, loss } = planRepeated(repeated, { C: 10 ** logC, U: 10 ** logU });
      near(view.get("loss"), loss!, 1e-13);
      // Beyond a hundred epochs the valley is flat: a search by values knows N to fewer digits.
      const within = epochs < 100 ? 1e-6 : 1e-4;
      near(view.get("N"), N, within);
      near(view.get("D"), D, within);
      near(view.get("epochs"), epochs, within);
    }
  }
});

Deno.test("explorePlan: with a demand it is the root of the slope, found by Newton's method", async () => {
  const view = await liveView(planner());
  for (const logC of [19, 23, 25.5]) {
    for (const logDemand of [9, 11.5, 13, 15.95]) {
      await view.set({ law: 1, logC, logDemand, logU: unlimited });
      const C = 10 ** logC, served = 10 ** logDemand / 3;
      const { A, B, alpha, beta } = epoch.coef as unknown as ChinchillaCoef;
      // ln(αA N^−α D) − ln(βB D^−β (D + served)) = 0, concave and increasing in ln D.
      let lnD = Math.log(allocate(epoch, { C }).D);
      for (let i = 0; i < 40; i++) {
        const D = Math.exp(lnD), N = C / (6 * (D + served));
        const value = Math.log(alpha * A / (beta * B)) - alpha * Math.log(N) +
          (1 + beta) * lnD - Math.log(D + served);
        lnD -= value / (1 + beta + (alpha - 1) * D / (D + served));
      }
      const D = Math.exp(lnD), N = C / (6 * (D + served));
      near(view.get("D"), D, 1e-10);
      near(view.get("N"), N, 1e-10);
      near(view.get("loss"), chinchilla.predict(epoch.coef as unknown as ChinchillaCoef, { N, D }));
      near(view.get("training") + view.get("serving"), C);
    }
  }
});

Deno.test("explorePlan: with demand and repetition nothing along the budget is better", async () => {
  const view = await liveView(planner());
  for (const [logC, logDemand, logU] of [[22, 12, 10], [24, 13.5, 11.5], [23, 11, 9.7]] as const) {
    await view.set({ law: 0, logC, logDemand, logU });
    const C = 10 ** logC, demand = 10 ** logDemand, U = 10 ** logU, best = view.get("loss");
    const predict = repeated.predict as (at: { N: number; D: number; U: number }) => number;
    near(best, predict({ N: view.get("N"), D: view.get("D"), U }), 1e-13);
    for (let i = -200; i <= 200; i++) {
      const D = view.get("D") * 10 ** (i / 50);
      const loss = predict({ N: C / (6 * D + 2 * demand), D, U });
      assert.ok(loss >= best - 1e-14, `${loss} at ${D} tokens is below ${best}`);
    }
  }
});

Deno.test("explorePlan: more demand never gives a larger model", async () => {
  const view = await liveView(planner());
  let size = Infinity;
  for (let logDemand = 8; logDemand <= 16; logDemand += 0.5) {
    await view.set({ law: 1, logC: 23, logDemand, logU: unlimited });
    assert.ok(view.get("N") <= size);
    size = view.get("N");
  }
});

Deno.test("explorePlan: with a demand it is planServing()'s optimum, with its saving", async () => {
  const view = await liveView(planner());
  const sardana = { E: 1.69, A: 406.4, B: 410.7, alpha: 0.336, beta: 0.283 };
  for (const [law, of] of [repeated, epoch, presetNamed("chinchilla:hoffmann")].entries()) {
    for (const logC of [20, 23, 25.5]) {
      for (const logDemand of [10, 12, 14.5]) {
        const logLambda = law === 1 ? 0.7 : 0;
        await view.set({ law, logC, logDemand, logLambda, logU: unlimited });
        const plan = planServing(of, {
          ...{ C: 10 ** logC, tokens: 10 ** logDemand, lambda: 10 ** logLambda },
        });
        near(view.get("N"), plan.N, 1e-8);
        near(view.get("D"), plan.D, 1e-8);
        near(view.get("loss"), plan.loss!, 1e-12);
        near(view.get("serving"), plan.inferenceC, 1e-8);
        assert.ok(Math.abs(view.get("saving") - 100 * plan.saving) < 1e-6);
      }
    }
  }
  // Sardana et al.: as good as Chinchilla's 13 B and serving 2 T, 7 B on 2.1 times the data.
  const own = { law: "chinchilla", coef: sardana, frontier: chinchilla.frontier(sardana) };
  const published = await liveView(explorePlan([{ ...own, predict: null, title: "Sardana" }]));
  const [N, D] = [6968595058.482874, 1247839884252.538];
  const logC = Math.log10(6 * N * D + 2 * N * 2e12);
  await published.set({ logC, logDemand: Math.log10(2e12), logU: unlimited });
  near(published.get("N"), N, 2e-4); // the tolerance of the vectors
  near(published.get("D"), D, 2e-4);
  assert.equal(published.get("saving").toFixed(1), "17.4");
});

Deno.test("explorePlan: hours, days, money and energy are trainingBill()'s", async () => {
  const view = await liveView(planner());
  await view.set({ law: 1, logC: 23, logDemand: 12, logU: unlimited, mfu: 0.5, price: 3 });
  const names = ["h100", ...Object.keys(accelerators).filter((name) => name !== "h100")];
  for (const [gpu, accelerator] of names.entries()) {
    await view.set({ gpu, fleet: 3 });
    const cluster = { accelerator, count: 256, mfu: 0.5, dollarsPerHour: 3 };
    const bill = trainingBill(view.get("training"), cluster);
    near(view.get("hours"), bill.hours);
    near(view.get("days"), bill.days!);
    near(view.get("cost"), bill.dollars!);
    if (bill.megawattHours === null) assert.equal(view.get("energy"), 0);
    else near(view.get("energy"), bill.megawattHours);
  }
});

/** Thirteen runs of a law without a floor, with one per cent of noise. */
function straight(seed: number) {
  const N = [1, 1.7, 2.4, 4.1, 6.3, 9, 14, 22, 31, 52, 75, 110, 180].map((x) => x * 1e8);
  const law = {
    name: "power law of compute",
    coefNames: ["K", "gamma"],
    predict: ({ K, gamma }: Record<string, number>, { N, D }: { N: number; D: number }) =>
      K! * (6 * N * D) ** -gamma!,
  };
  const design = { N, D: N.map((size) => 20 * size) };
  return simulate({ law, coef: { K: 24, gamma: 0.05 } }, design, { noise: 0.01, seed });
}

Deno.test("exploreOutliers: both lines are fitLaw()'s, wherever δ and the outliers are", async () => {
  let worst = 0, most = 0;
  for (const seed of [1, 2, 3]) {
    const view = await liveView(exploreOutliers(straight(seed)));
    for (let group = 0; group < 4; group++) {
      for (const percent of [-30, 0, 3, 20, 60]) {
        for (const logDelta of [-4, -3, -2.4, -1.9, -1.2, 0]) {
          await view.set({ group, percent, logDelta });
          const delta = view.get("delta");
          // Layers have rows of their own besides: of each run the first row is the figure's.
          const all = view.rows("shown", "pull", "C").toReversed();
          const rows = [...new Map(all.map((row) => [row.i!, row])).values()];
          const C = rows.map(({ C }) => C!), loss = rows.map(({ shown }) => shown!);
          assert.equal(C.length, 13);
          const [huber, squares] = [huberLog(delta), squaredLog()].map((objective) =>
            fitLaw({ C, loss }, powerLaw(), { objective }).coef
          );
          // Coefficients by the last fields of the path: 13 + 5 steps.
          const { a18, b18, a0, b0, d18 } = rows[0] as Record<string, number>;
          assert.equal(d18, delta, "the path did not arrive");
          const centre = Math.log(C[0]!) - rows[0]!.x!;
          for (const [fit, a, b] of [[huber!, a18!, b18!], [squares!, a0!, b0!]] as const) {
            worst = Math.max(worst, Math.abs(fit.gamma + b));
            worst = Math.max(worst, Math.abs(Math.log(fit.K) - fit.gamma * centre - a));
          }
          const steps = Array.from({ length: 18 }, (_, k) => rows[0]![`m${k}`]!);
          most = Math.max(most, steps.filter((at) => at > delta).length);
        }
      }
    }
  }
  assert.ok(worst < 1e-7, `${worst}`);
  assert.ok(most <= 16, `${most} crossings of 18`);
});

Deno.test("exploreOutliers: once it is outside δ, an outlier that moves on moves nothing", async () => {
  const view = await liveView(exploreOutliers(straight(1)));
  const slope = async (percent: number) => {
    await view.set({ group: 0, percent, logDelta: -2 });
    return view.rows("b18")[0]!.b18!;
  };
  near(await slope(20), await slope(60), 1e-12);
  assert.ok(Math.abs(await slope(0) / await slope(20) - 1) > 1e-3);
});

Deno.test("exploreOutliers refuses too few runs and too many", () => {
  const few = simulate(epoch, { N: [1e8, 1e9], D: [1e9, 1e10] }, { noise: 0, seed: 1 });
  assert.throws(() => exploreOutliers(few), /needed: 5 to 20 runs.*found: 2 runs/s);
});
