// Pearce & Song (2024): a Chinchilla frontier seen without embeddings. Printed and rerun numbers of
// their script, and the closed forms against a plain search for the least loss.
import assert from "node:assert/strict";
import {
  chinchilla,
  type ChinchillaCoef,
  nonEmbeddingView,
  pearceOmega,
  presetNamed,
  totalParameters,
} from "isoflop/laws";
import { line } from "isoflop/numeric";
import { assertClose, assertNear, assertRefuses } from "../support/agree.ts";

const epoch = presetNamed("chinchilla:epoch").coef as ChinchillaCoef;
const printed: ChinchillaCoef = { E: 1.6934, A: 406.4, B: 410.7, alpha: 0.3392, beta: 0.2849 };

Deno.test("totalParameters(): N_T(1e7) = 20231626, and half is embedding at ω^1.5", () => {
  // Printed to the unit.
  assertNear(totalParameters(1e7), 20231626, 0.5);
  const even = pearceOmega ** 1.5;
  assertClose(totalParameters(even), 2 * even, 1e-12);
  assert.equal(even.toExponential(4), "1.0349e+7");
});

Deno.test("ω is V (A_r/12)^(1/3) for 32 000 tokens and layers of d/39.2", () => {
  // Both inputs are printed to three digits.
  assertClose(pearceOmega, 32000 * Math.cbrt(39.2 / 12), 1e-3);
});

Deno.test("nonEmbeddingView(): C and g at the points of the authors' script", () => {
  const { computeOf, exponentOf } = nonEmbeddingView(epoch);
  // Six and seven printed digits.
  assertClose(computeOf(1e9), 1.5482e20, 1e-5);
  assertClose(exponentOf(1e6), 0.962809, 1e-6);
});

Deno.test("nonEmbeddingView(): the limits are β/(α/3+β) and β/(α+β), as printed", () => {
  const of = (coef: ChinchillaCoef) => {
    const { limits: { small, large }, exponentOf } = nonEmbeddingView(coef);
    // Twenty decades away from ω^1.5 nothing but the limit is left.
    assertClose(exponentOf(1e-14), small, 1e-9);
    assertClose(exponentOf(1e28), large, 1e-9);
    return [small.toFixed(4), large.toFixed(4)];
  };
  assert.deepEqual(of(epoch), ["0.7593", "0.5126"]);
  assert.deepEqual(of(printed), ["0.7159", "0.4565"]);
});

for (const compute of ["non-embedding", "total"] as const) {
  Deno.test(`nonEmbeddingView(): no other size has less loss, compute ${compute}`, () => {
    const view = nonEmbeddingView(epoch, { compute });
    for (const C of [1e13, 1e17, 1e20, 1e24]) {
      const N = view.size(C), D = view.tokens(C);
      const counted = (N_E: number) => compute === "total" ? totalParameters(N_E) : N_E;
      assertClose(6 * counted(N) * D, C, 1e-10, "compute");
      assertClose(view.computeOf(N), C, 1e-10, "inverse");
      const loss = (N_E: number) =>
        chinchilla.predict(epoch, { N: totalParameters(N_E), D: C / 6 / counted(N_E) });
      for (const factor of [0.1, 0.5, 0.99, 1.01, 2, 10]) {
        assert.ok(loss(factor * N) > loss(N), `${factor} at ${C}`);
      }
    }
  });

  Deno.test(`nonEmbeddingView(): the exponent is the slope of ln N, compute ${compute}`, () => {
    const { size, exponent } = nonEmbeddingView(epoch, { compute });
    for (const C of [1e13, 1e16, 1e20, 1e24]) {
      const step = 1e-4;
      const slope = Math.log(size(C * Math.exp(step)) / size(C * Math.exp(-step))) / (2 * step);
      // A central difference of step 1e-4, of sizes that are known to 1e-14.
      assertClose(exponent(C), slope, 1e-7);
    }
  });
}

Deno.test("nonEmbeddingView(): total compute gives the total size of the frontier", () => {
  const { size, limits } = nonEmbeddingView(epoch, { compute: "total" });
  const { N } = chinchilla.frontier(epoch);
  assertClose(totalParameters(size(1e18)), N.coef * 1e18 ** N.exponent, 1e-12);
  assertClose(limits.small, 3 * limits.large, 1e-12);
});

// Their simulation: 20 sizes from 10^2.9 to 10^9.2, 1000 lengths from 1e6 to 1e25 tokens; at each of 100
// budgets the length of each size that comes nearest, the size of least loss, a line through all.
const simulated = (coef: ChinchillaCoef, whole: boolean) => {
  const sizes = Array.from({ length: 20 }, (_, i) => 10 ** (2.9 + 6.3 * i / 19));
  const lengths = Array.from({ length: 1000 }, (_, i) => 10 ** (6 + 19 * i / 999));
  const from = whole ? 14 : 12.95;
  const points = Array.from({ length: 100 }, (_, i) => {
    const C = 10 ** (from + (20.7 - from) * i / 99);
    // They take the embedding of the width, which is ω = 47 480.
    const total = (N_E: number) => totalParameters(N_E, 32000 * Math.cbrt(39.2 / 12));
    const counted = (N_E: number) => whole ? total(N_E) : N_E;
    const loss = (N_E: number) => {
      const off = (D: number) => Math.abs(6 * counted(N_E) * D - C);
      const nearest = lengths.reduce((a, b) => off(b) < off(a) ? b : a);
      return chinchilla.predict(coef, { N: total(N_E), D: nearest });
    };
    const losses = sizes.map(loss);
    const best = sizes[losses.indexOf(Math.min(...losses))]!;
    return [Math.log(C), Math.log(counted(best))] as const;
  });
  return line(points.map(([x]) => x), points.map(([, y]) => y)).slope;
};

Deno.test("Pearce & Song's simulation: N_E ∝ C_E^.78 and .74, N_T ∝ C_T^.52 and .46", () => {
  // The same steps: every printed digit.
  assert.equal(simulated(epoch, false).toFixed(4), "0.7805");
  assert.equal(simulated(printed, false).toFixed(4), "0.7388");
  assert.equal(simulated(printed, true).toFixed(4), "0.4577");
  // Of total compute the lowest budget is not recorded; half a decade more or less moves it by this.
  assertNear(simulated(epoch, true), 0.5154, 0.004);
});

Deno.test("nonEmbeddingView() refuses what it cannot turn round", () => {
  assertRefuses(() => nonEmbeddingView({ ...epoch, alpha: 0.01, beta: 0.01 }), [
    "Cannot see a frontier without embeddings",
    "  needed: exponents alpha and beta for which every budget has one best size",
    "  found: compute that falls with the size near N_E = 1.1e+4",
    '  cure: count the compute with embeddings: { compute: "total" }',
  ]);
  assertRefuses(() => nonEmbeddingView(epoch, { omega: -1 }), [
    "Cannot see a frontier without embeddings",
    "  needed: omega > 0",
    "  found: omega = -1",
  ]);
  assertRefuses(() => nonEmbeddingView(epoch).size(0), [
    "Cannot see a frontier without embeddings",
    "  needed: C > 0",
    "  found: C = 0",
  ]);
  assertRefuses(() => nonEmbeddingView(epoch, { compute: "kaplan" as never }), [
    "Cannot see a frontier without embeddings",
    '  needed: compute: "non-embedding" or "total"',
    '  found: "kaplan"',
  ]);
});
