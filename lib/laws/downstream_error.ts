import { defineLaw } from "./define_law.ts";
import type { Coef, Law, Preset } from "./law.ts";
import { lawPreset } from "./law_preset.ts";

/** The coefficients of {@linkcode downstreamError}. */
export type DownstreamTerm = "epsilon" | "k" | "gamma";

/** The short names of the published coefficients: training set, and number of tasks. */
export type DownstreamPreset =
  | "c4-17"
  | "c4-46"
  | "redpajama-17"
  | "redpajama-46"
  | "refinedweb-17"
  | "refinedweb-46";

const source = {
  paper: "Gadre et al. (2024)",
  where: "the fits of the error, from six models per training set",
  url: "https://arxiv.org/abs/2403.08540",
};

const printed: Readonly<
  Record<DownstreamPreset, readonly [k: number, gamma: number, epsilon: number]>
> = {
  "c4-17": [2.0789, 0.7561, 0.8497],
  "c4-46": [1.2885, 0.9722, 0.7589],
  "redpajama-17": [2.2065, 0.7146, 0.857],
  "redpajama-46": [1.3229, 0.8907, 0.7608],
  "refinedweb-17": [2.2148, 0.707, 0.8653],
  "refinedweb-46": [1.1281, 0.8215, 0.7677],
};

const sets: Readonly<Record<string, string>> = {
  c4: "C4",
  redpajama: "RedPajama",
  refinedweb: "RefinedWeb",
};

/**
 * The average top-1 error on downstream tasks by the loss: it falls from chance as the loss falls.
 *
 * Err(L) = ε − k e^(−γL)
 *
 * | symbol | code      | what it is                                         | unit          |
 * | ------ | --------- | -------------------------------------------------- | ------------- |
 * | L      | `loss`    | loss, of one text for all models                   | nats/token    |
 * | Err    | `error`   | share of questions answered wrongly, over tasks    | none, 0 to 1  |
 * | ε      | `epsilon` | error of a model that has learnt nothing           | none          |
 * | k      | `k`       | how far the error falls, at L = 0                  | none          |
 * | γ      | `gamma`   | how fast                                           | per nat/token |
 *
 * A second stage: a first law says L, and `downstream` puts the two together. It is about an average
 * over tasks; of single tasks it holds far less well.
 *
 * Source: Gadre et al. (2024), equation 5, https://arxiv.org/abs/2403.08540
 *
 * @example The error at three nats per token, over 17 tasks
 * ```ts
 * import assert from "node:assert/strict";
 * import { downstreamError } from "isoflop/laws";
 *
 * const coef = { epsilon: 0.857, k: 2.2065, gamma: 0.7146 };
 * assert.equal(downstreamError.predict(coef, { loss: 3 }).toFixed(4), "0.5984");
 * ```
 */
export const downstreamError: Law<DownstreamTerm, never, DownstreamPreset, "loss"> = defineLaw({
  name: "downstream-error",
  coefNames: ["epsilon", "k", "gamma"],
  regressors: ["loss"],
  response: "error",
  predict: ({ epsilon, k, gamma }, { loss }) => epsilon - k * Math.exp(-gamma * loss),
  rules: {
    epsilon: { low: 0, high: 1 },
    k: { positive: true },
    gamma: { low: 0, high: 10, search: [0.05, 3] },
  },
  units: {
    epsilon: "share of questions",
    k: "share of questions, at a loss of 0",
    gamma: "per nat/token",
  },
  formula: "error = epsilon - k e^(-gamma loss)",
  tex: String.raw`\mathrm{Err}(L) = \epsilon - k\, e^{-\gamma L}`,
  source,
  presets: Object.fromEntries(
    Object.entries(printed).map(([short, [k, gamma, epsilon]]) => [
      short,
      preset(short as DownstreamPreset, { epsilon, k, gamma }),
    ]),
  ) as Record<DownstreamPreset, Preset>,
});

function preset(short: DownstreamPreset, coef: Coef<DownstreamTerm>): Preset {
  const [set, tasks] = short.split("-") as [string, string];
  return lawPreset(short, {
    law: "downstream-error",
    regressors: ["loss"],
    title: `Gadre et al. 2024, ${sets[set]}, ${tasks} tasks`,
    coef,
    source,
    notes: [
      `The loss is on C4, of models trained on ${
        sets[set]
      }; the error is the mean over ${tasks} tasks.`,
    ],
  });
}
