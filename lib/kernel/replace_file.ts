import { basename, dirname } from "node:path";

/** Writes a file whole or not at all: beside the target first, then in its place. */
export async function replaceFile(path: string, text: string): Promise<void> {
  const dir = dirname(path);
  await Deno.mkdir(dir, { recursive: true });
  const fresh = await Deno.makeTempFile({ dir, prefix: `.${basename(path)}-` });
  try {
    await Deno.writeTextFile(fresh, text);
    // Temporary files are their owner's secret; this one is going to be read by others.
    if (Deno.build.os !== "windows") await Deno.chmod(fresh, 0o644);
    await Deno.rename(fresh, path);
  } catch (error) {
    await Deno.remove(fresh).catch(() => {});
    throw error;
  }
}
