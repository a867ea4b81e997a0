import { basename, resolve } from "node:path";
import { denoCheck } from "../kernel/mod.ts";
import { cellLine, type PercentSource } from "./percent.ts";
import { notebookFolder } from "./places.ts";

/**
 * What `deno check` says against a notebook's source, one sentence per error with cell and line.
 *
 * The kernel itself checks no types, gives `undefined` for a missing export, and hides syntax
 * errors; so this is the place where they come to light.
 *
 * @param path The source file.
 * @param source The same file, read.
 */
export async function sourceErrors(path: string, source: PercentSource): Promise<string[]> {
  const errors = await denoCheck([resolve(path)], notebookFolder(path));
  return errors.map(({ file, line, message, code }) => {
    if (file === null) return message;
    const where = file === basename(path) ? cellLine(source, line) : null;
    const place = where ? `Cell ${where.number}, line ${where.line}` : `${file}:${line}`;
    return `${place}: ${message}${code ? ` (${code})` : ""}`;
  });
}
