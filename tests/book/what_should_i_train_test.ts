// The figures of lesson 08 go on computing in its page, without a kernel and without a network. That it
// runs, and agrees with the papers, is tested in lessons_test.ts.
import assert from "node:assert/strict";
import { page, readNotebook } from "isoflop/book";
import { presetNamed } from "isoflop/laws";
import { allocate, planRepeated } from "isoflop/plan";
import { keepViews, testByHand } from "../support/drive.ts";

testByHand(
  "lesson 08 is a page whose five figures follow the keyboard, with the library's numbers",
  async () => {
    const notebook = await readNotebook(
      new URL("../../notebooks/08_what_should_i_train.ipynb", import.meta.url).pathname,
    );
    return keepViews(await page(notebook));
  },
  async (tab) => {
    await tab.ask(`new Promise((done) => {
      const look = () => views.length >= 5 ? done() : setTimeout(look, 20);
      look();
    })`);
    assert.equal(await tab.ask(`document.querySelectorAll("figure.is-live").length`), 5);
    const focus = (figure: number, control: string) =>
      tab.ask(`document.querySelectorAll("figure")[${figure}]
        .querySelector('[name="p_${control}"]').focus()`);
    const numbers = (figure: number, ...names: string[]) =>
      tab.ask<number[]>(`views[${figure}].runAsync().then(() =>
        ${JSON.stringify(names)}.map((name) => views[${figure}].signal("p_" + name)))`);
    const near = (found: readonly number[], wanted: readonly number[]) =>
      found.forEach((x, i) => assert.ok(Math.abs(x / wanted[i]! - 1) < 1e-6, `${x} ${wanted[i]}`));

    await focus(1, "logC");
    await tab.press("ArrowRight", 10);
    const [hoffmann, epoch] = ["hoffmann", "epoch"].map((preset) =>
      allocate(presetNamed(`chinchilla:${preset}`), { C: 10 ** 23.5 })
    );
    near(await numbers(1, "N0", "D0", "N1", "D1"), [
      ...[hoffmann!.N, hoffmann!.D, epoch!.N, epoch!.D],
    ]);

    await focus(4, "logDemand");
    await tab.press("Home");
    await focus(4, "logU");
    await tab.press("ArrowLeft", 40);
    const plan = planRepeated(presetNamed("data-constrained:muennighoff"), { C: 1e23, U: 1e11 });
    near(await numbers(4, "N", "D", "loss", "epochs"), [plan.N, plan.D, plan.loss!, plan.epochs]);

    assert.deepEqual(tab.complaints, []);
    assert.deepEqual(tab.requests, []);
  },
);
