import type { ExponentSpread, Preset, Source } from "./law.ts";
import { type ChinchillaCoef, frontier, predict } from "./chinchilla_formula.ts";

/** The short names of the published coefficients and frontiers. */
export type ChinchillaPreset =
  | "epoch"
  | "epoch-notebook"
  | "hoffmann"
  | "hoffmann-rounded"
  | "sardana"
  | "approach1"
  | "approach2"
  | "approach3";

const hoffmannUrl = "https://arxiv.org/abs/2203.15556";
const epochUrl = "https://arxiv.org/abs/2404.10102";

/** Table 2 of Hoffmann et al.; the frontier turns about the middle of their budgets. */
const spread = (low: number, high: number): ExponentSpread => ({
  a: [low, high],
  level: 0.8,
  C: Math.sqrt(6e18 * 3e21),
  where: "Table 2",
});

/**
 * What was published about the Chinchilla law, one record each.
 *
 * The coefficients are for N in parameters (embedding included), D in tokens, loss in nats/token.
 */
export const presets: Readonly<Record<ChinchillaPreset, Preset>> = {
  epoch: lawPreset("epoch", "Epoch 2024", {
    coef: { E: 1.8172, A: 482.01, B: 2085.43, alpha: 0.3478, beta: 0.3658 },
    source: { paper: "Besiroglu et al. (2024)", where: "printed coefficients", url: epochUrl },
    notes: [
      "As printed: E is the one of the Huber fit, the other four are those of least absolute deviations.",
    ],
  }),
  "epoch-notebook": lawPreset("epoch-notebook", "Epoch 2024, notebook", {
    coef: {
      E: Math.exp(0.59711196),
      A: Math.exp(6.17795598),
      B: Math.exp(7.64273236),
      alpha: 0.34781303,
      beta: 0.36585412,
    },
    source: {
      paper: "Besiroglu et al. (2024)",
      where: "data_analysis.ipynb, cell 24",
      url: "https://github.com/epoch-research/analyzing-chinchilla",
    },
    notes: ["The free scale of its likelihood shrinks, so this is least absolute deviations."],
  }),
  hoffmann: lawPreset("hoffmann", "Hoffmann et al. 2022", {
    coef: {
      E: Math.exp(0.5267228),
      A: Math.exp(6.0073404),
      B: Math.exp(6.0179186),
      alpha: 0.33917084,
      beta: 0.2849083,
    },
    source: { paper: "Hoffmann et al. (2022)", where: "Approach 3, TeX source", url: hoffmannUrl },
    notes: ["Unrounded: these reproduce the 40 B parameters of Figure 4."],
    spread: spread(0.454, 0.455),
  }),
  "hoffmann-rounded": lawPreset("hoffmann-rounded", "Hoffmann et al. 2022, as printed", {
    coef: { E: 1.69, A: 406.4, B: 410.7, alpha: 0.34, beta: 0.28 },
    source: { paper: "Hoffmann et al. (2022)", where: "equation 10", url: hoffmannUrl },
    notes: [
      "Rounding alpha and beta to two digits moves N* at 5.76e23 FLOP from 40.4 B to 32.2 B.",
    ],
    spread: spread(0.454, 0.455),
  }),
  sardana: lawPreset("sardana", "Sardana et al. 2024", {
    coef: { E: 1.69, A: 406.4, B: 410.7, alpha: 0.336, beta: 0.283 },
    source: {
      paper: "Sardana et al. (2024)",
      where: "section 2",
      url: "https://arxiv.org/abs/2401.00448",
    },
    notes: [
      "Hoffmann's coefficients with alpha and beta to three digits, as de Vries (2023) has them.",
    ],
  }),
  approach1: tablePreset("approach1", "Hoffmann et al. 2022, Approach 1", "Table 3", {
    N: { coef: 0.09915893230795333, exponent: 0.4980986857771876 },
    D: { coef: 1.6960843615010102, exponent: 0.5018542648378526 },
    spread: spread(0.488, 0.502),
  }),
  approach2: tablePreset("approach2", "Hoffmann et al. 2022, Approach 2", "Table A3", {
    N: { coef: 0.14487705181127705, exponent: 0.48994161286254667 },
    D: { coef: 1.1527636290954855, exponent: 0.5100202250950423 },
    spread: spread(0.462, 0.534),
  }),
  approach3: tablePreset("approach3", "Hoffmann et al. 2022, Approach 3 (table)", "Table A3", {
    N: { coef: 0.5346221367913789, exponent: 0.4586574025386334 },
    D: { coef: 0.315369587008493, exponent: 0.5409816538712906 },
    spread: spread(0.454, 0.455),
  }, ["The misprinted 1.26e24 FLOP of the 175 B row is read as 1.26e25."]),
};

function lawPreset(
  name: ChinchillaPreset,
  title: string,
  { coef, source, notes, spread = null }: {
    coef: ChinchillaCoef;
    source: Source;
    notes: string[];
    spread?: ExponentSpread | null;
  },
): Preset {
  return {
    name: `chinchilla:${name}`,
    title,
    law: "chinchilla",
    coef,
    predict: (at) => predict(coef, at),
    frontier: frontier(coef),
    nConvention: "total",
    spread,
    source,
    notes,
  };
}

/**
 * The paper prints no coefficients for its tables: these lines are least squares of log10 N and
 * log10 D on log10 C over the nine printed rows; a test computes them again from `data/`.
 */
function tablePreset(
  name: ChinchillaPreset,
  title: string,
  table: string,
  { N, D, spread }: Pick<Preset["frontier"], "N" | "D"> & { spread: ExponentSpread },
  notes: string[] = [],
): Preset {
  return {
    name: `chinchilla:${name}`,
    title,
    law: null,
    coef: null,
    predict: null,
    frontier: { N, D, loss: null, compute: null },
    nConvention: "total",
    spread,
    source: { paper: "Hoffmann et al. (2022)", where: table, url: hoffmannUrl },
    notes: [
      `Power laws through the nine rows of ${table}: no loss, and 6ND misses C by a few percent.`,
      ...notes,
    ],
  };
}
