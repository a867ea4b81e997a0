/** The method by which an object says what to show; the same symbol as `jupyterDisplay`. */
export const $display: unique symbol = Symbol.for("Jupyter.display");

/** Content by MIME type; a front end shows the richest that it knows. */
export interface MediaBundle {
  /** One form of the content. */
  readonly [mime: string]: unknown;
}

/** Something that says what to show. */
export interface Displayable {
  /** What to show, by MIME type. */
  [$display](): MediaBundle | Promise<MediaBundle>;
}

/** How {@linkcode display} shows. */
export interface DisplayOptions {
  /** Show a bundle as it is. @default {false} */
  raw?: boolean;
  /** Replace what is shown under `display_id`. @default {false} */
  update?: boolean;
  /** A name under which this output can be updated. */
  display_id?: string;
}

/** Buffers and metadata of a message. */
export interface BroadcastOptions {
  /** Data about the message. */
  metadata?: Record<string, unknown>;
  /** Binary parts. */
  buffers?: ArrayBuffer[];
}

/** The functions of the kernel, as far as they are used here. */
export interface Kernel {
  display(what: unknown, options?: DisplayOptions): Promise<void>;
  broadcast(type: string, content: object, options?: BroadcastOptions): Promise<void>;
  format(what: unknown): Promise<MediaBundle>;
  md(strings: TemplateStringsArray, ...values: unknown[]): Displayable;
  html(strings: TemplateStringsArray, ...values: unknown[]): Displayable;
  svg(strings: TemplateStringsArray, ...values: unknown[]): Displayable;
  image(source: string | Uint8Array): Displayable;
}

/** Reading `Deno.jupyter` throws outside the kernel, although `"jupyter" in Deno` is true. */
export function kernel(): Kernel | undefined {
  try {
    return (Deno as unknown as { jupyter: Kernel }).jupyter;
  } catch {
    return undefined;
  }
}

/** Whether an object says itself what to show. */
export function isDisplayable(what: unknown): what is Displayable {
  return typeof what === "object" && what !== null &&
    typeof (what as Record<symbol, unknown>)[$display] === "function";
}
