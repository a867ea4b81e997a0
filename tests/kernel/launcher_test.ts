// A notebook anywhere on the disk finds the package by its name: the kernelspec starts the launcher, as
// Jupyter would, and a client of our own talks to the kernel.
import assert from "node:assert/strict";
import { join } from "node:path";
import { Channels } from "../../lib/kernel/channels.ts";
import { freshConnection, writeConnectionFile } from "../../lib/kernel/connection.ts";
import { installKernel } from "../../lib/kernel/mod.ts";
import { notebookImports } from "../../lib/kernel/overlay.ts";

const packageFolder = new URL("../../", import.meta.url);

Deno.test("a notebook far from the package imports isoflop, its neighbours, and reads its own files", async () => {
  await inFolder(async (folder) => {
    const lesson = join(folder, "my lesson");
    await Deno.mkdir(lesson);
    await Deno.writeTextFile(join(folder, "up.ts"), "export const up = 7;");
    await Deno.writeTextFile(join(lesson, "near.ts"), "export const near = 5;");
    await Deno.writeTextFile(join(lesson, "runs.csv"), "N,D,loss\n1e8,2e9,3\n");
    const found = await inKernel(lesson, [
      'import { petaflopDays } from "isoflop"; petaflopDays(8.64e19)',
      'import { readRuns } from "isoflop/runs"; (await readRuns("runs.csv")).N[0]',
      'import { near } from "./near.ts"; import { up } from "../up.ts"; near + up',
      "Deno.cwd() === Deno.realPathSync('.')",
    ]);
    assert.deepEqual(found, [[1, "1"], [2, "100000000"], [3, "12"], [4, "true"]]);
    // Nothing is left in the notebook's folder.
    const names = Array.from(Deno.readDirSync(lesson), ({ name }) => name).sort();
    assert.deepEqual(names, ["near.ts", "runs.csv"]);
  });
});

Deno.test("notebookImports() keeps the map of a project that has one, and adds the package", async () => {
  await inFolder(async (folder) => {
    const imports = { mine: "./mine.ts", leven: "npm:leven@3.1.0" };
    await Deno.writeTextFile(join(folder, "deno.json"), JSON.stringify({ imports }));
    const found = notebookImports(packageFolder, folder)!;
    assert.equal(found.isoflop, new URL("mod.ts", packageFolder).href);
    assert.equal(found["isoflop/fit"], new URL("lib/fit/mod.ts", packageFolder).href);
    assert.match(found.mine!, /^file:\/\/.*\/mine\.ts$/);
    assert.equal(found.leven, "npm:leven@3.1.0");
    assert.match(found["./"]!, /^file:\/\/.*\/$/);
  });
});

Deno.test("notebookImports() leaves a project alone that knows the package, or that it cannot read", async () => {
  assert.equal(notebookImports(packageFolder, new URL("notebooks", packageFolder).pathname), null);
  await inFolder(async (folder) => {
    const config = join(folder, "deno.json");
    await Deno.writeTextFile(config, '{"imports": {"isoflop": "./other.ts"}}');
    assert.equal(notebookImports(packageFolder, folder), null);
    await Deno.writeTextFile(config, "{ // a comment\n}");
    assert.equal(notebookImports(packageFolder, folder), null);
  });
});

/** Runs cells in the installed kernel; gives each one's number and value as text. */
async function inKernel(cwd: string, cells: readonly string[]): Promise<unknown[]> {
  const data = await Deno.makeTempDir();
  const { argv } = JSON.parse(await Deno.readTextFile(await installKernel({ dir: data })));
  const connection = freshConnection();
  const file = await writeConnectionFile(connection);
  const [program, ...args] = (argv as string[]).map((part) =>
    part.replace("{connection_file}", file)
  );
  const launcher = new Deno.Command(program!, {
    ...{ args, cwd, stdin: "null", stdout: "null", stderr: "null" },
    env: { NO_COLOR: "1" },
  }).spawn();
  const channels = await Channels.connect(
    connection,
    Date.now() + 20_000,
    new AbortController().signal,
  );
  const results: unknown[] = [];
  try {
    for (const code of cells) {
      results.push(
        await new Promise((resolve, reject) => {
          channels.listener = ({ header, content }, channel) => {
            if (header.msg_type === "execute_result") {
              const { execution_count, data } = content as {
                execution_count: number;
                data: Record<string, string>;
              };
              resolve([execution_count, data["text/plain"]]);
            }
            const { status } = content as { status?: string };
            if (channel === "shell" && status === "error") {
              reject(new Error(JSON.stringify(content)));
            }
          };
          channels.request("shell", "execute_request", {
            ...{ code, silent: false, store_history: true, allow_stdin: false },
            ...{ stop_on_error: true, user_expressions: {} },
          });
        }),
      );
    }
    await channels.request("control", "shutdown_request", { restart: false });
    // The kernel ends, the launcher with it, and its folder goes.
    await launcher.status;
  } finally {
    channels.close();
    try {
      launcher.kill("SIGTERM");
    } catch {
      // It has ended.
    }
    await Deno.remove(file).catch(() => {});
    await Deno.remove(data, { recursive: true });
  }
  return results;
}

async function inFolder(body: (folder: string) => Promise<void>): Promise<void> {
  const folder = Deno.realPathSync(await Deno.makeTempDir());
  try {
    await body(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
