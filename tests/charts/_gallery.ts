/** The shipped charts on simulated runs, for the tests that hold for every chart. */
import {
  allocation,
  approaches,
  bands as bandsChart,
  bestSizes,
  type Chart,
  coefficients,
  cosineLength,
  criticalBatch,
  curvature,
  envelope,
  errorByLoss,
  exploreBudget,
  exploreFloor,
  exploreOutliers,
  explorePlan,
  exploreSurface,
  exponents,
  heldOut as heldOutChart,
  intervals,
  isoflop,
  isoLoss,
  landmarks as landmarksChart,
  linearAndLog,
  localExponent,
  lossCompute,
  overheadCurve,
  overTraining,
  panels,
  profile,
  relation,
  repeatedPlane,
  repetition,
  residuals,
  rollout as rolloutChart,
  servingCosts,
  servingMap,
  smallerModel,
  staircase,
  stepsByBatch,
  stepsByExamples,
  tokensPerParameter,
  tradeOffCurve,
  valleys,
} from "isoflop/charts";
import {
  bands,
  fitBatch,
  fitEnvelope,
  fitLaw,
  fitValleys,
  heldOut,
  profileCurve,
  rollout,
  squaredLog,
  thirds,
} from "isoflop/fit";
import { type ChinchillaCoef, downstreamError, nonEmbeddingView, presetNamed } from "isoflop/laws";
import type { PlanSource } from "isoflop/plan";
import { type Curves, grid, type Runs, simulate, simulateCurves } from "isoflop/runs";

const epoch = presetNamed("chinchilla:epoch");
const hoffmann = presetNamed("chinchilla:hoffmann");

/** 49 runs around the frontier of the law of Epoch AI. */
export function simulatedRuns(): Runs {
  const design = grid({
    N: [5e7, 1e8, 2e8, 5e8, 1e9, 2e9, 5e9],
    D: [1e9, 2e9, 5e9, 1e10, 2e10, 5e10, 1e11],
  });
  return simulate(epoch, design, { noise: 0.005, seed: 3 });
}

/** Nine runs of twenty tokens per parameter. */
function frontierRuns(): Runs {
  const N = [1e8, 1.7e8, 3e8, 5e8, 9e8, 1.5e9, 2.8e9, 5e9, 1e10];
  return simulate(epoch, { N, D: N.map((n) => 20 * n) }, { noise: 0.01, seed: 1 });
}

/** Three budgets of seven sizes each. */
export function sweep(): Runs {
  const N = [1e8, 2e8, 3e8, 5e8, 8e8, 1.3e9, 2e9];
  const design = grid({ N, C: [1e19, 3e19, 1e20] });
  return simulate(epoch, design, { noise: 0.002, seed: 5 });
}

/** Nine budgets of nine sizes each, around the best one, as in Hoffmann's Approach 2. */
export function nineBudgets(): Runs {
  const { N: best } = epoch.frontier;
  const parts = [6e18, 1e19, 3e19, 6e19, 1e20, 3e20, 6e20, 1e21, 3e21].map((C) => {
    const N = [-4, -3, -2, -1, 0, 1, 2, 3, 4].map((i) =>
      best.coef * C ** best.exponent * 2 ** (i / 2)
    );
    return grid({ C: [C], N });
  });
  const design = { N: parts.flatMap(({ N }) => N), D: parts.flatMap(({ D }) => D) };
  return simulate(epoch, design, { noise: 0.003, seed: 2 });
}

/** Nine sizes with four lengths each, spanning a factor of 16, as in Hoffmann's Approach 1. */
export function nineSizes(): Curves {
  const N = Array.from({ length: 9 }, (_, i) => 7e7 * (1e10 / 7e7) ** (i / 8));
  const pairs = N.flatMap((n) => [5, 20, 40, 80].map((ratio) => [n, ratio * n] as const));
  const design = { N: pairs.map(([n]) => n), D: pairs.map(([, d]) => d) };
  return simulateCurves(epoch, design, { noise: 0.003, seed: 1 });
}

/** Runs with cosines of the six lengths of Hoffmann's Figure A1. */
function sixCosines(): Curves {
  const cycle = [1, 1.1, 1.25, 1.5, 2, 5];
  const design = { N: cycle.map(() => 4e8), D: cycle.map(() => 8e9) };
  return simulateCurves(epoch, design, { noise: 0, jitter: 0.002, seed: 1, cycle });
}

