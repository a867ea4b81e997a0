/** The first part of a message: which one it is. */
export interface MessageHeader {
  /** Unique in its session. */
  readonly msg_id: string;
  /** What it is about: `execute_request`, `stream`, … */
  readonly msg_type: string;
}

/** A message of the Jupyter protocol, taken apart. */
export interface Message {
  /** Which message it is. */
  readonly header: MessageHeader;
  /** Which message it answers; empty for none. */
  readonly parent: Partial<MessageHeader>;
  /** What it says. */
  readonly content: Record<string, unknown>;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const delimiter = "<IDS|MSG>";

/**
 * Writes and reads the frames of messages, signed with HMAC-SHA256 by the key of one kernel.
 *
 * Frames: `<IDS|MSG>`, signature in hexadecimal, header, parent header, metadata, content.
 * Source: the Jupyter messaging protocol, version 5.3.
 */
export class MessageCoder {
  readonly #key: CryptoKey;
  readonly #session: string = crypto.randomUUID();

  private constructor(key: CryptoKey) {
    this.#key = key;
  }

  /** A coder for the kernel that has this key. */
  static async create(key: string): Promise<MessageCoder> {
    const algorithm = { name: "HMAC", hash: "SHA-256" };
    const bytes = encoder.encode(key);
    return new MessageCoder(
      await crypto.subtle.importKey("raw", bytes, algorithm, false, ["sign"]),
    );
  }

  /** A new message as frames, with the id that its answers will carry as their parent. */
  async encode(type: string, content: unknown): Promise<{ id: string; frames: Uint8Array[] }> {
    const id = crypto.randomUUID();
    const header = {
      msg_id: id,
      msg_type: type,
      session: this.#session,
      username: "isoflop",
      date: new Date().toISOString(),
      version: "5.3",
    };
    const parts = [header, {}, {}, content].map((part) => encoder.encode(JSON.stringify(part)));
    const signature = encoder.encode(await this.#sign(parts));
    return { id, frames: [encoder.encode(delimiter), signature, ...parts] };
  }

  /**
   * Frames as a message; `null` when they are none.
   *
   * @throws {Error} If it is not signed with this kernel's key.
   */
  async decode(frames: readonly Uint8Array[]): Promise<Message | null> {
    const start = frames.findIndex((data) =>
      data.length === 9 && decoder.decode(data) === delimiter
    );
    const parts = frames.slice(start + 2, start + 6);
    if (start < 0 || parts.length < 4) return null;
    if (decoder.decode(frames[start + 1]) !== await this.#sign(parts)) {
      throw new Error("a message came without the kernel's signature");
    }
    const [header, parent, , content] = parts.map((part) => JSON.parse(decoder.decode(part)));
    return { header, parent, content };
  }

  async #sign(parts: readonly Uint8Array[]): Promise<string> {
    const whole = await new Blob(parts as Uint8Array<ArrayBuffer>[]).bytes();
    return new Uint8Array(await crypto.subtle.sign("HMAC", this.#key, whole)).toHex();
  }
}
