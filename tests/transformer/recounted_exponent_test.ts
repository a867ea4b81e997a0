// Step 2 of Porian et al. (2024): the head in N and C, or not.
import assert from "node:assert/strict";
import { type Architecture, countParameters, flops, recountedExponent } from "isoflop/transformer";
import { assertClose, assertNear, assertRefuses } from "../support/agree.ts";

/** Their vocabulary, context and feed-forward width; layers of so many parts of the width. */
const sweep = (aspect: number): Architecture[] =>
  Array.from({ length: 62 }, (_, i) => 64 + 32 * i).map((dModel) => ({
    ...{ layers: Math.max(1, Math.round(dModel / aspect)), dModel, heads: dModel / 32 },
    ...{ dFf: 256 * Math.ceil(8 * dModel / 3 / 256), gated: true, tied: false },
    ...{ vocabulary: 50432, context: 2048 },
  })).filter((shape) => {
    const N = countParameters(shape, "porian");
    return N >= 5e6 && N <= 901e6;
  });

Deno.test("porian: FLOP with and without head are 6N by both counts, at every shape", () => {
  for (const shape of sweep(64)) {
    const training = (head: boolean) =>
      flops(shape, { convention: "kaplan", attention: false, head }).perToken.training;
    assert.equal(training(true), 6 * countParameters(shape, "porian"));
    assert.equal(training(false), 6 * countParameters(shape, "kaplan"));
  }
});

Deno.test("porian: of the smallest model the head is most of the FLOP, of the largest a tenth", () => {
  const share = (shape: Architecture) => {
    const { parts, perToken } = flops(shape, {
      ...{ convention: "kaplan", attention: false, head: true },
    });
    return parts.head / perToken.forward;
  };
  const shapes = sweep(64);
  assert.ok(share(shapes[0]!) > 0.9);
  assertNear(share(shapes.at(-1)!), 0.1, 0.03);
});

// The head grows as the cube root of the rest: where it is most of N, ln N has a slope of 1/3 against
// ln N without it; where it is nothing, of 1.
Deno.test("recountedExponent(): between a and 3a/(1+2a), its value where all is head", () => {
  for (const a of [0.497, 0.699, 0.706]) {
    for (const aspect of [16, 32, 64, 128]) {
      const recounted = recountedExponent(sweep(aspect), { a });
      assert.ok(recounted > a && recounted < 3 * a / (1 + 2 * a), `${a}, ${aspect}`);
    }
    const same = recountedExponent(sweep(64), { a, to: "porian" });
    assertClose(same, a, 1e-12);
  }
});

// Porian et al. print .864 (OpenWebText2) and .835 (RefinedWeb) without the head, .699 and .706 with it.
Deno.test("porian: leaving out the head moves .70 to .77, not yet to the printed .86", () => {
  const moved = [16, 32, 64, 128].map((aspect) => recountedExponent(sweep(aspect), { a: 0.699 }));
  for (const a of moved) assertNear(a, 0.767, 0.016);
});

Deno.test("recountedExponent() refuses one size, and an exponent that is none", () => {
  assertRefuses(() => recountedExponent(sweep(64).slice(0, 1), { a: 0.5 }), [
    "Cannot count the exponent in another way",
    "  needed: shapes of two or more sizes",
    "  found: 1",
  ]);
  assertRefuses(() => recountedExponent(sweep(64), { a: 1 }), [
    "Cannot count the exponent in another way",
    "  needed: an exponent a between 0 and 1",
    "  found: 1",
  ]);
});
