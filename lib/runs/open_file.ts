import { basename, dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { InputError, nearest } from "../text/mod.ts";

/** The kinds of table file, by extension. */
const formats = {
  ".csv": "csv",
  ".parquet": "parquet",
  ".json": "json",
  ".ndjson": "ndjson",
  ".jsonl": "ndjson",
} as const;

/** How the bytes of a table file are to be read. */
export type Format = typeof formats[keyof typeof formats];

/** A table file on disk, not yet opened. */
export interface TableFile {
  /** Where it is, as the caller wrote it. */
  readonly path: string;
  /** The last part of its path. */
  readonly name: string;
  /** What its extension says. */
  readonly format: Format;
}

/**
 * The file that a path or a `file:` URL points to; the extension decides how it will be read.
 *
 * @throws {InputError} If the address is not a file's, or the extension is not a table's.
 */
export function tableFile(input: string | URL): TableFile {
  const path = localPath(input);
  const name = basename(path);
  const dot = name.lastIndexOf(".");
  const extension = dot < 0 ? "" : name.slice(dot).toLowerCase();
  if (!Object.hasOwn(formats, extension)) {
    // A folder's name has no such extension either; opening it says so better.
    if (isDirectory(path)) throw directory(path);
    throw new InputError({
      cannot: `read runs from ${JSON.stringify(path)}`,
      needs: "a file that ends in .csv, .parquet, .json, .ndjson or .jsonl",
      found: extension === "" ? "no extension" : `the extension ${JSON.stringify(extension)}`,
    });
  }
  return { path, name, format: formats[extension as keyof typeof formats] };
}

function localPath(input: string | URL): string {
  const text = String(input);
  if (!/^[a-z][a-z0-9+.-]+:/i.test(text)) return text;
  if (text.startsWith("file:")) return fileURLToPath(text);
  // A drive letter is one character; everything longer is a scheme.
  throw new InputError({
    cannot: `read runs from ${JSON.stringify(text)}`,
    needs: "a path or a file: URL",
    found: `the scheme ${JSON.stringify(text.slice(0, text.indexOf(":") + 1))}`,
    cure: "download the file first",
  });
}

/**
 * Everything in the file.
 *
 * @throws {InputError} If there is no such file, it is a folder, or it may not be read.
 */
export function fileBytes(file: TableFile): Promise<Uint8Array<ArrayBuffer>> {
  return orRefuse(file, () => Deno.readFile(file.path));
}

/**
 * The file, opened for reading.
 *
 * @throws {InputError} If there is no such file, it is a folder, or it may not be read.
 */
export function openFile(file: TableFile): Promise<Deno.FsFile> {
  return orRefuse(file, async () => {
    // Linux opens a folder without complaint, and fails at the first read.
    if (isDirectory(file.path)) throw directory(file.path);
    return await Deno.open(file.path);
  });
}

async function orRefuse<T>({ path, name }: TableFile, open: () => Promise<T>): Promise<T> {
  try {
    return await open();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) throw missing(path, name);
    if (error instanceof Deno.errors.IsADirectory || isDirectory(path)) throw directory(path);
    if (error instanceof Deno.errors.NotCapable) {
      throw unreadable(path, "Deno was started without permission to read it", {
        cure: "run with --allow-read",
        cause: error,
      });
    }
    if (error instanceof Deno.errors.PermissionDenied) {
      throw unreadable(path, "the file system denies access", { cause: error });
    }
    throw error;
  }
}

function unreadable(
  path: string,
  found: string,
  { cure, cause }: { cure?: string; cause: unknown },
): InputError {
  return new InputError({
    cannot: `read runs from ${JSON.stringify(path)}`,
    needs: "a file that may be read",
    found,
    ...(cure !== undefined && { cure }),
  }, { cause });
}

function isDirectory(path: string): boolean {
  try {
    return Deno.statSync(path).isDirectory;
  } catch {
    return false;
  }
}

function directory(path: string): InputError {
  return new InputError({
    cannot: `read runs from ${JSON.stringify(path)}`,
    needs: "a table file",
    found: "a folder",
  });
}

function missing(path: string, name: string): InputError {
  const folder = dirname(path);
  let found = "no file of that name";
  let near: string | undefined;
  try {
    const names = Array.from(Deno.readDirSync(folder)).filter((entry) => entry.isFile);
    near = nearest(name, names.map((entry) => entry.name).sort());
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) found = `no folder ${JSON.stringify(folder)}`;
  }
  return new InputError({
    cannot: `read runs from ${JSON.stringify(path)}`,
    needs: "a file",
    found,
    ...(near !== undefined && { cure: `did you mean ${JSON.stringify(near)}?` }),
  });
}
