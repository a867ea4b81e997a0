import { InputError } from "../text/mod.ts";

/** Throws unless there is a file that may be read. */
export function needFile(path: string, verb: string, extension?: ".ts" | ".ipynb" | ".md"): void {
  const needs = extension ? `a file that ends in ${extension}` : "a file";
  const refuse = (found: string, cause?: unknown): InputError =>
    new InputError({ cannot: `${verb} ${JSON.stringify(path)}`, needs, found }, { cause });
  let info: Deno.FileInfo;
  try {
    info = Deno.statSync(path);
  } catch (cause) {
    throw refuse(
      cause instanceof Deno.errors.NotFound ? "nothing there" : "a file that may not be read",
      cause,
    );
  }
  if (!info.isFile) throw refuse("a folder");
  if (extension && !path.toLowerCase().endsWith(extension)) throw refuse(JSON.stringify(path));
}

/** Refuses a path that is no folder. */
export function needFolder(folder: string, cannot: string): void {
  try {
    if (Deno.statSync(folder).isDirectory) return;
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  throw new InputError({
    cannot: `${cannot} ${JSON.stringify(folder)}`,
    needs: "a folder",
    found: "none of that name",
  });
}
