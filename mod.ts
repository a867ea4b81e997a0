/**
 * isoflop turns a table of training runs into a law, an interval, a decision and a picture.
 *
 * This entry brings everything, polars and vega included. The light ones, `isoflop/laws`,
 * `isoflop/transformer`, `isoflop/fit` and `isoflop/plan`, start in tens of milliseconds and run in
 * a browser.
 *
 * @example From runs to a plan
 * ```ts
 * import assert from "node:assert/strict";
 * import { allocate, chinchilla, fitLaw, grid, presetNamed, simulate } from "isoflop";
 *
 * const design = grid({ N: [1e8, 3e8, 1e9, 3e9], C: [1e19, 1e20, 1e21] });
 * const runs = simulate(presetNamed("chinchilla:epoch"), design, { noise: 0.003, seed: 7 });
 * const fit = fitLaw(runs, chinchilla, { bootstrap: { draws: 200, seed: 1 } });
 * const plan = allocate(fit, { C: 5.76e23 });
 *
 * const { low, high } = plan.intervals!.N!;
 * assert.ok(low < plan.N && plan.N < high);
 * ```
 *
 * @module
 */
export * from "./lib/text/mod.ts";
export * from "./lib/laws/mod.ts";
export * from "./lib/transformer/mod.ts";
export * from "./lib/runs/mod.ts";
export * as datasets from "./lib/datasets/mod.ts";
export * from "./lib/fit/mod.ts";
export * from "./lib/plan/mod.ts";
export * as charts from "./lib/charts/mod.ts";
export {
  Equation,
  equation,
  type FittedFormula,
  type Formula,
  inKernel,
  type Progress,
  progress,
  type ProgressOptions,
  resumable,
  type ResumableOptions,
  show,
  type ShowOptions,
} from "./lib/display/mod.ts";
