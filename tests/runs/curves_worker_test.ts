import assert from "node:assert/strict";
import { pathToFileURL } from "node:url";
import { KernelClient } from "isoflop/kernel";
import { InputError } from "isoflop/text";
import { inWorker } from "../../lib/runs/in_worker.ts";
import { withFiles } from "./files.ts";

Deno.test("inWorker() passes on results, progress, refusals and whatever else goes wrong", async () => {
  await withFiles({
    "sum.ts": `onmessage = ({ data }) => {
      postMessage({ kind: "progress", done: 1 });
      postMessage({ kind: "result", result: data.a + data.b });
    };`,
    "refuse.ts": `onmessage = () => postMessage({
      kind: "refused",
      complaint: { cannot: "work", needs: "rest", found: "none", cure: "sleep" },
    });`,
    "fail.ts": `onmessage = () => postMessage({ kind: "failed", message: "out of memory" });`,
    "throw.ts": `onmessage = () => { throw new Error("thrown while at work"); };`,
    "start.ts": `throw new Error("thrown at the start");`,
  }, async (path) => {
    const module = (name: string) => pathToFileURL(path(name));
    const heard: number[] = [];
    const sum = await inWorker<number>(
      module("sum.ts"),
      { a: 1, b: 2 },
      (done) => heard.push(done),
    );
    assert.equal(sum, 3);
    assert.deepEqual(heard, [1]);
    await assert.rejects(inWorker(module("refuse.ts"), null), (error) => {
      assert.ok(error instanceof InputError);
      assert.equal(error.message, "Cannot work\n  needed: rest\n  found: none\n  cure: sleep");
      return true;
    });
    await assert.rejects(inWorker(module("fail.ts"), null), { message: "out of memory" });
    await assert.rejects(inWorker(module("throw.ts"), null), /thrown while at work/);
    await assert.rejects(inWorker(module("start.ts"), null), /thrown at the start/);
  });
});

Deno.test("in the kernel, curves are read and scanned while the cell's timers run", async () => {
  const cwd = decodeURIComponent(new URL("../../notebooks", import.meta.url).pathname);
  const lines = Array.from({ length: 100_000 }, (_, i) => `a,1e8,${i + 1}e6,${3 + 1 / (i + 1)}`);
  await withFiles({ "log.csv": ["run,N,D,loss", ...lines].join("\n") }, async (path) => {
    await using kernel = await KernelClient.start({ cwd, env: { NO_COLOR: "1" } });
    const run = async (code: string) => {
      const { outputs, status } = await kernel.execute(code, { timeout: 60_000 });
      assert.equal(status, "ok", JSON.stringify(outputs));
      return (outputs as unknown as { text?: string }[]).map(({ text }) => text).join("");
    };
    const file = JSON.stringify(path("log.csv"));
    const printed = await run(`
      import { readCurves, scanEnvelope } from "isoflop/runs";
      let ticks = 0;
      const timer = setInterval(() => ticks++, 1);
      const curves = await readCurves(${file});
      const { run } = await scanEnvelope(${file});
      clearInterval(timer);
      console.log(curves.rows, run[0], ticks > 10);`);
    assert.equal(printed, "100000 a true\n");
    // A refusal reaches the cell, and the kernel lives on.
    const refused = await run(`
      try {
        await scanEnvelope(${file}, { columns: "loss=D,D=loss", where: ["D<0"] });
      } catch (error) {
        console.log(error.name, error.message.split("\\n").length);
      }`);
    assert.equal(refused, "InputError 3\n");
    assert.equal(await run("console.log(curves.length)"), "1\n");
  });
});
