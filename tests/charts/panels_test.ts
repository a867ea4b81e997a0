import assert from "node:assert/strict";
import { Chart, isoLoss, panels } from "isoflop/charts";
import { presetNamed } from "isoflop/laws";
import { gallery } from "./_gallery.ts";

const law = isoLoss(null, presetNamed("chinchilla:epoch"), { width: 260, height: 220 });
const all = Object.entries(gallery());
const still = all.filter(([, { spec }]) => !spec.params);
const title = "Several panels";

Deno.test("panels() letters its charts and joins their captions", async () => {
  const chart = panels([law, law, law], { title });
  assert.deepEqual(
    chart.description.match(/Panel [a-z]: Lines of equal loss/g)?.map((each) => each[6]),
    ["a", "b", "c"],
  );
  const svg = await chart.svg();
  for (const letter of ["a", "b", "c"]) {
    assert.match(svg, new RegExp(`font-weight="bold"[^>]*>${letter}<`));
  }
  assert.equal((chart.spec.vconcat as unknown[]).length, 2);
  assert.equal((panels([law, law], { title, columns: 1 }).spec.vconcat as unknown[]).length, 2);
});

Deno.test("panels() puts each letter at one corner of its panel, whatever stands above", async () => {
  const notes = still.find(([name]) => name === "heldOut")![1];
  const svg = await panels([law, notes], { title }).svg();
  const corners = ["a", "b"].map((letter) =>
    new RegExp(`translate\\((-?[\\d.]+,-?[\\d.]+)\\)[^>]*>${letter}<`).exec(svg)![1]
  );
  assert.equal(corners[0], corners[1]);
  const [x, y] = corners[0]!.split(",").map(Number);
  assert.ok(x! < 0 && y! < 0, "outside, at the upper left");
});

for (const [name, chart] of still) {
  Deno.test(`panels() takes ${name} without a warning, and keeps what it says of its data`, () => {
    const both = panels([chart, law], { title });
    assert.deepEqual(both.warnings(), []);
    assert.deepEqual(
      [both.simulated, both.publicRows],
      [chart.simulated, chart.publicRows],
    );
    assert.equal(both.description.includes("simulated runs"), chart.simulated);
  });
}

Deno.test("panels() is of public rows where one of its charts is", () => {
  const secret = new Chart(law.spec, { ...law, publicRows: true });
  assert.equal(panels([law, secret], { title }).publicRows, true);
});

Deno.test("panels() refuses one chart, thirteen, half a column, and sliders", () => {
  const cannot = "Cannot put charts into one figure\n";
  assert.throws(() => panels([law], { title }), {
    message: `${cannot}  needed: 2 to 12 charts\n  found: 1`,
  });
  assert.throws(() => panels(Array(13).fill(law), { title }), { name: "InputError" });
  assert.throws(() => panels([law, law], { title, columns: 1.5 }), {
    message: `${cannot}  needed: a number of columns: 1, 2, 3 …\n  found: 1.5`,
  });
  const moving = all.find(([, { spec }]) => spec.params)![1];
  assert.throws(() => panels([law, moving], { title }), /which has sliders/);
});
