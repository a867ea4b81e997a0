/**
 * The kernel's own display functions, safe to import anywhere: `@deno/jupyter` in the import map.
 *
 * Inside a Deno Jupyter kernel these are `Deno.jupyter`'s. Outside of it `md`, `html`, `svg` and
 * `image` still return what they would show, so that a notebook's code can be checked and tested;
 * `display()` and `broadcast()` throw, because there is nobody to show it to.
 *
 * @module
 */
import { InputError } from "../text/mod.ts";
import {
  $display,
  type BroadcastOptions,
  type Displayable,
  type DisplayOptions,
  isDisplayable,
  type Kernel,
  kernel,
  type MediaBundle,
} from "./kernel_functions.ts";

export { $display, type BroadcastOptions, type Displayable, type DisplayOptions, type MediaBundle };

/** Whether this code runs in a Deno Jupyter kernel. */
export function inKernel(): boolean {
  return kernel() !== undefined;
}

/**
 * Shows something in the notebook, where the cell stands.
 *
 * @throws {InputError} Outside a kernel.
 */
export function display(what: unknown, options?: DisplayOptions): Promise<void> {
  return needKernel("display").display(what, options);
}

/**
 * Sends a message of the Jupyter protocol to every front end.
 *
 * @throws {InputError} Outside a kernel.
 */
export function broadcast(
  type: string,
  content: object,
  options?: BroadcastOptions,
): Promise<void> {
  // The kernel sends at once and returns nothing, whatever its type says.
  return Promise.resolve(needKernel("broadcast").broadcast(type, content, options));
}

/** What would be shown: the object's own bundle, or its text. */
export async function format(what: unknown): Promise<MediaBundle> {
  const found = kernel();
  if (found) return await found.format(what);
  if (isDisplayable(what)) return await what[$display]();
  return { "text/plain": typeof what === "string" ? what : Deno.inspect(what) };
}

/** Markdown to show: md\`**bold**\`. */
export function md(strings: TemplateStringsArray, ...values: unknown[]): Displayable {
  return kernel()?.md(strings, ...values) ?? tagged("text/markdown", strings, values);
}

/** HTML to show: html\`<b>bold</b>\`. The values are not escaped. */
export function html(strings: TemplateStringsArray, ...values: unknown[]): Displayable {
  return kernel()?.html(strings, ...values) ?? tagged("text/html", strings, values);
}

/** An SVG to show: svg\`<svg>…</svg>\`. The values are not escaped. */
export function svg(strings: TemplateStringsArray, ...values: unknown[]): Displayable {
  return kernel()?.svg(strings, ...values) ?? tagged("image/svg+xml", strings, values);
}

/**
 * A PNG or JPEG picture to show, from its file or its bytes.
 *
 * @throws {InputError} If it is neither.
 */
export function image(source: string | Uint8Array): Displayable {
  const bytes = typeof source === "string" ? Deno.readFileSync(source) : source;
  const type = pictureType(bytes);
  if (!type) {
    throw new InputError({
      cannot: "show the picture",
      needs: "the bytes of a PNG or JPEG file",
      found: `${bytes.length} bytes of something else`,
    });
  }
  return bundle({ [type]: new Uint8Array(bytes).toBase64() });
}

function needKernel(name: string): Kernel {
  const found = kernel();
  if (found) return found;
  throw new InputError({
    cannot: `call ${name}() of @deno/jupyter`,
    needs: "a notebook with the Deno kernel",
    found: "a program outside of it",
    cure: "use show() of isoflop, which prints text in a terminal",
  });
}

function tagged(mime: string, strings: TemplateStringsArray, values: unknown[]): Displayable {
  return bundle({ [mime]: String.raw({ raw: strings }, ...values) });
}

function bundle(content: MediaBundle): Displayable {
  return { [$display]: () => content };
}

function pictureType(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0x89 && bytes[1] === 0x50 && bytes[2] === 0x4e) return "image/png";
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return "image/jpeg";
  return undefined;
}
