/**
 * Notebooks as text, as executed `.ipynb` files, and as pages to read.
 *
 * @module
 */
export { buildNotebook, type BuildOptions, type DataDigests, executeNotebook } from "./build.ts";
export { checkNotebook, type CheckOptions, type CheckResult } from "./check.ts";
export { compareOutputs, compareSources, type Difference } from "./compare.ts";
export {
  formatNotebook,
  notebookOf,
  parseNotebook,
  readDenoNotebook,
  readNotebook,
  writeNotebook,
} from "./ipynb.ts";
export { page, type PageOptions } from "./page/page.ts";
export type { Paper } from "./page/mentions.ts";
export type { PageLink } from "./page/shell.ts";
export { type BookOptions, type BookResult, buildBook } from "./site/build_book.ts";
export type { SidePage } from "./site/index_page.ts";
export { cellLine, formatPercent, parsePercent, type PercentSource } from "./percent.ts";
export { withoutPublicRows } from "./public_rows.ts";
export { pullNotebook } from "./pull.ts";
export { sourceErrors } from "./source_errors.ts";
export type {
  Cell,
  CellMetadata,
  CellProgress,
  CodeCell,
  DisplayOutput,
  ErrorOutput,
  MarkdownCell,
  MimeData,
  Notebook,
  Output,
  ResultOutput,
  RunOptions,
  StreamOutput,
} from "../kernel/mod.ts";
