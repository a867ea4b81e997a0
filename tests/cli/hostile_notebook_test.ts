// Cells that would bring a runner down. The command line runs as a program of its own; a variable of its
// surroundings marks every process that it starts, so that none is overlooked.
import assert from "node:assert/strict";
import { join } from "node:path";

const main = new URL("../../lib/cli/main.ts", import.meta.url).pathname;
const ignore = Deno.build.os !== "linux";

/** A notebook of one cell, and a way to run it. */
async function running(
  code: string,
  timeout: number,
  body: (
    start: () => Deno.ChildProcess,
    left: () => Promise<string[]>,
    folder: string,
  ) => Promise<void>,
) {
  const folder = await Deno.makeTempDir({ prefix: "isoflop-hostile-" });
  const mark = crypto.randomUUID();
  const file = join(folder, "hostile.ts");
  await Deno.writeTextFile(file, `// %%\n${code}\n`);
  const start = () =>
    new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "--quiet", main, "notebook", "run", file, "--timeout", String(timeout)],
      env: { ISOFLOP_TEST_MARK: mark, NO_COLOR: "1", TMPDIR: folder },
      ...{ stdin: "null", stdout: "piped", stderr: "piped" },
    }).spawn();
  try {
    await body(start, () => marked(mark), folder);
  } finally {
    for (const pid of await marked(mark)) Deno.kill(Number(pid), "SIGKILL");
    await Deno.remove(folder, { recursive: true });
  }
}

/** The processes with that mark, three seconds of grace given. */
async function marked(mark: string): Promise<string[]> {
  for (let waited = 0;; waited += 50) {
    const found: string[] = [];
    for (const { name } of Deno.readDirSync("/proc")) {
      if (!/^\d+$/.test(name)) continue;
      // A zombie has no surroundings; others' processes may not be read.
      const env = await Deno.readTextFile(`/proc/${name}/environ`).catch(() => "");
      if (env.includes(mark)) found.push(name);
    }
    if (!found.length || waited >= 3000) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const hostile: readonly [what: string, code: string, says: RegExp | null][] = [
  ["never ends", "for (;;);", /Cell 1: The code took longer than 3 s and was interrupted$/],
  [
    "awaits for ever",
    "await new Promise(() => {});",
    /Cell 1: The code took longer than 3 s and did not heed the interrupt/,
  ],
  ["calls Deno.exit()", "Deno.exit(0);", /Cell 1: The kernel ended .*exit code 0.*Deno\.exit\(\)/],
  ["throws a string", 'throw "no error, a string";', /Cell 1: .*no error, a string$/],
  ["throws null", "throw null;", /Cell 1: .*null$/],
  [
    "kills its kernel",
    'Deno.kill(Deno.pid, "SIGKILL");',
    /Cell 1: The kernel ended while it was in use/,
  ],
  ["prints 50 MB", 'console.log("x".repeat(50e6));', null],
  ["rejects what nobody awaits", 'Promise.reject(new Error("alone")); undefined;', null],
];

for (const [what, code, says] of hostile) {
  const end = says ? "one sentence, exit 2" : "it is survived, exit 0";
  Deno.test({
    name: `isoflop notebook run, a cell that ${what}: ${end}, no process left`,
    ignore,
    fn: () =>
      running(code, says ? 3 : 60, async (start, left) => {
        const { code, stdout, stderr } = await start().output();
        const [out, err] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
        assert.equal(code, says ? 2 : 0, err);
        if (says) {
          assert.equal(out, "");
          const [found, ...more] = err!.split("\n").filter((line) => line.startsWith("  found: "));
          assert.match(found!, says);
          assert.deepEqual(more, []);
          assert.doesNotMatch(err!, /^ +at /m, "no stack");
        } else assert.match(out!, /1 cells ran\n$/);
        assert.deepEqual(await left(), []);
      }),
  });
}

Deno.test({
  name: "isoflop notebook run, killed with -9 in the middle of a cell: no process left",
  ignore,
  fn: () =>
    running('Deno.writeTextFileSync("begun", ""); for (;;);', 60, async (start, left, folder) => {
      const child = start();
      for (let waited = 0; waited < 30_000; waited += 50) {
        if (await Deno.stat(join(folder, "begun")).catch(() => null)) break;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      child.kill("SIGKILL");
      await Promise.all([child.status, child.stdout.cancel(), child.stderr.cancel()]);
      assert.deepEqual(await left(), []);
      // What it kept beside the notebook's folder for the kernel is gone as well.
      const names = Array.from(Deno.readDirSync(folder), ({ name }) => name).sort();
      assert.deepEqual(names, ["begun", "hostile.ts"]);
    }),
});
