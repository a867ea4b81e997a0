import type { Cell, Notebook, Output } from "../kernel/mod.ts";

/** Where two notebooks differ first. */
export interface Difference {
  /** The place, as a path into the `.ipynb`: `$.cells[3].outputs[0].data["text/plain"]`. */
  readonly path: string;
  /** What the stored notebook has there. */
  readonly stored: unknown;
  /** What the fresh run has there. */
  readonly fresh: unknown;
}

/** Where the sources of two notebooks differ first: kind, tags and text of the cells. */
export function compareSources(stored: Notebook, fresh: Notebook): Difference | null {
  const source = ({ cell_type, source, metadata }: Cell) => ({
    cell_type,
    source: source.trim(),
    tags: metadata.tags ?? [],
  });
  return difference(stored.cells.map(source), fresh.cells.map(source), "$.cells", 0);
}

/**
 * Where the outputs of two notebooks with the same sources differ first.
 *
 * Texts must be equal, numbers in JSON to a relative `tolerance`. Pictures are skipped, for they
 * follow from the rest, and so are cells tagged `volatile` and stack traces.
 */
export function compareOutputs(
  stored: Notebook,
  fresh: Notebook,
  tolerance = 1e-9,
): Difference | null {
  for (const [i, cell] of stored.cells.entries()) {
    const other = fresh.cells[i];
    if (cell.cell_type !== "code" || other?.cell_type !== "code") continue;
    if (cell.metadata.tags?.includes("volatile")) continue;
    const [before, after] = [cell.outputs.map(comparable), other.outputs.map(comparable)];
    const found = difference(before, after, `$.cells[${i}].outputs`, tolerance);
    if (found) return found;
  }
  return null;
}

function comparable(output: Output): unknown {
  switch (output.output_type) {
    case "stream":
      return output;
    case "error":
      return { output_type: output.output_type, ename: output.ename, evalue: output.evalue };
    default: {
      const { "image/png": picture, ...data } = output.data;
      // That there is a picture is compared, what is on it is not.
      if (picture !== undefined) data["image/png"] = "present";
      return { output_type: output.output_type, data, metadata: output.metadata };
    }
  }
}

function difference(
  stored: unknown,
  fresh: unknown,
  path: string,
  tolerance: number,
): Difference | null {
  if (typeof stored === "number" && typeof fresh === "number") {
    const scale = Math.max(Math.abs(stored), Math.abs(fresh));
    return Math.abs(stored - fresh) <= tolerance * scale ? null : { path, stored, fresh };
  }
  if (!isObject(stored) || !isObject(fresh) || Array.isArray(stored) !== Array.isArray(fresh)) {
    return stored === fresh ? null : { path, stored, fresh };
  }
  for (const key of new Set([...Object.keys(stored), ...Object.keys(fresh)])) {
    const step = Array.isArray(stored)
      ? `[${key}]`
      : /^[\w$]+$/.test(key)
      ? `.${key}`
      : `[${JSON.stringify(key)}]`;
    const found = difference(stored[key], fresh[key], path + step, tolerance);
    if (found) return found;
  }
  return null;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
