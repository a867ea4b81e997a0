import assert from "node:assert/strict";
import {
  bands,
  confidenceInterval,
  fitLaw,
  type Interval,
  predictionInterval,
  squaredLog,
} from "isoflop/fit";
import { chinchilla, presetNamed } from "isoflop/laws";
import { grid, simulate } from "isoflop/runs";

const truth = presetNamed("chinchilla:epoch");
const design = grid({ N: [1e8, 3e8, 1e9, 3e9], D: [1e9, 1e10, 1e11] });
const runs = simulate(truth, design, { noise: 0.005, seed: 1 });
const points = [{ N: 1e9, D: 2e10 }, { N: 1e10, D: 2e11 }];

Deno.test("bands() of a fit with draws are its bootstrap intervals", () => {
  const fit = fitLaw(runs, chinchilla, {
    objective: squaredLog(),
    bootstrap: { draws: 100, seed: 1 },
  });
  for (const { at, predicted, confidence, prediction } of bands(fit, points, { level: 0.8 })) {
    assert.equal(predicted, fit.predict(at));
    assert.deepEqual(confidence, confidenceInterval(fit, at, 0.8));
    assert.deepEqual(prediction, predictionInterval(fit, at, 0.8));
  }
});

Deno.test("bands() without draws: ln L ± t √(g′Vg), and ± t √(g′Vg + σ̂²)", () => {
  const fit = fitLaw(runs, chinchilla, { objective: squaredLog() });
  const { E, A, B, alpha, beta } = fit.coef, { terms, matrix } = fit.covariance!;
  // Student's t with 12 − 5 degrees of freedom at .975, from tables.
  const t = 2.364624;
  const noise = fit.residuals.reduce((sum, r) => sum + r * r, 0) / 7;
  for (const { at, predicted, confidence, prediction } of bands(fit, points)) {
    const size = A * at.N ** -alpha, data = B * at.D ** -beta;
    // Derivatives of ln L; E, A and B by their logarithms, as they were fitted.
    const slope: Record<string, number> = {
      E: E / predicted,
      A: size / predicted,
      B: data / predicted,
      alpha: -size * Math.log(at.N) / predicted,
      beta: -data * Math.log(at.D) / predicted,
    };
    let variance = 0;
    terms.forEach((p, i) =>
      terms.forEach((q, j) => variance += slope[p]! * slope[q]! * matrix[i]![j]!)
    );
    const reachOf = ({ high }: Interval) => Math.log(high / predicted);
    // Central differences and a t of seven digits.
    near(reachOf(confidence!), t * Math.sqrt(variance), 1e-5);
    near(reachOf(prediction!), t * Math.sqrt(variance + noise), 1e-5);
  }
});

Deno.test("bands() of a law without derivatives are those of the same law with them", () => {
  const { gradient: _, ...without } = chinchilla;
  const [one, other] = [chinchilla, without].map((law) =>
    bands(fitLaw(runs, law, { objective: squaredLog() }), points)
  );
  one!.forEach(({ confidence, prediction }, i) => {
    // Two searches and two kinds of derivatives.
    near(other![i]!.confidence!.high, confidence!.high, 1e-6);
    near(other![i]!.prediction!.low, prediction!.low, 1e-6);
  });
});

function near(actual: number, expected: number, relative: number) {
  assert.ok(Math.abs(actual / expected - 1) < relative, `${actual} is not ${expected}`);
}
