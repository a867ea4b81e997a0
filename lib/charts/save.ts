import { InputError } from "../text/mod.ts";
import { writeWhole } from "../text/write_whole.ts";
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
