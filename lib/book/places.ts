import { basename, dirname, join, resolve, sep } from "node:path";

/**
 * The folder whose kernel runs a source: `notebooks/src/01_x.ts` runs in `notebooks`, everything
 * else where it lies.
 */
export function notebookFolder(source: string): string {
  const folder = dirname(resolve(source));
  return basename(folder) === "src" ? dirname(folder) : folder;
}

/** Where the notebook of a source belongs: `notebooks/src/01_x.ts` → `notebooks/01_x.ipynb`. */
export function notebookOfSource(source: string): string {
  return join(notebookFolder(source), basename(source).replace(/\.ts$/, "") + ".ipynb");
}

/** Where the source of a notebook belongs: `notebooks/01_x.ipynb` → `notebooks/src/01_x.ts`. */
export function sourceOfNotebook(file: string): string {
  return join(dirname(resolve(file)), "src", basename(file).replace(/\.ipynb$/, "") + ".ts");
}

/** Whether a path lies under a folder called `out`, which is never committed. */
export function isUnderOut(path: string): boolean {
  return dirname(resolve(path)).split(sep).includes("out");
}
