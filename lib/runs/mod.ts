/**
 * Tables of training runs: read, check, rename, select, simulate.
 *
 * @module
 */
export { averageError } from "./average_error.ts";
export type { ColumnTable } from "./column_table.ts";
export { type Columns, type ColumnsInput, type ColumnSpec, parseColumns } from "./columns.ts";
export { type Budget, budgets } from "./budgets.ts";
export { type Cell, type Condition, parseCondition } from "./conditions.ts";
export type { Curve, CurveData } from "./curve.ts";
export { type CurveEnd, Curves, type CurvesParts } from "./curves.ts";
export { type Envelope, envelopeAt, logSpacedBudgets } from "./envelope.ts";
export type { Frame } from "./frame.ts";
export { type Design, grid, type GridOptions } from "./grid.ts";
export { isoflopDesign, type IsoflopDesignOptions } from "./isoflop_design.ts";
export { PairModel, type PairNoise, type PairTraining, type TrainedPairs } from "./pair_model.ts";
export { readCurves, type ReadCurvesOptions } from "./read_curves.ts";
export { readColumns, type ReadColumnsOptions } from "./read_columns.ts";
export { readRuns, type ReadRunsOptions } from "./read_runs.ts";
export { RowSelection } from "./row_selection.ts";
export { Runs } from "./runs.ts";
export type { RowCondition, RunRow, RunsParts } from "./runs_parts.ts";
export type { RunsSource, Simulated } from "./runs_source.ts";
export { scanEnvelope, type ScanEnvelopeOptions } from "./scan_envelope.ts";
export type { ScannedEnvelope } from "./scan_envelope_files.ts";
export { type CheckpointOptions, simulate, type SimulateOptions } from "./simulate.ts";
export { simulateCurves, type SimulateCurvesOptions } from "./simulate_curves.ts";
export type { SizesInput } from "./sizes.ts";
export type { Restarts } from "./split_curves.ts";
export { type StepsToLoss, stepsToLoss } from "./steps_to_loss.ts";
export type { LossLaw, Truth } from "./truth.ts";
export type { Quantity } from "./units.ts";
