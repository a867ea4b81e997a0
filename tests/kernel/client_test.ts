import assert from "node:assert/strict";
import { KernelClient, KernelError } from "../../lib/kernel/mod.ts";

const env = { NO_COLOR: "1" };

/** The plain text of everything a piece of code puts out. */
async function texts(kernel: KernelClient, code: string): Promise<string[]> {
  const { outputs } = await kernel.execute(code);
  return outputs.map((output) => {
    if (output.output_type === "stream") return `${output.name}: ${output.text}`;
    if (output.output_type === "error") return `error: ${output.ename}: ${output.evalue}`;
    return `${output.output_type}: ${output.data["text/plain"]}`;
  });
}

/** The error a piece of code ends with, and how long that took in milliseconds. */
async function trouble(kernel: KernelClient, code: string, timeout: number) {
  const started = performance.now();
  const error = await kernel.execute(code, { timeout }).then(() => null, (error) => error);
  assert.ok(error instanceof KernelError, `no KernelError but ${error}`);
  return { error, took: performance.now() - started };
}

Deno.test("KernelClient.execute() keeps results, prints and errors in order", async () => {
  await using kernel = await KernelClient.start({ env });
  assert.deepEqual(await texts(kernel, "6 * 7"), ["execute_result: 42"]);
  assert.deepEqual(await texts(kernel, `console.log("a"); console.error("b"); 5`), [
    "stdout: a\n",
    "stderr: b\n",
    "execute_result: 5",
  ]);
  assert.deepEqual(await texts(kernel, `console.log("before"); throw new TypeError("no")`), [
    "stdout: before\n",
    "error: TypeError: no",
  ]);
  assert.deepEqual(await texts(kernel, `throw "a string"`), ["error: Error: a string"]);
  assert.deepEqual(await texts(kernel, "undefined"), []);
  const { executionCount, status } = await kernel.execute("const x = ;");
  assert.deepEqual([executionCount, status], [6, "error"]);
});

Deno.test("KernelClient.execute() survives rejections, 50 MB, a thrown string and a deleted Deno", async () => {
  await using kernel = await KernelClient.start({ env });
  await kernel.execute(`Promise.reject(new Error("nobody waits")); undefined`);
  const [printed] = (await kernel.execute(`console.log("x".repeat(50e6))`)).outputs;
  assert.equal(printed?.output_type === "stream" && printed.text.length, 50e6 + 1);
  // A status message in the middle of a large output; see "takes a message out of the middle".
  for (const wait of [0, 8, 16]) {
    const { outputs } = await kernel.execute(`
      await Deno.jupyter.display({ [Symbol.for("Jupyter.display")]: () => ({ "text/plain": "y".repeat(12e6) }) });
      await new Promise((resolve) => setTimeout(resolve, ${wait}));`);
    const [shown] = outputs;
    assert.equal(
      shown?.output_type === "display_data" && String(shown.data["text/plain"]).length,
      12e6,
    );
  }
  const { status, outputs: [thrown] } = await kernel.execute(`throw "no error, a string"`);
  assert.equal(status, "error");
  assert.equal(thrown?.output_type === "error" && thrown.evalue, "no error, a string");
  await kernel.execute("delete globalThis.Deno");
  assert.deepEqual(await texts(kernel, "console.log(2)"), ["stdout: 2\n"]);
});

Deno.test("KernelClient.execute() interrupts a loop and keeps the variables", async () => {
  await using kernel = await KernelClient.start({ env });
  await kernel.execute("const kept = 5");
  const { error, took } = await trouble(kernel, `console.log("on it"); for (;;);`, 500);
  assert.equal(error.message, "The code took longer than 0.5 s and was interrupted");
  assert.deepEqual(error.outputs[0], { output_type: "stream", name: "stdout", text: "on it\n" });
  assert.ok(took < 3000, `${took} ms`);
  assert.deepEqual(await texts(kernel, "kept"), ["execute_result: 5"]);
});

Deno.test("KernelClient.execute() ends a kernel that does not heed the interrupt", async () => {
  const endless = {
    "a promise that never settles": "await new Promise(() => {})",
    "a throwing timer": `setTimeout(() => { throw new Error("late") }, 5);
      await new Promise((resolve) => setTimeout(resolve, 100));`,
  };
  for (const [name, code] of Object.entries(endless)) {
    await using kernel = await KernelClient.start({ env });
    const { error, took } = await trouble(kernel, code, 500);
    assert.equal(
      error.message,
      "The code took longer than 0.5 s and did not heed the interrupt, so the kernel was ended",
      name,
    );
    assert.ok(took < 5000, `${took} ms`);
    assert.equal(kernel.alive, false);
    await assert.rejects(kernel.execute("1"), error);
  }
});

Deno.test("KernelClient.execute() says that a cell ended the kernel", async () => {
  await using kernel = await KernelClient.start({ env });
  const { error } = await trouble(kernel, "Deno.exit(3)", 5000);
  assert.equal(
    error.message,
    "The kernel ended while it was in use (exit code 3): did the code call Deno.exit()?",
  );
  assert.equal(error.trouble, "ended");
});

Deno.test("KernelClient.execute() tells of outputs while the code runs", async () => {
  await using kernel = await KernelClient.start({ env });
  const heard: string[] = [];
  await kernel.execute(`console.log("first"); await new Promise((r) => setTimeout(r, 50)); 2`, {
    onOutput: (output, index) => heard.push(`${index} ${output.output_type}`),
  });
  assert.deepEqual(heard, ["0 stream", "1 execute_result"]);
});

Deno.test("KernelClient.start() says which folder is missing", async () => {
  await assert.rejects(KernelClient.start({ cwd: "no/such/folder" }), {
    name: "KernelError",
    message: 'The kernel did not start: there is no folder "no/such/folder"',
  });
});

Deno.test("KernelClient.shutdown() can be called twice and leaves no process", async () => {
  const kernel = await KernelClient.start({ env });
  await kernel.shutdown();
  await kernel.shutdown();
  assert.equal(kernel.alive, false);
  await assert.rejects(kernel.execute("1"), { message: "The kernel was shut down" });
});

Deno.test("KernelClient.execute() does not wait for a timer that prints for ever", async () => {
  await using kernel = await KernelClient.start({ env: { NO_COLOR: "1" } });
  const { status } = await kernel.execute(
    `globalThis.ticking = setInterval(() => console.log("tick"), 20); undefined`,
    { timeout: 20_000 },
  );
  assert.equal(status, "ok");
  await kernel.execute("clearInterval(globalThis.ticking)");
});
