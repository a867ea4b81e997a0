import { basename, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { cellLine, type PercentSource } from "./percent.ts";
import { notebookFolder } from "./places.ts";

/**
 * What `deno check` says against a notebook's source, one sentence per error with cell and line.
 *
 * The kernel itself checks no types, gives `undefined` for a missing export, and hides syntax
 * errors; so this is the place where they come to light.
 *
 * @param path The source file.
 * @param source The same file, read.
 */
export async function sourceErrors(path: string, source: PercentSource): Promise<string[]> {
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["check", "--quiet", resolve(path)],
    // As for the kernel, the configuration is that of the notebooks, not that of the caller.
    cwd: notebookFolder(path),
    env: { NO_COLOR: "1" },
    stdin: "null",
  }).output();
  if (success) return [];
  const decoder = new TextDecoder();
  const text = decoder.decode(stderr) + decoder.decode(stdout);
  const found = [
    ...text.matchAll(
      /^(?:error: |(TS\d+) \[ERROR\]: )(.+)\n(?:(?! +at ).*\n)*? +at (\S+):(\d+):\d+$/gm,
    ),
  ];
  const sentences = found.map(([, code, message, file, line]) => {
    const where = basename(decodeURI(file!)) === basename(path)
      ? cellLine(source, Number(line))
      : null;
    const place = where ? `Cell ${where.number}, line ${where.line}` : `${basename(file!)}:${line}`;
    // Paths are read beside the notebook, so that is where they begin.
    const said = message!.replaceAll(
      /file:[^'"\s]+/g,
      (url) => relative(notebookFolder(path), fileURLToPath(url)),
    );
    return `${place}: ${said}${code ? ` (${code})` : ""}`;
  });
  return sentences.length ? sentences : [text.trim().split("\n")[0] ?? "deno check failed"];
}
