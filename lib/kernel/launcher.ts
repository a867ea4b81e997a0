/**
 * A program of its own, which Jupyter starts: the Deno kernel, in which `import … from "isoflop"` works
 * wherever the notebook is.
 *
 * The kernel takes no import map on its command line, it looks for a `deno.json` over the folder that it
 * starts in. So it starts in a folder of its own with such a file, and changes to the notebook's before
 * the first cell.
 *
 * Usage: `deno run -A launcher.ts CONNECTION_FILE`.
 *
 * @module
 */
import type { Connection } from "./connection.ts";
import { MessageCoder } from "./message.ts";
import { overlayFor } from "./overlay.ts";
import { ZmtpSocket } from "./zmtp.ts";

const [connectionFile] = Deno.args;

if (import.meta.main && connectionFile !== undefined) {
  const notebookFolder = Deno.cwd();
  const overlay = await overlayFor(notebookFolder);
  const kernel = new Deno.Command(Deno.execPath(), {
    args: ["jupyter", "--kernel", "--conn", connectionFile],
    cwd: overlay?.folder ?? notebookFolder,
    stdin: "inherit",
    stdout: "inherit",
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
    : ["SIGTERM", "SIGHUP"];
  for (const signal of signals) Deno.addSignalListener(signal, end);
  if (overlay) await changeFolder(connectionFile, notebookFolder).catch(end);
  const { code } = await kernel.status;
  overlay?.remove();
  Deno.exit(code);
}

/**
 * Asks the kernel, before anybody else does, to work in the notebook's folder: a front end has to ask
 * what kernel it is before it sends a cell, and its sockets try again every tenth of a second only.
 */
async function changeFolder(connectionFile: string, folder: string): Promise<void> {
  const { shell_port, key }: Connection = JSON.parse(await Deno.readTextFile(connectionFile));
  const coder = await MessageCoder.create(key);
  const shell = await connectAtOnce(shell_port, Date.now() + 20_000);
  try {
    const { frames } = await coder.encode("execute_request", {
      code: `Deno.chdir(${JSON.stringify(folder)})`,
      ...{ silent: true, store_history: false, allow_stdin: false, stop_on_error: false },
      user_expressions: {},
    });
    await shell.send(frames);
    for await (const frames of shell.messages()) {
      const message = await coder.decode(frames);
      if (message?.header.msg_type === "execute_reply") return;
    }
  } finally {
    shell.close();
  }
}

async function connectAtOnce(port: number, deadline: number): Promise<ZmtpSocket> {
  for (;;) {
    try {
      return await ZmtpSocket.connect(port, "DEALER");
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  }
}
