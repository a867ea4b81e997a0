import { Channels } from "./channels.ts";
import { freshConnection, writeConnectionFile } from "./connection.ts";
import { KernelError } from "./error.ts";
import type { Output } from "./notebook.ts";
import type { OutputListener } from "./outputs.ts";
import { type KernelProcess, startProcess } from "./process.ts";
import { flushedType, Running } from "./running.ts";

/** How a kernel is started. */
export interface KernelOptions {
  /**
   * The kernel's folder: relative imports and `../deno.json` are found from there. Where no such file
   * knows the package, it is found nevertheless, as in a notebook of the installed kernel.
   */
  readonly cwd?: string;
  /** Environment variables, in addition to this process's own. */
  readonly env?: Record<string, string>;
  /** How long the kernel may take to answer at all, in milliseconds. @default {20000} */
  readonly startTimeout?: number;
}

/** How a piece of code is executed. */
export interface ExecuteOptions {
  /** How long it may take, in milliseconds; without it, as long as it takes. */
  readonly timeout?: number;
  /** How long nothing may have been heard before the cell counts as done. @default {60} */
  readonly quiet?: number;
  /** Hears every output as it arrives or changes. */
  readonly onOutput?: OutputListener;
}

/** What came of an execution. */
export interface Execution {
  /** Whether the code ran to its end. */
  readonly status: "ok" | "error";
  /** What it put out, in the terms of nbformat. */
  readonly outputs: readonly Output[];
  /** The number of the execution, counted from 1. */
  readonly executionCount: number;
}

/**
 * A client of one Deno kernel, without Python: it starts the kernel, executes code, keeps every
 * output, and ends the kernel.
 *
 * The kernel ends with {@linkcode KernelClient.shutdown}, and with the process that holds the
 * client, however that process ends.
 *
 * @example One kernel, one product
 * ```ts
 * import assert from "node:assert/strict";
 * import { KernelClient } from "isoflop/kernel";
 *
 * await using kernel = await KernelClient.start({ env: { NO_COLOR: "1" } });
 * const { outputs } = await kernel.execute("console.log(6 * 7)");
 * assert.deepEqual(outputs, [{ output_type: "stream", name: "stdout", text: "42\n" }]);
 * ```
 */
export class KernelClient {
  readonly #process: KernelProcess;
  readonly #channels: Channels;
  #running: Running | null = null;
  #queue: Promise<unknown> = Promise.resolve();
  #closed: KernelError | null = null;

  private constructor(process: KernelProcess, channels: Channels) {
    this.#process = process;
    this.#channels = channels;
    channels.listener = (message, channel) => this.#running?.take(message, channel);
    channels.onBroken = (error) => {
      this.#close(error);
      process.kill();
    };
    process.ended.then(({ code, stderr }) =>
      this.#close(new KernelError("ended", endedSentence(code, stderr)))
    );
  }

  /**
   * Starts a kernel and waits until it answers.
   *
   * @throws {KernelError} If it does not, with what it said instead.
   */
  static async start(options: KernelOptions = {}): Promise<KernelClient> {
    // Somebody may take one of the free ports before the kernel does: then once more.
    for (let attempt = 1;; attempt++) {
      try {
        return await KernelClient.#startOnce(options);
      } catch (error) {
        if (attempt === 3 || !(error instanceof KernelError)) throw error;
      }
    }
  }

