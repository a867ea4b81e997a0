import { join } from "node:path";
import { InputError } from "../text/mod.ts";
import { jupyterDataDir } from "./jupyter_data.ts";
import { replaceFile } from "./replace_file.ts";

/** Which kernel is meant. */
export interface KernelName {
  /** The name that notebooks and `--kernel` use. @default {"isoflop"} */
  readonly name?: string;
  /** The folder of Jupyter's data, instead of the user's own. */
  readonly dir?: string;
}

/** How the kernel is installed. */
export interface InstallOptions extends KernelName {
  /** The name that people see. @default {"Deno (isoflop)"} */
  readonly display?: string;
}

/** What is installed. */
export interface KernelStatus {
  /** The kernel's name. */
  readonly name: string;
  /** Where its `kernel.json` is, or would be. */
  readonly path: string;
  /** Whether it is there and can be read. */
  readonly installed: boolean;
  /** Whether "interrupt" keeps the kernel's variables. */
  readonly interruptKeepsState: boolean;
  /** The deno it starts; `null` when nothing is installed. */
  readonly deno: string | null;
  /** That deno's version; `null` when it is not there or does not run. */
  readonly version: string | null;
  /** Whether front ends may miss an output of that version now and then; see {@linkcode losesOutputs}. */
  readonly losesOutputs: boolean;
}

/**
 * Whether a Deno is known to lose outputs: from 2.8.2 to 2.9.6 a cell's last value may reach a front end
 * after the cell is done, and is dropped about once in a hundred cells.
 *
 * `await show(x)` waits until its output is out, and `isoflop notebook run` takes late ones too: both keep
 * every output.
 *
 * @param version As `deno --version` says it.
 *
 * Source: measured with nbclient and JupyterLab; the channel was rewritten in 2.8.2,
 * https://github.com/denoland/deno/pull/34083
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { losesOutputs } from "isoflop/kernel";
 *
 * assert.deepEqual(["2.8.1", "2.8.2", "2.9.6"].map(losesOutputs), [false, true, true]);
 * ```
 */
export function losesOutputs(version: string): boolean {
  const [major = 0, minor = 0, patch = 0] = version.split(/[.+-]/).map(Number);
  const number = 1e6 * major + 1e3 * minor + patch;
  return number >= 2_008_002 && number <= 2_009_006;
}

/**
 * Installs the Deno kernel for Jupyter, for this user: writes one file, and replaces an older one.
 *
 * In it `import … from "isoflop"` works in any notebook on the disk; `./` and `../` are the notebook's own
 * folder, and a `deno.json` over the notebook that knows the package has precedence.
 *
 * Unlike `deno jupyter --install` it says `"interrupt_mode": "message"`, so that interrupting a
 * computation does not kill the kernel with all its variables, and it respects `JUPYTER_DATA_DIR`.
 *
 * @returns The path of the `kernel.json`.
 * @throws {InputError} If the name is not one that Jupyter accepts.
 *
 * @example Installed, and removed again
 * ```ts
 * import assert from "node:assert/strict";
 * import { installKernel, kernelStatus, removeKernel } from "isoflop/kernel";
 *
 * const dir = await Deno.makeTempDir();
 * await installKernel({ dir });
 * assert.equal((await kernelStatus({ dir })).interruptKeepsState, true);
 * assert.equal(await removeKernel({ dir }), true);
 * await Deno.remove(dir, { recursive: true });
 * ```
 */
export async function installKernel(options: InstallOptions = {}): Promise<string> {
  const { display = "Deno (isoflop)" } = options;
  const { file } = place(options);
  const spec = {
    // Nothing of the notebook's project may stand in the launcher's way, hence no configuration.
    argv: [
      ...[Deno.execPath(), "run", "-A", "--quiet", "--no-config", "--no-lock"],
      ...[launcher, "{connection_file}"],
    ],
    display_name: display,
    language: "typescript",
    interrupt_mode: "message",
    metadata: {},
  };
  await replaceFile(file, JSON.stringify(spec, null, 2) + "\n");
  return file;
}

const launcher = new URL("./launcher.ts", import.meta.url).href;

/** Removes the kernel again; returns whether there was one. */
export async function removeKernel(options: KernelName = {}): Promise<boolean> {
  const { folder, file } = place(options);
  try {
    await Deno.remove(file);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
  // Somebody's logo may lie beside it; then the folder stays.
  await Deno.remove(folder).catch(() => {});
  return true;
}

/** What is installed under the name, and whether it would start. */
export async function kernelStatus(options: KernelName = {}): Promise<KernelStatus> {
  const { name, file } = place(options);
  const spec = await readSpec(file);
  const deno = spec ? String((spec.argv as unknown[] | undefined)?.[0] ?? "") : null;
  const version = deno ? await denoVersion(deno) : null;
  return {
    name,
    path: file,
    installed: spec !== null,
    interruptKeepsState: spec?.interrupt_mode === "message",
    deno,
    version,
    losesOutputs: version !== null && losesOutputs(version),
  };
}

function place({ name = "isoflop", dir = jupyterDataDir() }: KernelName) {
  if (!/^[a-z0-9._-]+$/i.test(name) || /^\.+$/.test(name)) {
    throw new InputError({
      cannot: "name a kernel",
      needs: "letters, digits, dots, hyphens and underscores",
      found: JSON.stringify(name),
    });
  }
  const folder = join(dir, "kernels", name.toLowerCase());
  return { name, folder, file: join(folder, "kernel.json") };
}

async function readSpec(file: string): Promise<Record<string, unknown> | null> {
  try {
    const spec: unknown = JSON.parse(await Deno.readTextFile(file));
    return typeof spec === "object" && spec !== null ? { ...spec } : null;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof SyntaxError) return null;
    throw error;
  }
}

async function denoVersion(path: string): Promise<string | null> {
  try {
    const { success, stdout } = await new Deno.Command(path, {
      args: ["--version"],
      stdout: "piped",
      stderr: "null",
    }).output();
    return success ? /^deno (\S+)/.exec(new TextDecoder().decode(stdout))?.[1] ?? null : null;
  } catch {
    return null;
  }
}
