import type { Output } from "./notebook.ts";

/** What went wrong: the kernel did not start, ended, was stopped, or a cell took too long. */
export type KernelTrouble = "start" | "ended" | "closed" | "timeout" | "cell";

/** Something that happened to the kernel, or in it, in one sentence. */
export class KernelError extends Error {
  /** The class's own name, which survives minification. */
  override readonly name: string = "KernelError";
  /** What went wrong. */
  readonly trouble: KernelTrouble;
  /** What the cell had put out until then. */
  readonly outputs: readonly Output[];

  /** An error with its sentence. */
  constructor(trouble: KernelTrouble, message: string, outputs: readonly Output[] = []) {
    super(message);
    this.trouble = trouble;
    this.outputs = outputs;
  }
}
