import type { Chart } from "../charts/mod.ts";
import type { AnyFit, Fit } from "../fit/mod.ts";
import type { Preset } from "../laws/mod.ts";
import type { Runs } from "../runs/mod.ts";
import { InputError, unknownName } from "../text/mod.ts";

/** What there is to draw. */
export interface ChartInput {
  /** The table of runs, if one was given. */
  readonly runs: Runs | null;
  /** The fits, in the order in which they were given. */
  readonly fits: readonly AnyFit[];
  /** The presets, in the order in which they were given. */
  readonly presets: readonly Preset[];
  /** A fit of the table, made when a chart needs one. */
  readonly fitOfRuns: (bootstrap: number) => Fit;
  /** A budget to mark, in FLOP. */
  readonly flop?: number;
  /** The title, instead of the chart's own. */
  readonly title?: string;
}

type Charts = typeof import("../charts/mod.ts");

/** A kind of chart. */
export interface ChartKind {
  /** What it shows, for the help. */
  readonly shows: string;
  /** Draws it, or says what is missing. */
  readonly draw: (charts: Charts, input: ChartInput) => Chart | Promise<Chart>;
}

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
    shows: "lines of equal loss of a fit or preset, with runs as points; --flop marks a budget",
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

function titled({ title }: ChartInput): { title?: string } {
  return title === undefined ? {} : { title };
}

function refuse(kind: string, needs: string, found: string, cure?: string): InputError {
  return new InputError({
    cannot: `draw the chart ${JSON.stringify(kind)}`,
    needs,
    found,
    ...(cure !== undefined && { cure }),
  });
}

function needTable({ runs }: ChartInput, kind: string): Runs {
  if (runs) return runs;
  throw refuse(kind, "a table of runs", "no table");
}

/** The one law that a chart draws; without one, none, or a fit of the runs. */
function oneLaw(
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
function policies(
  { runs, fits, presets, fitOfRuns }: ChartInput,
  kind: string,
): (AnyFit | Preset)[] {
  const laws = [...(runs ? [fitOfRuns(0)] : []), ...fits, ...presets];
  if (laws.length > 0) return laws;
  throw refuse(kind, "saved fits, --preset NAME, or runs", "none of them");
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

/** The models of the published table whose size and tokens are known. */
async function trainedModels(): Promise<{ name: string; N: number; D: number }[]> {
  const { publishedTable } = await import("../datasets/mod.ts");
  const models = await publishedTable("landmark_models");
  return models.flatMap(({ model, N, active_N, D, status }) => {
    const size = active_N ?? N;
    return status === "verified" && size !== null && D !== null
      ? [{ name: model, N: size, D }]
      : [];
  });
}
