/** Reads exact numbers of bytes from a stream that delivers them in pieces of its own choosing. */
export class ByteReader {
  readonly #source: { read(into: Uint8Array): Promise<number | null> };
  #rest: Uint8Array = new Uint8Array(0);

  /** A reader of anything with Deno's `read`. */
  constructor(source: { read(into: Uint8Array): Promise<number | null> }) {
    this.#source = source;
  }

  /**
   * The next `size` bytes.
   *
   * @throws {Deno.errors.UnexpectedEof} If the stream ends before.
   */
  async take(size: number): Promise<Uint8Array> {
    if (this.#rest.length >= size) return this.#fromRest(size);
    const bytes = new Uint8Array(size);
    let filled = this.#rest.length;
    bytes.set(this.#rest);
    this.#rest = new Uint8Array(0);
    while (filled < size) {
      // A large message goes straight to its place; small ones share a buffer.
      const missing = size - filled;
      const target = missing >= chunk ? bytes.subarray(filled) : new Uint8Array(chunk);
      const read = await this.#source.read(target);
      if (read === null) throw new Deno.errors.UnexpectedEof("the connection closed");
      if (missing < chunk) {
        this.#rest = target.subarray(0, read);
        bytes.set(this.#fromRest(Math.min(read, missing)), filled);
      }
      filled += Math.min(read, missing);
    }
    return bytes;
  }

  /** Puts bytes back: they are read again next. */
  unread(bytes: Uint8Array): void {
    const rest = new Uint8Array(bytes.length + this.#rest.length);
    rest.set(bytes);
    rest.set(this.#rest, bytes.length);
    this.#rest = rest;
  }

  #fromRest(size: number): Uint8Array {
    const bytes = this.#rest.subarray(0, size);
    this.#rest = this.#rest.subarray(size);
    return bytes;
  }
}

const chunk = 65_536;
