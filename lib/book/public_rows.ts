import type { Cell, MimeData, Notebook, Output } from "../kernel/mod.ts";

/**
 * The notebook without the rows of other people's data, as it may be committed.
 *
 * What `show` sent is marked in its metadata. The last expression of a cell has none: there a chart
 * is marked in its `usermeta`, a table by a type of its own, and a polars frame is left out when
 * the notebook has loaded public data. A chart keeps its picture and its text,
 * a table its one-line summary.
 */
export function withoutPublicRows(notebook: Notebook): Notebook {
  const { data = {} } = (notebook.metadata.isoflop ?? {}) as { data?: Record<string, string> };
  const hasPublicData = Object.values(data).some((digest) => digest !== "simulated");
  const cells = notebook.cells.map((cell): Cell =>
    cell.cell_type === "code"
      ? { ...cell, outputs: cell.outputs.map((output) => strip(output, hasPublicData)) }
      : cell
  );
  return { ...notebook, cells };
}

function strip(output: Output, hasPublicData: boolean): Output {
  if (output.output_type !== "display_data" && output.output_type !== "execute_result") {
    return output;
  }
  const { data, metadata } = output;
  const mark = [
    metadata.isoflop,
    data["application/vnd.isoflop+json"],
    ...Object.values(data).map((value) => (value as Marked | null)?.usermeta?.isoflop),
  ].find((found): found is Mark => Boolean((found as Mark | undefined)?.publicRows));
  // The last expression of a cell may be a polars frame, which shows itself and marks nothing.
  const isFrame = hasPublicData && "application/vnd.dataresource+json" in data;
  if (!mark && !isFrame) return output;
  const kept: MimeData = "image/png" in data
    ? { "image/png": data["image/png"], "text/plain": data["text/plain"] }
    : { "text/plain": String(mark?.summary ?? "A table of public data, not kept in this file") };
  return { ...output, data: kept };
}

interface Mark {
  readonly publicRows?: unknown;
  readonly summary?: unknown;
}

interface Marked {
  readonly usermeta?: { readonly isoflop?: Mark };
}
