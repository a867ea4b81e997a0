import assert from "node:assert/strict";
import { vegaBundle } from "isoflop/charts";

Deno.test("vegaBundle() is one script that cannot end its element", async () => {
  const script = await vegaBundle();
  assert.ok(script.length > 600_000 && script.length < 1_200_000, `${script.length}`);
  assert.ok(script.includes("isoflopEmbed"));
  assert.doesNotMatch(script, /<\/script|<!--/i);
  new Function(script); // Parses; it runs in browsers only.
});

Deno.test("vegaBundle() keeps its work in the user's cache, and does without one", async () => {
  const directory = await Deno.makeTempDir();
  try {
    const script = await vegaBundle();
    assert.equal(await lengthWith(`${directory}/cache`), script.length);
    const kept = Array.from(Deno.readDirSync(`${directory}/cache/isoflop`), ({ name }) => name);
    assert.equal(kept.length, 1);
    assert.match(kept[0]!, /^vega-6[\w.\-]+\.js$/);
    await Deno.writeTextFile(`${directory}/file`, "not a directory");
    assert.equal(await lengthWith(`${directory}/file`), script.length);
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
});

/** The bundle's length in a program of its own, with that directory as the user's cache. */
async function lengthWith(cache: string): Promise<number> {
  const run = async (args: string[], env: Record<string, string> = {}) => {
    const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args,
      env: { NO_COLOR: "1", ...env },
      cwd: new URL("../..", import.meta.url),
      stdin: "null",
    }).output();
    assert.ok(success, new TextDecoder().decode(stderr));
    return new TextDecoder().decode(stdout);
  };
  // Deno keeps its packages under the same variable unless it is told where they are.
  const { denoDir } = JSON.parse(await run(["info", "--json"]));
  const code = `import { vegaBundle } from "isoflop/charts";
    console.log((await vegaBundle()).length);`;
  return Number(await run(["eval", code], { XDG_CACHE_HOME: cache, DENO_DIR: denoDir }));
}
