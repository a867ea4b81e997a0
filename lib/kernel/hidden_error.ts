import { overlayFor } from "./overlay.ts";

/** A reason that the kernel kept to itself. */
export interface HiddenError {
  /** The line of the cell, counted from 1; `null` when it is not known. */
  readonly line: number | null;
  /** The reason in words. */
  readonly message: string;
}

/**
 * Why the kernel refused a cell without saying so: it shows neither syntax errors nor packages that
 * do not exist (Deno 2.9).
 *
 * The cell becomes a module beside the notebook for a moment, and `deno cache` is asked about it:
 * that parses it and resolves its imports, and neither checks types nor runs anything.
 *
 * @param source The cell's code.
 * @param cwd The kernel's folder.
 */
export async function hiddenError(source: string, cwd: string): Promise<HiddenError> {
  let path: string;
  try {
    path = await Deno.makeTempFile({ dir: cwd, prefix: ".isoflop-cell-", suffix: ".ts" });
  } catch {
    // A folder that cannot be written cannot be asked, either.
    return readError("");
  }
  const overlay = await overlayFor(cwd);
  try {
    await Deno.writeTextFile(path, source);
    const { stderr } = await new Deno.Command(Deno.execPath(), {
      args: [
        "cache",
        "--quiet",
        "--no-lock",
        ...(overlay ? ["--config", overlay.config] : []),
        path,
      ],
      cwd,
      env: { NO_COLOR: "1" },
      stdin: "null",
      stdout: "null",
      stderr: "piped",
    }).output();
    return readError(new TextDecoder().decode(stderr));
  } finally {
    overlay?.remove();
    await Deno.remove(path).catch(() => {});
  }
}

function readError(text: string): HiddenError {
  const message = /^error: (.+)$/m.exec(text)?.[1];
  const line = /^ +at .+:(\d+):\d+$/m.exec(text)?.[1];
  return {
    line: line === undefined ? null : Number(line),
    message: message ?? "the kernel refused the cell without saying why",
  };
}
