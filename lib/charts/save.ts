import { InputError } from "../text/mod.ts";
import { writeWhole } from "../text/write_whole.ts";
import type { Chart } from "./chart.ts";
import type { Theme } from "./journal.ts";

/** Writes a chart as what the file's name ends in, whole or not at all. */
export async function saveChart(
  chart: Chart,
  path: string | URL,
  options: Theme & { scale?: number },
): Promise<void> {
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
  const [told] = Object.keys(options);
  if (told && extension !== ".svg" && extension !== ".png") {
    throw new InputError({
      cannot: `save the chart as ${extension}`,
      needs: "no options, which are for .svg and .png",
      found: JSON.stringify(told),
    });
  }
  await writeWhole(path, await write(chart, options));
}

type Write = (chart: Chart, options: Theme & { scale?: number }) =>
  | string
  | Promise<string | Uint8Array>;

const writers: Record<string, Write> = {
  ".json": (chart) => chart.json(),
  ".html": (chart) => chart.html(),
  ".svg": (chart, options) => chart.svg(options),
  ".png": async (chart, options) => (await chart.png(options)).png,
};
