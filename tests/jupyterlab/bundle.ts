/** JupyterLab 4's own renderers, as one script for a browser. */
import { userCache } from "../../lib/datasets/cache.ts";

const versions = {
  "@jupyterlab/rendermime": "npm:@jupyterlab/rendermime@4.4.10",
  "@jupyterlab/vega5-extension": "npm:@jupyterlab/vega5-extension@4.4.10",
  esbuild: "npm:esbuild@0.25.12",
};

// Deno's own bundler has no loader for the icons that JupyterLab imports.
const build = `import * as esbuild from "esbuild";
await esbuild.build({
  entryPoints: ["render.js"], outfile: "out.js", bundle: true, minify: true, format: "iife",
  platform: "browser", define: { global: "globalThis", "process.env.NODE_ENV": '"production"' },
  loader: { ".svg": "text", ".css": "empty", ".woff2": "empty", ".ttf": "empty" }, logLevel: "error",
});
await esbuild.stop();`;

/** The script, made once and kept in the user's cache; `null` where its packages cannot be had. */
export async function jupyterLab(): Promise<string | null> {
  const entry = await Deno.readTextFile(new URL("render.js", import.meta.url));
  const bytes = new TextEncoder().encode(entry + build + JSON.stringify(versions));
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex().slice(0, 12);
  const kept = `${userCache()}/jupyterlab_${digest}.js`;
  try {
    return await Deno.readTextFile(kept);
  } catch {
    // Not made yet.
  }
  const folder = await Deno.makeTempDir();
  try {
    const config = { nodeModulesDir: "auto", imports: versions };
    await Deno.writeTextFile(`${folder}/deno.json`, JSON.stringify(config));
    await Deno.writeTextFile(`${folder}/render.js`, entry);
    await Deno.writeTextFile(`${folder}/build.ts`, build);
    const { success } = await new Deno.Command(Deno.execPath(), {
      ...{ args: ["run", "-A", "--quiet", "build.ts"], cwd: folder, stdin: "null" },
    }).output();
    if (!success) return null;
    const made = (await Deno.readTextFile(`${folder}/out.js`))
      .replaceAll(/<(?=\/script|!--)/gi, "\\x3c");
    await Deno.mkdir(userCache(), { recursive: true });
    await Deno.writeTextFile(kept, made);
    return made;
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
