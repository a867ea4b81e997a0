// Clark et al. (2022), Krajewski et al. (2024) and Ludziejewski et al. (2025) on mixtures of experts; Kumar
// et al. (2024) on precision; Schaeffer et al. (2023) on metrics: what the test vectors leave open.
import assert from "node:assert/strict";
import {
  bestTrainingBits,
  fineGrained,
  jointMoe,
  lawNamed,
  presetNamed,
  quantisedAfter,
  retainedShare,
  routed,
  throughMetrics,
} from "isoflop";
import { assertClose, assertNear, assertRefuses } from "../support/agree.ts";

const at = (preset: string, point: Record<string, number>) => {
  const { law, coef } = presetNamed(preset);
  return lawNamed(law!).predict(coef!, point);
};

Deno.test("routed stops helping at 1e12, 3.16e10 and 2.15e11 parameters, by router", () => {
  for (const [router, N] of [["s-base", 1e12], ["rl-r", 3.16e10], ["hash", 2.15e11]] as const) {
    const { N_cutoff } = routed.derive(routed.presets[router].coef as never);
    // Three printed digits.
    assertClose(N_cutoff, N, 3e-3, router);
    // There one expert more changes nothing.
    const [few, many] = [2, 256].map((experts) => at(`routed:${router}`, { N: N_cutoff, experts }));
    assertClose(few!, many!, 1e-9, `${router} at its cutoff`);
  }
});

Deno.test("routed: the published curves have 2.2420 dense and 2.0544 with 64 experts at 1.3e9", () => {
  // The law smooths its runs; half a percent is its own error.
  assertClose(at("routed:s-base", { N: 1.3e9, experts: 1 }), 2.242, 5e-3, "dense");
  assertClose(at("routed:s-base", { N: 1.3e9, experts: 64 }), 2.0544, 5e-3, "64 experts");
});

Deno.test("fine-grained: dense 2.98031, and G = 16 gives 3.12119 at 1e9 and 2e10", () => {
  const point = { N: 1e9, D: 2e10 };
  assertNear(at("fine-grained:dense", { ...point, G: 1 }), 2.98031, 5e-6, "dense");
  assertNear(at("fine-grained:moe", { ...point, G: 16 }), 3.12119, 5e-6, "G = 16");
  assert.equal(fineGrained.presets.moe.nConvention, "non-embedding");
});

Deno.test("joint-moe gives Table 4 of Ludziejewski et al. within 0.3 %", () => {
  const table = [
    ...[[1, 30.364, -0.1817, 53.9838, -0.1965], [2, 27.7982, -0.178, 66.8401, -0.2065]],
    ...[[4, 24.8462, -0.1731, 87.7022, -0.2192], [8, 21.833, -0.1676, 119.9126, -0.2338]],
    ...[[16, 19.0159, -0.1617, 167.5073, -0.2494], [32, 16.5424, -0.1557, 234.6726, -0.2652]],
  ];
  for (const [experts, m, mu, n, nu] of table) {
    for (const [N, D] of [[1e8, 1e9], [1.1e9, 2e10], [7e9, 1e12]] as const) {
      const printed = m! * N ** mu! + n! * D ** nu! + 1.3637;
      assertClose(at("joint-moe:table3", { N, D, experts: experts! }), printed, 3e-3, `${experts}`);
    }
  }
  assert.ok(jointMoe.presets.table3.notes.some((note) => note.includes("Table 4")));
});

Deno.test("bestTrainingBits() is 7.0021 with the fit's biases and 3.4688 as the form is printed", () => {
  assertNear(bestTrainingBits(), 7.0021, 5e-5, "with biases");
  assertNear(bestTrainingBits(false), 3.4688, 5e-5, "without");
});

Deno.test("retainedShare() multiplies kinds, and quantisedAfter() grows with the data", () => {
  assertNear(retainedShare({ weights: 8 }), 0.949774, 5e-7, "8 bits");
  const both = retainedShare({ weights: 8, cache: 4 });
  assertClose(both, retainedShare({ weights: 8 }) * retainedShare({ cache: 4 }), 1e-15, "product");
  assertNear(quantisedAfter({ N: 1.1e8, D: 26e9 }, 4), 0.02232, 5e-7, "δ");
  assert.ok(quantisedAfter({ N: 1e9, D: 1e12 }, 4) > quantisedAfter({ N: 1e9, D: 1e11 }, 4));
});

Deno.test("throughMetrics(): p = .9 over five tokens is .59049 exact and .5 wrong tokens", () => {
  const { exact, editDistance } = throughMetrics(-Math.log(0.9), 5);
  assertNear(exact, 0.59049, 1e-12, "exact");
  assertNear(editDistance, 0.5, 1e-12, "edit distance");
  // Evenly in the one, by leaps in the other: ten times the model, from 1e7 on.
  const views = [1e7, 1e8, 1e9, 1e10, 1e11].map((N) => throughMetrics((N / 1e8) ** -0.2, 5));
  const leaps = views.slice(1).map(({ exact }, i) => exact / views[i]!.exact);
  assert.ok(Math.max(...leaps) > 5 && Math.min(...leaps) < 2.5);
});

Deno.test("what has no meaning is refused", () => {
  assertRefuses(() => throughMetrics(1, 2.5), [
    "Cannot look at a loss through metrics",
    "  needed: a loss of 0 or more, and a whole number of tokens",
    "  found: a loss of 1, 2.5 tokens",
  ]);
  assertRefuses(() => retainedShare({ weights: 0 }), [
    "Cannot say what precision costs",
    "  needed: bits > 0",
    "  found: bits = 0",
  ]);
});
