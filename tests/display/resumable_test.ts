import assert from "node:assert/strict";
import { resumable } from "isoflop/display";
import { KernelClient } from "isoflop/kernel";

const on = { write: () => {}, terminal: false, now: () => 0 };

async function withFile(body: (file: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await body(`${folder}/done.jsonl`);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("resumable() loses nothing when the kernel is killed in the middle of an item", () =>
  withFile(async (file) => {
    const cell = `import { resumable } from "isoflop/display";
      await resumable({ file: ${JSON.stringify(file)}, items: [1, 2, 3, 4],
        work: async (N) => N < 3 ? 10 * N : await new Promise(() => {}) });`;
    const kernel = await KernelClient.start();
    await assert.rejects(kernel.execute(cell, { timeout: 3000 }), /did not heed the interrupt/);
    const asked: number[] = [];
    const work = (N: number) => (asked.push(N), Promise.resolve(10 * N));
    assert.deepEqual(await resumable({ file, items: [1, 2, 3, 4], work, on }), [10, 20, 30, 40]);
    assert.deepEqual(asked, [3, 4]);
  }));

Deno.test("resumable() does the item of a half-written line again", () =>
  withFile(async (file) => {
    await Deno.writeTextFile(file, '["1",10]\n["2",2');
    const work = (N: number) => 10 * N;
    assert.deepEqual(await resumable({ file, items: [1, 2], work, on }), [10, 20]);
    assert.equal(await Deno.readTextFile(file), '["1",10]\n["2",20]\n');
  }));

Deno.test("resumable() leaves another file alone, and refuses a result that JSON loses", () =>
  withFile(async (file) => {
    for (const text of ["N,D,loss\n1,2,3\n", "a letter without an end"]) {
      await Deno.writeTextFile(file, text);
      await assert.rejects(resumable({ file, items: [1], work: () => 1, on }), {
        name: "InputError",
        message: /needed: lines that this function wrote/,
      });
      assert.equal(await Deno.readTextFile(file), text);
    }
    await Deno.remove(file);
    for (const lost of [undefined, NaN, { loss: Infinity }]) {
      await assert.rejects(
        resumable({ file, items: [1], work: () => lost, on }),
        /results that survive JSON/,
      );
    }
  }));