/** Runs that do not show whether there is a floor. */
function floorless() {
  const design = grid({ N: [1e6, 3e6, 1e7, 3e7], D: [1e8, 3e8, 1e9, 3e9] });
  return fitLaw(simulate(epoch, design, { noise: 0.02, seed: 1 }), undefined, {
    objective: squaredLog(),
  });
}

/** Pearce & Song's and Porian's figures. */
function reconciliation(): Record<string, Chart> {
  const view = nonEmbeddingView(epoch.coef as ChinchillaCoef);
  const whole = nonEmbeddingView(epoch.coef as ChinchillaCoef, { compute: "total" });
  const range = { label: "Kaplan", from: view.computeOf(768), to: view.computeOf(1.5e9) };
  const second = { label: "Hoffmann", from: 6e18, to: 3e21 };
  const steps = [[1, "first", 0.86], [2, "second", 0.7], [3, "third", 0.52]] as const;
  return {
    localExponent: localExponent([{ label: "6 N_E D", ...view }, { label: "6 N_T D", ...whole }], {
      ranges: [range, second],
      published: [{ label: "Kaplan", a: 0.73 }],
    }),
    bestSizes: bestSizes([{ label: "6 N_E D", ...view }, { label: "6 N_T D", ...whole }], {
      ranges: [range],
    }),
    staircase: staircase(
      steps.flatMap(([step, experiment, a]) =>
        ["OpenWebText2", "RefinedWeb"].map((dataset, i) => ({
          ...{ step, experiment, dataset, a: a - i / 100 },
          ...{ a_low: a - 0.03, a_high: a + 0.03 },
        }))
      ),
      { published: [{ label: "Hoffmann", a: 0.5 }] },
    ),
  };
}

/** Steps to a loss by batch: three models, of which the last never gets there with the largest batch. */
function batchFigures(): Record<string, Chart> {
  const batches = [64, 256, 1024, 4096, 16_384];
  const models = [1e8, 4e8, 1.6e9];
  const rows = models.flatMap((N) => batches.map((batch) => ({ N, batch })));
  const S = rows.map(({ N, batch }, i) =>
    i === rows.length - 1
      ? Infinity
      : 1000 * (N / 1e8) ** 0.4 * (1 + 2000 * (N / 1e8) ** 0.6 / batch) * (1 + 0.05 * Math.cos(i))
  );
  const fit = fitBatch({
    ...{ S, N: rows.map(({ N }) => N), batch: rows.map(({ batch }) => batch) },
    loss: rows.map(({ N }) => 3.4 - 0.2 * Math.log2(N / 1e8)),
    run: rows.map(({ N }) => `${N / 1e6}M`),
    source: { name: "a formula", simulated: true },
  });
  const powers = { ratio: fit.power("N"), overhead: fit.power("N", { from: 256 }) };
  const { unit, source } = fit;
  return {
    stepsByBatch: stepsByBatch(fit),
    stepsByExamples: stepsByExamples(fit),
    criticalBatch: criticalBatch(powers, { unit, source }),
    criticalBatchOfLoss: criticalBatch({ ratio: fit.power("loss") }, { unit }),
  };
}

/** A panel with a law, points and a mark, and two with a size for each series. */
function relations(): Record<string, Chart> {
  const x = { title: "Parameters N", unit: "count" } as const;
  const y = { title: "Loss (nats/token)", unit: "loss" } as const;
  const law = (N: number) => (8.8e13 / N) ** 0.076;
  const sizes = [1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12];
  const points = sizes.map((N) => ({ x: N, y: law(N), low: 0.95 * law(N), high: 1.05 * law(N) }));
  const family = sizes.map((size) => ({
    ...{ label: `${size.toExponential(0)}`, size, line: (D: number) => law(size) + 1e3 / D ** 0.4 },
  }));
  const tokens = { title: "Tokens D", unit: "count", domain: [1e8, 1e12] } as const;
  const joined = { label: "", points, joined: "only" } as const;
  return {
    relation: relation({
      ...{ x, y, marks: [{ x: 1e9, y: law(1e9), text: "here" }] },
      series: [{ label: "law", points, line: law }, { label: "rule", line: () => 3, dashed: true }],
    }),
    relationPanels: relation([
      { title: "by size", x: tokens, y, series: family },
      { title: "linear", x, y: { ...y, scale: "linear" }, series: [joined] },
    ]),
  };
}

