import { kernel } from "./kernel_functions.ts";

/** One output on its way to a notebook. */
export interface Output {
  /** The forms of it. */
  readonly data: Readonly<Record<string, unknown>>;
  /** Sizes of pictures, marks for the notebook builder. */
  readonly metadata?: Readonly<Record<string, unknown>>;
  /** A name under which it can be replaced. */
  readonly id?: string | undefined;
  /** Replace what is shown under `id`. */
  readonly update?: boolean | undefined;
}

/** Where results are shown. Tests put their own in its place. */
export interface FrontEnd {
  /** Sends an output to the notebook; absent outside one. */
  readonly send?: (output: Output) => Promise<void>;
  /** Prints text, with a line break after it. */
  readonly print: (text: string) => void;
}

/** The notebook when there is one, standard output otherwise. */
export function frontEnd(): FrontEnd {
  const found = kernel();
  const print = (text: string) => writeAll(Deno.stdout, text + "\n");
  if (!found) return { print };
  return {
    print,
    // Within a kernel broadcast() leaves at once and, whatever its type says, returns nothing.
    send: async ({ data, metadata = {}, id, update }) => {
      await found.broadcast(update ? "update_display_data" : "display_data", {
        data,
        metadata,
        transient: id === undefined ? {} : { display_id: id },
      });
    },
  };
}

/** Writes all of a text: one call may take a part of it. */
export function writeAll(to: { writeSync(bytes: Uint8Array): number }, text: string): void {
  let bytes = new TextEncoder().encode(text);
  while (bytes.length) bytes = bytes.subarray(to.writeSync(bytes));
}
