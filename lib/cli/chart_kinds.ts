import type { AnyFit, Fit } from "../fit/mod.ts";
import { InputError, unknownName } from "../text/mod.ts";
import {
  type ChartInput,
  type ChartKind,
  needTable,
  oneLaw,
  policies,
  refuse,
  titled,
  trainedModels,
} from "./chart_input.ts";
import { frontierCharts } from "./frontier_charts.ts";

/** The kinds of chart, by name. */
export const chartKinds: Readonly<Record<string, ChartKind>> = {
  "loss-compute": {
    shows: "runs; with a fit or preset also the least loss for each budget",
    draw: ({ lossCompute }, input) => {
      const law = oneLaw(input, "loss-compute", "none");
      return lossCompute(needTable(input, "loss-compute"), {
        ...titled(input),
        ...(law && { law }),
      });
    },
  },
  "iso-loss": {
    shows: "lines of equal loss of a fit or preset, with runs as points",
    marksBudget: true,
    draw: ({ isoLoss }, input) => {
      const law = oneLaw(input, "iso-loss", "fit the runs");
      const { flop } = input;
      return isoLoss(input.runs, law!, {
        ...titled(input),
        ...(flop !== undefined && { C: flop }),
      });
    },
  },
  isoflop: {
    shows: "loss against N, a colour for each budget; with a fit or preset also its valleys",
    draw: ({ isoflop }, input) => {
      const law = oneLaw(input, "isoflop", "none");
      return isoflop(needTable(input, "isoflop"), { ...titled(input), ...(law && { law }) });
    },
  },
  "tokens-per-parameter": {
    shows: "the best D/N against compute of fits and presets, with models that were trained",
    draw: async ({ tokensPerParameter }, input) => {
      const laws = policies(input, "tokens-per-parameter");
      const landmarks = await trainedModels();
      return tokensPerParameter(laws, { ...titled(input), landmarks });
    },
  },
  landmarks: {
    shows: "models that were trained by year and compute, with the best D/N of fits and presets",
    draw: async ({ landmarks }, input) =>
      landmarks(await trainedModels(), policies(input, "landmarks"), titled(input)),
  },
  coefficients: {
    shows: "the resampled coefficients of one fit, and presets to compare with",
    draw: ({ coefficients }, input) => {
      const { presets } = input;
      return coefficients(fitWithDraws(input), { ...titled(input), presets });
    },
  },
  residuals: {
    shows: "how far the loss of a fit or preset is from that of each run",
    draw: ({ residuals }, input) => {
      const runs = needTable(input, "residuals");
      return residuals(runs, oneLaw(input, "residuals", "fit the runs")!, titled(input));
    },
  },
  allocation: {
    shows: "the best N and D against compute of fits and presets",
    draw: ({ allocation }, input) => allocation(policies(input, "allocation"), titled(input)),
  },
  ...frontierCharts,
};

/**
 * The kind of that name.
 *
 * @throws {InputError} If there is none; the message suggests the nearest one.
 */
export function chartKindNamed(name: string): ChartKind {
  const found = Object.hasOwn(chartKinds, name) ? chartKinds[name] : undefined;
  if (found) return found;
  throw unknownName("draw the chart", name, Object.keys(chartKinds));
}

/** A fit that determines nothing can be reported, but not drawn. */
export function needDrawable<F extends AnyFit>(fit: F): F {
  const { coef } = fit.frontier.N;
  if (coef > 0 && coef < Infinity && Number.isFinite(fit.coef?.E ?? 0)) return fit;
  throw new InputError({
    cannot: "draw this fit",
    needs: fit.approach === 3
      ? "a fit that determines all five coefficients, with exponents above zero"
      : "a fit with a power law through two minima or more",
    found: `status ${fit.status}: ${fit.message}`,
    cure: "fit runs that vary N and D apart from each other, or draw a preset",
  });
}

function fitWithDraws({ runs, fits, fitOfRuns }: ChartInput): Fit {
  const kind = "coefficients";
  if (fits.length > 1 || (fits.length === 1 && runs)) {
    throw refuse(kind, "one fit", runs ? "a fit and a table" : `${fits.length} fits`);
  }
  const fit = fits[0] ?? (runs && fitOfRuns(1000));
  if (fit && fit.approach !== 3) {
    throw refuse(
      kind,
      "a fit of Approach 3, which has coefficients",
      `one of Approach ${fit.approach}`,
    );
  }
  if (!fit) throw refuse(kind, "a saved fit with draws, or runs", "neither");
  if (fit.draws) return fit;
  throw refuse(
    kind,
    "a fit with bootstrap draws",
    "a fit without",
    "fit again with --bootstrap 1000 --save FIT.json",
  );
}
