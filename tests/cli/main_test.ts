// The command line as its own process: streams, exit codes, permissions.
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { Folder, sevenRuns } from "./support.ts";

const entry = fileURLToPath(new URL("../../lib/cli/main.ts", import.meta.url));

async function process(args: string[], options: { flags?: string[]; cwd?: string } = {}) {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", ...(options.flags ?? []), entry, ...args],
    ...(options.cwd !== undefined && { cwd: options.cwd }),
    env: { NO_COLOR: "1" },
    stdin: "null",
  }).output();
  const decoder = new TextDecoder();
  return { code, out: decoder.decode(stdout), err: decoder.decode(stderr) };
}

Deno.test("main.ts answers on standard output, exit 0", async () => {
  const ask = ["plan", "--preset", "chinchilla:hoffmann", "--flop", "5.76e23", "--json"];
  const { code, out, err } = await process(ask);
  assert.equal(code, 0);
  assert.equal(err, "");
  assert.equal((JSON.parse(out).N / 1e9).toFixed(2), "40.36");
});

Deno.test("main.ts reads paths relative to where it is called", async () => {
  using folder = new Folder();
  folder.write("runs.csv", sevenRuns);
  const { code, out, err } = await process(["fit", "runs.csv", "--save", "fit.json", "--json"], {
    cwd: folder.path,
  });
  assert.equal(code, 0);
  assert.equal(JSON.parse(out).n, 7);
  assert.equal(err, "note: C is computed as 6ND.\nsaved: fit.json\n");
  assert.deepEqual(folder.names(), ["fit.json", "runs.csv"]);
});

Deno.test("main.ts refuses on standard error alone, exit 2, without a stack trace", async () => {
  using folder = new Folder();
  folder.write("runs.csv", "");
  const { code, out, err } = await process(["fit", "runs.csv"], { cwd: folder.path });
  assert.equal(code, 2);
  assert.equal(out, "");
  assert.equal(
    err,
    `Cannot read runs from "runs.csv"
  needed: a header and at least one row
  found: an empty file
`,
  );
});

Deno.test("main.ts refuses a file that may not be read", async () => {
  using folder = new Folder();
  const file = folder.write("runs.csv", sevenRuns);
  const { code, out, err } = await process(["fit", file], { flags: [`--deny-read=${file}`] });
  assert.equal(code, 2);
  assert.equal(out, "");
  assert.equal(
    folder.without(err),
    `Cannot read runs from "runs.csv"
  needed: a file that may be read
  found: Deno was started without permission to read it
  cure: run with --allow-read
`,
  );
});

Deno.test("main.ts refuses a folder that may not be written to", async () => {
  using folder = new Folder();
  const file = folder.write("runs.csv", sevenRuns);
  const target = folder.at("fit.json");
  const { code, out, err } = await process(["fit", file, "--save", target], {
    flags: [`--deny-write=${folder.path}`],
  });
  assert.equal(code, 2);
  assert.equal(out, "");
  assert.match(
    folder.without(err),
    /\nCannot write "fit\.json"\n {2}needed: a folder that can be written to\n {2}found: [^\n]+\n$/,
  );
  assert.deepEqual(folder.names(), ["runs.csv"]);
});

Deno.test("main.ts plans without native libraries", async () => {
  const { out } = await process(["plan", "--preset", "chinchilla:epoch", "--flop", "1e21"], {
    flags: ["--deny-ffi"],
  });
  // polars would need one, and takes most of the time that other commands need to start.
  assert.match(out, /^Spend 1\.00e21 FLOP/);
});