/** Muennighoff's figures, on runs with repeated data. */
function repeated(): Record<string, Chart> {
  const law = presetNamed("data-constrained:muennighoff");
  const rows = [2e7, 8e7, 3e8].flatMap((N) =>
    [1, 2, 4, 8, 16, 32, 64].map((epochs) => ({ N, D: 1e9 * epochs, U: 1e9 }))
  );
  const runs = {
    ...{ N: rows.map(({ N }) => N), D: rows.map(({ D }) => D), U: rows.map(({ U }) => U) },
    loss: rows.map((at, i) => law.predict!(at) * (1 + 0.01 * Math.sin(5 * i))),
    source: { name: "a formula", simulated: true },
  };
  return {
    repetition: repetition(runs, law),
    repetitionAlone: repetition(runs, null),
    repetitionOfTokens: repetition(null, law, {
      groups: [{ N: 2.8e9, D: 55e9 }, { N: 8.7e9, D: 178e9 }],
    }),
    repeatedPlane: repeatedPlane(runs, law, { U: 1e9 }),
    repeatedPlaneOfPreset: repeatedPlane(null, law, { U: 25e9, C: 9.2e21 }),
  };
}

/** Gadre's figures. */
function overTrained(): Record<string, Chart> {
  const { predict } = presetNamed("gadre:redpajama");
  const errorOf = { epsilon: 0.761, k: 1.323, gamma: 0.891 };
  const law = {
    predict: (at: { readonly loss: number }) => downstreamError.predict(errorOf, at),
  };
  const models = (sizes: readonly number[]) => {
    const points = sizes.flatMap((N) => [20, 320].map((M) => ({ N, D: M * N })));
    const loss = points.map((at, i) => predict!(at) * (1 + 0.01 * Math.sin(7 * i)));
    const error = loss.map((loss) => law.predict({ loss }));
    return { N: points.map(({ N }) => N), D: points.map(({ D }) => D), loss, error };
  };
  const fitted = models([1e7, 8e7, 4e8]), heldOut = models([1.4e9]);
  const source = { name: "a formula", simulated: true };
  const set = {
    predict: predict!,
    fitted: { ...fitted, outcome: fitted.loss },
    heldOut: { ...heldOut, outcome: heldOut.loss },
  };
  const errors = {
    predict: (at: { readonly N: number; readonly D: number }) =>
      law.predict({ loss: predict!(at) }),
    fitted: { ...fitted, outcome: fitted.error },
    heldOut: { ...heldOut, outcome: heldOut.error },
    intervals: heldOut.N.map((N, i) => ({
      ...{ N, D: heldOut.D[i]!, low: heldOut.error[i]! - 0.02, high: heldOut.error[i]! + 0.02 },
    })),
  };
  return {
    overTraining: overTraining(set, { source }),
    overTrainingPanels: overTraining([{ ...set, title: "one" }, { ...set, title: "two" }], {
      source,
    }),
    overTrainingErrors: overTraining(errors, { outcome: "error", source }),
    errorByLoss: errorByLoss([{ label: "RedPajama", law, fitted, heldOut }], { source }),
  };
}

/** Sardana's and de Vries' figures, and Villalobos & Atkinson's. */
function served(fit: PlanSource): Record<string, Chart> {
  const law = presetNamed("chinchilla:sardana");
  const prices = {
    training: { accelerator: "a100" },
    serving: { accelerator: "a100-40gb", precision: "int8" },
  } as const;
  const models = [
    { name: "Chinchilla", N: 70e9, D: 1.4e12 },
    { name: "Llama 3 8B", N: 8e9, D: 15e12 },
  ];
  return {
    servingCosts: servingCosts(law, { loss: 2.045282, tokens: 2e12 }),
    servingCostsOfFit: servingCosts(fit, { loss: 2.2, tokens: 1e12 }),
    smallerModel: smallerModel(law, { C: 4.497e22, N: 7e9, tokens: 2e12 }),
    servingMap: servingMap(law),
    servingMapOfMoney: servingMap(law, { prices }),
    overheadCurve: overheadCurve([law, epoch]),
    tradeOffCurve: tradeOffCurve(epoch, { models }),
  };
}

