import { defineLaw } from "./define_law.ts";
import { lawPreset } from "./law_preset.ts";
import type { Coef, Law, Preset } from "./law.ts";
import { henighan, kaplan, powerOf } from "./power_law_sources.ts";

/** The coefficients of a {@linkcode powerLaw}. */
export type PowerLawTerm = "K" | "gamma";

/** The one column that a law of powers looks at. */
export interface PowerLawOptions<R extends string> {
  /** The column. @default {"C"} */
  readonly regressor?: R;
  /** The column that it gives. @default {"loss"} */
  readonly response?: string;
}

/**
 * A power law of one column: the loss falls by the same factor for every doubling, without end.
 *
 * L(C) = K C^(−γ) = (C₀/C)^γ with C₀ = K^(1/γ)
 *
 * | symbol | code    | what it is                                   | unit                    |
 * | ------ | ------- | -------------------------------------------- | ----------------------- |
 * | C      | `C`     | compute, or whatever column the law looks at | FLOP                    |
 * | K      | `K`     | the loss at C = 1                            | nats/token              |
 * | γ      | `gamma` | exponent                                     | none                    |
 * | C₀     | `C0`    | where the line reaches a loss of 1           | that of the column      |
 *
 * A floor bends the line: {@linkcode powerLawWithFloor} has one. A law of another column is called
 * `power-law-N` and so on.
 *
 * @throws {InputError} If the regressor has the name of a coefficient or of the response.
 *
 * Source: Kaplan et al. (2020), equations 1.1 to 1.3, https://arxiv.org/abs/2001.08361
 *
 * @example Kaplan's loss at 1 PF-day, and what ten times as much buys
 * ```ts
 * import assert from "node:assert/strict";
 * import { powerLaw } from "isoflop/laws";
 *
 * const law = powerLaw();
 * const coef = law.presets.kaplan.coef as { K: number; gamma: number };
 * const [one, ten] = [8.64e19, 8.64e20].map((C) => law.predict(coef, { C }));
 * assert.equal(one!.toFixed(3), "2.658");
 * assert.equal((ten! / one!).toFixed(4), "0.8913");
 * ```
 */
export function powerLaw<R extends string = "C">(
  { regressor = "C" as R, response = "loss" }: PowerLawOptions<R> = {},
): Law<PowerLawTerm, "C0", "kaplan" | "henighan-language", R> {
  const name = regressor === "C" ? "power-law" : `power-law-${regressor}`;
  const preset = (short: string, title: string, published: typeof kaplan) =>
    lawPreset(short, {
      law: "power-law",
      regressors: ["C"],
      title,
      coef: powerOf(published),
      source: published.source,
      notes: published.notes,
    });
  const presets: Record<"kaplan" | "henighan-language", Preset> = {
    kaplan: preset("kaplan", "Kaplan et al. 2020, L(C_min)", kaplan),
    "henighan-language": preset(
      "henighan-language",
      "Henighan et al. 2020, language",
      henighan["language"],
    ),
  };
  return defineLaw({
    name,
    coefNames: ["K", "gamma"],
    regressors: [regressor],
    response,
    predict: predictOf(regressor),
    rules: { K: { positive: true }, gamma: { low: 0, high: 3, search: [0.01, 1.6] } },
    units: { K: `nats/token at ${regressor} = 1`, gamma: "–", C0: `${regressor} at a loss of 1` },
    formula: `L(${regressor}) = K/${regressor}^gamma`,
    tex: String.raw`L(${regressor}) = \frac{K}{${regressor}^{\gamma}}`,
    source: kaplan.source,
    derive: ({ K, gamma }) => ({ C0: K ** (1 / gamma) }),
    presets,
  });
}
