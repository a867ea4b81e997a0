import assert from "node:assert/strict";
import { assertRefused, Folder, isoflop } from "./support.ts";

Deno.test("isoflop kernel installs, tells, removes, each as often as one likes", async () => {
  using folder = new Folder();
  const kernel = async (verb: string) => {
    const { code, out } = await isoflop("kernel", verb, "--dir", folder.path, "--json");
    assert.equal(code, 0);
    return JSON.parse(out);
  };
  const path = folder.at("kernels/isoflop/kernel.json");
  assert.equal((await kernel("status")).installed, false);
  assert.deepEqual(await kernel("remove"), { name: "isoflop", path, removed: false });
  for (let time = 0; time < 2; time++) {
    assert.deepEqual(await kernel("install"), { name: "isoflop", path, installed: true });
  }
  const status = await kernel("status");
  assert.equal(status.installed, true);
  assert.equal(status.interruptKeepsState, true);
  assert.equal(status.version, Deno.version.deno);
  assert.match(
    (await isoflop("kernel", "status", "--dir", folder.path)).out,
    /^kernel isoflop: installed\n/,
  );
  assert.equal((await kernel("remove")).removed, true);
  assert.equal((await kernel("status")).installed, false);
});

Deno.test("isoflop kernel refuses a name that Jupyter would", async () => {
  using folder = new Folder();
  await assertRefused(folder, ["kernel", "install", "--dir", folder.path, "--name", "a/b"], [
    "Cannot name a kernel",
    "  needed: letters, digits, dots, hyphens and underscores",
    '  found: "a/b"',
  ]);
});
