import { glob } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { InputError, listNames, nearest } from "../text/mod.ts";
import { type TableFile, tableFile } from "./open_file.ts";

/** The files of one table, and what they are called together. */
export interface TableFiles {
  /** The files, all of one format; those of a pattern sorted by path. */
  readonly files: readonly TableFile[];
  /** What the caller wrote, for messages. */
  readonly path: string;
  /** The name of the table: a file's name, or the pattern. */
  readonly name: string;
  /** Whether there may be one run per file: a pattern or a list was given. */
  readonly several: boolean;
}

/**
 * The files that a path, a `file:` URL, a pattern such as `"logs/*.csv"` or a list of paths means.
 * A file of that very name comes before the pattern.
 *
 * @throws {InputError} If a pattern matches no file, a list is empty, an extension is not a
 * table's, or the formats differ.
 */
export async function tableFiles(input: string | URL | readonly string[]): Promise<TableFiles> {
  if (typeof input !== "string" && !(input instanceof URL)) return listed(input);
  const isPattern = typeof input === "string" && /[*?[{]/.test(input) && !exists(input);
  if (!isPattern) {
    const file = tableFile(input);
    return { files: [file], path: file.path, name: file.name, several: false };
  }
  needEnvironment(input);
  const paths = (await Array.fromAsync(glob(input))).filter(isFile).sort();
  if (paths.length === 0) throw nothing(input);
  return sameFormat(paths.map((path) => tableFile(path)), input, input);
}

/** Deno's glob reads a variable while it loads, and fails then in a way that nobody can catch. */
function needEnvironment(pattern: string): void {
  if (Deno.permissions.querySync({ name: "env" }).state === "granted") return;
  throw new InputError({
    cannot: `read training curves from ${JSON.stringify(pattern)}`,
    needs: "access to the environment, which patterns are expanded with",
    found: "no permission",
    cure: "run with --allow-env, or give a list of paths",
  });
}

function listed(paths: readonly string[]): TableFiles {
  if (paths.length === 0) {
    throw new InputError({
      cannot: "read training curves",
      needs: 'a path, a pattern such as "logs/*.csv" or a list of paths',
      found: "an empty list",
    });
  }
  const files = paths.map((path) => tableFile(path));
  const name = files.length === 1 ? files[0]!.name : `${files.length} files`;
  return sameFormat(files, files.length === 1 ? files[0]!.path : name, name);
}

function sameFormat(files: readonly TableFile[], path: string, name: string): TableFiles {
  const other = files.find(({ format }) => format !== files[0]!.format);
  if (other) {
    throw new InputError({
      cannot: `read training curves from ${JSON.stringify(path)}`,
      needs: "files of one format",
      found: listNames([files[0]!.path, other.path]),
    });
  }
  return { files, path, name, several: true };
}

/** The error for a pattern that matches nothing, with what there is instead. */
function nothing(pattern: string): InputError {
  const refuse = (found: string, near: string | undefined): InputError =>
    new InputError({
      cannot: `read training curves from ${JSON.stringify(pattern)}`,
      needs: "at least one file that the pattern matches",
      found,
      ...(near !== undefined && { cure: `did you mean ${JSON.stringify(near)}?` }),
    });
  const parts = pattern.split("/");
  const magic = parts.findIndex((part) => /[*?[{]/.test(part));
  let folder = parts.slice(0, magic).join("/");
  if (magic === 0) folder = ".";
  else if (folder === "") folder = "/";
  const rest = parts.slice(magic);
  if (!exists(folder)) {
    const siblings = namesIn(dirname(folder)).filter((entry) => entry.isDirectory);
    const near = nearest(basename(folder), siblings.map(({ name }) => name).sort());
    const whole = near && [join(dirname(folder), near), ...rest].join("/");
    return refuse(`no folder ${JSON.stringify(folder)}`, whole);
  }
  const files = namesIn(folder).filter((entry) => entry.isFile).map(({ name }) => name).sort();
  const where = folder === "." ? "this folder" : JSON.stringify(folder);
  if (files.length === 0) return refuse(`no files in ${where}`, undefined);
  const some = files.length > 3 ? [...files.slice(0, 2)] : files;
  const more = files.length > some.length ? ` and ${files.length - some.length} more` : "";
  // Only where the pattern names files of this very folder is one of them nearly what was meant.
  const near = rest.length === 1 ? nearest(rest[0]!, files) : undefined;
  return refuse(
    `none of the files in ${where}, which has ${
      more ? some.map((n) => JSON.stringify(n)).join(", ") : listNames(some)
    }${more}`,
    near && (magic === 0 ? near : `${parts.slice(0, magic).join("/")}/${near}`),
  );
}

function namesIn(folder: string): Deno.DirEntry[] {
  try {
    return Array.from(Deno.readDirSync(folder));
  } catch {
    return [];
  }
}

function exists(path: string): boolean {
  try {
    Deno.statSync(path);
    return true;
  } catch {
    return false;
  }
}

function isFile(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}
