/**
 * Every chart function on real data that ship with the package: the ladder's runs and curves, the
 * papers' tables and published coefficients. The pictures in `pictures/` are of these charts.
 *
 * A chart's name begins with that of its function; the tests miss a function that has none.
 */
import * as charts from "isoflop/charts";
import type { Chart } from "isoflop/charts";
import { landmarkModels, load, publishedTable } from "isoflop/datasets";
import {
  bands,
  fitBatch,
  fitEnvelope,
  fitLaw,
  fitValleys,
  heldOut,
  profileCurve,
  rollout,
  thirds,
} from "isoflop/fit";
import {
  type ChinchillaCoef,
  kaplanN,
  nonEmbeddingView,
  presetNamed,
  wrongSize,
} from "isoflop/laws";
import type { Curves, Runs } from "isoflop/runs";

const epoch = presetNamed("chinchilla:epoch"), hoffmann = presetNamed("chinchilla:hoffmann");
const bootstrap = { draws: 100, seed: 1 };

/** The charts, by name. */
export async function realGallery(): Promise<Record<string, Chart>> {
  const [ladder, curves] = [await load("ladder"), await load("ladder-curves")];
  const runs = ladder.where("sweep=isoflop");
  return {
    ...lawFigures(runs, ladder.where("sweep=held-out")),
    ...frontierFigures(runs, curves.where(({ run }) => run.startsWith("isoflop-"))),
    ...policyFigures(await landmarkModels()),
    ...servingFigures(await landmarkModels()),
    ...batchFigures(curves),
    ...reconciliation(await publishedTable("porian_exponents")),
    cosineLength: charts.cosineLength(
      curves.where(({ run }) => run.startsWith("schedule-") && !run.includes("constant")),
      { floor: 0, warmup: 0.05 },
    ),
    ...manyTokens(ladder.where("sweep=over-training"), ladder.where("sweep=repetition")),
    exploreBudget: charts.exploreBudget([hoffmann, epoch]),
    exploreFloor: charts.exploreFloor(epoch),
    explorePlan: charts.explorePlan([presetNamed("data-constrained:muennighoff"), epoch]),
    exploreSurface: charts.exploreSurface(epoch),
  };
}

/** One law of all budgets from 2e11 FLOP on, as in lesson 00. */
function lawFigures(runs: Runs, held: Runs): Record<string, Chart> {
  const fitted = runs.where("budget>=2e11");
  const fit = fitLaw(fitted, undefined, { bootstrap });
  const methods = ["wald", "sandwich", "profile", "bootstrap"] as const;
  const along = Array.from({ length: 13 }, (_, i) => 2e11 * 10 ** (i / 4)).map((C) => {
    const { N, D } = fit.frontier;
    return { N: N.coef * C ** N.exponent, D: D.coef * C ** D.exponent };
  });
  return {
    profile: charts.profile(profileCurve(fit, "beta", { points: 31 })),
    intervals: charts.intervals(
      methods.map((method) => ({ label: method, interval: fit.interval("beta", 0.95, method)! })),
      { unit: "β (exponent of D)" },
    ),
    bands: charts.bands(bands(fit, along), { fittedTo: 6e12 }),
    rollout: charts.rollout(rollout(runs, undefined, { cuts: [2e11, 6e11] })),
    lossCompute: charts.lossCompute(fitted, { law: fit }),
    isoLoss: charts.isoLoss(fitted, fit, { C: 2e13 }),
    isoflop: charts.isoflop(fitted, { law: fit }),
    coefficients: charts.coefficients(fit),
    residuals: charts.residuals(runs, fit),
    linearAndLog: charts.linearAndLog(runs),
    heldOut: charts.heldOut(heldOut(fit, held)),
    panels: charts.panels([
      charts.isoLoss(fitted, fit, { width: 260, height: 220 }),
      charts.lossCompute(fitted, { law: fit, width: 260, height: 220 }),
    ], { title: "The ladder and its law, over size and over compute" }),
  };
}

/** Many tokens for each parameter, and the same tokens again and again. */
function manyTokens(long: Runs, repeated: Runs): Record<string, Chart> {
  const { predict } = fitLaw(long);
  const { N, D, loss, source } = repeated;
  const U = Float64Array.from(repeated.frame.getColumn("unique_tokens").toArray() as number[]);
  return {
    overTraining: charts.overTraining(
      { predict, fitted: { N: long.N, D: long.D, outcome: long.loss } },
      { source: long.source },
    ),
    repetition: charts.repetition({ N, D, U, loss, source }, null),
    repeatedPlane: charts.repeatedPlane(null, presetNamed("data-constrained:muennighoff"), {
      U: 25e9,
      C: 9.2e21,
    }),
    exploreOutliers: charts.exploreOutliers(long.where((_, i) => i % 3 === 0)),
  };
}

/** Approaches 1 and 2 on the ladder. */
function frontierFigures(runs: Runs, curves: Curves): Record<string, Chart> {
  const valleys = fitValleys(runs, { bootstrap });
  return {
    valleys: charts.valleys(runs, valleys, { C: 6e13 }),
    envelope: charts.envelope(curves, fitEnvelope(curves), { C: 6e13 }),
    curvature: charts.curvature(valleys, thirds(valleys)),
    exponents: charts.exponents([
      valleys,
      fitLaw(runs, undefined, { bootstrap }),
      presetNamed("chinchilla:approach2"),
    ]),
  };
}

