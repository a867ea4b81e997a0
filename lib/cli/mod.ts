/**
 * The command line: `isoflop fit`, `rollout`, `compare`, `plan`, `chart`, `data`, `notebook`, `kernel`.
 *
 * @module
 */
export type { CliIo } from "./io.ts";
export { run } from "./run.ts";
