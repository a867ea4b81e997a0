// What Vega makes of a chart, without a browser: signals can be set and asked for, and rows read.
import * as vega from "vega";
import { type Chart, compileSpec } from "isoflop/charts";

/** A chart as Vega runs it. */
export interface LiveView {
  /** Sets settings by name and lets everything that follows from them follow. */
  set(settings: Readonly<Record<string, unknown>>): Promise<void>;
  /** What a setting, or what follows from the settings, comes to. */
  get(name: string): number;
  /** All rows that have these fields, of whatever data set. */
  rows(...fields: string[]): Record<string, number>[];
}

/** Runs a chart; signals are called as in the formulas, `logC` for `p_logC`. */
export async function liveView(chart: Chart): Promise<LiveView> {
  const { spec } = compileSpec(chart.spec);
  const view = new vega.View(vega.parse(spec), { renderer: "none" });
  await view.runAsync();
  return {
    async set(settings) {
      for (const [name, value] of Object.entries(settings)) view.signal(`p_${name}`, value);
      await view.runAsync();
    },
    get: (name) => view.signal(`p_${name}`),
    rows: (...fields) =>
      (spec.data ?? []).flatMap(({ name }) => view.data(name))
        .filter((row) => fields.every((field) => field in row)),
  };
}
