import type { Node } from "acorn";
import { InputError } from "../text/errors.ts";

/** What a formula may be made of. */
export const needs = "arithmetic, Math and its own coefficients and regressors";

/** Refuses what is no formula, and shows where it stands. */
export class Refusal {
  readonly #cannot: string;
  readonly #text: string;

  constructor(name: string, text: string) {
    this.#cannot = `differentiate the law ${JSON.stringify(name)}`;
    this.#text = text;
  }

  /** The text of a node, on one line, at most sixty characters. */
  snippet(node: Node): string {
    const text = this.#text.slice(node.start, node.end).replace(/\s+/g, " ");
    return text.length > 60 ? `${text.slice(0, 59)}…` : text;
  }

  /** The error for something in the text. */
  of(
    found: string,
    node?: Node,
    cure = "write it as a formula, or give the law a gradient",
  ): InputError {
    const where = node === undefined ? "" : `, in "${this.snippet(node)}"`;
    return new InputError({ cannot: this.#cannot, needs, found: `${found}${where}`, cure });
  }
}
