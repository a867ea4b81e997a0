/**
 * A program of its own: starts a kernel and sees to it that the kernel never outlives the client.
 *
 * The client holds the other end of this program's standard input. When the client goes, however
 * it goes, the operating system closes that pipe, and the kernel is ended. The first line on
 * standard output is the kernel's process id; the exit code is the kernel's.
 *
 * Usage: `deno run -A watchdog.ts CONNECTION_FILE [FOLDER]`; both are removed in the end. It imports nothing, so that it starts at once.
 *
 * @module
 */
const [connectionFile, folder] = Deno.args;

if (import.meta.main && connectionFile !== undefined) {
  const kernel = new Deno.Command(Deno.execPath(), {
    args: ["jupyter", "--kernel", "--conn", connectionFile],
    stdin: "null",
    stdout: "null",
    stderr: "inherit",
  }).spawn();

  const end = () => {
    try {
      kernel.kill("SIGKILL");
    } catch {
      // It has ended by itself.
    }
  };
  const signals: Deno.Signal[] = Deno.build.os === "windows"
    ? ["SIGINT", "SIGBREAK"]
    : ["SIGINT", "SIGTERM", "SIGHUP"];
  for (const signal of signals) Deno.addSignalListener(signal, end);

  await Deno.stdout.write(new TextEncoder().encode(`${kernel.pid}\n`));
  Deno.stdin.readable.pipeTo(new WritableStream()).then(end, end);

  const { code } = await kernel.status;
  for (const path of [connectionFile, folder]) {
    try {
      if (path !== undefined) Deno.removeSync(path, { recursive: true });
    } catch {
      // The client was faster.
    }
  }
  Deno.exit(code);
}
