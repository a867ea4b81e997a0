/** What an {@linkcode InputError} says, one line each. */
export interface Complaint {
  /** What cannot be done, continuing the word "Cannot": `fit "chinchilla"`. */
  readonly cannot: string;
  /** What would be needed: `loss > 0 in every row`. */
  readonly needs: string;
  /** What is there instead, with row and column where there is one. */
  readonly found: string;
  /** What to do about it, where there is something to do. */
  readonly cure?: string;
}

/**
 * A call that has no meaning: bad data, an impossible budget, an unknown name.
 *
 * The message has at most four lines: what cannot be done, what is needed, what was found, the
 * cure. A fit that merely came out poorly is not an error; it returns with a status.
 *
 * @example It reads like a sentence
 * ```ts
 * import assert from "node:assert/strict";
 * import { InputError } from "isoflop";
 *
 * const error = new InputError({
 *   cannot: "allocate a budget",
 *   needs: "a positive number of FLOP",
 *   found: "-1e21",
 * });
 * assert.equal(error.message.split("\n")[0], "Cannot allocate a budget");
 * ```
 */
export class InputError extends Error {
  /** The class's own name, which survives minification. */
  override readonly name: string = "InputError";
  /** The parts of the message. */
  readonly complaint: Complaint;

  /**
   * Writes the message from its parts.
   *
   * @param complaint The parts of the message.
   * @param options An underlying `cause`, kept for debuggers and never printed.
   */
  constructor(complaint: Complaint, options?: ErrorOptions) {
    const { cannot, needs, found, cure } = complaint;
    const lines = [`Cannot ${cannot}`, `  needed: ${needs}`, `  found: ${found}`];
    if (cure) lines.push(`  cure: ${cure}`);
    // A cell of somebody's file may hold line breaks; the message keeps its four lines.
    super(lines.map((line) => line.replaceAll(/\s*[\r\n]+\s*/g, " ")).join("\n"), options);
    this.complaint = complaint;
  }
}
