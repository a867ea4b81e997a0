import { replaceFile } from "../kernel/mod.ts";
import { compareSources } from "./compare.ts";
import { readNotebook } from "./ipynb.ts";
import { formatPercent, parsePercent } from "./percent.ts";
import { sourceOfNotebook } from "./places.ts";
import { InputError } from "../text/mod.ts";

/**
 * Takes a notebook that was edited in Jupyter back into its percent source.
 *
 * What stands before the first cell of an existing source stays there.
 *
 * @param file The `.ipynb` file.
 * @param out The `.ts` file. For `notebooks/01_x.ipynb` it is `notebooks/src/01_x.ts` by default.
 * @returns The path of the source.
 * @throws {InputError} If a cell cannot be written in percent format without loss.
 */
export async function pullNotebook(
  file: string,
  out: string = sourceOfNotebook(file),
): Promise<string> {
  const notebook = await readNotebook(file);
  const text = formatPercent(notebook, await headerOf(out));
  const lost = compareSources(notebook, parsePercent(text).notebook);
  if (lost) {
    throw new InputError({
      cannot: `pull "${file}"`,
      needs: "cells that percent format can hold",
      found: `${JSON.stringify(lost.stored)} at ${lost.path}`,
    });
  }
  await replaceFile(out, text);
  return out;
}

async function headerOf(path: string): Promise<string> {
  try {
    return parsePercent(await Deno.readTextFile(path)).header;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return "";
    throw error;
  }
}
