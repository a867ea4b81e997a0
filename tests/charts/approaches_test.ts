import assert from "node:assert/strict";
import { approaches } from "isoflop/charts";
import { landmarkModels, publishedTable } from "isoflop/datasets";
import { presetNamed } from "isoflop/laws";
import { frontierOf, minimum } from "./_frontiers.ts";
import { layersOf, rowsOf, textsOf } from "./_layers.ts";

const laws = ["approach1", "approach2", "hoffmann"].map((name) =>
  presetNamed(`chinchilla:${name}`)
);
const chinchilla = { name: "Chinchilla", N: 70e9, D: 1.4e12, C: 5.76e23 };

Deno.test("approaches() says what each approach gives for Gopher's budget", () => {
  // Printed: 67 B (Table 3) and 40 B (Figure 4).
  assert.match(
    approaches(laws).description,
    /At 5\.76e23 FLOP: .*Approach 1 67\.8 B; .*Approach 2 63\.4 B; Hoffmann et al\. 2022 40\.4 B\.$/,
  );
});

Deno.test("approaches() draws N* against C, through the rows of Table 3", async () => {
  const line = rowsOf(layersOf(approaches([laws[0]!], { C: [1e18, 1e28] }))[0]);
  for (const { N, C } of await publishedTable("hoffmann_table_3")) {
    const [before, after] = [line.findLast(({ x }) => x! <= C)!, line.find(({ x }) => x! > C)!];
    const share = Math.log(C / before.x!) / Math.log(after.x! / before.x!);
    const drawn = before.y! * (after.y! / before.y!) ** share;
    // The power law misses its worst row by 1.2 %.
    assert.ok(Math.abs(drawn / N - 1) < 0.013, `${drawn} for ${N}`);
  }
});

Deno.test("approaches() names the models of Figure 1 among all that are verified", async () => {
  const landmarks = await landmarkModels();
  const chart = approaches(laws, { landmarks });
  const texts = textsOf(chart);
  for (const name of ["Chinchilla", "Gopher", "GPT-3 175B", "Megatron-Turing NLG"]) {
    assert.ok(texts.includes(name), name);
  }
  const points = rowsOf(layersOf(chart).find(({ mark }) => mark.type === "circle"));
  assert.equal(points.length, landmarks.length);
  const { N, D, C } = points.find(({ name }) => name === "Chinchilla")!;
  assert.deepEqual([N, D, C], [70e9, 1.4e12, 5.88e23]);
});

Deno.test("approaches() is dashed beyond the minima that a frontier goes through", () => {
  const minima = [minimum(1e18, { status: "flat" }), minimum(1e19), minimum(1e20), minimum(1e21)];
  const line = rowsOf(layersOf(approaches([frontierOf(minima)]))[0]);
  for (const { x, beyond } of line) {
    if (x! < 0.99e19 || x! > 1.01e21) assert.equal(beyond, true);
    if (x! > 1.01e19 && x! < 0.99e21) assert.equal(beyond, false);
  }
});

Deno.test("approaches() marks Gopher's budget, another one, or none", () => {
  const rule = (chart: ReturnType<typeof approaches>) =>
    rowsOf(layersOf(chart).find(({ mark }) => mark.type === "rule")).map(({ C }) => C);
  assert.deepEqual(rule(approaches(laws)), [5.76e23]);
  assert.ok(textsOf(approaches(laws)).includes("Gopher: 5.76e23 FLOP"));
  assert.deepEqual(rule(approaches(laws, { budget: 1e24 })), [1e24]);
  assert.ok(textsOf(approaches(laws, { budget: 1e24 })).includes("1e24 FLOP"));
  assert.deepEqual(rule(approaches(laws, { budget: null })), []);
});

Deno.test("approaches() refuses no law, seven, a landmark without tokens and no budget", () => {
  const many = Array.from({ length: 7 }, () => laws[0]!);
  for (const [given, found] of [[[], "0"], [many, "7"]] as const) {
    assert.throws(() => approaches(given), {
      name: "InputError",
      message: `Cannot compare approaches\n  needed: 1 to 6 fits or presets\n  found: ${found}`,
    });
  }
  assert.throws(
    () => approaches(laws, { landmarks: [chinchilla, { name: "X", N: 1e9, D: NaN }] }),
    {
      message: [
        'Cannot place the landmark "X"',
        "  needed: positive N (parameters) and D (tokens)",
        "  found: landmark 2 with N = 1000000000, D = NaN",
        "  cure: leave out models whose tokens were not published",
      ].join("\n"),
    },
  );
  assert.throws(() => approaches(laws, { budget: -1 }), {
    message: "Cannot mark the budget\n  needed: a positive number of FLOP\n  found: -1",
  });
});