/** Every kind of chart, by name. */
export function gallery(runs: Runs = simulatedRuns()): Record<string, Chart> {
  const fit = fitLaw(runs, undefined, { bootstrap: { draws: 60, seed: 1 } });
  const landmarks = [
    { name: "Chinchilla", N: 70e9, D: 1.4e12 },
    { name: "Gopher", N: 280e9, D: 300e9, C: 5.76e23 },
    { name: "Llama 3.1 405B", N: 405e9, D: 15.6e12 },
  ];
  const budgets = nineBudgets();
  const profiles = fitValleys(budgets, { bootstrap: { draws: 60, seed: 1 } });
  const curves = nineSizes();
  const presets = ["approach1", "approach2", "hoffmann"].map((name) =>
    presetNamed(`chinchilla:${name}`)
  );
  const methods = ["wald", "sandwich", "profile", "bootstrap"] as const;
  const along = [1e19, 1e20, 1e21, 1e22, 1e23].map((C) => {
    const { N, D } = fit.frontier;
    return { N: N.coef * C ** N.exponent, D: D.coef * C ** D.exponent };
  });
  return {
    profile: profile(profileCurve(fit, "beta", { points: 31 })),
    profileOfSize: profile(profileCurve(fit, "A", { points: 31 })),
    profileOpen: profile(profileCurve(floorless(), "E", { points: 31 })),
    intervals: intervals(
      methods.map((method) => ({ label: method, interval: fit.interval("beta", 0.95, method)! })),
      { truth: { value: 0.3658, label: "published" }, unit: "β (exponent of D)", simulated: true },
    ),
    bands: bandsChart(bands(fit, along), { fittedTo: 3e21, simulated: true }),
    rollout: rolloutChart(rollout(runs, undefined, { cuts: [1e19, 1e20] })),
    lossCompute: lossCompute(runs, { law: fit }),
    lossComputeAlone: lossCompute(runs),
    isoLoss: isoLoss(runs, fit, { C: 5.76e23 }),
    isoflop: isoflop(sweep(), { law: epoch }),
    isoflopAlone: isoflop(sweep()),
    isoLossOfPreset: isoLoss(null, hoffmann),
    tokensPerParameter: tokensPerParameter([fit, hoffmann, epoch], { landmarks }),
    landmarks: landmarksChart(
      landmarks.map((model, i) => ({ ...model, date: `202${i + 1}-07` })),
      [fit, presetNamed("kaplan:table6")],
    ),
    allocation: allocation([fit, presetNamed("chinchilla:approach1")]),
    coefficients: coefficients(fit, { presets: [epoch, hoffmann] }),
    coefficientsAB: coefficients(fit, { x: "A", y: "B", presets: [epoch] }),
    panels: panels([
      isoLoss(runs, fit, { width: 260, height: 220 }),
      lossCompute(runs, { law: fit, width: 260, height: 220 }),
    ], { title: "A law over size and over compute" }),
    residuals: residuals(runs, fit),
    linearAndLog: linearAndLog(runs),
    ...relations(),
    ...repeated(),
    ...overTrained(),
    ...served(fit),
    heldOut: heldOutChart(heldOut(fit, runs.where((_, i) => i % 16 === 0))),
    valleys: valleys(budgets, profiles, { C: 5.76e23 }),
    valleysOfSplines: valleys(sweep(), fitValleys(sweep(), { minimum: "spline" })),
    envelope: envelope(curves, fitEnvelope(curves), { C: 5.76e23 }),
    approaches: approaches([profiles, ...presets], { landmarks }),
    cosineLength: cosineLength(sixCosines()),
    curvature: curvature(profiles, thirds(profiles)),
    exploreBudget: exploreBudget([fit, hoffmann, epoch]),
    exploreFloor: exploreFloor(epoch),
    exploreOutliers: exploreOutliers(frontierRuns()),
    explorePlan: explorePlan([presetNamed("data-constrained:muennighoff"), epoch]),
    exploreSurface: exploreSurface(epoch),
    exponents: exponents([profiles, fit, ...presets]),
    ...batchFigures(),
    ...reconciliation(),
  };
}
