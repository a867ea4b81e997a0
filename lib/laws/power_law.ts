import { defineLaw } from "./define_law.ts";
import type { Law } from "./law.ts";
import { lawPreset } from "./law_preset.ts";
import { flopPerPetaflopDay } from "./petaflop_days.ts";
import { checkColumn, columnText, written } from "./written_law.ts";

/** The coefficients of a {@linkcode powerLaw}. */
export type PowerLawTerm = "K" | "gamma";

/** The short names of published coefficients of L(C). */
export type PowerLawPreset = "kaplan" | "kaplan-fixed-batch" | "henighan-language";

/** Which columns a law of one regressor looks at. */
export interface ColumnOptions<R extends string> {
  /** The column that it looks at. */
  readonly regressor?: R;
  /** The column that it gives. @default {"loss"} */
  readonly response?: string;
}

/**
 * A power law of one column: every doubling lowers the loss by the same factor, without end.
 *
 * L(C) = K / C^γ = (C₀/C)^γ
 *
 * | symbol | code    | what it is                                   | unit           |
 * | ------ | ------- | -------------------------------------------- | -------------- |
 * | C      | `C`     | compute, or whatever column the law looks at | FLOP           |
 * | K      | `K`     | the loss at C = 1                            | nats/token     |
 * | γ      | `gamma` | exponent                                     | none           |
 * | C₀     | `C0`    | where the loss is 1: K^(1/γ)                 | that of C      |
 *
 * A curve that bends towards a floor is {@linkcode powerLawWithFloor}. A law of another column is
 * called after it, such as `power-law-N`.
 *
 * @param options The columns; compute and loss unless given.
 * @throws {InputError} If the regressor is no name, or that of a coefficient or of the response.
 *
 * Source: Kaplan et al. (2020), equations 1.1 to 1.3, https://arxiv.org/abs/2001.08361
 *
 * @example What ten times the compute buys, by Kaplan's law
 * ```ts
 * import assert from "node:assert/strict";
 * import { powerLaw } from "isoflop/laws";
 *
 * const law = powerLaw();
 * const coef = law.presets.kaplan.coef as { K: number; gamma: number };
 * const [one, ten] = [1e21, 1e22].map((C) => law.predict(coef, { C }));
 * assert.equal((ten! / one!).toFixed(4), "0.8913");
 * ```
 */
export function powerLaw<R extends string = "C">(
  { regressor = "C" as R, response = "loss" }: ColumnOptions<R> = {},
): Law<PowerLawTerm, "C0", PowerLawPreset, R> {
  checkColumn("power-law", regressor);
  return defineLaw({
    name: regressor === "C" ? "power-law" : `power-law-${regressor}`,
    coefNames: ["K", "gamma"],
    regressors: [regressor],
    response,
    predict: written<PowerLawTerm, R>(
      `({ K, gamma }, at) => K * ${columnText(regressor)} ** -gamma`,
    ),
    rules: { K: { positive: true }, gamma: { low: 0, high: 3, search: [0.01, 1.6] } },
    units: { K: `nats/token at ${regressor} = 1`, gamma: "–", C0: `${regressor} at a loss of 1` },
    formula: `L(${regressor}) = K/${regressor}^gamma`,
    tex: String.raw`L(${regressor}) = \frac{K}{${regressor}^{\gamma}}`,
    source: {
      paper: "Kaplan et al. (2020)",
      where: "equations 1.1 to 1.3",
      url: kaplanUrl,
    },
    derive: ({ K, gamma }) => ({ C0: K ** (1 / gamma) }),
    presets,
  });
}

const kaplanUrl = "https://arxiv.org/abs/2001.08361";

const presets = {
  kaplan: preset("kaplan", "Kaplan et al. 2020, L(C_min)", 3.1e8, 0.05, {
    source: { paper: "Kaplan et al. (2020)", where: "equation 1.3", url: kaplanUrl },
    notes: ["C_min: the compute at a batch far below the critical one, without embeddings."],
  }),
  "kaplan-fixed-batch": preset("kaplan-fixed-batch", "Kaplan et al. 2020, L(C)", 1.6e7, 0.057, {
    source: { paper: "Kaplan et al. (2020)", where: "Table 5", url: kaplanUrl },
    notes: ["At a fixed batch, without embeddings."],
  }),
  "henighan-language": preset(
    "henighan-language",
    "Henighan et al. 2020, language",
    3.47e8,
    0.048,
    {
      source: {
        paper: "Henighan et al. (2020)",
        where: "Table 1",
        url: "https://arxiv.org/abs/2010.14701",
      },
      notes: ["The paper's floor for language is 0."],
    },
  ),
};

/** (C₀/C)^γ as K/C^γ, C₀ being printed in PF-days. */
function preset(
  short: PowerLawPreset,
  title: string,
  days: number,
  gamma: number,
  { source, notes }: Pick<ReturnType<typeof lawPreset>, "source" | "notes">,
) {
  const K = (days * flopPerPetaflopDay) ** gamma;
  return lawPreset(short, {
    law: "power-law",
    regressors: ["C"],
    title,
    coef: { K, gamma },
    source,
    notes: ["Printed for C in PF-days of 8.64e19 FLOP; here C is in FLOP.", ...notes],
  });
}
