import { dirname } from "node:path";
import { writeWhole } from "../text/write_whole.ts";

/** Writes a file whole or not at all, in a folder that is made if it is missing. */
export async function replaceFile(path: string, text: string): Promise<void> {
  await Deno.mkdir(dirname(path), { recursive: true });
  await writeWhole(path, text);
}
