import { InputError } from "../text/mod.ts";
import type { Chart } from "./chart.ts";

/** Writes a chart as what the file's name ends in, whole or not at all. */
export async function saveChart(chart: Chart, path: string | URL): Promise<void> {
  const name = path instanceof URL ? decodeURIComponent(path.pathname) : path;
  const extension = /\.[^./\\]+$/.exec(name)?.[0].toLowerCase() ?? "";
  const write = Object.hasOwn(writers, extension) ? writers[extension] : undefined;
  if (!write) {
    throw new InputError({
      cannot: "save the chart",
      needs: "a file name that ends in .html, .svg, .png or .json",
      found: JSON.stringify(name),
    });
  }
  await writeWhole(path, await write(chart));
}

const writers: Record<string, (chart: Chart) => string | Promise<string | Uint8Array>> = {
  ".json": (chart) => chart.json(),
  ".html": (chart) => chart.html(),
  ".svg": (chart) => chart.svg(),
  ".png": async (chart) => (await chart.png()).png,
};

/** Writes a temporary file beside the target and renames it, so that no reader sees half a file. */
export async function writeWhole(path: string | URL, data: string | Uint8Array): Promise<void> {
  const part = (suffix: string) =>
    path instanceof URL ? new URL(path.href + suffix) : path + suffix;
  const temporary = part(`.${crypto.randomUUID().slice(0, 8)}.part`);
  try {
    if (typeof data === "string") await Deno.writeTextFile(temporary, data);
    else await Deno.writeFile(temporary, data);
    await Deno.rename(temporary, path);
  } catch (error) {
    await Deno.remove(temporary).catch(() => {});
    throw error;
  }
}
