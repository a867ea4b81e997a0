/**
 * Notebooks as text, as executed `.ipynb` files, and as pages to read.
 *
 * @module
 */
export { buildNotebook, type BuildOptions, type DataDigests, executeNotebook } from "./build.ts";
export { checkNotebook, type CheckOptions, type CheckResult } from "./check.ts";
export { compareOutputs, compareSources, type Difference } from "./compare.ts";
export { formatNotebook, notebookOf, parseNotebook, readNotebook, writeNotebook } from "./ipynb.ts";
export { cellLine, formatPercent, parsePercent, type PercentSource } from "./percent.ts";
export { withoutPublicRows } from "./public_rows.ts";
export { pullNotebook } from "./pull.ts";
export { sourceErrors } from "./source_errors.ts";
