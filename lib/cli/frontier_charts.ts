import type { FrontierFit } from "../fit/mod.ts";
import {
  type ChartInput,
  type ChartKind,
  needTable,
  policies,
  refuse,
  titled,
  trainedModels,
} from "./chart_input.ts";

/** The charts of Approaches 1 and 2, and those that compare approaches. */
export const frontierCharts: Readonly<Record<string, ChartKind>> = {
  envelope: {
    shows: "training curves, their least loss, and N* and D* from it (Approach 1)",
    marksBudget: true,
    readsCurves: true,
    draw: ({ envelope }, input) => {
      const { curves } = input;
      if (!curves) throw refuse("envelope", "a table of training curves", "no table");
      const fit = frontier(input, "envelope", 1);
      return envelope(curves, fit, { ...titled(input), ...marked(input) });
    },
  },
  valleys: {
    shows: "parabolas of loss along budgets, and N* and D* from them (Approach 2)",
    marksBudget: true,
    draw: ({ valleys }, input) => {
      const runs = needTable(input, "valleys");
      return valleys(runs, frontier(input, "valleys", 2), { ...titled(input), ...marked(input) });
    },
  },
  approaches: {
    shows: "the best N against compute of fits and presets, with models that were trained",
    marksBudget: true,
    draw: async ({ approaches }, input) => {
      const { flop: budget } = input;
      const landmarks = await trainedModels();
      return approaches(policies(input, "approaches"), {
        ...titled(input),
        landmarks,
        ...(budget !== undefined && { budget }),
      });
    },
  },
  exponents: {
    shows: "a and b of fits and presets, with their intervals",
    draw: ({ exponents }, input) => exponents(policies(input, "exponents"), titled(input)),
  },
  curvature: {
    shows: "the minima of a fit by Approach 1 or 2, and power laws through their thirds",
    marksBudget: true,
    draw: async ({ curvature }, input) => {
      const { thirds } = await import("../fit/mod.ts");
      const fit = frontier(input, "curvature");
      return curvature(fit, thirds(fit), { ...titled(input), ...marked(input) });
    },
  },
};

function marked({ flop }: ChartInput): { C?: number } {
  return flop === undefined ? {} : { C: flop };
}

/** The one fit by Approach 1 or 2; without one, that of the table. */
function frontier(input: ChartInput, kind: string, approach?: 1 | 2): FrontierFit {
  const { runs, curves, fits, presets } = input;
  const needs = `one fit of Approach ${approach ?? "1 or 2"}`;
  if (presets.length) throw refuse(kind, needs, `the preset ${JSON.stringify(presets[0]!.name)}`);
  if (fits.length > 1) throw refuse(kind, needs, `${fits.length} fits`);
  const [fit] = fits;
  if (!fit) {
    if (runs || curves) return input.frontierOfRuns();
    throw refuse(kind, "runs, or a saved fit of Approach 1 or 2", "neither");
  }
  if (fit.approach !== 3 && (approach ?? fit.approach) === fit.approach) return fit;
  throw refuse(kind, needs, `one of Approach ${fit.approach}`);
}
