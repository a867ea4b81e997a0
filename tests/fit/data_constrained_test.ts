// Repeated data: the objective of Muennighoff et al. (2023), 182 runs on C4, base law held, R_D* and R_N*
// free. Their printed optimum is one minimum of several on a flat valley. Sources:
// github.com/huggingface/datablations, parametric_fit.ipynb, and a search from many starts.
import assert from "node:assert/strict";
import { defineLaw, type Fit, fitLaw, huberLog, presetNamed } from "isoflop";
import { assertClose, assertNear } from "../support/agree.ts";
import { numbers, type PublicRow, testOnPublicTable } from "../support/public_table.ts";

const base = presetNamed("sum-of-powers:muennighoff").coef!;

/**
 * L = E + A/N′^α + B/D′^α with D′ = U + U R_D (1 − exp(−(D/U − 1)/R_D)), and N′ likewise around the size
 * that U unique tokens are best for. Differences of exponentials from 1 keep their digits for large R.
 */
const repeated = defineLaw({
  name: "data-constrained",
  coefNames: ["E", "A", "B", "alpha", "RD", "RN"],
  regressors: ["N", "D", "U"],
  predict: ({ E, A, B, alpha, RD, RN }, { N, D, U }) => {
    const G = (A / B) ** (1 / (2 * alpha));
    const enough = Math.min(N, U * G ** 2);
    const data = U * (1 - RD * Math.expm1(-(D / U - 1) / RD));
    const size = enough * (1 - RN * Math.expm1(-(N / enough - 1) / RN));
    return E + A / size ** alpha + B / data ** alpha;
  },
  rules: {
    E: { fixed: base.E! },
    A: { fixed: base.A! },
    B: { fixed: base.B! },
    alpha: { fixed: base.alpha! },
    RD: { positive: true },
    RN: { positive: true },
  },
  units: { RD: "repetitions", RN: "multiples of the best size" },
});

type RepeatedFit = Fit<"E" | "A" | "B" | "alpha" | "RD" | "RN", never, "N" | "D" | "U">;

function tableOf(rows: readonly PublicRow[]) {
  return {
    N: numbers(rows, "params"),
    D: numbers(rows, "tokens"),
    U: numbers(rows, "unique_tokens"),
    loss: numbers(rows, "loss"),
  };
}

const table = "data-constrained-muennighoff/runs.csv";

Deno.test("the data-constrained law agrees with the README of its authors", () => {
  const published = { ...base, RD: 15.387756, RN: 5.309743 } as RepeatedFit["coef"];
  const lossAt = (N: number, D: number, U: number) => repeated.predict(published, { N, D, U });
  assertClose(lossAt(6.34e9, 242e9, 25e9), 2.2256440889984477, 1e-9);
  assertClose(lossAt(8.67e9, 178e9, 25e9), 2.2269634075087867, 1e-9);
  // Twelve digits are printed of these.
  assertClose(lossAt(4.2e9, 84e9, 1.9e9), 2.58689945729, 1e-11);
  assertClose(lossAt(8.7e9, 178e9, 12e9), 2.27486360231, 1e-11);
});

testOnPublicTable(
  table,
  "fitLaw() calls the published R_D* flat, and names both minima",
  (rows) => {
    const fit = fitLaw(tableOf(rows), repeated, { objective: huberLog(1e-3) });
    assert.equal(fit.n, 182);
    assert.equal(fit.status, "flat");
    assert.match(
      fit.message,
      /^RD = 47\.7 fits these runs about as well as 95\.4: .* flat along RD$/,
    );
    // The least: .01580466247 at R_D* = 95.365, R_N* = 1.7059, as printed.
    assertClose(fit.value, 0.01580466247, 1e-9);
    assertNear(fit.coef.RD, 95.365, 5e-4);
    assertNear(fit.coef.RN, 1.7059, 5e-5);
    assert.deepEqual(fit.minima[0], { coef: fit.coef, value: fit.value });
    // The published one: .01582593526 at 15.387756, 5.309743. Its optimiser stopped 3e-9 above the
    // minimum, and so up to 2e-3 beside it.
    const published = fit.minima.find(({ coef }) => Math.abs(coef.RD! / 15.387756 - 1) < 2e-3)!;
    assert.ok(published.value <= 0.01582593526 && published.value > 0.0158259);
    assertClose(published.coef.RN!, 5.309743, 2e-3);
    const [remark] = fit.remarks;
    assert.match(
      remark!,
      /^The objective has \d other minima, the lowest 5 up to 0\.78 % above the least value: /,
    );
    assert.match(remark!, /RD = 15\.37, RN = 5\.315/);
    const there = objectiveOf(rows, 15.387756, 5.309743);
    assertClose(there, 0.01582593526, 1e-9);
  },
);

/** The objective at two values, everything held. */
function objectiveOf(rows: readonly PublicRow[], RD: number, RN: number): number {
  const { N, D, U, loss } = tableOf(rows);
  const coef = { ...base, RD, RN } as RepeatedFit["coef"];
  return loss.reduce((sum, observed, i) => {
    const r = Math.abs(
      Math.log(repeated.predict(coef, { N: N[i]!, D: D[i]!, U: U[i]! }) / observed),
    );
    return sum + (r <= 1e-3 ? 0.5 * r * r : 1e-3 * (r - 0.5e-3));
  }, 0);
}

// The profile of R_D* as found by many starts at every value, five digits printed.
const profile = {
  3: 0.016621,
  5: 0.016160,
  10: 0.015910,
  15.39: 0.015826,
  30: 0.015821,
  50: 0.015808,
  95: 0.015805,
  200: 0.015816,
  500: 0.015857,
};

testOnPublicTable(
  table,
  "fitLaw() with R_D* held has the printed profile, nearly level",
  (rows) => {
    for (const [RD, value] of Object.entries(profile)) {
      const held = { RD: { fixed: Number(RD) } };
      const fit = fitLaw(tableOf(rows), repeated, { objective: huberLog(1e-3), coefs: held });
      assertNear(fit.value, value, 5.1e-7, `R_D* = ${RD}`);
    }
  },
);

testOnPublicTable(table, "R_D* has a profile that is open above", (rows) => {
  const fit = fitLaw(tableOf(rows), repeated, { objective: huberLog(1e-3) });
  const { low, high, open } = fit.interval("RD", 0.95, "profile")!;
  assert.deepEqual(open, ["high"]);
  assert.equal(high, Infinity);
  // Past .015805 + .000353, which the printed profile reaches just above 5.
  assert.match(fit.profileThreshold(), /^the objective rises by 0\.000353/);
  assert.ok(5 < low && low < 5.1, `${low}`);
});

testOnPublicTable(table, "fitLaw() finds either minimum from a start beside it", (rows) => {
  for (const [RD, RN, value] of [[15.387756, 5.309743, 0.0158259], [90, 1.7, 0.0158047]] as const) {
    const fit = fitLaw(tableOf(rows), repeated, {
      objective: huberLog(1e-3),
      start: { RD, RN },
    });
    assertNear(fit.value, value, 5.1e-8, `from ${RD}, ${RN}`);
  }
});