/** What papers advise, and what was trained. */
/** Published coefficients, with a model's use paid for. */
function servingFigures(models: Awaited<ReturnType<typeof landmarkModels>>): Record<string, Chart> {
  const sardana = presetNamed("chinchilla:sardana");
  const named = ["Chinchilla", "Llama 3.1 405B"];
  return {
    servingCosts: charts.servingCosts(sardana, { loss: 2.045282, tokens: 2e12 }),
    smallerModel: charts.smallerModel(sardana, { C: 4.497e22, N: 7e9, tokens: 2e12 }),
    servingMap: charts.servingMap(sardana),
    overheadCurve: charts.overheadCurve([sardana, epoch]),
    tradeOffCurve: charts.tradeOffCurve(epoch, {
      models: models.filter(({ name }) => named.includes(name)),
    }),
  };
}

function policyFigures(models: Awaited<ReturnType<typeof landmarkModels>>): Record<string, Chart> {
  const policies = ["kaplan:table6", "chinchilla:hoffmann", "chinchilla:epoch", "llama3:refit"]
    .map(presetNamed);
  const three = ["approach1", "approach2", "hoffmann"].map((name) =>
    presetNamed(`chinchilla:${name}`)
  );
  return {
    landmarks: charts.landmarks(models, policies),
    tokensPerParameter: charts.tokensPerParameter(policies.slice(1), { landmarks: models }),
    approaches: charts.approaches(three, { landmarks: models }),
    allocation: charts.allocation([epoch, hoffmann]),
    relation: charts.relation({
      x: { title: "N over the best N", unit: "ratio", domain: [0.3, 10] },
      y: { title: "Compute over the least", unit: "ratio" },
      series: [{ label: "Kaplan", line: (r) => wrongSize(r).compute }],
    }, { title: "The price of a wrong size" }),
    relationOfLosses: charts.relation({
      x: { title: "Parameters N", unit: "count", domain: [1e3, 1e12] },
      y: { title: "Loss (nats/token)", unit: "loss" },
      series: [{
        label: "Kaplan et al. 2020",
        line: (N) => kaplanN.predict(kaplanN.presets.headline!.coef as never, { N } as never),
      }],
    }, { title: "A power law of size" }),
  };
}

/** Steps to three losses by batch, read from the ladder's curves at the best of its learning rates. */
function batchFigures(curves: Curves): Record<string, Chart> {
  const swept = curves.where(({ run }) => run.startsWith("batch-"));
  const rows = [4.7, 4.6, 4.5, 4.4, 4.3].flatMap((loss) => {
    const best = new Map<number, number>();
    for (const curve of swept.curves) {
      const there = curve.loss.findIndex((value) => value <= loss);
      if (there < 0) continue;
      const batch = batchOf(curve.run), S = curve.D[there]! / batch;
      best.set(batch, Math.min(S, best.get(batch) ?? Infinity));
    }
    return [...best].map(([B, S]) => ({ B, S, loss }));
  });
  const fit = fitBatch({
    ...{ B: rows.map(({ B }) => B), S: rows.map(({ S }) => S) },
    ...{ loss: rows.map(({ loss }) => loss), source: { name: "ladder", committable: true } },
  });
  return {
    stepsByBatch: charts.stepsByBatch(fit),
    stepsByExamples: charts.stepsByExamples(fit),
    criticalBatch: charts.criticalBatch({ ratio: fit.power("loss") }, { unit: fit.unit }),
  };
}

/** The batch in tokens that the name of a run ends in; those without had 512, or 1024. */
function batchOf(run: string): number {
  const [, batch] = /-b(\d+)/.exec(run) ?? [];
  return batch ? Number(batch) : run.includes("-1.5e06-") ? 512 : 1024;
}

/** Why Kaplan and Chinchilla disagree, by Pearce & Song and by Porian. */
function reconciliation(
  steps: Parameters<typeof charts.staircase>[0],
): Record<string, Chart> {
  const view = nonEmbeddingView(epoch.coef as ChinchillaCoef);
  const whole = nonEmbeddingView(epoch.coef as ChinchillaCoef, { compute: "total" });
  const range = { label: "Kaplan", from: view.computeOf(768), to: view.computeOf(1.5e9) };
  return {
    localExponent: charts.localExponent([
      { label: "6 N_E D", ...view },
      { label: "6 N_T D", ...whole },
    ], { ranges: [range], published: [{ label: "Kaplan", a: 0.73 }] }),
    bestSizes: charts.bestSizes([{ label: "6 N_E D", ...view }, { label: "6 N_T D", ...whole }], {
      ranges: [range],
    }),
    staircase: charts.staircase(steps, {
      published: [{ label: "Kaplan, fixed batch 0.88", a: 0.88 }, {
        label: "Hoffmann 0.50",
        a: 0.5,
      }],
    }),
  };
}
