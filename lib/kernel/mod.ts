/**
 * The Deno kernel: installing it for Jupyter, and running notebooks on it without Python.
 *
 * @module
 */
export { cellErrors } from "./cell_errors.ts";
export { type ExecuteOptions, type Execution, KernelClient, type KernelOptions } from "./client.ts";
export { type CheckError, denoCheck } from "./deno_check.ts";
export { KernelError, type KernelTrouble } from "./error.ts";
export { type HiddenError, hiddenError } from "./hidden_error.ts";
export { jupyterDataDir } from "./jupyter_data.ts";
export {
  installKernel,
  type InstallOptions,
  type KernelName,
  type KernelStatus,
  kernelStatus,
  losesOutputs,
  removeKernel,
} from "./kernelspec.ts";
export type * from "./notebook.ts";
export type { OutputListener } from "./outputs.ts";
export { replaceFile } from "./replace_file.ts";
export {
  type CellFailure,
  type CellProgress,
  type NotebookRun,
  runNotebook,
  type RunOptions,
} from "./run_notebook.ts";
