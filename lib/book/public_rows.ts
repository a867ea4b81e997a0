import type { Cell, MimeData, Notebook, Output } from "../kernel/mod.ts";

/**
 * The notebook without the rows of other people's data, as it may be committed.
 *
 * Outputs that say `isoflop.publicRows` in their metadata, or in the `usermeta` of their chart, lose what holds the rows: a chart keeps
 * its picture and its text, a table keeps its one-line summary.
 */
export function withoutPublicRows(notebook: Notebook): Notebook {
  const cells = notebook.cells.map((cell): Cell =>
    cell.cell_type === "code" ? { ...cell, outputs: cell.outputs.map(strip) } : cell
  );
  return { ...notebook, cells };
}

function strip(output: Output): Output {
  if (output.output_type !== "display_data" && output.output_type !== "execute_result") {
    return output;
  }
  const { data, metadata } = output;
  const about = metadata.isoflop as Mark | undefined;
  if (!about?.publicRows && !Object.values(data).some(isMarkedChart)) return output;
  const kept: MimeData = "image/png" in data
    ? { "image/png": data["image/png"], "text/plain": data["text/plain"] }
    : { "text/plain": String(about?.summary ?? "A table of public data, not kept in this file") };
  return { ...output, data: kept };
}

interface Mark {
  readonly publicRows?: unknown;
  readonly summary?: unknown;
}

/** A chart that was a cell's last expression has no metadata of its own, but its own words. */
function isMarkedChart(value: unknown): boolean {
  const own = (value as { usermeta?: { isoflop?: Mark } } | null)?.usermeta?.isoflop;
  return Boolean(own?.publicRows);
}
