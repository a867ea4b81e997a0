import { join } from "node:path";

/** Writes files into a folder of their own and takes it away again, whatever the body does. */
export async function withFiles(
  files: Record<string, string | Uint8Array>,
  body: (path: (name: string) => string) => void | Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    for (const [name, content] of Object.entries(files)) {
      const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
      await Deno.writeFile(join(folder, name), bytes);
    }
    await body((name) => join(folder, name));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** The message of the error that a promise is rejected with, its folder cut out. */
export async function message(promise: unknown, path: (name: string) => string): Promise<string> {
  try {
    await promise;
  } catch (error) {
    // With the separator, which is whatever stands before the name.
    return (error as Error).message.replaceAll(path("x").slice(0, -1), "");
  }
  return "no error";
}
