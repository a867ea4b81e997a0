import type { Connection } from "./connection.ts";
import { KernelError } from "./error.ts";
import { type Message, MessageCoder } from "./message.ts";
import { ZmtpSocket } from "./zmtp.ts";

/** Where a message came from. */
export type ChannelName = "shell" | "control" | "iopub";

/** Hears every message of a kernel. */
export type MessageListener = (message: Message, channel: ChannelName) => void;

/** The three sockets between a client and its kernel. */
export class Channels {
  readonly #coder: MessageCoder;
  readonly #sockets: Record<ChannelName, ZmtpSocket>;
  /** Settles when all three sockets are closed. */
  readonly closed: Promise<void>;
  /** Hears every message that arrives. */
  listener: MessageListener = () => {};
  /** Hears that a socket broke. */
  onBroken: (error: KernelError) => void = () => {};

  private constructor(coder: MessageCoder, sockets: Record<ChannelName, ZmtpSocket>) {
    this.#coder = coder;
    this.#sockets = sockets;
    const names: ChannelName[] = ["shell", "control", "iopub"];
    this.closed = Promise.all(names.map((name) => this.#pump(name))).then(() => {});
  }

  /**
   * Connects to a kernel that may still be starting.
   *
   * @param connection The ports and the key.
   * @param deadline When to give up, in milliseconds since 1970.
   * @param signal Ends the attempt early.
   */
  static async connect(
    connection: Connection,
    deadline: number,
    signal: AbortSignal,
  ): Promise<Channels> {
    const coder = await MessageCoder.create(connection.key);
    const opened: ZmtpSocket[] = [];
    try {
      const open = async (port: number, type: "DEALER" | "SUB") => {
        const socket = await connectSoon(port, type, deadline, signal);
        opened.push(socket);
        return socket;
      };
      const shell = await open(connection.shell_port, "DEALER");
      const control = await open(connection.control_port, "DEALER");
      const iopub = await open(connection.iopub_port, "SUB");
      return new Channels(coder, { shell, control, iopub });
    } catch (error) {
      for (const socket of opened) socket.close();
      throw error;
    }
  }

  /** Sends a request; returns its id, which the answers carry as their parent's. */
  async request(channel: "shell" | "control", type: string, content: unknown): Promise<string> {
    const { id, frames } = await this.#coder.encode(type, content);
    await this.#sockets[channel].send(frames);
    return id;
  }

  /** Closes all three. */
  close(): void {
    for (const socket of Object.values(this.#sockets)) socket.close();
  }

  async #pump(name: ChannelName): Promise<void> {
    try {
      for await (const frames of this.#sockets[name].messages()) {
        const message = await this.#coder.decode(frames);
        if (message) this.listener(message, name);
      }
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.onBroken(new KernelError("ended", `The connection to the kernel broke: ${reason}`));
    }
  }
}

/** The kernel needs about a tenth of a second before it listens. */
async function connectSoon(
  port: number,
  type: "DEALER" | "SUB",
  deadline: number,
  signal: AbortSignal,
): Promise<ZmtpSocket> {
  for (;;) {
    signal.throwIfAborted();
    try {
      return await ZmtpSocket.connect(port, type);
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}
