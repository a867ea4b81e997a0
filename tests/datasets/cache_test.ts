import assert from "node:assert/strict";
import { join } from "node:path";
import { cacheFolder } from "../../lib/datasets/cache.ts";

const at = (os: string, variables: Record<string, string>) =>
  cacheFolder({ os, env: (name) => variables[name] });

Deno.test("cacheFolder() follows ISOFLOP_DATA, XDG and the operating system, in this order", () => {
  const HOME = "/home/ada";
  const XDG_CACHE_HOME = "/cache";
  assert.equal(at("linux", { ISOFLOP_DATA: "data", XDG_CACHE_HOME, HOME }), "data");
  assert.equal(at("linux", { XDG_CACHE_HOME, HOME }), join("/cache", "isoflop"));
  assert.equal(at("linux", { XDG_CACHE_HOME: "relative", HOME }), join(HOME, ".cache", "isoflop"));
  assert.equal(at("linux", { ISOFLOP_DATA: "", HOME }), join(HOME, ".cache", "isoflop"));
  assert.equal(at("darwin", { HOME }), join(HOME, "Library", "Caches", "isoflop"));
  const LOCALAPPDATA = "C:\\Users\\ada\\AppData\\Local";
  assert.equal(at("windows", { LOCALAPPDATA, HOME }), join(LOCALAPPDATA, "isoflop"));
});

Deno.test("cacheFolder() says which variable it would need", () => {
  assert.throws(() => at("linux", {}), {
    message: [
      "Cannot find the folder for downloaded tables",
      "  needed: ISOFLOP_DATA, XDG_CACHE_HOME or HOME",
      "  found: none of them set, or no permission to look",
      "  cure: set ISOFLOP_DATA to a folder, and run with --allow-env",
    ].join("\n"),
  });
});
