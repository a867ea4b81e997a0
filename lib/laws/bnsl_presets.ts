import type { Preset } from "./law.ts";
import { lawPreset } from "./law_preset.ts";

const paper = "Caballero et al. (2022)";

const add4 = lawPreset("add4", {
  law: "bnsl",
  regressors: ["x"],
  title: "Caballero et al. 2022, four-digit addition",
  coef: {
    a: 0.41388453073,
    b: 2.27727228977,
    c0: 0.05507734841,
    c1: 5.66290381601,
    d1: 612.58361717,
    f1: 0.05919303639,
  },
  source: {
    paper,
    where: "the truth of the noiseless simulation, a fit of Figure 4 left",
    url: "https://github.com/ethancaballero/broken_neural_scaling_laws",
  },
  notes: [
    "x is the size of the training set, y the test cross-entropy.",
    "Fitted to ln(y + 1): with the column y + 1 under squaredLog() the floor is a + 1.",
  ],
});

const fig1 = lawPreset("fig1", {
  law: "bnsl-3",
  regressors: ["x"],
  title: "Caballero et al. 2022, Figure 1",
  coef: {
    a: 1e-3,
    b: 4.66e3,
    c0: 0.05,
    c1: 0.49,
    d1: 3e6,
    f1: 1.1,
    c2: -0.811,
    d2: 1e14,
    f2: 1.425,
    c3: 2.1,
    d3: 2e20,
    f3: 0.05,
  },
  source: { paper, where: "Figure 1", url: "https://arxiv.org/abs/2210.14891" },
  notes: ["A curve made up to show the pieces, not a fit."],
});

/** Published coefficients, by the number of breaks. */
export const bnslPresets: Readonly<Record<number, Readonly<Record<string, Preset>>>> = {
  1: { add4 },
  3: { fig1 },
};
