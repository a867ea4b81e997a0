import { join } from "node:path";
import { homedir } from "node:os";

/**
 * The user's own Jupyter data folder, where front ends look for kernels: `JUPYTER_DATA_DIR` if set,
 * else where Jupyter puts it on this system.
 *
 * Source: `jupyter_core.paths.jupyter_data_dir`.
 */
export function jupyterDataDir(): string {
  const chosen = Deno.env.get("JUPYTER_DATA_DIR");
  if (chosen) return chosen;
  switch (Deno.build.os) {
    case "darwin":
      return join(homedir(), "Library", "Jupyter");
    case "windows":
      return join(Deno.env.get("APPDATA") || join(homedir(), "AppData", "Roaming"), "jupyter");
    default:
      return join(Deno.env.get("XDG_DATA_HOME") || join(homedir(), ".local", "share"), "jupyter");
  }
}
