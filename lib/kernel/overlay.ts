import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

/** The folder of the package's own `deno.json`. */
const ownFolder = new URL("../../", import.meta.url);

/** Where a kernel starts so that a notebook finds the package by its name. */
export interface Overlay {
  /** The folder to start in; the kernel then has to change to the notebook's. */
  readonly folder: string;
  /** The configuration in it, for `deno` commands about the notebook. */
  readonly config: string;
  /** What there is to remove afterwards: a folder around that one. */
  readonly root: string;
  /** Removes it. */
  readonly remove: () => void;
}

/**
 * Makes that place for a notebook.
 *
 * @param folder The notebook's folder.
 * @returns `null` where none is needed: the notebook finds the package, or the package is no folder of
 * this disk.
 */
export async function overlayFor(folder: string): Promise<Overlay | null> {
  if (ownFolder.protocol !== "file:") return null;
  const imports = notebookImports(ownFolder, resolve(folder));
  return imports && await writeOverlay(imports, ownFolder, resolve(folder));
}

/** What Deno maps one name to, and another. */
export type Imports = Readonly<Record<string, string>>;

/**
 * The import map under which a notebook anywhere on the disk finds the package by its name, and its
 * own neighbours as ever: `./` and `../` are the notebook's.
 *
 * @param packageFolder The folder of the package's own `deno.json`, as a URL.
 * @param folder The notebook's folder.
 * @returns `null` where a `deno.json` over the notebook knows the package already, or cannot be read:
 * then that one is the better map.
 */
export function notebookImports(packageFolder: URL, folder: string): Imports | null {
  const own = readConfig(new URL("deno.json", packageFolder));
  if (!own?.imports) return null;
  const near = nearestConfig(folder);
  if (near !== null) {
    if (near.config === null || near.config.name === own.name) return null;
    if (near.config.imports && Object.hasOwn(near.config.imports, "isoflop")) return null;
  }
  return {
    ...absolute(own.imports, packageFolder),
    ...(near?.config?.imports && absolute(near.config.imports, near.folder)),
    "./": folderUrl(folder).href,
    "../": folderUrl(dirname(folder)).href,
  };
}

/** Writes that map into a folder of its own, from which a kernel can be started. */
async function writeOverlay(
  imports: Imports,
  packageFolder: URL,
  notebookFolder: string,
): Promise<Overlay> {
  const root = await Deno.makeTempDir({ prefix: "isoflop-notebook-" });
  // One level down, so that `../` is a name of its own.
  const folder = join(root, "notebook");
  await Deno.mkdir(folder);
  const config = join(folder, "deno.json");
  await Deno.writeTextFile(config, JSON.stringify({ imports }));
  // The versions that the package was tested with; a copy, since Deno writes into it.
  await Deno.copyFile(new URL("deno.lock", packageFolder), join(folder, "deno.lock"))
    .catch(() => {});
  // The registry that the notebook's own folder asks.
  await Deno.copyFile(join(notebookFolder, ".npmrc"), join(folder, ".npmrc")).catch(() => {});
  return {
    folder,
    config,
    root,
    remove: () => {
      try {
        Deno.removeSync(root, { recursive: true });
      } catch {
        // The system clears its folder for such files.
      }
    },
  };
}

interface Config {
  readonly name?: string;
  readonly imports?: Imports;
}

/** The `deno.json` that Deno would find from a folder; `config` is `null` where it is not plain JSON. */
function nearestConfig(folder: string): { folder: URL; config: Config | null } | null {
  for (let at = folder;; at = dirname(at)) {
    for (const name of ["deno.json", "deno.jsonc"]) {
      const file = new URL(name, folderUrl(at));
      try {
        if (Deno.statSync(file).isFile) return { folder: folderUrl(at), config: readConfig(file) };
      } catch {
        // Not in this folder.
      }
    }
    if (dirname(at) === at) return null;
  }
}

function readConfig(file: URL): Config | null {
  try {
    const config: unknown = JSON.parse(Deno.readTextFileSync(file));
    return typeof config === "object" && config !== null ? config : null;
  } catch {
    return null;
  }
}

/** Paths of a map, from the folder that they are relative to. */
function absolute(imports: Imports, folder: URL): Imports {
  return Object.fromEntries(
    Object.entries(imports).map(([name, target]) => [
      name,
      /^\.{0,2}\//.test(target) ? new URL(target, folder).href : target,
    ]),
  );
}

function folderUrl(path: string): URL {
  return new URL(`${pathToFileURL(path).href.replace(/\/$/, "")}/`);
}
