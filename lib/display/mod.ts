/**
 * Showing results: in a notebook as outputs of a cell, in a terminal as text, with progress for
 * work that takes seconds. The only layer that knows Jupyter's messages.
 *
 * @module
 */
export { Equation, equation, type FittedFormula, type Formula } from "./equation.ts";
export {
  type Frame,
  type FrameColumn,
  frameShape,
  frameTable,
  type FrameTableOptions,
} from "./frame_table.ts";
export type { FrontEnd, Output } from "./front_end.ts";
export { inKernel } from "./jupyter.ts";
export { type Progress, progress, type ProgressOptions, type ProgressPlace } from "./progress.ts";
export { resumable, type ResumableOptions } from "./resumable.ts";
export { show, type ShowOptions } from "./show.ts";
