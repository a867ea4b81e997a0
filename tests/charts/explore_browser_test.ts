// Sliders in a real browser, moved as a reader without a mouse moves them, without a network.
import assert from "node:assert/strict";
import { explorePlan, exploreSurface } from "isoflop/charts";
import { chinchilla, type ChinchillaCoef, presetNamed } from "isoflop/laws";
import { planRepeated } from "isoflop/plan";
import { type Driver, keepViews, testByHand } from "../support/drive.ts";

const epoch = presetNamed("chinchilla:epoch");

async function ready(page: Driver, charts = 1): Promise<void> {
  await page.ask(`new Promise((done) => {
    const look = () => views.length >= ${charts} ? done() : setTimeout(look, 20);
    look();
  })`);
}

/** Puts the focus on a control and presses a key; what then stands in the control. */
async function move(
  page: Driver,
  name: string,
  key: "ArrowRight" | "ArrowLeft" | "ArrowDown" | "Home",
  times: number,
): Promise<number> {
  const control = `document.querySelector('[name="p_${name}"]')`;
  await page.ask(`${control}.focus()`);
  await page.press(key, times);
  await page.ask("views[0].runAsync().then(() => 0)");
  return Number(await page.ask(`${control}.value`));
}

testByHand(
  "exploreSurface: arrow keys on its sliders move N*, D* and the loss as the library says",
  async () => keepViews(await exploreSurface(epoch).html()),
  async (page) => {
    await ready(page);
    const logC = await move(page, "logC", "ArrowRight", 7);
    const alpha = await move(page, "alpha", "ArrowLeft", 4);
    assert.equal(logC, 23.35);
    assert.equal(alpha, 0.3278);
    const coef = { ...epoch.coef, alpha } as ChinchillaCoef, C = 10 ** logC;
    const { N, D, loss } = chinchilla.frontier(coef);
    const wanted = [N.coef * C ** N.exponent, D.coef * C ** D.exponent, loss!(C)];
    const found: number[] = await page.ask(
      `["N", "D", "loss"].map((x) => views[0].signal("p_" + x))`,
    );
    found.forEach((x, i) => assert.ok(Math.abs(x / wanted[i]! - 1) < 1e-6, `${x} ${wanted[i]}`));
    // What is written under the figure is the number, to the digits that are written.
    const words: string[] = await page.ask(
      `[...document.querySelectorAll("svg text")].map((text) => text.textContent)`,
    );
    assert.ok(words.includes(loss!(C).toFixed(4)), words.join(" | "));
    // And those who do not see it are told what the last slider has changed: not the budget.
    const said: string = await page.ask(`document.querySelector("[role=status]").textContent`);
    assert.match(said, /^Parameters N\*: .*; Loss \(nats\/token\): \d\.\d{4}$/);
    assert.ok(said.endsWith(loss!(C).toFixed(4)), said);
    assert.doesNotMatch(said, /Budget/);
    assert.deepEqual(page.complaints, []);
    assert.deepEqual(page.requests, []);
  },
);

testByHand(
  "explorePlan: keys move the plan to planRepeated()'s, every control has a name and can be reached",
  async () => {
    const laws = ["data-constrained:muennighoff", "chinchilla:epoch"].map(presetNamed);
    return keepViews(await explorePlan(laws).html());
  },
  async (page) => {
    await ready(page);
    const logC = await move(page, "logC", "ArrowLeft", 20);
    const logU = await move(page, "logU", "ArrowLeft", 40);
    const logDemand = await move(page, "logDemand", "Home", 1);
    assert.deepEqual([logC, logU, logDemand], [22, 11, 8]);
    const plan = planRepeated(presetNamed("data-constrained:muennighoff"), { C: 1e22, U: 1e11 });
    const found: number[] = await page.ask(
      `["N", "D", "loss"].map((x) => views[0].signal("p_" + x))`,
    );
    [plan.N, plan.D, plan.loss!].forEach((wanted, i) =>
      assert.ok(Math.abs(found[i]! / wanted - 1) < 1e-6, `${found[i]} ${wanted}`)
    );
    // A choice: one down in the list of accelerators, and the hours are longer by the peaks' ratio.
    const hours = await page.ask<number>(`views[0].signal("p_hours")`);
    assert.equal(await move(page, "gpu", "ArrowDown", 1), 1);
    const longer = await page.ask<number>(`views[0].signal("p_hours")`);
    assert.ok(Math.abs(longer / hours / (989.4 / 125) - 1) < 1e-12);
    const names: string[] = await page.ask(
      `[...document.querySelectorAll("input, select")].map((at) => at.closest("label")?.textContent ?? "")`,
    );
    assert.equal(names.length, 8);
    for (const name of names) assert.match(name, /^(Budget|Served|Unique|Law|Acc|How|MFU|Price)/);
    // From the first control the tab key comes to the last one.
    await page.ask(`document.querySelector("input").focus()`);
    await page.press("Tab", 7);
    assert.equal(await page.ask("document.activeElement.name"), "p_price");
    assert.deepEqual(page.complaints, []);
    assert.deepEqual(page.requests, []);
  },
);
