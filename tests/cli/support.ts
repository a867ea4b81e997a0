import assert from "node:assert/strict";
import { join } from "node:path";
import { run } from "../../lib/cli/mod.ts";

/** What a command line left behind. */
export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command line in this process. */
export async function isoflop(...args: string[]): Promise<Outcome> {
  let out = "", err = "";
  const code = await run(args, {
    out: (text) => void (out += text),
    err: (text) => void (err += text),
  });
  return { code, out, err };
}

/** A folder for one test, in which files are named without it. */
export class Folder {
  readonly path: string = Deno.makeTempDirSync({ prefix: "isoflop-cli-" });

  /** Where a file of the folder is. */
  at(name: string): string {
    return join(this.path, name);
  }

  /** Writes a file and says where it is. */
  write(name: string, content: string | Uint8Array): string {
    const path = this.at(name);
    if (typeof content === "string") Deno.writeTextFileSync(path, content);
    else Deno.writeFileSync(path, content);
    return path;
  }

  /** The text with the folder's own path taken out. */
  without(text: string): string {
    return text.replaceAll(`${this.path}/`, "").replaceAll(this.path, ".");
  }

  /** The names of what is in it. */
  names(): string[] {
    return Array.from(Deno.readDirSync(this.path), ({ name }) => name).sort();
  }

  [Symbol.dispose](): void {
    Deno.removeSync(this.path, { recursive: true });
  }
}

/** Seven runs that a law can be fitted to. */
export const sevenRuns = `N,D,loss
1e8,1e9,3.98
1e8,1e10,3.21
1e9,1e9,3.42
1e9,1e11,2.31
1e10,1e10,2.49
1e10,1e11,2.19
3e9,2e10,2.5
`;

/** Fails unless a command line is refused with exactly these lines, and nothing else happens. */
export async function assertRefused(
  folder: Folder,
  args: readonly string[],
  lines: readonly string[],
): Promise<void> {
  const before = folder.names();
  const { code, out, err } = await isoflop(...args);
  assert.equal(folder.without(err), `${lines.join("\n")}\n`);
  assert.equal(out, "", "standard output");
  assert.equal(code, 2, "exit code");
  assert.ok(lines.length <= 4, "at most four lines");
  assert.deepEqual(folder.names(), before, "nothing written");
}
