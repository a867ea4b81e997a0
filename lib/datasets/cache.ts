import { isAbsolute, join } from "node:path";
import { InputError } from "../text/mod.ts";
import type { DataSet } from "./registry.ts";

/** What decides where the cache is. */
export interface Surroundings {
  /** An environment variable, if it is set. */
  readonly env: (name: string) => string | undefined;
  /** The operating system, as `Deno.build.os` says it. */
  readonly os: string;
}

/**
 * The folder of downloaded tables, one folder per data set in it: `ISOFLOP_DATA`, else
 * {@linkcode userCache}.
 *
 * @throws {InputError} If no such variable is set, nor a home folder.
 */
export function cacheFolder(surroundings: Surroundings = here): string {
  return surroundings.env("ISOFLOP_DATA") || userCache(surroundings);
}

/**
 * The package's folder in the user's cache: `isoflop` in `XDG_CACHE_HOME`, or in the cache folder of
 * the operating system: `~/.cache`, `~/Library/Caches` on macOS, `%LOCALAPPDATA%` on Windows.
 *
 * @throws {InputError} If no such variable is set, nor a home folder.
 */
export function userCache({ env, os }: Surroundings = here): string {
  const xdg = env("XDG_CACHE_HOME");
  // The XDG specification wants relative paths ignored.
  if (xdg && isAbsolute(xdg)) return join(xdg, "isoflop");
  const home = os === "windows" ? env("LOCALAPPDATA") : env("HOME");
  if (home) {
    if (os === "windows") return join(home, "isoflop");
    return os === "darwin"
      ? join(home, "Library", "Caches", "isoflop")
      : join(home, ".cache", "isoflop");
  }
  throw new InputError({
    cannot: "find the folder for downloaded tables",
    needs: `ISOFLOP_DATA, XDG_CACHE_HOME or ${os === "windows" ? "LOCALAPPDATA" : "HOME"}`,
    found: "none of them set, or no permission to look",
    cure: "set ISOFLOP_DATA to a folder, and run with --allow-env",
  });
}

const here: Surroundings = {
  env: (name) => {
    try {
      return Deno.env.get(name);
    } catch (error) {
      if (error instanceof Deno.errors.NotCapable) return undefined;
      throw error;
    }
  },
  os: Deno.build.os,
};

/** Where the table of a data set is, or would be. */
export function tablePath({ name, file }: DataSet, folder: string = cacheFolder()): string {
  return join(folder, name, file);
}
