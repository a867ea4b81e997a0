import type { Message } from "./message.ts";
import type { MimeData, Output } from "./notebook.ts";

/** Called whenever an output is added or changes. */
export type OutputListener = (output: Output, index: number) => void;

/**
 * Collects the messages of one cell into outputs: neighbouring prints merge, updates replace what
 * they update, a clear clears.
 *
 * An error comes last whenever it arrives: the kernel sends it by a shorter way than what the cell
 * printed before.
 */
export class OutputCollector {
  readonly #list: Entry[] = [];
  readonly #listener: OutputListener | undefined;
  #error: Output | undefined;
  #clearBeforeNext = false;

  /** A collector that tells the listener about everything it collects. */
  constructor(listener?: OutputListener) {
    this.#listener = listener;
  }

  /** What there is so far. */
  get outputs(): Output[] {
    const outputs = this.#list.map(finished);
    return this.#error ? [...outputs, this.#error] : outputs;
  }

  /** Takes a message in, if it is an output. */
  take({ header, content }: Message): void {
    switch (header.msg_type) {
      case "stream":
        return this.#stream(content.name === "stderr" ? "stderr" : "stdout", String(content.text));
      case "display_data":
        return this.#add({
          id: displayId(content),
          output: { output_type: "display_data", ...mimeBundle(content) },
        });
      case "execute_result":
        return this.#add({
          id: displayId(content),
          output: {
            output_type: "execute_result",
            execution_count: Number(content.execution_count),
            ...mimeBundle(content),
          },
        });
      case "update_display_data":
        return this.#update(displayId(content), mimeBundle(content));
      case "error":
        this.#error = {
          output_type: "error",
          ename: String(content.ename),
          evalue: String(content.evalue),
          traceback: Array.isArray(content.traceback) ? content.traceback.map(String) : [],
        };
        this.#listener?.(this.#error, this.#list.length);
        break;
      case "clear_output":
        if (content.wait) this.#clearBeforeNext = true;
        else this.#list.length = 0;
    }
  }

  #stream(name: "stdout" | "stderr", text: string): void {
    const last = this.#list.at(-1);
    if (!this.#clearBeforeNext && last && "pieces" in last && last.name === name) {
      last.pieces.push(text);
      this.#tell(this.#list.length - 1);
    } else {
      this.#add({ name, pieces: [text] });
    }
  }

  #add(entry: Entry): void {
    if (this.#clearBeforeNext) this.#list.length = 0;
    this.#clearBeforeNext = false;
    this.#list.push(entry);
    this.#tell(this.#list.length - 1);
  }

  #update(id: string | undefined, bundle: Bundle): void {
    this.#list.forEach((entry, i) => {
      if (id === undefined || "pieces" in entry || entry.id !== id) return;
      entry.output = { ...entry.output, ...bundle } as Output;
      this.#tell(i);
    });
  }

  #tell(index: number): void {
    this.#listener?.(finished(this.#list[index]!), index);
  }
}

/** Prints stay in pieces: joining 20 000 of them one by one would take quadratic time. */
type Entry =
  | { readonly name: "stdout" | "stderr"; readonly pieces: string[] }
  | { readonly id?: string | undefined; output: Output };

interface Bundle {
  readonly data: MimeData;
  readonly metadata: Record<string, unknown>;
}

function finished(entry: Entry): Output {
  if (!("pieces" in entry)) return entry.output;
  return { output_type: "stream", name: entry.name, text: entry.pieces.join("") };
}

function mimeBundle(content: Record<string, unknown>): Bundle {
  return {
    data: (content.data ?? {}) as MimeData,
    metadata: (content.metadata ?? {}) as Record<string, unknown>,
  };
}

function displayId(content: Record<string, unknown>): string | undefined {
  const transient = content.transient as { display_id?: unknown } | null | undefined;
  return transient?.display_id === undefined ? undefined : String(transient.display_id);
}
