/**
 * Tables of training runs: read, check, rename, select, simulate.
 *
 * @module
 */
export { type Columns, type ColumnsInput, type ColumnSpec, parseColumns } from "./columns.ts";
export { type Cell, type Condition, parseCondition } from "./conditions.ts";
export type { Frame } from "./frame.ts";
export { type Design, grid, type GridOptions } from "./grid.ts";
export { readRuns, type ReadRunsOptions } from "./read_runs.ts";
export { RowSelection } from "./row_selection.ts";
export {
  type RowCondition,
  type RunRow,
  Runs,
  type RunsParts,
  type RunsSource,
  type Simulated,
} from "./runs.ts";
export { simulate, type SimulateOptions, type Truth } from "./simulate.ts";
export type { Quantity } from "./units.ts";
