/** The shipped charts on simulated runs, for the tests that hold for every chart. */
import {
  allocation,
  type Chart,
  coefficients,
  isoflop,
  isoLoss,
  lossCompute,
  residuals,
  tokensPerParameter,
} from "isoflop/charts";
import { fitLaw } from "isoflop/fit";
import { presetNamed } from "isoflop/laws";
import { grid, type Runs, simulate } from "isoflop/runs";

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

/** Three budgets of seven sizes each. */
export function sweep(): Runs {
  const N = [1e8, 2e8, 3e8, 5e8, 8e8, 1.3e9, 2e9];
  const design = grid({ N, C: [1e19, 3e19, 1e20] });
  return simulate(epoch, design, { noise: 0.002, seed: 5 });
}

/** Every kind of chart, by name. */
export function gallery(runs: Runs = simulatedRuns()): Record<string, Chart> {
  const fit = fitLaw(runs, undefined, { bootstrap: { draws: 60, seed: 1 } });
  const landmarks = [
    { name: "Chinchilla", N: 70e9, D: 1.4e12 },
    { name: "Gopher", N: 280e9, D: 300e9, C: 5.76e23 },
    { name: "Llama 3.1 405B", N: 405e9, D: 15.6e12 },
  ];
  return {
    lossCompute: lossCompute(runs, { law: fit }),
    lossComputeAlone: lossCompute(runs),
    isoLoss: isoLoss(runs, fit, { C: 5.76e23 }),
    isoflop: isoflop(sweep(), { law: epoch }),
    isoflopAlone: isoflop(sweep()),
    isoLossOfPreset: isoLoss(null, hoffmann),
    tokensPerParameter: tokensPerParameter([fit, hoffmann, epoch], { landmarks }),
    allocation: allocation([fit, presetNamed("chinchilla:approach1")]),
    coefficients: coefficients(fit, { presets: [epoch, hoffmann] }),
    coefficientsAB: coefficients(fit, { x: "A", y: "B", presets: [epoch] }),
    residuals: residuals(runs, fit),
  };
}
