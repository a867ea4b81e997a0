import { defineLaw } from "./define_law.ts";
import { type FloorPreset, floorPresets } from "./henighan.ts";
import type { Law } from "./law.ts";
import type { ColumnOptions } from "./power_law.ts";
import { checkColumn, columnText, written } from "./written_law.ts";

/** The coefficients of a {@linkcode powerLawWithFloor}. */
export type FloorTerm = "E" | "K" | "gamma";

/**
 * A power law of one column, down to a floor.
 *
 * L(C) = E + K / C^γ
 *
 * | symbol | code    | what it is                                   | unit       |
 * | ------ | ------- | -------------------------------------------- | ---------- |
 * | C      | `C`     | compute, or whatever column the law looks at | FLOP       |
 * | E      | `E`     | irreducible loss: C at ∞                     | nats/token |
 * | K      | `K`     | the loss above the floor at C = 1            | nats/token |
 * | γ      | `gamma` | exponent                                     | none       |
 *
 * Runs that do not come near the floor do not show it: a fit of them has the status
 * `floor-unidentified`, and K and γ without much meaning.
 *
 * @param options The columns; compute and loss unless given. A law of another column is called after
 * it, such as `power-law-floor-N`.
 * @throws {InputError} If the regressor is no name, or that of a coefficient or of the response.
 *
 * Source: Henighan et al. (2020), Table 1, https://arxiv.org/abs/2010.14701
 *
 * @example Images of 32 × 32 at one PF-day
 * ```ts
 * import assert from "node:assert/strict";
 * import { powerLawWithFloor } from "isoflop/laws";
 *
 * const law = powerLawWithFloor();
 * const coef = law.presets["image-32x32"].coef as { E: number; K: number; gamma: number };
 * assert.equal(law.predict(coef, { C: 8.64e19 }).toFixed(5), "2.35310");
 * ```
 */
export function powerLawWithFloor<R extends string = "C">(
  { regressor = "C" as R, response = "loss" }: ColumnOptions<R> = {},
): Law<FloorTerm, never, FloorPreset, R> {
  checkColumn("power-law-floor", regressor);
  return defineLaw({
    name: regressor === "C" ? "power-law-floor" : `power-law-floor-${regressor}`,
    coefNames: ["E", "K", "gamma"],
    regressors: [regressor],
    response,
    predict: written<FloorTerm, R>(
      `({ E, K, gamma }, at) => E + K * ${columnText(regressor)} ** -gamma`,
    ),
    rules: {
      E: { positive: true },
      K: { positive: true },
      gamma: { low: 0, high: 3, search: [0.01, 1.6] },
    },
    units: { E: "nats/token", K: `nats/token at ${regressor} = 1`, gamma: "–" },
    formula: `L(${regressor}) = E + K/${regressor}^gamma`,
    tex: String.raw`L(${regressor}) = E + \frac{K}{${regressor}^{\gamma}}`,
    source: {
      paper: "Henighan et al. (2020)",
      where: "Table 1",
      url: "https://arxiv.org/abs/2010.14701",
    },
    presets: floorPresets,
  });
}
