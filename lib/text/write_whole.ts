/**
 * Writes a file whole or not at all: beside the target first, then in its place, so that nobody
 * ever reads half a file. A link stays a link; the file it points to is replaced.
 *
 * Not part of `text/mod.ts`: the light layers write nothing.
 */
export async function writeWhole(path: string | URL, data: string | Uint8Array): Promise<void> {
  const target = await Deno.realPath(path).catch(() => path);
  const end = `.${crypto.randomUUID().slice(0, 8)}.part`;
  const part = target instanceof URL ? new URL(target.href + end) : target + end;
  try {
    // An ordinary new file, not a temporary one: who may read it is for the umask to say.
    if (typeof data === "string") await Deno.writeTextFile(part, data, { createNew: true });
    else await Deno.writeFile(part, data, { createNew: true });
    await Deno.rename(part, target);
  } catch (error) {
    await Deno.remove(part).catch(() => {});
    throw error;
  }
}
