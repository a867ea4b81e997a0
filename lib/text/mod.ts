/**
 * Words: error messages, numbers for people, tables and reports as text, Markdown and HTML.
 *
 * @module
 */
export { Agreement, type Comparison, type Range } from "./agreement.ts";
export { type Complaint, InputError } from "./errors.ts";
export { escapeHtml, escapeMarkdown, scriptJson } from "./html.ts";
export { listNames, nearest, unknownName } from "./nearest.ts";
export { count, estimate, flop, significant } from "./numbers.ts";
export {
  type Block,
  denoInspect,
  jupyterDisplay,
  type MimeBundle,
  type Report,
  Reported,
  reportHtml,
  reportMarkdown,
  reportText,
} from "./report.ts";
export { packageVersion } from "./version.ts";
export { type Column, type Table, tableHtml, tableMarkdown, tableText } from "./table.ts";
