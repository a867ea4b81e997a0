import type { ChannelName } from "./channels.ts";
import type { Message } from "./message.ts";
import type { Output } from "./notebook.ts";
import { OutputCollector, type OutputListener } from "./outputs.ts";

/** The type of the message that says that everything put out before it has arrived. */
export const flushedType = "isoflop_flushed";

/** One execution while it lasts: it collects what is heard, and knows when the answer is there. */
export class Running {
  readonly #collector: OutputCollector;
  readonly #failure: PromiseWithResolvers<never> = Promise.withResolvers<never>();
  readonly #answered: PromiseWithResolvers<void> = Promise.withResolvers<void>();
  readonly #flushed: PromiseWithResolvers<void> = Promise.withResolvers<void>();
  #id: string | null = null;
  #flushId: string | null = null;
  #idle = false;
  #lastHeard: number = performance.now();
  /** What the kernel answered, once it has. */
  reply: Record<string, unknown> | null = null;

  /** An execution that tells the listener about its outputs. */
  constructor(listener?: OutputListener) {
    this.#collector = new OutputCollector(listener);
    // It may fail while nobody waits.
    this.#failure.promise.catch(() => {});
  }

  /** What has been put out so far. */
  get outputs(): Output[] {
    return this.#collector.outputs;
  }

  /** Hears a message. */
  take(message: Message, channel: ChannelName): void {
    const parent = message.parent.msg_id;
    if (channel === "shell") {
      if (parent === this.#id && message.header.msg_type === "execute_reply") {
        this.reply = message.content;
      }
      // A flush that fails (the cell may have deleted `Deno`) is over, too.
      if (parent === this.#flushId && message.content.status !== "ok") this.#flushed.resolve();
    } else if (channel === "iopub") {
      this.#lastHeard = performance.now();
      if (message.header.msg_type === "status") {
        if (parent === this.#id) this.#idle = message.content.execution_state === "idle";
      } else if (message.header.msg_type === flushedType) {
        if (message.content.token === this.token) this.#flushed.resolve();
      } else if (parent !== this.#flushId || message.header.msg_type !== "error") {
        // Whatever its parent: the kernel stamps late outputs with the wrong one.
        this.#collector.take(message);
      }
    }
    if (this.reply && this.#idle) this.#answered.resolve();
  }

  /** What the flush message of this execution says, so that an older one is not mistaken for it. */
  readonly token: string = crypto.randomUUID();

  /** The kernel ended, or the time is over. */
  fail(error: Error): void {
    this.#failure.reject(error);
  }

  /** Settles when the kernel has answered the request and is idle. */
  answered(id: string): Promise<void> {
    this.#id = id;
    return this.#orFailure(this.#answered.promise);
  }

  /** Settles when the flush message has come, or at the latest after so many milliseconds. */
  async flushed(id: string, atMost: number): Promise<void> {
    this.#flushId = id;
    const late = Promise.withResolvers<void>();
    const timer = setTimeout(late.resolve, atMost);
    try {
      await this.#orFailure(Promise.race([this.#flushed.promise, late.promise]));
    } finally {
      clearTimeout(timer);
    }
  }

  /**
   * Settles when nothing has been heard for so many milliseconds, or at the latest after `atMost`: a
   * cell may have started something that prints for ever.
   */
  async silence(milliseconds: number, atMost = 1000): Promise<void> {
    const end = performance.now() + atMost;
    for (;;) {
      const left = Math.min(this.#lastHeard + milliseconds, end) - performance.now();
      if (left <= 0) return;
      await this.#orFailure(new Promise<void>((resolve) => setTimeout(resolve, left)));
    }
  }

  #orFailure<T>(promise: Promise<T>): Promise<T> {
    return Promise.race([promise, this.#failure.promise]);
  }
}
