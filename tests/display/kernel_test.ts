import assert from "node:assert/strict";
import { KernelClient } from "isoflop/kernel";

const cwd = decodeURIComponent(new URL("../../notebooks", import.meta.url).pathname);

Deno.test("in the kernel, show(), progress() and @deno/jupyter reach the notebook", async (t) => {
  await using kernel = await KernelClient.start({ cwd, env: { NO_COLOR: "1" } });
  const run = async (code: string) => {
    const { outputs, status } = await kernel.execute(code, { timeout: 60_000 });
    assert.equal(status, "ok", JSON.stringify(outputs));
    return outputs as unknown as Shown[];
  };

  await t.step("imports work in a cell", async () => {
    const code = `
      import { display, html, md } from "@deno/jupyter";
      import { inKernel, progress, show } from "isoflop/display";
      import { isoLoss } from "isoflop/charts";
      import { presetNamed } from "isoflop/laws";
      const chart = isoLoss(null, presetNamed("chinchilla:epoch"), { C: 5.76e23 });
      console.log(inKernel());`;
    assert.deepEqual((await run(code)).map(({ text }) => text), ["true\n"]);
  });

  await t.step("show() sends a chart with the size of its picture", async () => {
    const [shown, ...more] = await run("await show(chart);");
    assert.equal(more.length, 0);
    assert.equal(shown!.output_type, "display_data");
    assert.deepEqual(Object.keys(shown!.data).sort(), [
      "application/vnd.vegalite.v5+json",
      "image/png",
      "text/plain",
    ]);
    const { width, height } = shown!.metadata["image/png"]!;
    assert.ok(width > 400 && width < 1000 && height > 300 && height < 800);
  });

  await t.step("a chart shows itself as the last expression", async () => {
    const [shown] = await run("chart");
    assert.ok("image/png" in shown!.data && "text/plain" in shown!.data);
  });

  await t.step("show() replaces what has the same name", async () => {
    const code =
      `await show("first", { id: "a" }); await show("second", { id: "a", update: true });`;
    const shown = await run(code);
    assert.deepEqual(shown.map(({ data }) => data["text/plain"]), ["second"]);
  });

  await t.step("progress() moves while the cell computes, and ends without times", async () => {
    const code = `
      const bar = progress({ total: 4, label: "compute" });
      for (let i = 1; i <= 4; i++) {
        const until = performance.now() + 120;
        while (performance.now() < until);
        bar.update(i);
      }
      bar.done();`;
    const shown = await run(code);
    assert.deepEqual(shown.map(({ data }) => data), [{
      "text/html": '<div role="status">compute: 4 of 4, done</div>',
      "text/plain": "compute: 4 of 4, done",
    }]);
  });

  await t.step("display() and the tags are the kernel's own", async () => {
    const shown = await run("await display(html`<b>bold</b>`);");
    assert.equal(shown[0]!.data["text/html"], "<b>bold</b>");
    assert.equal((await run("md`*x*`"))[0]!.data["text/markdown"], "*x*");
  });
});

interface Shown {
  readonly output_type: string;
  readonly data: Record<string, unknown>;
  readonly metadata: Record<string, { width: number; height: number }>;
  readonly text?: string;
}
