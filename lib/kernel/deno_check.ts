import { basename, relative } from "node:path";
import { fileURLToPath } from "node:url";

/** One thing that `deno check` says. */
export interface CheckError {
  /** The name of the file; `null` with a complaint about none. */
  readonly file: string | null;
  /** The line, counted from 1; 0 with a complaint about no file. */
  readonly line: number;
  /** What is wrong; paths begin at the folder that was asked from. */
  readonly message: string;
  /** TypeScript's number for it, such as `"TS2305"`; `null` where the file was not understood at all. */
  readonly code: string | null;
}

/**
 * What `deno check` says against files.
 *
 * @param files Their paths.
 * @param cwd The folder to ask from: its configuration counts, not that of the caller.
 * @param config Another configuration.
 */
export async function denoCheck(
  files: readonly string[],
  cwd: string,
  config?: string,
): Promise<CheckError[]> {
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["check", "--quiet", ...(config === undefined ? [] : ["--config", config]), ...files],
    cwd,
    env: { NO_COLOR: "1" },
    stdin: "null",
  }).output();
  if (success) return [];
  const decoder = new TextDecoder();
  const text = decoder.decode(stderr) + decoder.decode(stdout);
  const found = text.matchAll(
    /^(?:error: |(TS\d+) \[ERROR\]: )(.+)\n(?:(?! +at ).*\n)*? +at (\S+):(\d+):\d+$/gm,
  );
  const errors = Array.from(found, ([, code, message, file, line]): CheckError => ({
    file: basename(decodeURI(file!)),
    line: Number(line),
    message: message!.replaceAll(
      /file:[^'"\s]+/g,
      (url) => relative(cwd, fileURLToPath(url)),
    ),
    code: code ?? null,
  }));
  if (errors.length) return errors;
  const message = text.trim().split("\n")[0] || "deno check failed";
  return [{ file: null, line: 0, message, code: null }];
}
