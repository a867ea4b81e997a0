import { basename, dirname, resolve } from "node:path";
import { InputError } from "../text/mod.ts";
import { writeWhole } from "../text/write_whole.ts";

/**
 * Checks that a file can be written under a name, before the work whose result it will hold.
 *
 * @param inputs Files that are being read, which must not be replaced.
 * @throws {InputError} If its folder is missing, or there is something there that is no file.
 */
export function checkTarget(path: string, inputs: readonly string[] = []): void {
  const refuse = (needs: string, found: string, cure?: string): InputError =>
    new InputError({
      cannot: `write ${JSON.stringify(path)}`,
      needs,
      found,
      ...(cure !== undefined && { cure }),
    });
  if (path === "") throw refuse("the name of a file", "an empty name");
  if (/[/\\]$/.test(path)) throw refuse("the name of a file", "the name of a folder");
  const there = infoOf(path);
  if (there?.isDirectory) throw refuse("the name of a file", "a folder");
  if (there && !there.isFile) throw refuse("the name of a file", "a device or a pipe");
  const folder = dirname(path);
  // The one folder that is ours to make: git does not see it, and the examples write there.
  if (basename(folder) === "out" && infoOf(dirname(folder))?.isDirectory && !infoOf(folder)) {
    Deno.mkdirSync(folder);
  }
  const around = infoOf(folder);
  if (!around) {
    throw refuse(`the folder ${JSON.stringify(folder)}`, "no such folder", "make the folder first");
  }
  if (!around.isDirectory) throw refuse(`the folder ${JSON.stringify(folder)}`, "a file there");
  if (inputs.some((input) => isSame(input, path))) {
    throw refuse("another name than that of an input", JSON.stringify(path));
  }
}

/** Writes a file whole or not at all; says so when its folder does not let it. */
export async function writeTarget(path: string, text: string): Promise<void> {
  await writing(path, () => writeWhole(path, text));
}

/** Runs something that writes; a folder that does not let it is the user's to change. */
export async function writing<T>(path: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (cause) {
    const isDenied = cause instanceof Deno.errors.PermissionDenied ||
      cause instanceof Deno.errors.NotCapable ||
      /os error (28|30|122)\)/.test((cause as Error).message);
    if (!isDenied) throw cause;
    throw new InputError({
      cannot: `write ${JSON.stringify(path)}`,
      needs: "a folder that can be written to",
      found: (cause as Error).message.replace(/: \w+ '.*$/, ""),
    }, { cause });
  }
}

function infoOf(path: string): Deno.FileInfo | undefined {
  try {
    return Deno.statSync(path);
  } catch {
    return undefined;
  }
}

function isSame(a: string, b: string): boolean {
  const real = (path: string) => {
    try {
      return Deno.realPathSync(path);
    } catch {
      return resolve(path);
    }
  };
  return real(a) === real(b);
}
