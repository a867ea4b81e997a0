import { resolve } from "node:path";
import { KernelError } from "./error.ts";
import { overlayFor } from "./overlay.ts";

/** A kernel's process, held through its watchdog. */
export interface KernelProcess {
  /** The kernel's process id. */
  readonly pid: number;
  /** What it has to execute before anything else. */
  readonly prelude: string;
  /** Settles when the kernel has ended, with its exit code and the end of what it said. */
  readonly ended: Promise<{ code: number; stderr: string }>;
  /** Ends the kernel now. */
  kill(): void;
}

interface ProcessOptions {
  readonly cwd?: string;
  readonly env?: Record<string, string>;
}

/**
 * Starts a kernel that cannot outlive this process, not even when this process is killed.
 *
 * @param connectionFile Where the ports and the key are written.
 * @throws {KernelError} If the watchdog does not start the kernel.
 */
export async function startProcess(
  connectionFile: string,
  options: ProcessOptions,
): Promise<KernelProcess> {
  const folder = resolve(options.cwd ?? ".");
  const overlay = await isFolder(folder) ? await overlayFor(folder) : null;
  const watchdog = spawn([connectionFile, ...(overlay ? [overlay.root] : [])], {
    ...options,
    ...(overlay && { cwd: overlay.folder }),
  });
  const said = lastWords(watchdog.stderr);
  const pid = Number(await firstLine(watchdog.stdout));
  const ended = watchdog.status.then(async ({ code, signal }) => {
    // A watchdog that was killed could not end the kernel, nor tidy up.
    if (signal !== null && pid > 0) killNow(pid);
    await Deno.remove(connectionFile).catch(() => {});
    overlay?.remove();
    return { code, stderr: await said };
  });
  if (!(pid > 0)) {
    const { stderr } = await ended;
    throw new KernelError("start", `The kernel did not start: ${stderr || "no reason was given"}`);
  }
  // Closing the pipe is the order to kill; it needs no signal and works on every system.
  let open = true;
  const kill = () => {
    if (!open) return;
    open = false;
    watchdog.stdin.close().catch(() => {});
  };
  ended.then(kill);
  const prelude = overlay ? `Deno.chdir(${JSON.stringify(folder)})` : "";
  return { pid, prelude, ended, kill };
}

function spawn(
  kept: readonly string[],
  { cwd, env }: ProcessOptions,
): Deno.ChildProcess {
  try {
    return new Deno.Command(Deno.execPath(), {
      // Nothing of the caller's project may stand in the watchdog's way, hence no configuration.
      args: ["run", "-A", "--quiet", "--no-config", "--no-lock", watchdogUrl, ...kept],
      ...(cwd === undefined ? {} : { cwd }),
      ...(env === undefined ? {} : { env }),
      stdin: "piped",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new KernelError("start", `The kernel did not start: there is no folder "${cwd}"`);
  }
}

const watchdogUrl = new URL("./watchdog.ts", import.meta.url).href;

async function isFolder(path: string): Promise<boolean> {
  return await Deno.stat(path).then(({ isDirectory }) => isDirectory, () => false);
}

async function firstLine(stream: ReadableStream<Uint8Array>): Promise<string> {
  let text = "";
  for await (const piece of stream.pipeThrough(new TextDecoderStream() as Decoder)) {
    text += piece;
    if (text.includes("\n")) break;
  }
  return text.trim();
}

function killNow(pid: number): void {
  try {
    Deno.kill(pid, "SIGKILL");
  } catch {
    // It had ended by itself.
  }
}

/** The end of what a process says, four thousand characters at most. */
async function lastWords(stream: ReadableStream<Uint8Array>): Promise<string> {
  let text = "";
  for await (const piece of stream.pipeThrough(new TextDecoderStream() as Decoder)) {
    text = (text + piece).slice(-4000);
  }
  return text.replace(/^Warning "deno jupyter" is unstable.*$/m, "").trim();
}

type Decoder = ReadableWritablePair<string, Uint8Array>;
