import assert from "node:assert/strict";
import { publishedTable } from "isoflop/datasets";
import { chinchilla } from "isoflop/laws";
import { line } from "isoflop/numeric";
import { assertNear } from "../support/agree.ts";

Deno.test("publishedTable() has the 50 models of Table A9, as their shapes give them", async () => {
  const models = await publishedTable("hoffmann_table_a9");
  assert.equal(models.length, 50);
  const deviations = models.map(({ N, d_model, ffw_size, kv_size, n_heads, n_layers }) => {
    // Five d_model·kv·heads blocks a layer: the fifth is the relative-position projection.
    const perLayer = 5 * d_model * kv_size * n_heads + 2 * d_model * ffw_size;
    return (n_layers * perLayer + 32000 * d_model) / N - 1;
  });
  const sizes = deviations.map(Math.abs).sort((a, b) => a - b);
  assert.equal(sizes.at(-1)!.toFixed(4), "0.0080");
  assert.ok((sizes[24]! + sizes[25]!) / 2 < 0.0006, "the median is 0.05 %");
  assert.equal(models[0]?.N, 44e6);
  assert.equal(models.at(-1)?.N, 16_183e6);
});

/** Least squares of log10 y on log10 x, as coef · x^exponent. */
function powerLaw(x: number[], y: number[]): { coef: number; exponent: number } {
  const { intercept, slope } = line(x.map(Math.log10), y.map(Math.log10));
  return { coef: 10 ** intercept, exponent: slope };
}

function assertClose(actual: number, expected: number): void {
  assert.ok(Math.abs(actual / expected - 1) < 1e-9, `${actual} is not ${expected}`);
}

Deno.test("publishedTable() gives the power laws of the presets approach1, 2 and 3", async () => {
  const table3 = await publishedTable("hoffmann_table_3");
  const tableA3 = await publishedTable("hoffmann_table_a3");
  const rows = {
    approach1: table3.map(({ N, C, D }) => ({ N, C, D })),
    approach2: tableA3.map((row) => ({ N: row.N, C: row.approach2_C, D: row.approach2_D })),
    approach3: tableA3.map((row) => ({ N: row.N, C: row.corrected_C, D: row.approach3_D })),
  };
  for (const name of ["approach1", "approach2", "approach3"] as const) {
    assert.equal(rows[name].length, 9);
    const C = rows[name].map((row) => row.C);
    for (const quantity of ["N", "D"] as const) {
      const fitted = powerLaw(C, rows[name].map((row) => row[quantity]));
      const preset = chinchilla.presets[name]!.frontier[quantity];
      assertClose(fitted.coef, preset.coef);
      assertClose(fitted.exponent, preset.exponent);
    }
  }
});

Deno.test("publishedTable() keeps the misprint of Table A3 beside the correction", async () => {
  const rows = await publishedTable("hoffmann_table_a3");
  const corrected = rows.filter((row) => row.approach3_C !== row.corrected_C);
  assert.deepEqual(corrected.map(({ N }) => N), [175e9]);
  assert.equal(corrected[0]?.approach3_C, 1.26e24);
  assert.equal(corrected[0]?.corrected_C, 1.26e25);
  for (const { N, approach3_D, corrected_C } of rows) {
    assert.ok(Math.abs(6 * N * approach3_D / corrected_C - 1) < 0.05);
  }
});

Deno.test("publishedTable() has the exponents of Table 2, Kaplan's without intervals", async () => {
  const rows = await publishedTable("hoffmann_table_2");
  assert.deepEqual(rows.map(({ a, b }) => [a, b]), [
    [0.5, 0.5],
    [0.49, 0.51],
    [0.46, 0.54],
    [0.73, 0.27],
  ]);
  assert.deepEqual([rows[2]?.a_low, rows[2]?.a_high], [0.454, 0.455]);
  assert.deepEqual([rows[3]?.a_low, rows[3]?.b_high], [null, null]);
});

Deno.test("publishedTable() keeps Gopher's multiples as they are printed", async () => {
  const rows = await publishedTable("hoffmann_table_3");
  assert.equal(rows[0]?.gopher_multiple, "1/29,968");
  assert.equal(rows[4]?.gopher_multiple, "6.7");
});

Deno.test("publishedTable() calls a landmark verified only with N and D", async () => {
  const models = await publishedTable("landmark_models");
  assert.equal(models.length, 54);
  assert.equal(new Set(models.map(({ model }) => model)).size, 54);
  for (const { model, org, date, N, D, active_N, published_compute, status, note } of models) {
    assert.ok(org && note && /^20\d\d-[01]\d$/.test(date), model);
    assert.ok(status === "verified" || status === "unverified", model);
    if (status === "verified") assert.ok(N !== null && D !== null, model);
    for (const x of [N, D, active_N, published_compute]) assert.ok(x === null || x > 0, model);
    // A published compute far from 6ND is a slip of a unit, or has a reason: LaMDA, T5.
    if (N !== null && D !== null && published_compute !== null) {
      const ratio = published_compute / (6 * (active_N ?? N) * D);
      assert.ok(ratio > 0.45 && ratio < 2.6, `${model} ${ratio}`);
    }
  }
  const named = (name: string) => models.find(({ model }) => model === name)!;
  assert.deepEqual([named("Chinchilla").N, named("Chinchilla").D], [70e9, 1.4e12]);
  assert.equal(named("GPT-3 175B").published_compute, 3.14e23);
  assert.equal(named("DeepSeek-V3").active_N, 37e9);
  assert.equal(named("GPT-4").status, "unverified");
});

Deno.test("publishedTable() suggests the nearest name", async () => {
  await assert.rejects(publishedTable("hoffman_table_a9" as "hoffmann_table_a9"), {
    message: [
      `Cannot read the published table "hoffman_table_a9"`,
      `  needed: one of "hoffmann_table_a9", "hoffmann_table_2", "hoffmann_table_3", ` +
      `"hoffmann_table_a3", "porian_exponents" and "landmark_models"`,
      `  found: "hoffman_table_a9"`,
      `  cure: did you mean "hoffmann_table_a9"?`,
    ].join("\n"),
  });
});

Deno.test("publishedTable() has Porian's five steps, printed beside stored", async () => {
  const rows = await publishedTable("porian_exponents");
  const a = (dataset: string) => rows.filter((row) => row.dataset === dataset).map(({ a }) => a);
  assert.deepEqual(a("OpenWebText2"), [0.864, 0.699, 0.603, 0.574, 0.518]);
  assert.deepEqual(a("RefinedWeb"), [0.835, 0.706, 0.602, 0.571, 0.497]);
  for (const { a, a_low, a_high, stored_a, stored_low, stored_high } of rows) {
    // Half a unit of the last printed digit, and of the last stored one.
    assertNear(stored_a, a, 0.00055);
    assertNear(stored_low, a_low, 0.0055);
    assertNear(stored_high, a_high, 0.0055);
    assert.ok(a_low < a && a < a_high);
  }
});