  static async #startOnce({ startTimeout = 20_000, ...options }: KernelOptions) {
    const connection = freshConnection();
    const file = await writeConnectionFile(connection);
    const process = await startProcess(file, options).catch(async (error) => {
      await Deno.remove(file).catch(() => {});
      throw error;
    });
    const aborted = new AbortController();
    process.ended.then(({ code, stderr }) =>
      aborted.abort(new KernelError("start", notStartedSentence(code, stderr)))
    );
    try {
      const deadline = Date.now() + startTimeout;
      const channels = await Channels.connect(connection, deadline, aborted.signal);
      const client = new KernelClient(process, channels);
      // The first execution may be answered before the subscription to outputs counts; so the
      // kernel is ready only when an output has come through.
      await client.#untilHeard(deadline, process.prelude);
      return client;
    } catch (error) {
      process.kill();
      const { code, stderr } = await process.ended;
      if (error instanceof KernelError && error.trouble === "start") throw error;
      throw new KernelError("start", notStartedSentence(code, stderr));
    }
  }

  /** The kernel's process id. */
  get pid(): number {
    return this.#process.pid;
  }

  /** Whether the kernel can still execute. */
  get alive(): boolean {
    return this.#closed === null;
  }

  /**
   * Executes code and waits for all of its outputs; calls line up.
   *
   * @throws {KernelError} If the kernel ends meanwhile, or the time is over: then the code is
   * interrupted, and the kernel ended if it does not heed that.
   */
  execute(code: string, options: ExecuteOptions = {}): Promise<Execution> {
    const execution = this.#queue.then(() => this.#execute(code, options));
    this.#queue = execution.catch(() => {});
    return execution;
  }

  /** Asks the kernel to stop what it computes; code that awaits does not heed it. */
  async interrupt(): Promise<void> {
    if (this.#closed) throw this.#closed;
    await this.#channels.request("control", "interrupt_request", {});
  }

  /** Ends the kernel: politely, and by force after two seconds. A second call does nothing. */
  async shutdown(): Promise<void> {
    const timer = setTimeout(() => this.#process.kill(), 2000);
    try {
      if (this.alive) {
        await this.#channels.request("control", "shutdown_request", { restart: false })
          .catch(() => {});
        // The reason is known before the kernel is gone; its exit code is none.
        this.#closed ??= new KernelError("closed", "The kernel was shut down");
      }
      await this.#process.ended;
    } finally {
      clearTimeout(timer);
      await this.#channels.closed;
    }
  }

  /** The same as {@linkcode KernelClient.shutdown}, for `await using`. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.shutdown();
  }

  async #execute(code: string, options: ExecuteOptions): Promise<Execution> {
    if (this.#closed) throw this.#closed;
    const running = new Running(options.onOutput);
    this.#running = running;
    const limit = options.timeout === undefined
      ? undefined
      : setTimeout(() => this.#stop(running, options.timeout!), options.timeout);
    try {
      await running.answered(await this.#send(code, { silent: false }));
      // The limit is the code's; what follows has limits of its own.
      clearTimeout(limit);
      // The kernel's outputs and its answer take different ways. A last message by the way of the
      // outputs shows that all before it have arrived, however large they are.
      const flush = `Deno.jupyter.broadcast("${flushedType}", { token: "${running.token}" });`;
      await running.flushed(await this.#send(flush, { silent: true }), 5000);
      await running.silence(options.quiet ?? 60);
      return {
        status: running.reply?.status === "ok" ? "ok" : "error",
        outputs: running.outputs,
        executionCount: Number(running.reply?.execution_count ?? 0),
      };
    } finally {
      clearTimeout(limit);
      this.#running = null;
    }
  }

  #send(code: string, { silent }: { silent: boolean }): Promise<string> {
    return this.#channels.request("shell", "execute_request", {
      code,
      silent,
      store_history: !silent,
      user_expressions: {},
      allow_stdin: false,
      stop_on_error: false,
    });
  }

  /** The first code, until an output says that it was executed. */
  async #untilHeard(deadline: number, code: string): Promise<void> {
    for (;;) {
      const running = new Running();
      this.#running = running;
      const late = Promise.withResolvers<false>();
      const timer = setTimeout(late.resolve, 1000, false);
      const heard = await Promise.race([
        this.#send(code, { silent: true }).then((id) => running.answered(id)).then(() => true),
        late.promise,
      ]).finally(() => {
        clearTimeout(timer);
        this.#running = null;
      });
      if (heard) return;
      if (Date.now() > deadline) throw new KernelError("start", "The kernel does not answer");
    }
  }

  async #stop(running: Running, timeout: number): Promise<void> {
    const took = `The code took longer than ${timeout / 1000} s`;
    await this.interrupt().catch(() => {});
    for (let waited = 0; waited < 2000 && !running.reply && this.alive; waited += 50) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    if (running.reply) {
      running.fail(new KernelError("timeout", `${took} and was interrupted`, running.outputs));
    } else {
      const outputs = running.outputs;
      const sentence = `${took} and did not heed the interrupt, so the kernel was ended`;
      this.#close(new KernelError("timeout", sentence, outputs));
      this.#process.kill();
    }
  }

  /** From here on there is no kernel; the first reason counts. */
  #close(error: KernelError): void {
    this.#closed ??= error;
    this.#running?.fail(this.#closed);
    this.#channels.close();
  }
}

function endedSentence(code: number, stderr: string): string {
  const words = stderr || "did the code call Deno.exit()?";
  return `The kernel ended while it was in use (exit code ${code}): ${words}`;
}

function notStartedSentence(code: number, stderr: string): string {
  return `The kernel did not start (exit code ${code}): ${stderr || "it gave no reason"}`;
}
