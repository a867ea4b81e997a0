import type { MimeBundle } from "../text/mod.ts";
import type { RunsSource } from "./runs_source.ts";

/**
 * The entry of a display that marks other people's rows; nothing for rows that may be committed.
 *
 * The last expression of a cell has no metadata: this is how the notebook builder learns that the
 * rows are not to be committed.
 */
export function publicMark(
  { committable }: Pick<RunsSource, "committable">,
  summary: string,
): MimeBundle {
  return committable ? {} : { "application/vnd.isoflop+json": { publicRows: true, summary } };
}
