import assert from "node:assert/strict";
import {
  completeArchitecture,
  type Counting,
  countParameters,
  parameters,
  shapesNear,
} from "isoflop/transformer";
import { assertRefuses } from "../support/agree.ts";
import { tableA9 } from "./_models.ts";

const text = { vocabulary: 32000, context: 2048 };

Deno.test("shapesNear() finds the shapes of Table A9 again from their N", async () => {
  let found = 0;
  for (const { model } of await tableA9()) {
    const { heads, dHead, dModel, layers } = model;
    // Six of the fifty have heads that do not fill the width: 22 heads of 128 in 2688.
    if (heads * dHead! !== dModel) continue;
    const N = countParameters(model, "hoffmann");
    const shapes = shapesNear(N, { ...text, counting: "hoffmann", dHead: dHead! });
    assert.equal(shapes[0]!.error, 0);
    const same = shapes.find(({ architecture, error }) =>
      error === 0 && architecture.layers === layers && architecture.dModel === dModel
    );
    assert.ok(same, `${layers} × ${dModel}`);
    found++;
  }
  assert.equal(found, 44);
});

// Every shape of up to 200 layers and 120 heads, one by one.
for (const counting of ["total", "kaplan", "porian"] satisfies Counting[]) {
  Deno.test(`shapesNear() by ${counting} has the nearest of all shapes`, () => {
    for (const N of [6e6, 1.24e8, 1e9]) {
      const errors: number[] = [];
      for (let heads = 1; heads <= 120; heads++) {
        for (let layers = 1; layers <= 200; layers++) {
          const dModel = 64 * heads;
          if (dModel / layers < 32 || dModel / layers > 128 || dModel % 128 !== 0) continue;
          const model = { ...text, layers, dModel, heads, dHead: 64 };
          errors.push(countParameters(model, counting) / N - 1);
        }
      }
      const least = Math.min(...errors.map(Math.abs));
      const constraints = { ...text, counting, dHead: 64, multipleOf: 128, within: 5 };
      const shapes = shapesNear(N, constraints);
      assert.equal(Math.abs(shapes[0]!.error), least, `${N}`);
      const sizes = shapes.map(({ error }) => Math.abs(error));
      assert.deepEqual(sizes, sizes.toSorted((a, b) => a - b));
    }
  });
}

Deno.test("every shape keeps to the constraints, and states its own N and error", () => {
  const shapes = shapesNear(7e9, {
    ...text,
    ...{ counting: "non-embedding", gated: true, norms: "rms", positions: "rotary", tied: false },
    ...{ kvGroup: 4, dHead: 128, aspect: [100, 150], layers: [24, 40], limit: 3 },
  });
  assert.equal(shapes.length, 3);
  for (const { architecture, N, error, aspect } of shapes) {
    const { layers, dModel, heads, kvHeads, dHead, dFf } = completeArchitecture(architecture);
    assert.equal(heads * dHead, dModel);
    assert.equal(heads, 4 * kvHeads);
    assert.ok(aspect >= 100 && aspect <= 150 && aspect === dModel / layers);
    assert.ok(layers >= 24 && layers <= 40);
    // 8/3 of the width, rounded up to a multiple of 256.
    assert.ok(dFf % 256 === 0 && dFf >= 8 / 3 * dModel && dFf < 8 / 3 * dModel + 256);
    assert.equal(N, parameters(architecture).nonEmbedding);
    assert.equal(error, N / 7e9 - 1);
  }
});

Deno.test("a mixture near N by what one token uses", () => {
  const [best] = shapesNear(1e9, { ...text, counting: "active", experts: { count: 8, active: 2 } });
  const { active, total } = parameters(best!.architecture);
  assert.equal(active, best!.N);
  assert.ok(total > 2 * active);
});

Deno.test("an N that no width fits is refused with the nearest", () => {
  assertRefuses(() => shapesNear(1e4, text), [
    "Cannot find a shape of 10.0 k parameters (total)",
    "  needed: dModel = heads·dHead with dHead 64 or 128, dModel/layers 32 to 128, and N within 10 %",
    "  found: 2.23 M at nearest: 1 × 64 (layers × dModel)",
    "  cure: allow narrower heads or a greater error (within), or a smaller vocabulary if N counts it",
  ]);
  assertRefuses(
    () => shapesNear(1e9, { ...text, dModel: [100, 120], kvGroup: 2, multipleOf: 96 }),
    [
      "Cannot find a shape of 1.00 B parameters (total)",
      "  needed: dModel = heads·dHead with dHead 64 or 128, dModel/layers 32 to 128, " +
      "heads a multiple of 2, dModel a multiple of 96, dModel 100 to 120, and N within 10 %",
      "  found: no such width",
      "  cure: loosen the bounds",
    ],
  );
});

Deno.test("constraints without meaning are refused", () => {
  assertRefuses(() => shapesNear(-1, text), [
    "Cannot find shapes",
    "  needed: N > 0",
    "  found: N = -1",
  ]);
  assertRefuses(() => shapesNear(1e9, { ...text, dHead: 2.5 }), [
    "Cannot find shapes",
    "  needed: a positive whole number as dHead",
    "  found: 2.5",
  ]);
  assertRefuses(() => shapesNear(1e9, { ...text, aspect: [128, 32] }), [
    "Cannot find shapes",
    "  needed: aspect as [least, greatest], with 0 < least ≤ greatest",
    "  found: [128, 32]",
  ]);
  assertRefuses(() => shapesNear(1e9, { ...text, counting: "kaplna" as "kaplan" }), [
    'Cannot count parameters by "kaplna"',
    '  needed: one of "total", "active", "non-embedding", "kaplan", "porian" and "hoffmann"',
    '  found: "kaplna"',
    '  cure: did you mean "kaplan"?',
  ]);
});
