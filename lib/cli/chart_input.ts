import type { Chart } from "../charts/mod.ts";
import type { TrainedModel } from "../datasets/mod.ts";
import type { AnyFit, Fit, FrontierFit } from "../fit/mod.ts";
import type { Preset } from "../laws/mod.ts";
import type { Curves, Runs } from "../runs/mod.ts";
import { InputError } from "../text/mod.ts";

/** What there is to draw. */
export interface ChartInput {
  /** The table of runs, if one was given. */
  readonly runs: Runs | null;
  /** The fits, in the order in which they were given. */
  readonly fits: readonly AnyFit[];
  /** The presets, in the order in which they were given. */
  readonly presets: readonly Preset[];
  /** The training curves, for a kind that reads them. */
  readonly curves: Curves | null;
  /** A fit of the table by Approach 3, made when a chart needs one. */
  readonly fitOfRuns: (bootstrap: number) => Fit;
  /** A fit of the table by Approach 2, or of the curves by Approach 1. */
  readonly frontierOfRuns: () => FrontierFit;
  /** A budget to mark, in FLOP. */
  readonly flop?: number;
  /** The title, instead of the chart's own. */
  readonly title?: string;
}

/** The functions that draw. */
export type Charts = typeof import("../charts/mod.ts");

/** A kind of chart. */
export interface ChartKind {
  /** What it shows, for the help. */
  readonly shows: string;
  /** Whether it can mark a budget. */
  readonly marksBudget?: true;
  /** Whether its table holds training curves, a row per checkpoint. */
  readonly readsCurves?: true;
  /** Draws it, or says what is missing. */
  readonly draw: (charts: Charts, input: ChartInput) => Chart | Promise<Chart>;
}

/** The title that was asked for. */
export function titled({ title }: ChartInput): { title?: string } {
  return title === undefined ? {} : { title };
}

/** A chart that cannot be drawn of what was given. */
export function refuse(kind: string, needs: string, found: string, cure?: string): InputError {
  return new InputError({
    cannot: `draw the chart ${JSON.stringify(kind)}`,
    needs,
    found,
    ...(cure !== undefined && { cure }),
  });
}

/** The table, for a chart of its rows. */
export function needTable({ runs }: ChartInput, kind: string): Runs {
  if (runs) return runs;
  throw refuse(kind, "a table of runs", "no table");
}

/** The one law that a chart draws; without one, none, or a fit of the runs. */
export function oneLaw(
  { runs, fits, presets, fitOfRuns }: ChartInput,
  kind: string,
  otherwise: "none" | "fit the runs",
): AnyFit | Preset | undefined {
  const laws = [...fits, ...presets];
  if (laws.length > 1) {
    throw refuse(kind, "one fit or preset", `${fits.length} of fits, ${presets.length} of presets`);
  }
  if (laws.length === 1 || otherwise === "none") return laws[0];
  if (runs) return fitOfRuns(0);
  throw refuse(kind, "runs, a saved fit or --preset NAME", "none of them");
}

/** The laws whose frontiers a chart compares; a table of runs counts as its fit. */
export function policies(
  { runs, fits, presets, fitOfRuns }: ChartInput,
  kind: string,
): (AnyFit | Preset)[] {
  const laws = [...(runs ? [fitOfRuns(0)] : []), ...fits, ...presets];
  if (laws.length > 0) return laws;
  throw refuse(kind, "saved fits, --preset NAME, or runs", "none of them");
}

/** The models whose size and tokens are known. */
export async function trainedModels(): Promise<readonly TrainedModel[]> {
  const { landmarkModels } = await import("../datasets/mod.ts");
  return await landmarkModels();
}
