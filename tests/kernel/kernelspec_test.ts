import assert from "node:assert/strict";
import { join } from "node:path";
import { InputError } from "../../lib/text/mod.ts";
import {
  installKernel,
  jupyterDataDir,
  kernelStatus,
  losesOutputs,
  removeKernel,
} from "../../lib/kernel/mod.ts";

async function inTempDataDir(run: (dir: string) => Promise<void>): Promise<void> {
  const dir = await Deno.makeTempDir({ prefix: "isoflop-jupyter-" });
  try {
    await run(dir);
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
}

Deno.test("installKernel() writes a kernelspec whose interrupt keeps the variables", () =>
  inTempDataDir(async (dir) => {
    const path = await installKernel({ dir });
    assert.equal(path, join(dir, "kernels", "isoflop", "kernel.json"));
    assert.deepEqual(JSON.parse(await Deno.readTextFile(path)), {
      argv: [
        ...[Deno.execPath(), "run", "-A", "--quiet", "--no-config", "--no-lock"],
        ...[new URL("../../lib/kernel/launcher.ts", import.meta.url).href, "{connection_file}"],
      ],
      display_name: "Deno (isoflop)",
      language: "typescript",
      interrupt_mode: "message",
      metadata: {},
    });
    // Nothing but the file, also the second time.
    await installKernel({ display: "Another", dir });
    const names = Array.from(Deno.readDirSync(join(dir, "kernels", "isoflop")), (e) => e.name);
    assert.deepEqual(names, ["kernel.json"]);
    assert.equal(JSON.parse(await Deno.readTextFile(path)).display_name, "Another");
  }));

Deno.test("kernelStatus() says where, which deno, and whether interrupting is safe", () =>
  inTempDataDir(async (dir) => {
    const path = join(dir, "kernels", "isoflop", "kernel.json");
    const absent = {
      name: "isoflop",
      path,
      installed: false,
      interruptKeepsState: false,
      deno: null,
      version: null,
      losesOutputs: false,
    };
    assert.deepEqual(await kernelStatus({ dir }), absent);
    await installKernel({ dir });
    const installed = {
      ...absent,
      installed: true,
      interruptKeepsState: true,
      deno: Deno.execPath(),
      version: Deno.version.deno,
      losesOutputs: losesOutputs(Deno.version.deno),
    };
    assert.deepEqual(await kernelStatus({ dir }), installed);
    // What `deno jupyter --install` writes, for a deno that has been removed since.
    await Deno.writeTextFile(path, `{"argv": ["/no/such/deno", "jupyter"]}`);
    const stale = {
      ...installed,
      interruptKeepsState: false,
      deno: "/no/such/deno",
      version: null,
      losesOutputs: false,
    };
    assert.deepEqual(await kernelStatus({ dir }), stale);
    await Deno.writeTextFile(path, `{"argv": [`);
    assert.deepEqual(await kernelStatus({ dir }), absent);
  }));

Deno.test("removeKernel() says whether there was a kernel", () =>
  inTempDataDir(async (dir) => {
    await installKernel({ name: "other", dir });
    assert.equal(await removeKernel({ name: "other", dir }), true);
    assert.equal(await removeKernel({ name: "other", dir }), false);
    assert.deepEqual(Array.from(Deno.readDirSync(join(dir, "kernels"))), []);
  }));

Deno.test("installKernel() refuses a name that is a path", async () => {
  const expected = [
    "Cannot name a kernel",
    "  needed: letters, digits, dots, hyphens and underscores",
    '  found: "../elsewhere"',
  ].join("\n");
  await assert.rejects(installKernel({ name: "../elsewhere", dir: "." }), (error) => {
    assert.ok(error instanceof InputError);
    assert.equal(error.message, expected);
    return true;
  });
  await assert.rejects(installKernel({ name: "..", dir: "." }), InputError);
});

Deno.test("jupyterDataDir() prefers JUPYTER_DATA_DIR, then asks the system", () => {
  const names = ["JUPYTER_DATA_DIR", "XDG_DATA_HOME"];
  const before = names.map((name) => Deno.env.get(name));
  // Without awaiting anything in between: tests of other files share the environment.
  try {
    Deno.env.set("JUPYTER_DATA_DIR", "chosen");
    assert.equal(jupyterDataDir(), "chosen");
    Deno.env.delete("JUPYTER_DATA_DIR");
    Deno.env.set("XDG_DATA_HOME", join("some", "share"));
    if (Deno.build.os === "linux") assert.equal(jupyterDataDir(), join("some", "share", "jupyter"));
  } finally {
    names.forEach((name, i) => {
      const value = before[i];
      if (value === undefined) Deno.env.delete(name);
      else Deno.env.set(name, value);
    });
  }
});
