// Approach 3 on Epoch's 245 points of Hoffmann's Figure 4 (D = FLOP / 6N). Sources: Besiroglu et al.
// (2024), https://arxiv.org/abs/2404.10102, and data_analysis.ipynb of
// github.com/epoch-research/analyzing-chinchilla at 9225883. The optima of the other objectives were
// found independently with SciPy (analytic gradient, centred, many starts).
import assert from "node:assert/strict";
import {
  absoluteLog,
  allocate,
  chinchilla,
  type ChinchillaCoef,
  fitLaw,
  huberLog,
  type Objective,
  objectiveAt,
  type Runs,
  squared,
  squaredLog,
} from "isoflop";
import { assertClose, assertNear } from "../support/agree.ts";
import { testOnPublicRuns, withoutOutliers } from "../support/public_data.ts";

const dataset = "chinchilla-epoch";

function fitOf(runs: Runs, objective: Objective) {
  const fit = fitLaw(withoutOutliers(runs), chinchilla, { objective });
  assert.equal(fit.status, "converged");
  assert.equal(fit.n, 240);
  return fit;
}

/** Half a unit of the last printed digit of each coefficient. */
function assertPrinted(coef: ChinchillaCoef, printed: Record<keyof ChinchillaCoef, string>) {
  for (const [term, text] of Object.entries(printed)) {
    const decimals = text.split(".")[1]?.length ?? 0;
    assertNear(coef[term as keyof ChinchillaCoef], Number(text), 0.51 * 10 ** -decimals, term);
  }
}

testOnPublicRuns(dataset, "fitLaw() finds the Huber optimum that no other tool reaches", (runs) => {
  const { value, coef } = fitOf(runs, huberLog(1e-3));
  assert.ok(value <= 1.0182740179e-3, `${value}`);
  assertPrinted(coef, {
    A: "477.826",
    B: "2143.417",
    E: "1.817218",
    alpha: ".347310",
    beta: ".367172",
  });
  assertNear(coef.alpha, 0.347310, 2e-6, "alpha");
  assertNear(coef.beta, 0.367172, 2e-6, "beta");
});

testOnPublicRuns(dataset, "fitLaw() with absoluteLog() gives Epoch's notebook row", (runs) => {
  const { value, coef } = fitOf(runs, absoluteLog());
  assert.ok(value <= 1.12949466, `${value}`);
  const printed = { A: 482.00572, B: 2085.4342, E: 1.81686, alpha: .34781, beta: .36585 };
  // Its optimiser stopped 4e-9 above the minimum, and five digits of E, alpha and beta are printed.
  for (const [term, number] of Object.entries(printed)) {
    assertClose(coef[term as keyof typeof printed], number, 1.2e-5, term);
  }
});

testOnPublicRuns(dataset, "fitLaw() with squaredLog() gives the least-squares optimum", (runs) => {
  const { value, coef } = fitOf(runs, squaredLog());
  assertNear(value, 0.0114618870, 1e-10);
  assertPrinted(coef, {
    A: "593.32",
    B: "4875.64",
    E: "1.864550",
    alpha: ".360253",
    beta: ".405883",
  });
});

testOnPublicRuns(dataset, "fitLaw() with squared() gives vpnls' optimum in loss space", (runs) => {
  const { value, coef } = fitOf(runs, squared());
  assertNear(value, 0.0832038077, 1e-10);
  assertPrinted(coef, {
    A: "567.81",
    B: "7581.85",
    E: "1.882814",
    alpha: ".357615",
    beta: ".427621",
  });
});

testOnPublicRuns(dataset, "fitLaw() on all 245 runs moves B by a factor of six", (runs) => {
  const { value, coef } = fitLaw(runs, chinchilla);
  assertNear(value, 0.001826010523, 1e-12);
  assertPrinted(coef, {
    A: "495.726",
    B: "12845.6",
    E: "1.891338",
    alpha: ".349313",
    beta: ".453049",
  });
});

testOnPublicRuns(dataset, "fitLaw() replays Epoch's bootstrap on NumPy's stream", (runs) => {
  const { draws, interval } = bootstrapped(runs);
  assert.equal(draws?.count, 4000);
  assert.equal(draws?.converged, 4000);
  // Epoch prints 285.214: 21 of its refits stopped more than 1e-4 above their minimum.
  assertNear(interval("A").low, 286.085, 0.05, "A low");
  const printed = {
    B: [1042.357, 5810.344],
    E: [1.769, 1.871],
    alpha: [.317, .373],
    beta: [.331, .415],
  };
  assertClose(interval("A").high, 743.626, 0.02, "A high");
  for (const [term, [low, high]] of Object.entries(printed)) {
    const found = interval(term as keyof typeof printed);
    assertClose(found.low, low!, 0.02, `${term} low`);
    assertClose(found.high, high!, 0.02, `${term} high`);
  }
});

testOnPublicRuns(dataset, "Fit.stdError() agrees with Epoch's bootstrap deviations", (runs) => {
  const { fit } = bootstrapped(runs);
  // Deviations of the notebook's own 4000 refits; 3 % because a few of them had not converged.
  const printed = { A: 124.52232, B: 1293.28410, E: .02566, alpha: .01540, beta: .02060, a: .0200 };
  for (const [term, deviation] of Object.entries(printed)) {
    assertClose(fit.stdError(term as keyof typeof printed)!, deviation, 0.03, term);
  }
});

function bootstrapped(runs: Runs) {
  const fit = fitLaw(withoutOutliers(runs), chinchilla, {
    objective: huberLog(1e-3),
    bootstrap: { draws: 4000, seed: 42, stream: "numpy" },
  });
  return {
    fit,
    draws: fit.draws,
    interval: (term: keyof ChinchillaCoef) => {
      const found = fit.interval(term);
      assert.equal(found?.method, "bootstrap");
      return found!;
    },
  };
}

testOnPublicRuns(dataset, "allocate() gives 73 B parameters at Gopher's budget", (runs) => {
  const plan = allocate(fitOf(runs, huberLog(1e-3)), { C: 5.76e23 });
  assert.equal((plan.N / 1e9).toFixed(2), "73.19");
  assert.equal((plan.D / 1e12).toFixed(3), "1.312");
  assert.equal(plan.tokensPerParameter.toFixed(1), "17.9");
});

testOnPublicRuns(dataset, "Fit.rSquared and residuals agree with the published ones", (runs) => {
  const { residuals, rSquared } = fitOf(runs, huberLog(1e-3));
  assertNear(rSquared, 0.994210, 1e-6, "R²");
  const sorted = residuals.map(Math.abs).sort();
  assertNear((sorted[119]! + sorted[120]!) / 2, 0.00324, 5e-6, "median size");
  assertNear(sorted[239]!, 0.0503, 5e-5, "largest");
});

// Values of the published coefficients, from SciPy on the same 240 and 245 points.
testOnPublicRuns(
  dataset,
  "objectiveAt() says how much worse the published coefficients do",
  (runs) => {
    const published = [["hoffmann", 0.0012311626, 0.0023233509], [
      "hoffmann-rounded",
      0.0041210091,
      0.0050179835,
    ]] as const;
    for (const [name, of240, of245] of published) {
      const coef = chinchilla.presets[name].coef as ChinchillaCoef;
      const at = (rows: Runs) => objectiveAt(rows, chinchilla, coef, huberLog(1e-3));
      assertClose(at(withoutOutliers(runs)), of240, 1e-7, name);
      assertClose(at(runs), of245, 1e-7, name);
    }
  },
);
