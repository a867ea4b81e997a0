import { version as vega } from "vega";
import { version as lite } from "vega-lite";
import { userCache } from "../datasets/cache.ts";
import { InputError } from "../text/mod.ts";
import { once } from "./once.ts";
import { writeWhole } from "../text/write_whole.ts";

/**
 * Vega, Vega-Lite and vega-embed as one script for browsers, about 0.86 MB, ready to stand inside
 * a `<script>` element. It defines `isoflopEmbed(element, spec, options)`.
 *
 * `deno bundle` makes it in under a second; the result is kept in the user's cache directory under
 * its versions, so that nothing generated needs to be committed.
 *
 * @returns The script.
 * @throws {InputError} If `deno bundle` fails, with its last words.
 */
export function vegaBundle(): Promise<string> {
  return script();
}

const entry = new URL("./browser/embed.ts", import.meta.url);

const script = once(async () => {
  const directory = cacheDirectory();
  const kept = directory && `${directory}/${await cacheName()}`;
  if (kept !== undefined) {
    try {
      return await Deno.readTextFile(kept);
    } catch { /* Not there yet, or not readable: make it. */ }
  }
  // Inside an element, `</script` ends it and `<!--` changes how the rest is read.
  const made = (await bundle()).replaceAll(/<(?=\/script|!--)/gi, "\\x3c");
  if (directory !== undefined && kept !== undefined) {
    try {
      await Deno.mkdir(directory, { recursive: true });
      await writeWhole(kept, made);
    } catch { /* A cache that cannot be written costs a second next time, nothing else. */ }
  }
  return made;
});

async function bundle(): Promise<string> {
  const directory = await Deno.makeTempDir({ prefix: "isoflop-bundle-" });
  try {
    const output = `${directory}/vega.js`;
    const local = entry.protocol === "file:";
    const { success, stderr } = await new Deno.Command(Deno.execPath(), {
      args: [
        "bundle",
        ...["--quiet", "--platform", "browser", "--format", "iife", "--minify"],
        // Somebody else's lock file is not ours to add to; our own has every version.
        ...(local ? [] : ["--no-config", "--no-lock"]),
        ...["--output", output, entry.href],
      ],
      cwd: local ? new URL(".", entry) : directory,
      env: { NO_COLOR: "1" },
      stdin: "null",
      stdout: "null",
      stderr: "piped",
    }).output();
    if (!success) {
      throw new InputError({
        cannot: "bundle Vega for a page",
        needs: `"deno bundle" with the npm packages vega, vega-lite and vega-embed`,
        found: new TextDecoder().decode(stderr).trim().split("\n").slice(-3).join(" "),
        cure: "run it once with a network, or save the chart as .svg or .png",
      });
    }
    return await Deno.readTextFile(output);
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
}

/** Everything that the bundle depends on, as a file name. */
async function cacheName(): Promise<string> {
  const embed = /vega-embed[@/]([^/]+)/.exec(import.meta.resolve("npm:vega-embed@^7.3.0"))?.[1];
  const source = await (await fetch(entry)).bytes();
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", source)).toHex().slice(0, 8);
  return `vega-${vega}_lite-${lite}_embed-${embed}_deno-${Deno.version.deno}_${digest}.js`
    .replaceAll(/[^\w.\-]/g, "");
}

/** The user's cache, where there is one: without a home there is none, and still a bundle. */
function cacheDirectory(): string | undefined {
  try {
    return userCache();
  } catch {
    return undefined;
  }
}
