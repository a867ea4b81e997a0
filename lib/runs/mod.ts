/**
 * Tables of training runs: read, check, rename, select, simulate.
 *
 * @module
 */
export { type Columns, type ColumnsInput, type ColumnSpec, parseColumns } from "./columns.ts";
export { type Budget, budgets } from "./budgets.ts";
export { type Cell, type Condition, parseCondition } from "./conditions.ts";
export type { Frame } from "./frame.ts";
export { type Design, grid, type GridOptions } from "./grid.ts";
export { readRuns, type ReadRunsOptions } from "./read_runs.ts";
export { RowSelection } from "./row_selection.ts";
export { Runs } from "./runs.ts";
export type { RowCondition, RunRow, RunsParts } from "./runs_parts.ts";
export type { RunsSource, Simulated } from "./runs_source.ts";
export { simulate, type SimulateOptions, type Truth } from "./simulate.ts";
export type { Quantity } from "./units.ts";
