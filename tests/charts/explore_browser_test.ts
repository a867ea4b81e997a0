// Sliders in a real browser, moved as a reader without a mouse moves them, without a network.
import assert from "node:assert/strict";
import { exploreFloor, exploreOutliers, explorePlan, exploreSurface } from "isoflop/charts";
import { chinchilla, type ChinchillaCoef, powerLaw, presetNamed } from "isoflop/laws";
import { fitLaw, huberLog } from "isoflop/fit";
import { planRepeated } from "isoflop/plan";
import { simulate } from "isoflop/runs";
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
    assert.equal(names.length, 9);
    for (const name of names) assert.match(name, /^(Budget|Served|λ|Unique|Law|Acc|How|MFU|Price)/);
    // From the first control the tab key comes to the last one.
    await page.ask(`document.querySelector("input").focus()`);
    await page.press("Tab", 8);
    assert.equal(await page.ask("document.activeElement.name"), "p_price");
    assert.deepEqual(page.complaints, []);
    assert.deepEqual(page.requests, []);
  },
);

const sizes = [1, 1.7, 2.4, 4.1, 6.3, 9, 14, 22, 31, 52, 75].map((x) => x * 1e8);
const runs = simulate(epoch, { N: sizes, D: sizes.map((N) => 20 * N) }, { noise: 0.01, seed: 4 });

testByHand(
  "exploreOutliers: keys move δ and the outlier, and the line in the page is fitLaw()'s",
  async () => keepViews(await exploreOutliers(runs).html()),
  async (page) => {
    await ready(page);
    const logDelta = await move(page, "logDelta", "ArrowLeft", 5);
    const percent = await move(page, "percent", "ArrowRight", 15);
    assert.deepEqual([logDelta, percent], [-2.5, 35]);
    // The rows are given with six digits, and the figure is of those.
    const C = Array.from(runs.C, (x) => Number(x.toPrecision(6)));
    const loss = Array.from(runs.loss, (x) => Number(x.toPrecision(6)));
    loss[loss.length - 1]! *= 1.35;
    const { gamma } = fitLaw({ C, loss }, powerLaw(), { objective: huberLog(10 ** -2.5) }).coef;
    // Eleven runs and five steps more than that: the last slope of the path is b16.
    const slope = await page.ask<number>(`(() => {
      const { data } = views[0].getState({ data: () => true, signals: () => false });
      return Object.keys(data).flatMap((name) => views[0].data(name)).find((row) => "b16" in row).b16;
    })()`);
    assert.ok(Math.abs(slope + gamma) < 1e-6, `${slope} ${gamma}`);
    const labels: string[] = await page.ask(
      `[...document.querySelectorAll("[aria-label]")].map((at) => at.getAttribute("aria-label"))`,
    );
    assert.ok(labels.includes(`Huber, Exponent γ: ${gamma.toFixed(5)}`), labels.join(" | "));
    assert.deepEqual(page.complaints, []);
    assert.deepEqual(page.requests, []);
  },
);

testByHand(
  "exploreFloor: the space bar ticks the box, and the straight line is gone",
  async () => keepViews(await exploreFloor(epoch).html()),
  async (page) => {
    await ready(page);
    const tangent = `document.querySelectorAll('path[aria-roledescription="line mark"]').length`;
    const before = await page.ask<number>(tangent);
    await page.ask(`document.querySelector("[type=checkbox]").focus()`);
    await page.press("Space");
    await page.ask("views[0].runAsync().then(() => 0)");
    assert.equal(await page.ask(`views[0].signal("p_subtract")`), 1);
    assert.equal(await page.ask<number>(tangent), before - 1);
    assert.deepEqual(page.complaints, []);
  },
);
