import { Chart } from "../charts/mod.ts";
import { escapeHtml, InputError, tableHtml, tableText } from "../text/mod.ts";
import { frameShape, frameTable, isFrame } from "./frame_table.ts";
import { type FrontEnd, frontEnd, type Output } from "./front_end.ts";
import { $display, isDisplayable } from "./kernel_functions.ts";

/** How {@linkcode show} shows. */
export interface ShowOptions {
  /** A name under which this output can be replaced later. */
  readonly id?: string;
  /** Replace what is shown under `id`. @default {false} */
  readonly update?: boolean;
  /** Where to show it; the notebook or the terminal, unless a test says otherwise. */
  readonly on?: FrontEnd;
}

/**
 * Shows a chart, a report, a data frame or any value: in a notebook as an output of the cell, in a
 * terminal as text.
 *
 * Prefer it to the last expression of a cell: the kernel loses about one such output in a hundred.
 * The promise is fulfilled when the output has left.
 *
 * @example In a terminal it prints
 * ```ts
 * import assert from "node:assert/strict";
 * import { show } from "isoflop/display";
 *
 * const printed: string[] = [];
 * await show({ answer: 42 }, { on: { print: (text) => void printed.push(text) } });
 * assert.deepEqual(printed, ["{ answer: 42 }"]);
 * ```
 */
export async function show(what: unknown, options: ShowOptions = {}): Promise<void> {
  const { id, update, on = frontEnd() } = options;
  if (update && id === undefined) {
    throw new InputError({
      cannot: "update what is shown",
      needs: "the id under which it was shown",
      found: "no id",
    });
  }
  if (!on.send) {
    on.print(what instanceof Chart ? chartText(what) : plainText(what));
    return;
  }
  await on.send({ ...marked(what, await output(what)), id, update });
  // The kernel's answer "idle" overtakes outputs that are still on their way.
  await new Promise((resolve) => setTimeout(resolve, 20));
}

async function output(what: unknown): Promise<Output> {
  if (what instanceof Chart) {
    const { png, width, height } = await what.png({ scale: 2 });
    return {
      data: {
        // No HTML and no SVG: front ends would take them first, and then strip or break them.
        "application/vnd.vegalite.v5+json": what.spec,
        "image/png": png.toBase64(),
        "text/plain": what.toString(),
      },
      metadata: { "image/png": { width, height } },
    };
  }
  if (isFrame(what)) {
    return { data: { "text/html": frameHtml(what), "text/plain": plainText(what) } };
  }
  if (isDisplayable(what)) {
    const data = await what[$display]();
    return {
      data: "text/plain" in data || !hasOwnText(what)
        ? data
        : { ...data, "text/plain": plainText(what) },
    };
  }
  return { data: { "text/plain": plainText(what) } };
}

/** Other people's rows are marked, so that the notebook builder keeps them out of the file. */
function marked(what: unknown, output: Output): Output {
  if (!hasPublicRows(what)) return output;
  const { publicRows: _, summary, toString } = what as { summary?: unknown } & Marked;
  const words = typeof summary === "function"
    ? String(summary.call(what))
    : what instanceof Chart
    ? toString.call(what)
    : "a table of published runs, not part of this file";
  return {
    ...output,
    metadata: { ...output.metadata, isoflop: { publicRows: true, summary: words } },
  };
}

interface Marked {
  readonly publicRows?: unknown;
  readonly source?: { readonly committable?: unknown } | string | null;
}

function hasPublicRows(what: unknown): boolean {
  if (typeof what !== "object" || what === null) return false;
  const { publicRows, source } = what as Marked;
  // What says that it shows none, as a fit does, is believed.
  if (publicRows === false) return false;
  return publicRows === true ||
    (typeof source === "object" && source !== null && source.committable === false);
}

function chartText(chart: Chart): string {
  return `${chart}\n\n(a chart: keep it with chart.save("figure.html"), .svg, .png or .json)`;
}

function frameHtml(frame: Parameters<typeof frameTable>[0]): string {
  return `${tableHtml(frameTable(frame))}\n<p>${escapeHtml(frameShape(frame))}</p>`;
}

function plainText(what: unknown): string {
  if (typeof what === "string") return what;
  if (isFrame(what)) return `${tableText(frameTable(what))}\n\n${frameShape(what)}`;
  if (hasOwnText(what)) return String(what);
  return Deno.inspect(what, { depth: 6, iterableLimit: 60 });
}

function hasOwnText(what: unknown): boolean {
  return typeof what === "object" && what !== null &&
    !Array.isArray(what) && typeof what.toString === "function" &&
    what.toString !== Object.prototype.toString;
}
