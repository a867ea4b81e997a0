import { ByteReader } from "./byte_reader.ts";

/** The two kinds of socket that a Jupyter client needs. */
export type SocketType = "DEALER" | "SUB";

const encoder = new TextEncoder();

/**
 * One connection that speaks ZMTP 3.0 with the NULL mechanism: enough ZeroMQ to talk to a kernel
 * on this machine, and nothing else.
 *
 * Source: the protocol's own specification, rfc.zeromq.org/spec/23.
 */
export class ZmtpSocket {
  readonly #connection: Deno.TcpConn;
  readonly #reader: ByteReader;
  readonly #embedded: Uint8Array[][] = [];
  #writing: Promise<void> = Promise.resolve();

  private constructor(connection: Deno.TcpConn) {
    this.#connection = connection;
    this.#reader = new ByteReader(connection);
  }

  /**
   * Connects to a port of this machine and shakes hands; a `SUB` socket subscribes to everything.
   *
   * @throws {Error} If nobody listens, or the peer does not speak the protocol.
   */
  static async connect(port: number, type: SocketType): Promise<ZmtpSocket> {
    const connection = await Deno.connect({ hostname: "127.0.0.1", port });
    const socket = new ZmtpSocket(connection);
    try {
      connection.setNoDelay(true);
      await socket.#shakeHands(type);
      return socket;
    } catch (error) {
      socket.close();
      throw error;
    }
  }

  async #shakeHands(type: SocketType): Promise<void> {
    const greeting = new Uint8Array(64);
    greeting[0] = 0xff;
    greeting[9] = 0x7f;
    greeting[10] = 3;
    greeting.set(encoder.encode("NULL"), 12);
    await this.#write(greeting);
    const peer = await this.#reader.take(64);
    if (peer[0] !== 0xff || peer[10]! < 3) throw new Error("the peer does not speak ZMTP 3");

    const properties = [property("Socket-Type", type)];
    if (type === "DEALER") properties.push(property("Identity", ""));
    const ready = concat([new Uint8Array([5]), encoder.encode("READY"), ...properties]);
    await this.#write(frame(ready, commandFlag));
    await this.#frame();
    if (type === "SUB") await this.send([new Uint8Array([1])]);
  }

  /** Sends the frames as one message. */
  send(frames: readonly Uint8Array[]): Promise<void> {
    const last = frames.length - 1;
    return this.#write(concat(frames.map((data, i) => frame(data, i < last ? moreFlag : 0))));
  }

  /**
   * The messages that arrive, until the connection closes.
   *
   * @throws {Error} If what arrives is no ZMTP.
   */
  async *messages(): AsyncGenerator<Uint8Array[]> {
    try {
      for (;;) {
        const message = await this.#message();
        yield* this.#embedded.splice(0);
        yield message;
      }
    } catch (error) {
      if (!isClosing(error)) throw error;
    }
  }

  async #message(): Promise<Uint8Array[]> {
    const frames: Uint8Array[] = [];
    for (;;) {
      const { flags, data } = await this.#frame();
      if (flags & commandFlag) continue;
      frames.push(await this.#withoutEmbedded(data));
      if (!(flags & moreFlag)) return frames;
    }
  }

  /**
   * A large frame of JSON without the messages that the kernel wrote into the middle of it.
   *
   * The kernel writes a large output in several pieces and does not keep its own status messages
   * from slipping in between (Deno 2.9). JSON never contains the byte 1, and every message begins
   * with it, so the intruder can be found, read, and taken out.
   */
  async #withoutEmbedded(data: Uint8Array): Promise<Uint8Array> {
    if (data.length < 65_536 || data[0] !== 0x7b) return data;
    for (let at = data.indexOf(1); at >= 0; at = data.indexOf(1, at)) {
      this.#reader.unread(data.subarray(at));
      this.#embedded.push(await this.#message());
      data.set(await this.#reader.take(data.length - at), at);
    }
    return data;
  }

  /** Closes the connection; a second call does nothing. */
  close(): void {
    try {
      this.#connection.close();
    } catch (error) {
      if (!(error instanceof Deno.errors.BadResource)) throw error;
    }
  }

  async #frame(): Promise<{ flags: number; data: Uint8Array }> {
    const flags = (await this.#reader.take(1))[0]!;
    if (flags > 7) throw new Error("the peer sent something that is no message");
    const size = flags & longFlag
      ? Number(view(await this.#reader.take(8)).getBigUint64(0))
      : (await this.#reader.take(1))[0]!;
    return { flags, data: await this.#reader.take(size) };
  }

  /** One write after the other: two messages must not interleave. */
  #write(bytes: Uint8Array): Promise<void> {
    const written = this.#writing.then(async () => {
      let sent = 0;
      while (sent < bytes.length) sent += await this.#connection.write(bytes.subarray(sent));
    });
    this.#writing = written.catch(() => {});
    return written;
  }
}

const moreFlag = 1;
const longFlag = 2;
const commandFlag = 4;

function frame(data: Uint8Array, flags: number): Uint8Array {
  if (data.length <= 255) return concat([new Uint8Array([flags, data.length]), data]);
  const head = new Uint8Array(9);
  head[0] = flags | longFlag;
  view(head).setBigUint64(1, BigInt(data.length));
  return concat([head, data]);
}

function property(name: string, value: string): Uint8Array {
  const size = new Uint8Array(4);
  view(size).setUint32(0, value.length);
  return concat([
    new Uint8Array([name.length]),
    encoder.encode(name),
    size,
    encoder.encode(value),
  ]);
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Whether the error only says that one of the two ends has gone. */
function isClosing(error: unknown): boolean {
  return error instanceof Deno.errors.UnexpectedEof || error instanceof Deno.errors.BadResource ||
    error instanceof Deno.errors.ConnectionReset || error instanceof Deno.errors.Interrupted ||
    error instanceof Deno.errors.ConnectionAborted || error instanceof Deno.errors.BrokenPipe;
}
